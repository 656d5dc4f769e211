/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-watch-week.h"

G_BEGIN_DECLS

/* When the summary of a day is told while Safibox only watches: in the evening, or the next time
 * the computer is on; never twice about one day, never twice on one day. */

#define SAFI_SUMMARY_EVENING 17 /* o'clock */

typedef enum {
  SAFI_SUMMARY_NONE,
  SAFI_SUMMARY_TODAY,
  SAFI_SUMMARY_YESTERDAY,
} SafiSummaryDay;

/* @about, @told: the days that the last summary was about and that it was told on, as
 * safi_summary_day_name writes them; "" = none yet. @now: local time. */
SafiSummaryDay safi_summary_day_choose (const SafiWatching *watching,
                                        const char *about,
                                        const char *told,
                                        GDateTime *now);

/* "2026-11-26", @days_back days before @now. Returns: (transfer full). */
char *safi_summary_day_name (GDateTime *now, int days_back);

G_END_DECLS
