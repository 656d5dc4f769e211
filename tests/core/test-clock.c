/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-clock.h"

#define NOON_OF_2026_11_26 1795694400 /* seconds since 1970, UTC */

static void
assert_date (SafiClock *clock, const char *zone, GDateDay day)
{
  GDate date;

  g_setenv ("TZ", zone, TRUE);
  safi_clock_get_date (clock, &date);
  g_unsetenv ("TZ");
  g_assert_cmpuint (g_date_get_year (&date), ==, 2026);
  g_assert_cmpint (g_date_get_month (&date), ==, G_DATE_NOVEMBER);
  g_assert_cmpuint (g_date_get_day (&date), ==, day);
}

static void
test_today_is_the_persons_own (void)
{
  SafiClock *clock = safi_clock_new_fixed (NOON_OF_2026_11_26);

  assert_date (clock, "UTC", 26);
  assert_date (clock, "+14:00", 27);
  safi_clock_advance (clock, -3600);
  assert_date (clock, "-12:00", 25);
  safi_clock_free_fixed (clock);
}

static void
test_a_fixed_clock_moves_only_when_told (void)
{
  SafiClock *clock = safi_clock_new_fixed (NOON_OF_2026_11_26);
  const gint64 monotonic = safi_clock_monotonic (clock);

  g_assert_cmpint (safi_clock_wall (clock), ==, NOON_OF_2026_11_26);
  safi_clock_advance (clock, 60);
  g_assert_cmpint (safi_clock_wall (clock), ==, NOON_OF_2026_11_26 + 60);
  g_assert_cmpint (safi_clock_monotonic (clock), ==, monotonic + 60 * G_USEC_PER_SEC);
  safi_clock_free_fixed (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/today-is-the-persons-own", test_today_is_the_persons_own);
  g_test_add_func ("/clock/a-fixed-clock-moves-only-when-told",
                   test_a_fixed_clock_moves_only_when_told);
  return g_test_run ();
}
