/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-pause.h"

#define HOUR (60 * 60) /* seconds */

gboolean
safi_pause_from_word (const char *word, SafiPause *ret_pause)
{
  static const char *const words[] = { "hour", "tomorrow", "open" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i])) {
      *ret_pause = (SafiPause) i;
      return TRUE;
    }
  return FALSE;
}

static gint64
get_morning (gint64 now)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (today, 1);
  g_autoptr (GDateTime) morning =
      g_date_time_new_local (g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                             g_date_time_get_day_of_month (tomorrow), SAFI_PAUSE_MORNING, 0, 0);

  return g_date_time_to_unix (morning);
}

gint64
safi_pause_get_end (SafiPause pause, gint64 now)
{
  switch (pause) {
  case SAFI_PAUSE_HOUR:
    return now + HOUR;
  case SAFI_PAUSE_TOMORROW:
    return get_morning (now);
  case SAFI_PAUSE_OPEN:
  default:
    return 0;
  }
}

gboolean
safi_pause_is_over (const SafiPolicy *policy, gint64 now)
{
  return policy->paused && policy->paused_until != 0 &&
         (policy->paused_until <= now || policy->paused_until - now > SAFI_PAUSE_SECONDS_MAX);
}
