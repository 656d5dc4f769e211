/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-store.h"

G_BEGIN_DECLS

/* How mail from each author's domain proved itself so far. Where it always did, mail that does not
 * contradicts all that came before. */

#define SAFI_SENDER_HISTORY_MAX                                                                    \
  5000 /* domains of an account: beyond, first those that never proved                             \
          themselves are forgotten, then the oldest */
#define SAFI_SENDER_HISTORY_PASSES 10                /* messages that make it a habit */
#define SAFI_SENDER_HISTORY_SPAN (14 * 24 * 60 * 60) /* seconds over which they came at least */
#define SAFI_SENDER_HISTORY_FRESH                                                                  \
  (90 * 24 * 60 * 60) /* seconds since the last of them: habits change */

/* A plain value; all 0 if nothing is known. */
typedef struct {
  guint passes;
  guint fails;
  gint64 first; /* seconds UTC of receipt */
  gint64 last;
} SafiSenderHistory;

/* Counts one message of @author (A-label), received at @time (seconds UTC). */
gboolean safi_store_add_sender (SafiStore *self,
                                const char *account,
                                const char *author,
                                gboolean has_passed,
                                gint64 time,
                                GError **error);

gboolean safi_store_get_sender (SafiStore *self,
                                const char *account,
                                const char *author,
                                SafiSenderHistory *ret_history,
                                GError **error);

/* Forgets what is beyond SAFI_SENDER_HISTORY_MAX. */
gboolean safi_store_forget_senders (SafiStore *self, const char *account, GError **error);

/* TRUE if so much mail proved itself, for so long, without one failure, that it is a habit.
 * @now: seconds UTC. */
gboolean safi_sender_history_is_habit (const SafiSenderHistory *self, gint64 now);

G_END_DECLS
