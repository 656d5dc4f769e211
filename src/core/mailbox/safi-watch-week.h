/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The time in which Safibox only watches, before the person is asked whether it may move. Time is
 * added up from look to look, so that a clock that jumps neither ends the week nor makes it
 * endless. A plain value. */
typedef struct {
  gint64 elapsed; /* seconds that count */
  gint64 seen;    /* seconds UTC: of the last look */
  gint64 after;   /* judged rows of this week have a greater id */
} SafiWatchWeek;

#define SAFI_WATCH_WEEK_DAYS 7
/* More than this between two looks counts as so much: the computer was off, or its clock was set.
 */
#define SAFI_WATCH_WEEK_STEP_MAX (2 * 24 * 60 * 60) /* seconds */

/* It is looked at, at @now (seconds UTC). */
void safi_watch_week_pass (SafiWatchWeek *self, gint64 now);
gboolean safi_watch_week_is_over (const SafiWatchWeek *self);
/* 1..SAFI_WATCH_WEEK_DAYS; the last one does not end. */
guint safi_watch_week_get_day (const SafiWatchWeek *self);

/* As a note of the store keeps it. FALSE, and all 0, if @text is none. */
gboolean safi_watch_week_read (const char *text, SafiWatchWeek *ret_week);
char *safi_watch_week_write (const SafiWatchWeek *self); /* (transfer full) */

/* What watching found, as a person is told. A plain value. */
typedef struct {
  guint day; /* of the week; 0 = it does not watch only */
  gboolean is_over;
  guint today;     /* messages held back today, not answered */
  guint yesterday; /* the same of the day before */
  guint week;      /* messages of the week that were taken for junk, answered or not */
  guint corrected; /* of these, the person said that they are good */
} SafiWatching;

G_END_DECLS
