/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of junk that waits for a person, when the person says that it may be moved. */
#include "engine-fixture.h"

#include <glib/gstdio.h>

/* Returns: how many messages were moved. */
static int
move_held_back (Fixture *fixture)
{
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int n_moved;

  safi_engine_move_held_back_async (fixture->engine, fixture->account, NULL, fixture_ready_cb,
                                    &wait);
  result = fixture_wait (&wait);
  n_moved = safi_engine_move_held_back_finish (fixture->engine, result, NULL, &error);
  g_assert_no_error (error);
  return n_moved;
}

static void
check_all_moved_but (Fixture *fixture, guint number)
{
  g_autoptr (SafiJudged) row = NULL;

  g_assert_cmpint (move_held_back (fixture), ==, 4);
  g_assert_true (fixture_is_in (fixture, "INBOX", number));
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 4);
  row = fixture_find (fixture, number);
  g_assert_cmpint (row->fate, ==, SAFI_FATE_STAYED);
  g_assert_cmpint (move_held_back (fixture), ==, 0);
}

static void
test_what_the_person_marked_meanwhile_stays (Fixture *fixture)
{
  static const SafiFlags flags[] = { SAFI_FLAG_FLAGGED, SAFI_FLAG_ANSWERED, SAFI_FLAG_NOT_JUNK };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    fixture_set_flag (fixture, "INBOX", i, flags[i]);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpint (move_held_back (fixture), ==, 2);
  for (guint i = 0; i < 5; i++)
    g_assert_true (fixture_is_in (fixture, i < 3 ? "INBOX" : "Junk", i));
}

static void
test_what_is_answered_after_the_last_check_stays (Fixture *fixture)
{
  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_ANSWERED);
  check_all_moved_but (fixture, 2);
}

static void
test_what_is_answered_weeks_later_stays (Fixture *fixture)
{
  safi_clock_advance (fixture->clock, 30 * 24 * 60 * 60);
  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_ANSWERED);
  check_all_moved_but (fixture, 2);
}

static void
test_a_keyword_that_it_came_with_keeps_nothing (Fixture *fixture)
{
  fixture_deliver (fixture, "INBOX", 5, FIXTURE_RECEIVED);
  fixture_set_flag (fixture, "INBOX", 5, SAFI_FLAG_NOT_JUNK);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpint (move_held_back (fixture), ==, 6);
}

static void
teach (Fixture *fixture, guint number, SafiClass taught_class)
{
  g_autofree char *name = g_strdup_printf ("%06u.eml", number);
  g_autofree char *path = g_build_filename (fixture->mail, "INBOX", name, NULL);
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };
  char *text;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  octets = g_bytes_new_take (text, size);
  safi_engine_teach_async (fixture->engine, fixture->account, octets, taught_class, NULL,
                           fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  safi_engine_teach_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
}

static void
test_what_was_taught_good_stays (Fixture *fixture)
{
  teach (fixture, 2, SAFI_CLASS_GOOD);
  check_all_moved_but (fixture, 2);
}

static void
test_what_was_taught_junk_is_moved (Fixture *fixture)
{
  teach (fixture, 2, SAFI_CLASS_JUNK);
  g_assert_cmpint (move_held_back (fixture), ==, 5);
}

static SafiJudged *
unanswer (Fixture *fixture, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };
  SafiJudged *row;

  safi_engine_unanswer_async (fixture->engine, id, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  row = safi_engine_unanswer_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
  return row;
}

static void
test_an_answer_taken_back_holds_it_back_again (Fixture *fixture)
{
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) answered = fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, NULL);
  g_autoptr (SafiJudged) now = NULL;

  g_assert_cmpint (answered->fate, ==, SAFI_FATE_STAYED);
  now = unanswer (fixture, row->id);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_WOULD_MOVE);
  g_assert_false (now->is_taught);
  g_assert_cmpint (move_held_back (fixture), ==, 5);
}

static void
test_an_answer_taken_back_holds_back_nothing_that_was_not (Fixture *fixture)
{
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) answered = NULL;
  g_autoptr (SafiJudged) now = NULL;

  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_FLAGGED);
  check_all_moved_but (fixture, 2);
  answered = fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, NULL);
  now = unanswer (fixture, row->id);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_STAYED);
}

static void
test_a_check_that_moves_leaves_what_was_marked (Fixture *fixture)
{
  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_FLAGGED);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_MOVE).moved, ==, 4);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
}

static void
remove_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->mail, "INBOX", name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
check_one_is_gone (Fixture *fixture, guint number)
{
  g_autoptr (SafiJudged) row = NULL;

  g_assert_cmpint (move_held_back (fixture), ==, 4);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 4);
  row = fixture_find (fixture, number);
  g_assert_cmpint (row->fate, ==, SAFI_FATE_GONE);
}

static void
test_what_left_a_folder_whose_uids_began_anew_is_gone (Fixture *fixture)
{
  remove_file (fixture, "000002.eml");
  remove_file (fixture, ".safibox-index");
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  check_one_is_gone (fixture, 2);
}

static void
test_uids_that_began_anew_after_the_last_check_are_found (Fixture *fixture)
{
  remove_file (fixture, "000000.eml");
  remove_file (fixture, ".safibox-index");
  check_one_is_gone (fixture, 0);
}

static void
test_where_all_shall_stay_nothing_is_moved (Fixture *fixture)
{
  for (guint i = 0; i < 5; i++)
    fixture_set_flag (fixture, "INBOX", i, SAFI_FLAG_ANSWERED);
  g_assert_cmpint (move_held_back (fixture), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 5);
}

typedef struct {
  const char *path;
  void (*func) (Fixture *fixture);
} Test;

/* Five messages are held back. */
static void
run_test (gconstpointer data)
{
  const Test *test = data;
  Fixture *fixture = fixture_new (5);

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).would_move, ==, 5);
  test->func (fixture);
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  static const Test tests[] = {
    { "what-the-person-marked-meanwhile-stays", test_what_the_person_marked_meanwhile_stays },
    { "what-is-answered-after-the-last-check-stays",
      test_what_is_answered_after_the_last_check_stays },
    { "what-is-answered-weeks-later-stays", test_what_is_answered_weeks_later_stays },
    { "a-keyword-that-it-came-with-keeps-nothing", test_a_keyword_that_it_came_with_keeps_nothing },
    { "what-was-taught-good-stays", test_what_was_taught_good_stays },
    { "what-was-taught-junk-is-moved", test_what_was_taught_junk_is_moved },
    { "an-answer-taken-back-holds-it-back-again", test_an_answer_taken_back_holds_it_back_again },
    { "an-answer-taken-back-holds-back-nothing-that-was-not",
      test_an_answer_taken_back_holds_back_nothing_that_was_not },
    { "a-check-that-moves-leaves-what-was-marked", test_a_check_that_moves_leaves_what_was_marked },
    { "what-left-a-folder-whose-uids-began-anew-is-gone",
      test_what_left_a_folder_whose_uids_began_anew_is_gone },
    { "uids-that-began-anew-after-the-last-check-are-found",
      test_uids_that_began_anew_after_the_last_check_are_found },
    { "where-all-shall-stay-nothing-is-moved", test_where_all_shall_stay_nothing_is_moved },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/held-back/", tests[i].path, NULL);

    g_test_add_data_func (path, &tests[i], run_test);
  }
  return g_test_run ();
}
