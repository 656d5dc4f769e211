/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-refresher.h"

#define DAY (24 * 60 * 60)
#define NOW (G_GINT64_CONSTANT (20000) * DAY) /* the clock of these tests */

static void
assert_choice (SafiRefresherFacts facts, SafiRefresher wanted)
{
  g_assert_cmpint (safi_refresher_choose (&facts, NOW), ==, wanted);
}

static void
test_nobody_is_asked_before_150_days (void)
{
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - 900 * DAY,
                                       .last_round = NOW - SAFI_REFRESHER_DAYS * DAY + 1 },
                 SAFI_REFRESHER_NONE);
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - 900 * DAY,
                                       .last_round = NOW - SAFI_REFRESHER_DAYS * DAY },
                 SAFI_REFRESHER_DUE);
}

static void
test_who_never_practised_is_asked_after_150_days_of_use (void)
{
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - SAFI_REFRESHER_DAYS * DAY + 1 },
                 SAFI_REFRESHER_NONE);
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - SAFI_REFRESHER_DAYS * DAY },
                 SAFI_REFRESHER_DUE);
}

static void
test_the_first_hour_is_quiet (void)
{
  assert_choice ((SafiRefresherFacts){ .has_new_kind = TRUE }, SAFI_REFRESHER_NONE);
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - SAFI_REFRESHER_QUIET_SECONDS + 1,
                                       .has_new_kind = TRUE },
                 SAFI_REFRESHER_NONE);
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - SAFI_REFRESHER_QUIET_SECONDS,
                                       .has_new_kind = TRUE },
                 SAFI_REFRESHER_NEW_KIND);
}

static void
test_there_is_one_prompt_a_day_whatever_its_reason (void)
{
  SafiRefresherFacts facts = { .first_used = NOW - 900 * DAY, .last_prompt = NOW - DAY + 1 };

  assert_choice (facts, SAFI_REFRESHER_NONE);
  facts.has_new_kind = TRUE;
  assert_choice (facts, SAFI_REFRESHER_NONE);
  facts.last_prompt = NOW - DAY;
  assert_choice (facts, SAFI_REFRESHER_NEW_KIND);
}

static void
test_a_new_kind_goes_before_the_calendar (void)
{
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - 900 * DAY, .has_new_kind = TRUE },
                 SAFI_REFRESHER_NEW_KIND);
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - 900 * DAY,
                                       .last_round = NOW - DAY,
                                       .has_new_kind = TRUE },
                 SAFI_REFRESHER_NEW_KIND);
}

static void
test_who_said_not_now_is_left_alone_for_a_month (void)
{
  SafiRefresherFacts facts = { .first_used = NOW - 900 * DAY,
                               .last_prompt = NOW - SAFI_REFRESHER_LATER_DAYS * DAY + 1,
                               .put_away = TRUE };

  assert_choice (facts, SAFI_REFRESHER_NONE);
  facts.last_prompt--;
  assert_choice (facts, SAFI_REFRESHER_DUE);
}

static void
test_times_in_the_future_do_not_silence_it_for_ever (void)
{
  assert_choice ((SafiRefresherFacts){ .first_used = NOW - 900 * DAY,
                                       .last_round = NOW + 400 * DAY,
                                       .last_prompt = NOW + 400 * DAY,
                                       .put_away = TRUE },
                 SAFI_REFRESHER_DUE);
  assert_choice ((SafiRefresherFacts){ .first_used = NOW + 1, .has_new_kind = TRUE },
                 SAFI_REFRESHER_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refresher/nobody-is-asked-before-150-days",
                   test_nobody_is_asked_before_150_days);
  g_test_add_func ("/refresher/who-never-practised-is-asked-after-150-days-of-use",
                   test_who_never_practised_is_asked_after_150_days_of_use);
  g_test_add_func ("/refresher/the-first-hour-is-quiet", test_the_first_hour_is_quiet);
  g_test_add_func ("/refresher/there-is-one-prompt-a-day-whatever-its-reason",
                   test_there_is_one_prompt_a_day_whatever_its_reason);
  g_test_add_func ("/refresher/a-new-kind-goes-before-the-calendar",
                   test_a_new_kind_goes_before_the_calendar);
  g_test_add_func ("/refresher/who-said-not-now-is-left-alone-for-a-month",
                   test_who_said_not_now_is_left_alone_for_a_month);
  g_test_add_func ("/refresher/times-in-the-future-do-not-silence-it-for-ever",
                   test_times_in_the_future_do_not_silence_it_for_ever);
  return g_test_run ();
}
