/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* What Safibox has learned of a mailbox, and how well it does with it, as sentences. All results
 * are (transfer full). */

/* "Learned from 200 real and 120 junk messages, since 3 May." @since: seconds UTC; 0: nothing was
 * learned. */
char *safi_words_training (guint n_good, guint n_junk, gint64 since, gint64 now);

/* "Of 120 real messages 0 would have been moved to Junk." Of a trial (filter/model/safi-trial.h):
 * so many of a class, and what would have become of them. */
char *safi_words_trial_good (guint n_messages, guint n_moved, guint n_unsure);
char *safi_words_trial_junk (guint n_messages, guint n_moved, guint n_unsure);

/* What can be concluded. @one_in: fewer than 1 in so many real messages is moved; 0: nothing. */
char *safi_words_trial_bound (guint one_in);

/* What a trial cannot tell; and what is missing for one. */
const char *safi_words_trial_limits (void);
const char *safi_words_trial_too_few (void);

G_END_DECLS
