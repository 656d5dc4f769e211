/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-axis.h"
#include "core/mailbox/safi-history.h"

#define DAY (24 * 60 * 60)                  /* seconds */
#define NOON G_GINT64_CONSTANT (1795694400) /* 2026-11-26 12:00 UTC */

static void
test_every_kind_of_junk_has_a_sort (void)
{
  for (int kind = SAFI_KIND_NONE; kind < SAFI_N_KINDS; kind++) {
    g_assert_cmpint (safi_sort_of (SAFI_DECISION_JUNK, (SafiKind) kind), <=, SAFI_SORT_OTHER);
    g_assert_cmpint (safi_sort_of (SAFI_DECISION_GOOD, (SafiKind) kind), ==, SAFI_SORT_GOOD);
    g_assert_cmpint (safi_sort_of (SAFI_DECISION_UNSURE, (SafiKind) kind), ==, SAFI_SORT_UNSURE);
  }
  g_assert_cmpint (safi_sort_of (SAFI_DECISION_JUNK, SAFI_KIND_MONEY), ==, SAFI_SORT_SCAM);
  g_assert_cmpint (safi_sort_of (SAFI_DECISION_JUNK, SAFI_KIND_MALWARE), ==, SAFI_SORT_FILE);
  g_assert_cmpint (safi_sort_of (SAFI_DECISION_JUNK, SAFI_KIND_ADVERT), ==, SAFI_SORT_ADVERT);
}

static void
test_junk_is_summed_without_what_is_not_sure (void)
{
  const SafiTally tally = { .counts = { 1, 2, 3, 4, 50, 600 } };

  g_assert_cmpuint (safi_tally_get_junk (&tally), ==, 10);
  g_assert_cmpuint (safi_tally_get_all (&tally), ==, 660);
  g_assert_cmpint (safi_tally_get_most (&tally), ==, SAFI_SORT_OTHER);
}

static void
test_two_sorts_of_which_as_many_came_have_no_most (void)
{
  static const SafiTally two = { .counts = { 3, 0, 3, 1, 9, 9 } };
  static const SafiTally none = { .counts = { 0, 0, 0, 0, 9, 9 } };
  static const SafiTally third = { .counts = { 3, 0, 3, 4, 0, 0 } };

  g_assert_cmpint (safi_tally_get_most (&two), ==, SAFI_SORT_GOOD);
  g_assert_cmpint (safi_tally_get_most (&none), ==, SAFI_SORT_GOOD);
  g_assert_cmpint (safi_tally_get_most (&third), ==, SAFI_SORT_OTHER);
}

static void
test_weeks_touch_and_end_with_today (void)
{
  const SafiHistory history = safi_history_begin (NOON);

  for (guint i = 1; i < SAFI_HISTORY_WEEKS; i++)
    g_assert_cmpint (history.weeks[i - 1].until, ==, history.weeks[i].since);
  g_assert_cmpint (history.today.since, ==, NOON - DAY / 2);
  g_assert_cmpint (history.today.until, ==, NOON + DAY / 2);
  g_assert_cmpint (history.weeks[SAFI_HISTORY_WEEKS - 1].until, ==, history.today.until);
  g_assert_cmpint (history.weeks[SAFI_HISTORY_WEEKS - 1].since, ==, history.today.until - 7 * DAY);
  g_assert_cmpint (history.days[SAFI_HISTORY_DAYS - 1], ==, history.today.since);
  g_assert_cmpint (history.days[0], ==, history.today.since - (SAFI_HISTORY_DAYS - 1) * DAY);
}

/* In 2026 clocks in Berlin go back on 25 October: that day has 25 hours. */
static void
test_days_begin_at_midnight_where_clocks_change (void)
{
  SafiHistory history;

  g_setenv ("TZ", "Europe/Berlin", TRUE);
  history = safi_history_begin (NOON - 30 * DAY);
  g_setenv ("TZ", "UTC", TRUE);
  for (guint i = 1; i < SAFI_HISTORY_DAYS; i++) {
    gint64 length = history.days[i] - history.days[i - 1];

    g_assert_true (length == DAY || length == DAY + DAY / 24);
  }
  g_assert_cmpint (history.days[SAFI_HISTORY_DAYS - 1] - history.days[0], ==,
                   (SAFI_HISTORY_DAYS - 1) * DAY + DAY / 24);
}

static void
test_octets_are_summed_from_the_newest_day (void)
{
  SafiHistory history = { 0 };

  for (guint i = 0; i < SAFI_HISTORY_DAYS; i++)
    history.octets[i] = i;
  g_assert_cmpuint (safi_history_sum_octets (&history, 0, 1), ==, 13);
  g_assert_cmpuint (safi_history_sum_octets (&history, 0, 7), ==, 7 + 8 + 9 + 10 + 11 + 12 + 13);
  g_assert_cmpuint (safi_history_sum_octets (&history, 7, 7), ==, 0 + 1 + 2 + 3 + 4 + 5 + 6);
  g_assert_cmpuint (safi_history_sum_octets (&history, 7, 70), ==, 0 + 1 + 2 + 3 + 4 + 5 + 6);
}

static void
test_an_axis_has_round_steps_and_reaches_the_greatest_value (void)
{
  static const struct {
    double max;
    double step;
    guint n_steps;
  } cases[] = {
    { 0, 1, 1 },        { 1, 1, 1 },       { 4, 1, 4 },       { 5, 2, 3 },       { 8, 2, 4 },
    { 9, 5, 2 },        { 20, 5, 4 },      { 21, 10, 3 },     { 41, 20, 3 },     { 999, 500, 2 },
    { 20000, 5000, 4 }, { 3.4e6, 1e6, 4 }, { 4.1e9, 2e9, 3 }, { 1e15, 5e14, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiAxis axis = safi_axis_for (cases[i].max, 4);

    g_assert_cmpfloat (axis.step, ==, cases[i].step);
    g_assert_cmpuint (axis.n_steps, ==, cases[i].n_steps);
    g_assert_cmpfloat (safi_axis_get_top (&axis), >=, cases[i].max);
  }
}

#define ADD(name, test) g_test_add_func ("/history/" name, test)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("every-kind-of-junk-has-a-sort", test_every_kind_of_junk_has_a_sort);
  ADD ("junk-is-summed-without-what-is-not-sure", test_junk_is_summed_without_what_is_not_sure);
  ADD ("two-sorts-of-which-as-many-came-have-no-most",
       test_two_sorts_of_which_as_many_came_have_no_most);
  ADD ("weeks-touch-and-end-with-today", test_weeks_touch_and_end_with_today);
  ADD ("days-begin-at-midnight-where-clocks-change",
       test_days_begin_at_midnight_where_clocks_change);
  ADD ("octets-are-summed-from-the-newest-day", test_octets_are_summed_from_the_newest_day);
  ADD ("an-axis-has-round-steps-and-reaches-the-greatest-value",
       test_an_axis_has_round_steps_and_reaches_the_greatest_value);
  return g_test_run ();
}
