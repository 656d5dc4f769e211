/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-history.h"

G_BEGIN_DECLS

/* What the plots show, in words: for those who do not see them, and for exact values. */

const char *safi_words_sort (SafiSort sort); /* "Scams", "Good mail" … */

/* "13 Nov to 19 Nov". Returns: (transfer full). */
char *safi_words_week (const SafiTally *week);
/* What stands below its bar: "13 Nov". Returns: (transfer full). */
char *safi_words_day (gint64 seconds);

/* "Scams: 3. Adverts: 9. Good mail: 84." or "No mail." Returns: (transfer full). */
char *safi_words_tally (const SafiTally *tally);

/* "In the last 7 days 96 messages came, 12 of them junk. Junk in the week before: 20. Adverts came
 * most often." Returns: (transfer full). */
char *safi_words_weeks (const SafiHistory *history);

/* "Today 0.2 MB, in the last 7 days 3.4 MB. The week before, it was 5.1 MB."
 * Returns: (transfer full). */
char *safi_words_data_days (const SafiHistory *history);

G_END_DECLS
