/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/training/safi-training-copy.h"

G_BEGIN_DECLS

/* All that one mailbox was taught, at once: how much it is, a copy of it, another one in its place.
 */

typedef struct {
  SafiTotals totals; /* messages taught, however strongly */
  gint64 since;      /* seconds UTC: of the first one; 0 = none */
} SafiTrainingSummary;

gboolean safi_training_summarise (SafiStore *store,
                                  const char *account,
                                  SafiTrainingSummary *ret_summary,
                                  GError **error);

/* The key that the account's features are made with. @ret_key: SAFI_TRAINING_KEY_OCTETS octets. */
gboolean
safi_training_get_key (SafiStore *store, const char *account, guint8 *ret_key, GError **error);

/* Returns: (transfer full): NULL with @error. */
SafiTrainingCopy *safi_training_copy_of (SafiStore *store,
                                         const char *account,
                                         GCancellable *cancellable,
                                         GError **error);

/* Puts @copy (nullable: nothing) in the place of what was taught, all or nothing; forgets what
 * waited to be taught, and which messages were read for learning, so that they can be read again.
 * Answers stay with the judged messages, as do their moves and which are never moved again.
 * SAFI_ERROR_COPY_TOO_NEW, _TOO_OLD: its hashes are made in another way. */
gboolean safi_training_replace (SafiStore *store,
                                const char *account,
                                const SafiTrainingCopy *copy,
                                GCancellable *cancellable,
                                GError **error);

/* A message as it was judged just before it was taught. */
typedef struct {
  SafiClass taught_class;
  SafiStrength strength;
  double log_odds; /* nats; NAN: it was not judged */
} SafiTaughtScore;

/* Returns: (transfer full) (element-type SafiTaughtScore): in the order they were taught. */
GArray *safi_training_list_history (SafiStore *store, const char *account, GError **error);

G_END_DECLS
