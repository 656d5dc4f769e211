/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-watch-week.h"

G_BEGIN_DECLS

/* What Safibox would have moved while it only watches. All (transfer full). */

/* "Today 3 messages would have gone to Junk." */
char *safi_words_watch_today (guint n_today);
/* The same of yesterday. */
char *safi_words_watch_yesterday (guint n_yesterday);
/* "Day 3 of 7". @day: 1..SAFI_WATCH_WEEK_DAYS. */
char *safi_words_watch_day (guint day);
/* "In this time 12 messages would have gone to Junk. You corrected 1 of them." */
char *safi_words_watch_week (guint n_week, guint n_corrected);

G_END_DECLS
