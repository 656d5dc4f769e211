/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-scan-step.h"
#include "service/session/safi-session.h"
#include "service/state/safi-report.h"

G_BEGIN_DECLS

/* A check: lists what is new in the inbox, then fetches, judges, remembers and moves it in batches,
 * newest first. On the account's thread; between two steps other jobs may use the session. */

/* Messages of a batch: it begins small, doubles while it is quick, and a person's click waits for
 * one. */
#define SAFI_SCAN_BATCH_MIN 50  /* the first tells how the provider writes, for all that follow */
#define SAFI_SCAN_BATCH_SLOW 10 /* the same on a slow line, where 50 would take a minute */
#define SAFI_SCAN_BATCH_MAX 200
/* Microseconds to connect and list, for which it is waited twice at least: the line is slow. */
#define SAFI_SCAN_SLOW G_USEC_PER_SEC
#define SAFI_SCAN_APART_MAX (4 * G_USEC_PER_SEC)  /* microseconds */
#define SAFI_SCAN_BATCH_TIME (5 * G_USEC_PER_SEC) /* microseconds */

/* Of so many of the newest messages more than of old mail is read. */
#define SAFI_SCAN_LIVE_MAX 200
#define SAFI_SCAN_LIVE_AGE                                                                         \
  (48 * 60 * 60) /* seconds, of mail that was there before the account was */

/* How often a check may be told to wait: enough for SAFI_POLICY_MIN_AGE and a little more. */
#define SAFI_SCAN_WAIT_MS 500
#define SAFI_SCAN_WAITS_MAX (2 * (SAFI_POLICY_MIN_AGE + 2))

typedef struct _SafiScan SafiScan;

SafiScan *safi_scan_new (SafiSession *session, SafiCheckMode mode);
void safi_scan_free (SafiScan *self);

/* One batch. What is judged stays judged, whatever happens later. */
SafiScanStep safi_scan_step (SafiScan *self, GCancellable *cancellable, GError **error);

const SafiCheckReport *safi_scan_get_report (SafiScan *self);

/* Moves what was held back (rows with fate WOULD_MOVE). Returns: FALSE with @error. */
gboolean safi_scan_move_held_back (SafiSession *session,
                                   guint *ret_moved,
                                   gint64 *ret_run,
                                   GCancellable *cancellable,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiScan, safi_scan_free)

G_END_DECLS
