/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-mood.h"
#include "core/mailbox/safi-pause.h"

#define NOON G_GINT64_CONSTANT (1795694400) /* 2026-11-26 12:00 UTC */
#define HOUR (60 * 60)                      /* seconds */

/* Everything at once; each step takes the first thing away. */
static void
test_what_the_person_must_do_comes_first (void)
{
  SafiMoodFacts facts = { .n_accounts = 9,
                          .problems = 1,
                          .checking = 1,
                          .learning = 1,
                          .offline = 1,
                          .paused = 9,
                          .unsure = 3,
                          .is_metered = TRUE };

  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_PROBLEM);
  facts.problems = 0;
  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_CHECKING);
  facts.checking = 0;
  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_LEARNING);
  facts.learning = 0;
  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_UNSURE);
  facts.unsure = 0;
  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_PAUSED);
  facts.paused = 8;
  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_OFFLINE);
  facts.offline = 0;
  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_METERED);
  facts.is_metered = FALSE;
  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_QUIET);
}

static void
test_without_a_mailbox_nothing_else_matters (void)
{
  const SafiMoodFacts facts = { .unsure = 3, .is_metered = TRUE };

  g_assert_cmpint (safi_mood_choose (&facts), ==, SAFI_MOOD_EMPTY);
}

static void
test_a_pause_ends_after_an_hour_in_the_morning_or_never (void)
{
  const gint64 late = NOON + 11 * HOUR + 59 * 60;
  const gint64 morning = NOON + (12 + SAFI_PAUSE_MORNING) * HOUR;

  g_assert_cmpint (safi_pause_get_end (SAFI_PAUSE_HOUR, NOON), ==, NOON + HOUR);
  g_assert_cmpint (safi_pause_get_end (SAFI_PAUSE_TOMORROW, NOON), ==, morning);
  g_assert_cmpint (safi_pause_get_end (SAFI_PAUSE_TOMORROW, late), ==, morning);
  g_assert_cmpint (safi_pause_get_end (SAFI_PAUSE_TOMORROW, late + 60), ==, morning + 24 * HOUR);
  g_assert_cmpint (safi_pause_get_end (SAFI_PAUSE_OPEN, NOON), ==, 0);
}

static void
test_a_pause_is_over_at_its_end_and_where_a_clock_went_wrong (void)
{
  SafiPolicy policy = safi_policy_default ();

  policy.paused_until = NOON;
  g_assert_false (safi_pause_is_over (&policy, NOON + 1));
  policy.paused = TRUE;
  g_assert_false (safi_pause_is_over (&policy, NOON - 1));
  g_assert_true (safi_pause_is_over (&policy, NOON));
  g_assert_false (safi_pause_is_over (&policy, NOON - SAFI_PAUSE_SECONDS_MAX));
  g_assert_true (safi_pause_is_over (&policy, NOON - SAFI_PAUSE_SECONDS_MAX - 1));
  policy.paused_until = 0;
  g_assert_false (safi_pause_is_over (&policy, NOON));
}

static void
test_a_pause_has_a_word (void)
{
  SafiPause pause = SAFI_PAUSE_HOUR;

  g_assert_true (safi_pause_from_word ("open", &pause));
  g_assert_cmpint (pause, ==, SAFI_PAUSE_OPEN);
  g_assert_true (safi_pause_from_word ("tomorrow", &pause));
  g_assert_cmpint (pause, ==, SAFI_PAUSE_TOMORROW);
  g_assert_false (safi_pause_from_word ("year", &pause));
  g_assert_cmpint (pause, ==, SAFI_PAUSE_TOMORROW);
}

#define ADD(name, test) g_test_add_func ("/mood/" name, test)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("what-the-person-must-do-comes-first", test_what_the_person_must_do_comes_first);
  ADD ("without-a-mailbox-nothing-else-matters", test_without_a_mailbox_nothing_else_matters);
  ADD ("a-pause-ends-after-an-hour-in-the-morning-or-never",
       test_a_pause_ends_after_an_hour_in_the_morning_or_never);
  ADD ("a-pause-is-over-at-its-end-and-where-a-clock-went-wrong",
       test_a_pause_is_over_at_its_end_and_where_a_clock_went_wrong);
  ADD ("a-pause-has-a-word", test_a_pause_has_a_word);
  return g_test_run ();
}
