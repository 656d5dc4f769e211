/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-watch-week.h"

#define DAY (24 * 60 * 60)                 /* seconds */
#define NOW G_GINT64_CONSTANT (1795100000) /* 2026-11-19 */

static void
pass_days (SafiWatchWeek *week, guint days)
{
  const gint64 begin = week->seen;

  for (guint day = 1; day <= days; day++)
    safi_watch_week_pass (week, begin + day * DAY);
}

static void
test_a_week_is_over_after_seven_days (void)
{
  SafiWatchWeek week = { .seen = NOW };

  g_assert_cmpuint (safi_watch_week_get_day (&week), ==, 1);
  pass_days (&week, 6);
  g_assert_cmpuint (safi_watch_week_get_day (&week), ==, 7);
  safi_watch_week_pass (&week, NOW + 7 * DAY - 1);
  g_assert_false (safi_watch_week_is_over (&week));
  safi_watch_week_pass (&week, NOW + 7 * DAY);
  g_assert_true (safi_watch_week_is_over (&week));
  pass_days (&week, 3);
  g_assert_cmpuint (safi_watch_week_get_day (&week), ==, 7);
}

static void
test_a_computer_that_was_off_does_not_end_it (void)
{
  SafiWatchWeek week = { .seen = NOW };

  safi_watch_week_pass (&week, NOW + 30 * DAY);
  g_assert_cmpint (week.elapsed, ==, SAFI_WATCH_WEEK_STEP_MAX);
  g_assert_false (safi_watch_week_is_over (&week));
}

static void
test_a_clock_that_jumps_ahead_and_back_costs_at_most_one_step (void)
{
  SafiWatchWeek week = { .seen = NOW };

  pass_days (&week, 1);
  safi_watch_week_pass (&week, NOW + 400 * DAY);
  safi_watch_week_pass (&week, NOW + DAY + 60);
  g_assert_cmpint (week.elapsed, ==, DAY + SAFI_WATCH_WEEK_STEP_MAX);
  safi_watch_week_pass (&week, NOW + 2 * DAY + 60);
  g_assert_cmpint (week.elapsed, ==, 2 * DAY + SAFI_WATCH_WEEK_STEP_MAX);
}

static void
test_a_clock_that_falls_back_does_not_make_it_endless (void)
{
  SafiWatchWeek week = { .seen = NOW };

  safi_watch_week_pass (&week, 0);
  g_assert_cmpint (week.elapsed, ==, 0);
  pass_days (&week, 7);
  g_assert_true (safi_watch_week_is_over (&week));
}

static void
test_a_note_is_read_as_it_was_written (void)
{
  const SafiWatchWeek week = { .elapsed = 7 * DAY, .seen = NOW, .after = G_MAXINT64 };
  g_autofree char *text = safi_watch_week_write (&week);
  SafiWatchWeek got;

  g_assert_true (safi_watch_week_read (text, &got));
  g_assert_cmpint (got.elapsed, ==, week.elapsed);
  g_assert_cmpint (got.seen, ==, week.seen);
  g_assert_cmpint (got.after, ==, week.after);
}

static void
test_what_is_no_note_begins_anew (void)
{
  static const char *const texts[] = { NULL, "", "1 2", "-1 2 3", "604801 2 3", "1 -2 3", "x y z" };
  SafiWatchWeek week;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    week.elapsed = 5;
    g_assert_false (safi_watch_week_read (texts[i], &week));
    g_assert_cmpint (week.elapsed, ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-week/a-week-is-over-after-seven-days",
                   test_a_week_is_over_after_seven_days);
  g_test_add_func ("/watch-week/a-computer-that-was-off-does-not-end-it",
                   test_a_computer_that_was_off_does_not_end_it);
  g_test_add_func ("/watch-week/a-clock-that-jumps-ahead-and-back-costs-at-most-one-step",
                   test_a_clock_that_jumps_ahead_and_back_costs_at_most_one_step);
  g_test_add_func ("/watch-week/a-clock-that-falls-back-does-not-make-it-endless",
                   test_a_clock_that_falls_back_does_not_make_it_endless);
  g_test_add_func ("/watch-week/a-note-is-read-as-it-was-written",
                   test_a_note_is_read_as_it_was_written);
  g_test_add_func ("/watch-week/what-is-no-note-begins-anew", test_what_is_no_note_begins_anew);
  return g_test_run ();
}
