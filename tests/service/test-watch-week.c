/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#define DAY (24 * 60 * 60) /* seconds */

static SafiWatching
look (Fixture *fixture)
{
  return *safi_account_state_get_watching (
      safi_engine_find_account (fixture->engine, fixture->account));
}

static void
check_after (Fixture *fixture, gint64 seconds)
{
  safi_clock_advance (fixture->clock, seconds);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
}

static void
pass_week (Fixture *fixture)
{
  for (guint i = 0; i < SAFI_WATCH_WEEK_DAYS; i++)
    check_after (fixture, DAY);
}

static void
watch_again (Fixture *fixture)
{
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  safi_engine_watch_again_async (fixture->engine, fixture->account, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  g_assert_true (safi_engine_watch_again_finish (fixture->engine, result, &error));
  g_assert_no_error (error);
}

static void
answer (Fixture *fixture, guint number, SafiClass said)
{
  g_autoptr (SafiJudged) row = fixture_find (fixture, number);
  g_autoptr (SafiJudged) answered = fixture_answer (fixture, row->id, said, NULL);

  g_assert_nonnull (answered);
}

static void
test_a_week_ends_with_what_would_have_been_moved (Fixture *fixture)
{
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (look (fixture).day, ==, 1);
  g_assert_cmpuint (look (fixture).today, ==, 5);
  g_assert_false (look (fixture).is_over);
  answer (fixture, 0, SAFI_CLASS_GOOD);
  g_assert_cmpuint (look (fixture).today, ==, 4);
  check_after (fixture, DAY);
  g_assert_cmpuint (look (fixture).today, ==, 0);
  g_assert_cmpuint (look (fixture).yesterday, ==, 4);
  pass_week (fixture);
  g_assert_true (look (fixture).is_over);
  g_assert_cmpuint (look (fixture).yesterday, ==, 0);
  g_assert_cmpuint (look (fixture).week, ==, 5);
  g_assert_cmpuint (look (fixture).corrected, ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 0);
}

static void
test_a_junk_answer_is_no_correction (Fixture *fixture)
{
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  answer (fixture, 0, SAFI_CLASS_JUNK);
  g_assert_cmpuint (look (fixture).week, ==, 5);
  g_assert_cmpuint (look (fixture).corrected, ==, 0);
  g_assert_cmpuint (look (fixture).today, ==, 4);
}

static void
test_another_week_counts_anew (Fixture *fixture)
{
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  pass_week (fixture);
  watch_again (fixture);
  g_assert_false (look (fixture).is_over);
  g_assert_cmpuint (look (fixture).day, ==, 1);
  g_assert_cmpuint (look (fixture).week, ==, 0);
  fixture_deliver (fixture, "INBOX", 5, FIXTURE_NOW);
  check_after (fixture, DAY);
  g_assert_cmpuint (look (fixture).week, ==, 1);
  g_assert_cmpuint (look (fixture).day, ==, 2);
}

static void
test_the_week_goes_on_after_a_restart (Fixture *fixture)
{
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  check_after (fixture, DAY);
  check_after (fixture, DAY);
  fixture_stop (fixture);
  g_assert_true (fixture_try_start (fixture, TRUE, NULL));
  g_assert_cmpuint (look (fixture).day, ==, 3);
  g_assert_cmpuint (look (fixture).week, ==, 5);
}

static void
test_a_clock_that_jumps_ends_nothing (Fixture *fixture)
{
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  check_after (fixture, 400 * DAY);
  check_after (fixture, -400 * DAY);
  g_assert_false (look (fixture).is_over);
  g_assert_cmpuint (look (fixture).day, ==, 3);
  g_assert_cmpuint (look (fixture).week, ==, 5);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 0);
}

static void
test_who_lets_it_move_is_not_asked (Fixture *fixture)
{
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  pass_week (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpuint (look (fixture).day, ==, 0);
  g_assert_false (look (fixture).is_over);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  g_assert_cmpuint (look (fixture).day, ==, 1);
  g_assert_cmpuint (look (fixture).week, ==, 0);
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
    { "a-week-ends-with-what-would-have-been-moved",
      test_a_week_ends_with_what_would_have_been_moved },
    { "a-junk-answer-is-no-correction", test_a_junk_answer_is_no_correction },
    { "another-week-counts-anew", test_another_week_counts_anew },
    { "the-week-goes-on-after-a-restart", test_the_week_goes_on_after_a_restart },
    { "a-clock-that-jumps-ends-nothing", test_a_clock_that_jumps_ends_nothing },
    { "who-lets-it-move-is-not-asked", test_who_lets_it_move_is_not_asked },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/watch-week/", tests[i].path, NULL);

    g_test_add_data_func (path, &tests[i], run_test);
  }
  return g_test_run ();
}
