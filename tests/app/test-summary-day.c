/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background/safi-summary-day.h"

static SafiSummaryDay
choose (guint today, guint yesterday, const char *about, const char *told, int day, int hour)
{
  const SafiWatching watching = { .day = 1, .today = today, .yesterday = yesterday };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 12, day, hour, 0, 0);

  return safi_summary_day_choose (&watching, about, told, now);
}

static void
test_a_day_is_told_in_its_evening (void)
{
  g_assert_cmpint (choose (3, 0, "", "", 1, SAFI_SUMMARY_EVENING - 1), ==, SAFI_SUMMARY_NONE);
  g_assert_cmpint (choose (3, 0, "", "", 1, SAFI_SUMMARY_EVENING), ==, SAFI_SUMMARY_TODAY);
  g_assert_cmpint (choose (0, 0, "", "", 1, 23), ==, SAFI_SUMMARY_NONE);
}

static void
test_who_is_away_in_the_evening_is_told_the_next_day (void)
{
  g_assert_cmpint (choose (0, 3, "", "", 1, 8), ==, SAFI_SUMMARY_YESTERDAY);
  g_assert_cmpint (choose (2, 3, "2026-11-29", "2026-11-30", 1, 8), ==, SAFI_SUMMARY_YESTERDAY);
}

static void
test_no_day_is_told_twice (void)
{
  g_assert_cmpint (choose (5, 3, "2026-12-01", "2026-12-01", 1, 23), ==, SAFI_SUMMARY_NONE);
  g_assert_cmpint (choose (0, 5, "2026-12-01", "2026-12-01", 2, 8), ==, SAFI_SUMMARY_NONE);
  g_assert_cmpint (choose (1, 5, "2026-12-01", "2026-12-01", 2, 20), ==, SAFI_SUMMARY_TODAY);
}

static void
test_one_a_day_is_enough (void)
{
  /* In the morning yesterday was told, so today waits for tomorrow. */
  g_assert_cmpint (choose (4, 3, "2026-11-30", "2026-12-01", 1, 20), ==, SAFI_SUMMARY_NONE);
  g_assert_cmpint (choose (0, 4, "2026-11-30", "2026-12-01", 2, 8), ==, SAFI_SUMMARY_YESTERDAY);
}

static void
test_days_have_names_across_the_end_of_a_year (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2027, 1, 1, 8, 0, 0);
  g_autofree char *today = safi_summary_day_name (now, 0);
  g_autofree char *yesterday = safi_summary_day_name (now, 1);

  g_assert_cmpstr (today, ==, "2027-01-01");
  g_assert_cmpstr (yesterday, ==, "2026-12-31");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/summary-day/a-day-is-told-in-its-evening", test_a_day_is_told_in_its_evening);
  g_test_add_func ("/summary-day/who-is-away-in-the-evening-is-told-the-next-day",
                   test_who_is_away_in_the_evening_is_told_the_next_day);
  g_test_add_func ("/summary-day/no-day-is-told-twice", test_no_day_is_told_twice);
  g_test_add_func ("/summary-day/one-a-day-is-enough", test_one_a_day_is_enough);
  g_test_add_func ("/summary-day/days-have-names-across-the-end-of-a-year",
                   test_days_have_names_across_the_end_of_a_year);
  return g_test_run ();
}
