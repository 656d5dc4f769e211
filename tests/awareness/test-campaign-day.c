/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/practice/safi-campaign-day.h"
#include "awareness/tips/safi-tip.h"
#include "core/base/safi-clock.h"

#define FIRST_YEAR 2025
#define LAST_YEAR 2040
#define HOUR (60 * 60) /* seconds */

static const SafiCampaignDay *
find (guint year, guint month, guint day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return safi_campaign_day_find (&date);
}

static void
assert_day (guint year, guint month, guint day, const char *id)
{
  const SafiCampaignDay *found = find (year, month, day);

  g_assert_cmpstr (found != NULL ? found->id : NULL, ==, id);
}

/* Those that were kept until 2026 (docs/standards.md), and what follows from them. */
static const struct {
  guint year;
  guint day; /* of February */
} safer_internet_days[] = {
  { 2014, 11 }, { 2017, 7 },  { 2018, 6 },  { 2019, 5 },  { 2020, 11 }, { 2021, 9 }, { 2022, 8 },
  { 2023, 7 },  { 2024, 6 },  { 2025, 11 }, { 2026, 10 }, { 2027, 9 },  { 2028, 8 }, { 2029, 6 },
  { 2030, 5 },  { 2031, 11 }, { 2032, 10 }, { 2033, 8 },  { 2034, 7 },  { 2035, 6 }, { 2036, 5 },
  { 2037, 10 }, { 2038, 9 },  { 2039, 8 },  { 2040, 7 },
};

static void
test_safer_internet_day_is_the_tuesday_of_the_second_week (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (safer_internet_days); i++)
    for (guint day = 1; day <= 28; day++)
      assert_day (safer_internet_days[i].year, G_DATE_FEBRUARY, day,
                  day == safer_internet_days[i].day ? "safer-internet" : NULL);
}

static void
test_each_comes_once_in_every_year (void)
{
  for (guint year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    guint n_days = 0;
    GDate date;

    g_date_clear (&date, 1);
    for (g_date_set_dmy (&date, 1, G_DATE_JANUARY, (GDateYear) year);
         g_date_get_year (&date) == year; g_date_add_days (&date, 1))
      n_days += safi_campaign_day_find (&date) != NULL ? 1 : 0;
    g_assert_cmpuint (n_days, ==, 1 + 1 + 1 + 31);
  }
}

static void
test_a_day_has_a_day_before_and_one_behind (void)
{
  for (guint year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    assert_day (year, G_DATE_MAY, 16, NULL);
    assert_day (year, G_DATE_MAY, 17, "telecommunication");
    assert_day (year, G_DATE_MAY, 18, NULL);
    assert_day (year, G_DATE_JUNE, 27, NULL);
    assert_day (year, G_DATE_JUNE, 28, "spam");
    assert_day (year, G_DATE_JUNE, 29, NULL);
  }
}

static void
test_the_month_is_october_from_its_first_day_to_its_last (void)
{
  assert_day (2026, G_DATE_SEPTEMBER, 30, NULL);
  for (guint day = 1; day <= 31; day++)
    assert_day (2026, G_DATE_OCTOBER, day, "october");
  assert_day (2026, G_DATE_NOVEMBER, 1, NULL);
}

static void
test_leap_days_are_days_as_others (void)
{
  for (guint year = 2028; year <= LAST_YEAR; year += 4) {
    assert_day (year, G_DATE_FEBRUARY, 28, NULL);
    assert_day (year, G_DATE_FEBRUARY, 29, NULL);
    assert_day (year, G_DATE_MARCH, 1, NULL);
    assert_day (year, G_DATE_MAY, 17, "telecommunication");
  }
}

static const struct {
  guint month;
  guint day;
} dates[] = { { 2, 9 }, { 5, 17 }, { 6, 28 }, { 10, 1 } }; /* of 2027 */

static void
test_each_has_a_poster_that_children_may_see (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++) {
    const SafiTip *tip = safi_tip_lookup (find (2027, dates[i].month, dates[i].day)->tip);

    g_assert_nonnull (tip);
    g_assert_cmpint (tip->age, ==, SAFI_AGE_CHILD);
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (tip->id, !=, find (2027, dates[j].month, dates[j].day)->tip);
  }
}

static void
test_ids_are_no_ids_of_packs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++) {
    const SafiCampaignDay *day = find (2027, dates[i].month, dates[i].day);

    g_assert_nonnull (day);
    g_assert_null (strchr (day->id, '/'));
    g_assert_cmpint (g_utf8_strlen (day->title, -1), <=, 60);
    g_assert_cmpint (g_utf8_strlen (day->sentence, -1), <=, 140);
  }
}

/* @zone: as TZ has it, where "UTC-12" is 12 hours ahead. @wall: seconds UTC. */
static void
assert_here (const char *zone, gint64 wall, const char *id)
{
  SafiClock *clock = safi_clock_new_fixed (wall);
  const SafiCampaignDay *found;
  GDate date;

  g_setenv ("TZ", zone, TRUE);
  safi_clock_get_date (clock, &date);
  found = safi_campaign_day_find (&date);
  g_assert_cmpstr (found != NULL ? found->id : NULL, ==, id);
  safi_clock_free_fixed (clock);
}

static void
test_a_day_begins_and_ends_at_midnight_here (void)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2027, 5, 17, 0, 0, 0);
  const gint64 midnight = g_date_time_to_unix (time); /* in Greenwich */

  assert_here ("UTC0", midnight - 1, NULL);
  assert_here ("UTC0", midnight, "telecommunication");
  assert_here ("UTC0", midnight + 24 * HOUR - 1, "telecommunication");
  assert_here ("UTC0", midnight + 24 * HOUR, NULL);
  assert_here ("UTC-12", midnight - 12 * HOUR - 1, NULL);
  assert_here ("UTC-12", midnight - 12 * HOUR, "telecommunication");
  assert_here ("UTC-12", midnight + 12 * HOUR, NULL);
  assert_here ("UTC8", midnight + 8 * HOUR - 1, NULL);
  assert_here ("UTC8", midnight + 8 * HOUR, "telecommunication");
  assert_here ("UTC8", midnight + 32 * HOUR, NULL);
}

static void
test_october_ends_at_midnight_when_the_clock_goes_on (void)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2026, 11, 1, 0, 0, 0);
  SafiClock *clock = safi_clock_new_fixed (g_date_time_to_unix (time) - 1);
  GDate date;

  g_setenv ("TZ", "UTC0", TRUE);
  safi_clock_get_date (clock, &date);
  g_assert_cmpstr (safi_campaign_day_find (&date)->id, ==, "october");
  safi_clock_advance (clock, 1);
  safi_clock_get_date (clock, &date);
  g_assert_null (safi_campaign_day_find (&date));
  safi_clock_free_fixed (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign-day/safer-internet-day-is-the-tuesday-of-the-second-week",
                   test_safer_internet_day_is_the_tuesday_of_the_second_week);
  g_test_add_func ("/campaign-day/each-comes-once-in-every-year",
                   test_each_comes_once_in_every_year);
  g_test_add_func ("/campaign-day/a-day-has-a-day-before-and-one-behind",
                   test_a_day_has_a_day_before_and_one_behind);
  g_test_add_func ("/campaign-day/the-month-is-october-from-its-first-day-to-its-last",
                   test_the_month_is_october_from_its_first_day_to_its_last);
  g_test_add_func ("/campaign-day/leap-days-are-days-as-others", test_leap_days_are_days_as_others);
  g_test_add_func ("/campaign-day/each-has-a-poster-that-children-may-see",
                   test_each_has_a_poster_that_children_may_see);
  g_test_add_func ("/campaign-day/ids-are-no-ids-of-packs", test_ids_are_no_ids_of_packs);
  g_test_add_func ("/campaign-day/a-day-begins-and-ends-at-midnight-here",
                   test_a_day_begins_and_ends_at_midnight_here);
  g_test_add_func ("/campaign-day/october-ends-at-midnight-when-the-clock-goes-on",
                   test_october_ends_at_midnight_when_the_clock_goes_on);
  return g_test_run ();
}
