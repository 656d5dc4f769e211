/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* What is moved unasked has a limit. */
#include "engine-fixture.h"

#define HOUR (60 * 60) /* seconds */
#define DAY (24 * HOUR)

static const SafiCounts *
get_counts (Fixture *fixture)
{
  return safi_account_state_get_counts (
      safi_engine_find_account (fixture->engine, fixture->account));
}

static void
deliver_many (Fixture *fixture, guint first, guint number)
{
  for (guint i = first; i < first + number; i++)
    fixture_deliver (fixture, "INBOX", i, FIXTURE_RECEIVED);
}

static void
test_a_flood_of_junk_leaves_the_rest_to_the_person (Fixture *fixture)
{
  SafiCheckReport report;

  deliver_many (fixture, 5, SAFI_POLICY_MOVES_PER_DAY_MIN - 5);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.moved, ==, SAFI_POLICY_MOVES_PER_DAY_MIN);
  g_assert_false (report.is_stopped);
  fixture_deliver (fixture, "INBOX", 1000, FIXTURE_RECEIVED);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.moved, ==, 0);
  g_assert_cmpuint (report.would_move, ==, 1);
  g_assert_true (report.is_stopped);
  g_assert_true (get_counts (fixture)->is_stopped);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 1);
}

static void
test_the_next_day_allows_three_times_the_mean (Fixture *fixture)
{
  const guint limit = SAFI_POLICY_MOVES_TIMES_MEAN * SAFI_POLICY_MOVES_PER_DAY_MIN;
  SafiCheckReport report;

  deliver_many (fixture, 5, SAFI_POLICY_MOVES_PER_DAY_MIN - 5);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  safi_clock_advance (fixture->clock, DAY + 1);
  deliver_many (fixture, 1000, limit + 1);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.moved, ==, limit);
  g_assert_cmpuint (report.would_move, ==, 1);
  g_assert_true (report.is_stopped);
}

/* Three times the mean, from one day to the next, until that is more than an hour allows. */
static guint
live_until_a_day_allows_more_than_an_hour (Fixture *fixture)
{
  static const guint days[] = { 20, 60, 120, 200, 300, 420 };
  guint delivered = 5;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  for (guint i = 0, first = 0; i < G_N_ELEMENTS (days); i++) {
    SafiCheckReport report;

    deliver_many (fixture, delivered, days[i] - (delivered - first));
    delivered = first += days[i];
    report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
    g_assert_cmpuint (report.moved, ==, days[i]);
    g_assert_false (report.is_stopped);
    safi_clock_advance (fixture->clock, DAY + 1);
  }
  return delivered;
}

static void
test_an_hour_has_a_limit_where_the_day_allows_more (Fixture *fixture)
{
  const guint day = 560; /* three times the mean of 1,120 in six days */
  const guint first = live_until_a_day_allows_more_than_an_hour (fixture);
  SafiCheckReport report;

  deliver_many (fixture, first, SAFI_POLICY_MOVES_PER_HOUR + 1);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.moved, ==, SAFI_POLICY_MOVES_PER_HOUR);
  g_assert_cmpuint (report.would_move, ==, 1);
  g_assert_true (report.is_stopped);
  safi_clock_advance (fixture->clock, HOUR);
  deliver_many (fixture, first + 1000, day - SAFI_POLICY_MOVES_PER_HOUR + 1);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.moved, ==, day - SAFI_POLICY_MOVES_PER_HOUR);
  g_assert_cmpuint (report.would_move, ==, 1);
}

static void
test_a_yes_moves_the_rest_and_begins_anew (Fixture *fixture)
{
  SafiCheckReport report;

  deliver_many (fixture, 5, SAFI_POLICY_MOVES_PER_DAY_MIN);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).would_move, ==, 5);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_MOVE).moved, ==, 5);
  g_assert_false (get_counts (fixture)->is_stopped);
  deliver_many (fixture, 1000, SAFI_POLICY_MOVES_PER_DAY_MIN + 1);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.moved, ==, SAFI_POLICY_MOVES_PER_DAY_MIN);
  g_assert_true (report.is_stopped);
}

static void
test_what_a_person_moves_is_no_measure (Fixture *fixture)
{
  SafiCheckReport report;

  deliver_many (fixture, 5, 200);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_MOVE).moved, ==, 205);
  safi_clock_advance (fixture->clock, DAY + 1);
  deliver_many (fixture, 1000, SAFI_POLICY_MOVES_PER_DAY_MIN + 1);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.moved, ==, SAFI_POLICY_MOVES_PER_DAY_MIN);
  g_assert_true (report.is_stopped);
}

static void
test_a_clock_that_jumps_lets_no_flood_through (Fixture *fixture)
{
  static const int jumps[] = { 400 * DAY, -800 * DAY };
  guint first = 1000;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  for (guint i = 0; i < G_N_ELEMENTS (jumps); i++, first += 1000) {
    SafiCheckReport report;

    safi_clock_advance (fixture->clock, jumps[i]);
    deliver_many (fixture, first, 100);
    report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
    g_assert_cmpuint (report.moved, ==, SAFI_POLICY_MOVES_PER_DAY_MIN);
    g_assert_true (report.is_stopped);
  }
}

static void
test_answers_end_the_stop_too (Fixture *fixture)
{
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) answered = NULL;

  deliver_many (fixture, 5, SAFI_POLICY_MOVES_PER_DAY_MIN - 4);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  held = fixture_list (fixture, SAFI_JUDGED_WOULD_MOVE);
  g_assert_cmpuint (held->len, ==, 1);
  answered = fixture_answer (fixture, ((SafiJudged *) held->pdata[0])->id, SAFI_CLASS_GOOD, &error);
  g_assert_no_error (error);
  g_assert_false (get_counts (fixture)->is_stopped);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_deliver (fixture, "INBOX", 1000, FIXTURE_RECEIVED);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).would_move, ==, 1);
  g_assert_cmpuint (get_counts (fixture)->would_move, ==, 1);
  g_assert_false (get_counts (fixture)->is_stopped);
}

typedef struct {
  const char *path;
  void (*func) (Fixture *fixture);
} Test;

static void
run_test (gconstpointer data)
{
  const Test *test = data;
  Fixture *fixture = fixture_new (5);

  fixture_start (fixture);
  test->func (fixture);
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  static const Test tests[] = {
    { "a-flood-of-junk-leaves-the-rest-to-the-person",
      test_a_flood_of_junk_leaves_the_rest_to_the_person },
    { "the-next-day-allows-three-times-the-mean", test_the_next_day_allows_three_times_the_mean },
    { "an-hour-has-a-limit-where-the-day-allows-more",
      test_an_hour_has_a_limit_where_the_day_allows_more },
    { "a-yes-moves-the-rest-and-begins-anew", test_a_yes_moves_the_rest_and_begins_anew },
    { "what-a-person-moves-is-no-measure", test_what_a_person_moves_is_no_measure },
    { "a-clock-that-jumps-lets-no-flood-through", test_a_clock_that_jumps_lets_no_flood_through },
    { "answers-end-the-stop-too", test_answers_end_the_stop_too },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/move-limit/", tests[i].path, NULL);

    g_test_add_data_func (path, &tests[i], run_test);
  }
  return g_test_run ();
}
