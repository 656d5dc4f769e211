/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-watch-week.h"

#include <stdio.h>

#define DAY (24 * 60 * 60) /* seconds */
#define WEEK (SAFI_WATCH_WEEK_DAYS * DAY)

void
safi_watch_week_pass (SafiWatchWeek *self, gint64 now)
{
  if (now > self->seen)
    self->elapsed += MIN (now - self->seen, SAFI_WATCH_WEEK_STEP_MAX);
  self->elapsed = MIN (self->elapsed, WEEK);
  self->seen = now;
}

gboolean
safi_watch_week_is_over (const SafiWatchWeek *self)
{
  return self->elapsed >= WEEK;
}

guint
safi_watch_week_get_day (const SafiWatchWeek *self)
{
  return MIN (1 + (guint) (self->elapsed / DAY), SAFI_WATCH_WEEK_DAYS);
}

gboolean
safi_watch_week_read (const char *text, SafiWatchWeek *ret_week)
{
  SafiWatchWeek week = { 0 };
  const gboolean is_read =
      text != NULL &&
      sscanf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &week.elapsed,
              &week.seen, &week.after) == 3 &&
      week.elapsed >= 0 && week.elapsed <= WEEK && week.seen >= 0;

  *ret_week = is_read ? week : (SafiWatchWeek){ 0 };
  return is_read;
}

char *
safi_watch_week_write (const SafiWatchWeek *self)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                          self->elapsed, self->seen, self->after);
}
