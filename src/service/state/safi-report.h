/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/training/safi-training-store.h"

G_BEGIN_DECLS

/* What the faces ask for and what they are told of it: plain values that cross from thread to
 * thread. What each is for stands with the function of safi-engine.h that takes or gives it. */

typedef enum {
  SAFI_CHECK_AS_POLICY, /* move junk unless the account is watch-only */
  SAFI_CHECK_DRY_RUN,   /* judge only; nothing is remembered but the verdicts */
  SAFI_CHECK_MOVE,      /* a person said yes: move junk in any case, no hourly cap */
} SafiCheckMode;

typedef struct {
  guint listed; /* messages that were new */
  guint good;
  guint unsure;
  guint junk;
  guint moved;
  guint would_move;
  guint skipped;       /* could not be read */
  guint64 octets;      /* received from the network */
  gint64 run;          /* of the moves; 0 = none */
  gboolean is_limited; /* the day's limit was reached: what is left waits */
  gboolean is_stopped; /* so much junk that the rest waits for a person (safi-move-limit.h) */
} SafiCheckReport;

typedef struct {
  guint sent; /* messages that would be looked at: whom they went to */
  guint junk;
  guint good;
  guint64 octets;
} SafiLearnEstimate;

typedef struct {
  guint junk; /* messages that were taught */
  guint good;
  guint skipped;        /* fetched, but they teach nothing */
  guint correspondents; /* known now */
  guint64 octets;       /* received from the network */
  gboolean is_limited;  /* the day's limit stopped it */
} SafiLearnReport;

/* What became of a mailbox's training. */
typedef struct {
  GBytes *before; /* (nullable): a copy of what was there, to go back; NULL: it was too large */
  SafiTrainingSummary now;
} SafiTrainingChange;

void safi_training_change_free (SafiTrainingChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTrainingChange, safi_training_change_free)

/* Puts a weekly letter into words, for policy.digest; on any thread. @rows: (element-type
 * SafiJudged): what was moved, the newest first. @ret_subject, @ret_text: (transfer full). */
typedef void (*SafiDigestWriter) (GPtrArray *rows, char **ret_subject, char **ret_text);

G_END_DECLS
