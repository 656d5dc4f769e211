/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-history.h"
#include "core/mailbox/safi-mood.h"

G_BEGIN_DECLS

/* What Home says. All results are plain sentences. */

/* The one sentence: "Nothing needs you". @paused_until: (seconds UTC) when the first mailbox goes
 * on by itself; 0 = none does. Returns: (transfer full). */
char *safi_words_mood (SafiMood mood, guint n_unsure, gint64 paused_until, gint64 now);

/* What stands below it: why no mail is being looked at, else what came today and what was done this
 * week. @junk, @moved: of the last 7 days. Returns: (transfer full). */
char *safi_words_mood_summary (SafiMood mood, const SafiTally *today, guint junk, guint moved);

/* "Last check: 14:02. Works while this computer is on." @last_check: seconds UTC; 0 = never.
 * Returns: (transfer full) (nullable): NULL where no mail is being looked at. */
char *safi_words_mood_last_check (SafiMood mood, gint64 last_check, gint64 now);

/* Junk that waits in the inbox. @is_stopped: because it is more than Safibox moves unasked.
 * Returns: (transfer full). */
char *safi_words_held_back (guint n_messages, gboolean is_stopped);

G_END_DECLS
