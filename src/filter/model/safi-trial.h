/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-policy.h"
#include "store/training/safi-training-store.h"

G_BEGIN_DECLS

/* How well a mailbox is judged, by its own messages: each counts as it was judged just before it
 * was taught, so none was known (prequential figures: Dawid, JRSS A 147, 1984), with the cut as the
 * messages before it placed it. */

/* So many messages are looked at, the newest; those that came before only place the cut. */
#define SAFI_TRIAL_MESSAGES_MAX 2000

typedef struct {
  guint good;        /* real messages, by a person's word */
  guint good_moved;  /* of these: judged to be junk */
  guint good_unsure; /* of these */
  guint junk;
  guint junk_moved;
  guint junk_unsure;
  guint
      learning; /* by a person's word, but taught before 20 of each class were: they do not count */
  guint one_in; /* fewer than 1 in so many real messages is moved, at 95 % confidence; 0: nothing
                   can be said */
} SafiTrial;

/* @history: of safi_training_list_history. */
void safi_trial_run (GArray *history, const SafiPolicy *policy, SafiTrial *ret_trial);

G_END_DECLS
