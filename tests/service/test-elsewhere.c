/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with another mail program, on another device. */
#include "engine-fixture.h"

#include <glib/gstdio.h>

#include "service/learning/safi-elsewhere.h"

#define N_MESSAGES 6
#define NUMBER 50 /* of the first message that came to Junk directly */

/* Checked once, with all of the inbox called @decision. */
static Fixture *
start (SafiDecision decision)
{
  Fixture *fixture = fixture_new (N_MESSAGES);

  fixture_start (fixture);
  fixture_call_all (fixture, decision, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  /* The directory notices what Safibox itself did. */
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  return fixture;
}

static void
move_elsewhere (Fixture *fixture, guint number, const char *from, const char *to)
{
  g_autofree char *name = g_strdup_printf ("%06u.eml", number);
  g_autofree char *old_path = g_build_filename (fixture->mail, from, name, NULL);
  g_autofree char *new_path = g_build_filename (fixture->mail, to, name, NULL);

  g_assert_cmpint (g_rename (old_path, new_path), ==, 0);
}

static void
delete_elsewhere (Fixture *fixture, guint number, const char *folder)
{
  g_autofree char *name = g_strdup_printf ("%06u.eml", number);
  g_autofree char *path = g_build_filename (fixture->mail, folder, name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
check_later (Fixture *fixture, gint64 seconds)
{
  safi_clock_advance (fixture->clock, seconds);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
}

/* A look that sees what is new, and the one that judges of it. */
static void
look_twice (Fixture *fixture)
{
  check_later (fixture, SAFI_ELSEWHERE_EVERY);
  check_later (fixture, SAFI_ELSEWHERE_ROUND);
}

static void
check_taught (Fixture *fixture, guint good, guint junk)
{
  const SafiLearning *learning = safi_account_state_get_learning (
      safi_engine_find_account (fixture->engine, fixture->account));

  g_assert_cmpuint (learning->good, ==, good);
  g_assert_cmpuint (learning->junk, ==, junk);
}

static void
test_moved_to_junk_is_a_word (void)
{
  Fixture *fixture = start (SAFI_DECISION_GOOD);
  g_autoptr (SafiJudged) row = NULL;

  move_elsewhere (fixture, 2, "INBOX", "Junk");
  look_twice (fixture);
  check_taught (fixture, 0, 1);
  row = fixture_find (fixture, 2);
  g_assert_true (row->is_taught);
  g_assert_cmpint (row->taught_class, ==, SAFI_CLASS_JUNK);
  g_assert_cmpstr (safi_message_ref_get_folder (row->ref), ==, "Junk");
  look_twice (fixture);
  check_taught (fixture, 0, 1);
  g_assert_true (fixture_is_in (fixture, "Junk", 2));
  fixture_free (fixture);
}

static void
test_one_look_concludes_nothing (void)
{
  Fixture *fixture = start (SAFI_DECISION_GOOD);

  move_elsewhere (fixture, 2, "INBOX", "Junk");
  check_later (fixture, SAFI_ELSEWHERE_EVERY);
  check_taught (fixture, 0, 0);
  check_later (fixture, SAFI_ELSEWHERE_ROUND - 1);
  check_taught (fixture, 0, 0);
  check_later (fixture, 1);
  check_taught (fixture, 0, 1);
  fixture_free (fixture);
}

static void
test_moved_there_and_back_is_none (void)
{
  Fixture *fixture = start (SAFI_DECISION_GOOD);

  move_elsewhere (fixture, 2, "INBOX", "Junk");
  check_later (fixture, SAFI_ELSEWHERE_EVERY);
  move_elsewhere (fixture, 2, "Junk", "INBOX");
  check_later (fixture, SAFI_ELSEWHERE_ROUND);
  look_twice (fixture);
  check_taught (fixture, 0, 0);
  fixture_free (fixture);
}

static void
test_a_copy_in_junk_is_none (void)
{
  Fixture *fixture = start (SAFI_DECISION_GOOD);

  fixture_deliver (fixture, "Junk", 2, FIXTURE_RECEIVED);
  look_twice (fixture);
  check_taught (fixture, 0, 0);
  fixture_free (fixture);
}

static void
test_what_came_to_junk_directly_is_none (void)
{
  Fixture *fixture = start (SAFI_DECISION_GOOD);

  fixture_deliver (fixture, "Junk", NUMBER, FIXTURE_RECEIVED);
  look_twice (fixture);
  check_taught (fixture, 0, 0);
  fixture_free (fixture);
}

static void
test_deleting_from_junk_is_none (void)
{
  Fixture *fixture = start (SAFI_DECISION_JUNK);

  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, N_MESSAGES);
  for (guint i = 0; i < N_MESSAGES; i++)
    delete_elsewhere (fixture, i, "Junk");
  look_twice (fixture);
  look_twice (fixture);
  check_taught (fixture, 0, 0);
  fixture_free (fixture);
}

/* Another Safibox marks what it moves; what it thinks is nobody's word. */
static void
test_what_another_program_marked_is_none (void)
{
  Fixture *fixture = start (SAFI_DECISION_GOOD);

  move_elsewhere (fixture, 2, "INBOX", "Junk");
  fixture_set_flag (fixture, "Junk", 2, SAFI_FLAG_JUNK);
  look_twice (fixture);
  look_twice (fixture);
  check_taught (fixture, 0, 0);
  fixture_free (fixture);
}

static void
test_moved_back_is_a_word (void)
{
  Fixture *fixture = start (SAFI_DECISION_JUNK);
  g_autoptr (SafiJudged) row = NULL;

  move_elsewhere (fixture, 2, "Junk", "INBOX");
  look_twice (fixture);
  check_taught (fixture, 1, 0);
  row = fixture_find (fixture, 2);
  g_assert_cmpint (row->taught_class, ==, SAFI_CLASS_GOOD);
  g_assert_cmpint (row->fate, ==, SAFI_FATE_MOVED_BACK);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
  fixture_free (fixture);
}

static void
test_a_second_thought_goes_before_the_first (void)
{
  Fixture *fixture = start (SAFI_DECISION_JUNK);

  move_elsewhere (fixture, 2, "Junk", "INBOX");
  look_twice (fixture);
  check_taught (fixture, 1, 0);
  move_elsewhere (fixture, 2, "INBOX", "Junk");
  look_twice (fixture);
  check_taught (fixture, 0, 1);
  fixture_free (fixture);
}

static void
test_what_safibox_moves_is_none (void)
{
  Fixture *fixture = start (SAFI_DECISION_JUNK);

  look_twice (fixture);
  look_twice (fixture);
  check_taught (fixture, 0, 0);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, N_MESSAGES);
  fixture_free (fixture);
}

static void
test_no_more_than_some_at_a_look (void)
{
  Fixture *fixture = fixture_new (SAFI_ELSEWHERE_MAX + 1);

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_GOOD, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  for (guint i = 0; i <= SAFI_ELSEWHERE_MAX; i++)
    move_elsewhere (fixture, i, "INBOX", "Junk");
  look_twice (fixture);
  check_taught (fixture, 0, SAFI_ELSEWHERE_MAX);
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    GTestFunc func;
  } tests[] = {
    { "moved-to-junk-is-a-word", test_moved_to_junk_is_a_word },
    { "one-look-concludes-nothing", test_one_look_concludes_nothing },
    { "moved-there-and-back-is-none", test_moved_there_and_back_is_none },
    { "a-copy-in-junk-is-none", test_a_copy_in_junk_is_none },
    { "what-came-to-junk-directly-is-none", test_what_came_to_junk_directly_is_none },
    { "deleting-from-junk-is-none", test_deleting_from_junk_is_none },
    { "what-another-program-marked-is-none", test_what_another_program_marked_is_none },
    { "moved-back-is-a-word", test_moved_back_is_a_word },
    { "a-second-thought-goes-before-the-first", test_a_second_thought_goes_before_the_first },
    { "what-safibox-moves-is-none", test_what_safibox_moves_is_none },
    { "no-more-than-some-at-a-look", test_no_more_than_some_at_a_look },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/elsewhere/", tests[i].name, NULL);

    g_test_add_func (path, tests[i].func);
  }
  return g_test_run ();
}
