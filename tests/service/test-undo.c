/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"
#include "filter/safi-filter.h"
#include "store/senders/safi-store-auth.h"

/* Five messages were moved to Junk by one run. */
typedef struct {
  Fixture *fixture;
  gint64 run;
  char *before; /* snapshot */
} Moved;

static void
test_one_move_is_taken_back (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fixture_undo (fixture, row->action, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 4);
  now = fixture_get (fixture, row->id);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_MOVED_BACK);
}

static void
test_a_run_is_taken_back_without_a_trace (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpint (fixture_undo_run (fixture, moved->run, &error), ==, 5);
  g_assert_no_error (error);
  after = fixture_snapshot (fixture);
  g_assert_cmpstr (after, ==, moved->before);
}

static void
test_what_is_back_is_not_taken_back_again (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (GPtrArray) actions = NULL;

  g_assert_cmpint (fixture_undo (fixture, row->action, NULL), ==, 1);
  g_assert_cmpint (fixture_undo (fixture, row->action, NULL), ==, 0);
  g_assert_cmpint (fixture_undo_run (fixture, moved->run, NULL), ==, 4);
  g_assert_cmpint (fixture_undo_run (fixture, moved->run, NULL), ==, 0);
  actions = fixture_list_actions (fixture);
  g_assert_cmpuint (actions->len, ==, 10);
}

static void
test_an_undo_is_not_undone (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fixture_undo (fixture, row->action, NULL), ==, 1);
  now = fixture_get (fixture, row->id);
  g_assert_cmpint (now->action, !=, row->action);
  g_assert_cmpint (fixture_undo (fixture, now->action, &error), ==, -1);
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
}

static void
test_an_unknown_action_or_run_is_said (Moved *moved)
{
  g_autoptr (GError) no_action = NULL;
  g_autoptr (GError) no_run = NULL;

  g_assert_cmpint (fixture_undo (moved->fixture, 9999, &no_action), ==, -1);
  g_assert_error (no_action, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
  g_assert_cmpint (fixture_undo_run (moved->fixture, 9999, &no_run), ==, -1);
  g_assert_error (no_run, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
}

static void
test_a_run_is_taken_back_after_a_restart (Moved *moved)
{
  Fixture *fixture = moved->fixture;

  fixture_stop (fixture);
  fixture_start (fixture);
  g_assert_cmpint (fixture_undo_run (fixture, moved->run, NULL), ==, 5);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 5);
}

static void
test_what_was_taken_back_is_never_moved_again (Moved *moved)
{
  Fixture *fixture = moved->fixture;

  g_assert_cmpint (fixture_undo_run (fixture, moved->run, NULL), ==, 5);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).moved, ==, 0);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_MOVE).moved, ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 5);
}

static void
move_file (Fixture *fixture, const char *from_folder, const char *to_folder)
{
  g_autofree char *from = g_build_filename (fixture->mail, from_folder, "000002.eml", NULL);
  g_autofree char *directory = g_build_filename (fixture->mail, to_folder, NULL);
  g_autofree char *to = g_build_filename (directory, "000002.eml", NULL);

  g_mkdir (directory, 0700);
  g_assert_cmpint (g_rename (from, to), ==, 0);
}

static void
test_a_message_that_went_elsewhere_is_found (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (GError) error = NULL;

  move_file (fixture, "Junk", "Archive");
  g_assert_cmpint (fixture_undo (fixture, row->action, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
}

static void
test_a_message_that_is_back_already_counts_as_back (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) now = NULL;
  g_autoptr (GError) error = NULL;

  move_file (fixture, "Junk", "INBOX");
  g_assert_cmpint (fixture_undo (fixture, row->action, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
  now = fixture_get (fixture, row->id);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_MOVED_BACK);
  g_assert_cmpstr (safi_message_ref_get_folder (now->ref), ==, "INBOX");
}

static void
test_a_message_that_is_nowhere_is_said (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autofree char *path = g_build_filename (fixture->mail, "Junk", "000002.eml", NULL);
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (fixture_undo (fixture, row->action, &error), ==, -1);
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_MESSAGE_GONE);
  now = fixture_get (fixture, row->id);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_GONE);
  g_assert_cmpint (fixture_undo_run (fixture, moved->run, NULL), ==, 4);
}

static void
test_junk_whose_uids_began_anew_is_found (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autofree char *index = g_build_filename (fixture->mail, "Junk", ".safibox-index", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (index), ==, 0);
  g_assert_cmpint (fixture_undo_run (fixture, moved->run, &error), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 5);
}

static void
test_good_moves_back_and_teaches (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) now = NULL;
  g_autoptr (GError) error = NULL;
  const SafiLearning *learning;

  now = fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, &error);
  g_assert_no_error (error);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
  g_assert_true (now->is_taught);
  g_assert_cmpint (now->taught_class, ==, SAFI_CLASS_GOOD);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_MOVED_BACK);
  learning = safi_account_state_get_learning (
      safi_engine_find_account (fixture->engine, fixture->account));
  g_assert_cmpuint (learning->good, ==, 1);
  g_assert_cmpuint (learning->junk, ==, 0);
}

static void
test_another_answer_takes_the_first_one_s_place (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) good_row = NULL;
  g_autoptr (SafiJudged) junk_row = NULL;
  const SafiLearning *learning;

  good_row = fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, NULL);
  junk_row = fixture_answer (fixture, row->id, SAFI_CLASS_JUNK, NULL);
  g_assert_nonnull (good_row);
  g_assert_nonnull (junk_row);
  g_assert_true (fixture_is_in (fixture, "Junk", 2));
  g_assert_cmpint (junk_row->fate, ==, SAFI_FATE_MOVED);
  g_assert_cmpint (junk_row->taught_class, ==, SAFI_CLASS_JUNK);
  learning = safi_account_state_get_learning (
      safi_engine_find_account (fixture->engine, fixture->account));
  g_assert_cmpuint (learning->good, ==, 0);
  g_assert_cmpuint (learning->junk, ==, 1);
}

static void
test_an_answer_taken_back_teaches_nothing (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) answered = fixture_answer (fixture, row->id, SAFI_CLASS_JUNK, NULL);
  g_autoptr (SafiJudged) now = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  FixtureWait wait = { NULL };
  const SafiLearning *learning;

  g_assert_true (answered->is_taught);
  safi_engine_unanswer_async (fixture->engine, row->id, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  now = safi_engine_unanswer_finish (fixture->engine, result, NULL);
  g_assert_false (now->is_taught);
  learning = safi_account_state_get_learning (
      safi_engine_find_account (fixture->engine, fixture->account));
  g_assert_cmpuint (learning->good + learning->junk, ==, 0);
}

static void
test_an_answer_to_a_message_that_is_gone_teaches_nothing (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autofree char *path = g_build_filename (fixture->mail, "Junk", "000002.eml", NULL);
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_null (fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_MESSAGE_GONE);
  now = fixture_get (fixture, row->id);
  g_assert_false (now->is_taught);
}

static void
test_the_message_behind_a_row_is_found_where_it_is (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  move_file (fixture, "Junk", "Trash");
  safi_engine_load_message_async (fixture->engine, row->id, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  message = safi_engine_load_message_finish (fixture->engine, result, &verdict, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (safi_verdict_get_borders (verdict));
  g_assert_cmpstr (safi_message_get_subject (message), ==, "Message 2");
}

static void
test_the_whole_of_it_comes_as_it_was_sent (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autofree char *path = g_build_filename (fixture->mail, "Junk", "000002.eml", NULL);
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autofree char *sent = NULL;
  gsize length;
  FixtureWait wait = { NULL };

  g_assert_true (g_file_get_contents (path, &sent, &length, NULL));
  safi_engine_load_whole_async (fixture->engine, row->id, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  message = safi_engine_load_whole_finish (fixture->engine, result, NULL);
  g_assert_nonnull (message);
  g_assert_cmpuint (safi_message_get_unseen (message), ==, 0);
  g_assert_cmpmem (g_bytes_get_data (safi_message_get_octets (message), NULL),
                   g_bytes_get_size (safi_message_get_octets (message)), sent, length);
}

static void
put_auth (Fixture *fixture, SafiMessageRef *ref)
{
  g_autoptr (SafiStore) store =
      safi_store_open (fixture->store, safi_clock_get_system (), safi_filter_lookup, NULL);
  g_autoptr (SafiAuthResult) auth = safi_auth_result_new ();

  auth->identity = SAFI_IDENTITY_SPOOFED;
  auth->is_final = TRUE;
  safi_auth_result_set_text (&auth->author, "bank.example");
  g_assert_true (safi_store_put_auth (store, safi_message_ref_get_account (ref),
                                      safi_message_ref_get_identity (ref), auth, NULL));
}

static void
test_who_sent_it_comes_with_the_message (Moved *moved)
{
  Fixture *fixture = moved->fixture;
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (SafiAuthResult) auth = NULL;
  FixtureWait wait = { NULL };

  put_auth (fixture, row->ref);
  safi_engine_load_message_async (fixture->engine, row->id, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  message = safi_engine_load_message_finish (fixture->engine, result, &verdict, &auth, NULL);
  g_assert_nonnull (message);
  g_assert_cmpstr (safi_identity_to_string (auth->identity), ==, "spoofed");
  g_assert_cmpfloat (safi_verdict_get_log_odds (verdict), >,
                     safi_verdict_get_log_odds (row->verdict));
}

typedef struct {
  const char *path;
  void (*func) (Moved *moved);
} Test;

static void
run_test (gconstpointer data)
{
  const Test *test = data;
  Moved moved = { .fixture = fixture_new (5) };

  fixture_start (moved.fixture);
  fixture_set_flag (moved.fixture, "INBOX", 1, SAFI_FLAG_SEEN | SAFI_FLAG_NOT_JUNK);
  fixture_set_flag (moved.fixture, "INBOX", 3, SAFI_FLAG_JUNK);
  moved.before = fixture_snapshot (moved.fixture);
  fixture_call_all (moved.fixture, SAFI_DECISION_JUNK, FALSE);
  moved.run = fixture_must_check (moved.fixture, SAFI_CHECK_AS_POLICY).run;
  g_assert_cmpuint (fixture_count (moved.fixture, "Junk"), ==, 5);
  test->func (&moved);
  fixture_free (moved.fixture);
  g_free (moved.before);
}

int
main (int argc, char **argv)
{
  static const Test tests[] = {
    { "one-move-is-taken-back", test_one_move_is_taken_back },
    { "a-run-is-taken-back-without-a-trace", test_a_run_is_taken_back_without_a_trace },
    { "what-is-back-is-not-taken-back-again", test_what_is_back_is_not_taken_back_again },
    { "an-undo-is-not-undone", test_an_undo_is_not_undone },
    { "an-unknown-action-or-run-is-said", test_an_unknown_action_or_run_is_said },
    { "a-run-is-taken-back-after-a-restart", test_a_run_is_taken_back_after_a_restart },
    { "what-was-taken-back-is-never-moved-again", test_what_was_taken_back_is_never_moved_again },
    { "a-message-that-went-elsewhere-is-found", test_a_message_that_went_elsewhere_is_found },
    { "a-message-that-is-back-already-counts-as-back",
      test_a_message_that_is_back_already_counts_as_back },
    { "a-message-that-is-nowhere-is-said", test_a_message_that_is_nowhere_is_said },
    { "junk-whose-uids-began-anew-is-found", test_junk_whose_uids_began_anew_is_found },
    { "good-moves-back-and-teaches", test_good_moves_back_and_teaches },
    { "another-answer-takes-the-first-one-s-place",
      test_another_answer_takes_the_first_one_s_place },
    { "an-answer-taken-back-teaches-nothing", test_an_answer_taken_back_teaches_nothing },
    { "an-answer-to-a-message-that-is-gone-teaches-nothing",
      test_an_answer_to_a_message_that_is_gone_teaches_nothing },
    { "the-message-behind-a-row-is-found-where-it-is",
      test_the_message_behind_a_row_is_found_where_it_is },
    { "the-whole-of-it-comes-as-it-was-sent", test_the_whole_of_it_comes_as_it_was_sent },
    { "who-sent-it-comes-with-the-message", test_who_sent_it_comes_with_the_message },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/undo/", tests[i].path, NULL);

    g_test_add_data_func (path, &tests[i], run_test);
  }
  return g_test_run ();
}
