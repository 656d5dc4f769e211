/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-move-pace.h"

#include "core/mailbox/safi-policy.h"
#include "store-fixture.h"

#define HOUR (60 * 60) /* seconds */
#define DAY (24 * HOUR)

typedef struct {
  char *directory;
  SafiStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = store_fixture_make_directory ();
  fixture->store = store_fixture_open (fixture->directory);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_store_close (fixture->store);
  store_fixture_remove_directory (fixture->directory);
}

/* Moves message @number, @ago seconds before now. Returns: (transfer full). */
static SafiAction *
move (Fixture *fixture, guint number, gint64 ago)
{
  g_autoptr (SafiAction) plan = store_fixture_new_action (number);
  SafiAction *action = store_fixture_plan (fixture->store, plan, 0);
  g_autofree char *sql =
      g_strdup_printf ("UPDATE action SET time = %" G_GINT64_FORMAT " WHERE id = %" G_GINT64_FORMAT,
                       NOW - ago, safi_action_get_fields (action)->id);

  store_fixture_run_sql (fixture->directory, sql);
  return action;
}

static void
assert_pace (Fixture *fixture,
             gint64 approved,
             guint in_hour,
             guint today,
             guint earlier,
             guint days)
{
  g_autoptr (GError) error = NULL;
  SafiMovePace pace = { 0 };

  g_assert_true (safi_move_pace_read (fixture->store, ACCOUNT, approved, &pace, &error));
  g_assert_cmpuint (pace.in_hour, ==, in_hour);
  g_assert_cmpuint (pace.today, ==, today);
  g_assert_cmpuint (pace.earlier, ==, earlier);
  g_assert_cmpuint (pace.days, ==, days);
}

static void
test_an_hour_a_day_and_the_weeks_end (Fixture *fixture, gconstpointer data)
{
  static const struct {
    gint64 ago;
    guint in_hour, today, earlier, days;
  } cases[] = {
    { 0, 1, 1, 0, 0 },
    { HOUR - 1, 1, 1, 0, 0 },
    { HOUR, 0, 1, 0, 0 },
    { DAY - 1, 0, 1, 0, 0 },
    { DAY, 0, 0, 1, 1 },
    { 2 * DAY - 1, 0, 0, 1, 1 },
    { 2 * DAY, 0, 0, 1, 2 },
    { (SAFI_POLICY_MOVES_MEAN_DAYS + 1) * DAY - 1, 0, 0, 1, SAFI_POLICY_MOVES_MEAN_DAYS },
    { (SAFI_POLICY_MOVES_MEAN_DAYS + 1) * DAY, 0, 0, 0, 0 },
    { -1, 0, 0, 0, 0 }, /* dated by a clock that was wrong */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiAction) action = move (fixture, 1, cases[i].ago);

    assert_pace (fixture, 0, cases[i].in_hour, cases[i].today, cases[i].earlier, cases[i].days);
    store_fixture_run_sql (fixture->directory, "DELETE FROM action");
  }
}

static void
test_what_a_person_asked_for_does_not_count (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) asked = move (fixture, 1, 0);
  g_autoptr (SafiAction) earlier = move (fixture, 2, 3 * DAY);

  g_assert_true (
      safi_move_pace_set_asked (fixture->store, safi_action_get_fields (asked)->run, &error));
  assert_pace (fixture, 0, 0, 0, 1, 3);
  g_assert_true (
      safi_move_pace_set_asked (fixture->store, safi_action_get_fields (earlier)->run, &error));
  assert_pace (fixture, 0, 0, 0, 0, 0);
}

static void
test_a_word_of_the_person_begins_hour_and_day_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAction) before = move (fixture, 1, 60);
  g_autoptr (SafiAction) after = NULL;
  g_autoptr (SafiAction) long_after = NULL;
  gint64 last = 0;

  g_assert_true (safi_move_pace_get_last (fixture->store, ACCOUNT, &last, &error));
  g_assert_cmpint (last, ==, safi_action_get_fields (before)->id);
  after = move (fixture, 2, 60);
  assert_pace (fixture, 0, 2, 2, 0, 0);
  assert_pace (fixture, last, 1, 1, 0, 0);
  long_after = move (fixture, 3, HOUR);
  assert_pace (fixture, 0, 2, 3, 0, 0);
  assert_pace (fixture, last, 1, 2, 0, 0);
  g_assert_true (safi_move_pace_get_last (fixture->store, "other", &last, &error));
  g_assert_cmpint (last, ==, 0);
}

#define ADD(name, test) g_test_add ("/move-pace/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("an-hour-a-day-and-the-weeks-end", test_an_hour_a_day_and_the_weeks_end);
  ADD ("what-a-person-asked-for-does-not-count", test_what_a_person_asked_for_does_not_count);
  ADD ("a-word-of-the-person-begins-hour-and-day-anew",
       test_a_word_of_the_person_begins_hour_and_day_anew);
  return g_test_run ();
}
