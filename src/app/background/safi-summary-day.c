/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background/safi-summary-day.h"

char *
safi_summary_day_name (GDateTime *now, int days_back)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -days_back);

  return g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (day), g_date_time_get_month (day),
                          g_date_time_get_day_of_month (day));
}

SafiSummaryDay
safi_summary_day_choose (const SafiWatching *watching,
                         const char *about,
                         const char *told,
                         GDateTime *now)
{
  g_autofree char *today = safi_summary_day_name (now, 0);
  g_autofree char *yesterday = safi_summary_day_name (now, 1);

  if (g_str_equal (told, today))
    return SAFI_SUMMARY_NONE;
  if (watching->yesterday > 0 && !g_str_equal (about, yesterday))
    return SAFI_SUMMARY_YESTERDAY;
  if (watching->today > 0 && g_date_time_get_hour (now) >= SAFI_SUMMARY_EVENING)
    return SAFI_SUMMARY_TODAY;
  return SAFI_SUMMARY_NONE;
}
