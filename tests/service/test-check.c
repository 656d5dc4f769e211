/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/base/safi-error.h"
#include "filter/safi-filter.h"
#include "service/session/safi-session.h"
#include "store/messages/safi-journal.h"

static void
test_moves_junk_and_says_so (Fixture *fixture)
{
  SafiCheckReport report;
  g_autoptr (SafiJudged) row = NULL;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.listed, ==, 5);
  g_assert_cmpuint (report.junk, ==, 5);
  g_assert_cmpuint (report.moved, ==, 5);
  g_assert_cmpint (report.run, >, 0);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 5);
  row = fixture_find (fixture, 3);
  g_assert_cmpint (row->fate, ==, SAFI_FATE_MOVED);
  g_assert_cmpstr (safi_message_ref_get_folder (row->ref), ==, "Junk");
  g_assert_cmpint (row->run, ==, report.run);
}

static void
test_moved_messages_carry_the_keyword (Fixture *fixture)
{
  g_autofree char *snapshot = NULL;

  fixture_set_flag (fixture, "INBOX", 0, SAFI_FLAG_NOT_JUNK);
  fixture_set_flag (fixture, "INBOX", 0, SAFI_FLAG_SEEN);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  snapshot = fixture_snapshot (fixture);
  g_assert_nonnull (strstr (snapshot, "Junk Message 0 21 ")); /* $Junk and \Seen */
  g_assert_nonnull (strstr (snapshot, "Junk Message 1 20 "));
}

static void
test_good_and_doubtful_mail_stays (Fixture *fixture)
{
  SafiCheckReport report;

  fixture_call_all (fixture, SAFI_DECISION_UNSURE, FALSE);
  report = fixture_must_check (fixture, SAFI_CHECK_MOVE);
  g_assert_cmpuint (report.unsure, ==, 5);
  g_assert_cmpuint (report.moved, ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 5);
}

static void
test_what_was_looked_at_is_not_new_again (Fixture *fixture)
{
  fixture_call_all (fixture, SAFI_DECISION_GOOD, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).listed, ==, 0);
  fixture_deliver (fixture, "INBOX", 5, FIXTURE_RECEIVED);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).listed, ==, 1);
}

static void
test_newest_messages_come_first (Fixture *fixture)
{
  SafiJudged *first, *last;

  fixture_call_all (fixture, SAFI_DECISION_GOOD, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (fixture->judged->len, ==, 5);
  first = fixture->judged->pdata[0];
  last = fixture->judged->pdata[4];
  g_assert_cmpint (first->date, >, last->date);
}

static void
test_watch_only_holds_back (Fixture *fixture)
{
  SafiCheckReport report;
  g_autoptr (GPtrArray) held = NULL;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.would_move, ==, 5);
  g_assert_cmpuint (report.moved, ==, 0);
  held = fixture_list (fixture, SAFI_JUDGED_WOULD_MOVE);
  g_assert_cmpuint (held->len, ==, 5);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 5);
}

static void
test_what_was_held_back_can_be_moved (Fixture *fixture)
{
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 run = 0;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  safi_engine_move_held_back_async (fixture->engine, fixture->account, NULL, fixture_ready_cb,
                                    &wait);
  result = fixture_wait (&wait);
  g_assert_cmpint (safi_engine_move_held_back_finish (fixture->engine, result, &run, &error), ==,
                   5);
  g_assert_no_error (error);
  g_assert_cmpint (run, >, 0);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 5);
}

static void
test_a_person_s_yes_moves_what_watch_only_holds (Fixture *fixture)
{
  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  fixture_deliver (fixture, "INBOX", 5, FIXTURE_RECEIVED);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_MOVE).moved, ==, 6);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 0);
}

/* Plans a move of @row, and tells the journal of these states of it. */
static void
plan_with (Fixture *fixture,
           SafiJudged *row,
           const SafiMoveState *states,
           guint n_states,
           const char *reason)
{
  g_autoptr (SafiStoreClaim) claim = safi_store_claim (fixture->store, NULL);
  g_autoptr (SafiStore) store =
      safi_store_open (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  const SafiActionFields fields = { .state = SAFI_MOVE_PLANNED };
  g_autoptr (GPtrArray) planned = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (actions, safi_action_new (row->ref, "Junk", NULL, &fields));
  planned = safi_journal_plan (store, actions, &row->id, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_states; i++)
    g_assert_true (safi_journal_advance (store, safi_action_get_fields (planned->pdata[0])->id,
                                         states[i], NULL, reason, NULL));
}

static void
test_what_another_safibox_claims_is_left_to_it_for_a_minute (Fixture *fixture)
{
  static const SafiMoveState met[] = { SAFI_MOVE_PLANNED };
  g_autoptr (SafiJudged) row = NULL;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  row = fixture_find (fixture, 2);
  fixture_stop (fixture);
  plan_with (fixture, row, met, G_N_ELEMENTS (met), SAFI_MOVE_CLAIMED);
  fixture_start (fixture);
  safi_clock_advance (fixture->clock, 59);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
  safi_clock_advance (fixture->clock, 1);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_true (fixture_is_in (fixture, "Junk", 2));
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 1);
}

/* A move of message 2 waits for another Safibox, for half a minute now. */
static SafiJudged *
wait_for_another (Fixture *fixture)
{
  static const SafiMoveState met[] = { SAFI_MOVE_PLANNED };
  SafiJudged *row;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  row = fixture_find (fixture, 2);
  fixture_stop (fixture);
  plan_with (fixture, row, met, G_N_ELEMENTS (met), SAFI_MOVE_CLAIMED);
  fixture_start (fixture);
  safi_clock_advance (fixture->clock, 30);
  return row;
}

static void
check_it_stays (Fixture *fixture)
{
  safi_clock_advance (fixture->clock, 60);
  fixture_must_check (fixture, SAFI_CHECK_MOVE);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 4);
}

static void
test_who_calls_it_good_meanwhile_keeps_it (Fixture *fixture)
{
  g_autoptr (SafiJudged) row = wait_for_another (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) now = fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, &error);

  g_assert_no_error (error);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_STAYED);
  check_it_stays (fixture);
}

static void
test_who_calls_it_good_gets_it_back_from_the_other_one (Fixture *fixture)
{
  g_autoptr (SafiJudged) row = wait_for_another (fixture);
  g_autofree char *from = g_build_filename (fixture->mail, "INBOX", "000002.eml", NULL);
  g_autofree char *to = g_build_filename (fixture->mail, "Junk", "000002.eml", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) now = NULL;

  g_assert_cmpint (g_rename (from, to), ==, 0); /* by the other one */
  now = fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, &error);
  g_assert_no_error (error);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_MOVED_BACK);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
  check_it_stays (fixture);
}

static void
test_who_takes_the_move_back_meanwhile_keeps_it (Fixture *fixture)
{
  g_autoptr (SafiJudged) row = wait_for_another (fixture);
  g_autoptr (SafiJudged) planned = fixture_get (fixture, row->id);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fixture_undo (fixture, planned->action, &error), ==, 1);
  g_assert_no_error (error);
  check_it_stays (fixture);
}

static void
test_a_move_given_up_leaves_no_claim (Fixture *fixture)
{
  static const SafiMoveState tried[] = { SAFI_MOVE_SENT,    SAFI_MOVE_PLANNED, SAFI_MOVE_SENT,
                                         SAFI_MOVE_PLANNED, SAFI_MOVE_SENT,    SAFI_MOVE_PLANNED };
  g_autoptr (SafiJudged) row = NULL;
  g_autoptr (SafiJudged) now = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  row = fixture_find (fixture, 2);
  before = fixture_snapshot (fixture);
  fixture_stop (fixture);
  plan_with (fixture, row, tried, G_N_ELEMENTS (tried), "not-moved");
  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_JUNK);
  fixture_start (fixture);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  after = fixture_snapshot (fixture);
  g_assert_cmpstr (after, ==, before);
  now = fixture_get (fixture, row->id);
  g_assert_cmpint (now->fate, ==, SAFI_FATE_WOULD_MOVE);
}

/* The day's limit stopped learning, as a note of the account says. */
static void
put_off_learning (Fixture *fixture)
{
  g_autoptr (SafiStoreClaim) claim = safi_store_claim (fixture->store, NULL);
  g_autoptr (SafiStore) store =
      safi_store_open (fixture->store, fixture->clock, safi_filter_lookup, NULL);

  g_assert_true (safi_store_set_note (store, fixture->account, SAFI_NOTE_LEARN_ON, "1", NULL));
}

static void
test_learning_that_a_person_stops_does_not_begin_by_itself_again (Fixture *fixture)
{
  const SafiLearning *learning;

  fixture_stop (fixture);
  put_off_learning (fixture);
  fixture_start (fixture);
  learning = safi_account_state_get_learning (
      safi_engine_find_account (fixture->engine, fixture->account));
  g_assert_true (learning->is_put_off);
  safi_engine_cancel_learning (fixture->engine, fixture->account);
  while (learning->is_put_off)
    g_main_context_iteration (NULL, TRUE);
  fixture_stop (fixture);
  fixture_start (fixture);
  learning = safi_account_state_get_learning (
      safi_engine_find_account (fixture->engine, fixture->account));
  g_assert_false (learning->is_put_off);
}

static void
test_a_dry_run_moves_nothing_and_leaves_all_new (Fixture *fixture)
{
  SafiCheckReport report;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  report = fixture_must_check (fixture, SAFI_CHECK_DRY_RUN);
  g_assert_cmpuint (report.junk, ==, 5);
  g_assert_cmpuint (report.would_move, ==, 5);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 5);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.listed, ==, 5);
  g_assert_cmpuint (report.moved, ==, 5);
}

static void
test_never_moves_what_a_person_marked (Fixture *fixture)
{
  static const SafiFlags flags[] = { SAFI_FLAG_FLAGGED, SAFI_FLAG_ANSWERED, SAFI_FLAG_DRAFT,
                                     SAFI_FLAG_DELETED };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    fixture_set_flag (fixture, "INBOX", i, flags[i]);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_MOVE).moved, ==, 1);
  g_assert_true (fixture_is_in (fixture, "Junk", 4));
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 4);
}

static gpointer
advance_later (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 5);
  safi_clock_advance (data, SAFI_POLICY_MIN_AGE);
  return NULL;
}

static void
test_a_message_just_come_is_moved_when_it_is_old_enough (Fixture *fixture)
{
  GThread *thread;
  SafiCheckReport report;

  fixture_deliver (fixture, "INBOX", 5, FIXTURE_NOW - 1);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  thread = g_thread_new ("clock", advance_later, fixture->clock);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_thread_join (thread);
  g_assert_cmpuint (report.junk, ==, 6);
  g_assert_cmpuint (report.moved, ==, 6);
  g_assert_true (fixture_is_in (fixture, "Junk", 5));
}

static void
test_a_message_just_come_is_left_to_the_next_check (Fixture *fixture)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_deliver (fixture, "INBOX", 5, FIXTURE_NOW - 1);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  safi_engine_check_async (fixture->engine, fixture->account, SAFI_CHECK_AS_POLICY, cancellable,
                           fixture_ready_cb, &wait);
  while (fixture_count (fixture, "Junk") < 5)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  result = fixture_wait (&wait);
  g_assert_false (safi_engine_check_finish (fixture->engine, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (fixture_is_in (fixture, "INBOX", 5));
  safi_clock_advance (fixture->clock, SAFI_POLICY_MIN_AGE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).moved, ==, 1);
  g_assert_true (fixture_is_in (fixture, "Junk", 5));
}

static void
test_without_a_junk_folder_junk_waits (Fixture *fixture)
{
  g_autofree char *junk = g_build_filename (fixture->mail, "Junk", NULL);
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rmdir (junk), ==, 0);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_false (fixture_check (fixture, SAFI_CHECK_AS_POLICY, NULL, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NO_JUNK_FOLDER);
  held = fixture_list (fixture, SAFI_JUDGED_WOULD_MOVE);
  g_assert_cmpuint (held->len, ==, 5);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 5);
  g_assert_cmpint (g_mkdir (junk, 0700), ==, 0); /* by somebody else */
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).moved, ==, 0);
}

static void
test_without_junk_no_junk_folder_is_needed (Fixture *fixture)
{
  g_autofree char *junk = g_build_filename (fixture->mail, "Junk", NULL);

  g_assert_cmpint (g_rmdir (junk), ==, 0);
  fixture_call_all (fixture, SAFI_DECISION_GOOD, FALSE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).good, ==, 5);
}

static void
test_uids_that_began_anew_move_nothing_unasked (Fixture *fixture)
{
  g_autofree char *index = g_build_filename (fixture->mail, "INBOX", ".safibox-index", NULL);
  SafiCheckReport report;

  fixture_call_all (fixture, SAFI_DECISION_GOOD, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpint (g_remove (index), ==, 0);
  fixture_deliver (fixture, "INBOX", 5, FIXTURE_RECEIVED);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpuint (report.listed, ==, 6);
  g_assert_cmpuint (report.good, ==, 5); /* known by identity */
  g_assert_cmpuint (report.would_move, ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 6);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).listed, ==, 0);
}

static void
test_moved_back_elsewhere_is_kept (Fixture *fixture)
{
  g_autofree char *from = g_build_filename (fixture->mail, "Junk", "000002.eml", NULL);
  g_autofree char *to = g_build_filename (fixture->mail, "INBOX", "000002.eml", NULL);
  g_autoptr (SafiJudged) row = NULL;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  /* The directory notices that the file went before it notices that it is back. */
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).moved, ==, 0);
  g_assert_true (fixture_is_in (fixture, "INBOX", 2));
  row = fixture_find (fixture, 2);
  g_assert_cmpint (row->fate, ==, SAFI_FATE_MOVED_BACK);
  g_assert_cmpstr (safi_message_ref_get_folder (row->ref), ==, "INBOX");
}

static void
test_the_state_tells_what_happened (Fixture *fixture)
{
  SafiAccountState *state;
  const SafiCounts *counts;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  state = safi_engine_find_account (fixture->engine, fixture->account);
  counts = safi_account_state_get_counts (state);
  g_assert_cmpint (safi_account_state_get_activity (state), ==, SAFI_ACTIVITY_IDLE);
  g_assert_cmpuint (safi_account_state_get_done (state), ==, 5);
  g_assert_cmpuint (safi_account_state_get_total (state), ==, 5);
  g_assert_cmpint (safi_account_state_get_last_check (state), ==, FIXTURE_NOW);
  g_assert_cmpuint (counts->judged, ==, 5);
  g_assert_cmpuint (counts->junk, ==, 5);
  g_assert_cmpuint (counts->moved, ==, 5);
  g_assert_cmpuint (counts->would_move, ==, 0);
}

/* It says nothing about a person's own mail. */
static void
test_the_practice_mailbox_is_not_asked_about (Fixture *fixture)
{
  g_autoptr (GPtrArray) asked = NULL;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).moved, ==, 5);
  asked = fixture_list (fixture, SAFI_JUDGED_NEEDS_YOU);
  g_assert_cmpuint (asked->len, ==, 0);
}

static void
test_a_problem_is_told_once_and_forgotten_when_it_is_solved (Fixture *fixture)
{
  SafiAccountState *state = safi_engine_find_account (fixture->engine, fixture->account);
  g_autofree char *junk = g_build_filename (fixture->mail, "Junk", NULL);
  g_autoptr (GError) error = NULL;

  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpint (g_rmdir (junk), ==, 0);
  g_assert_false (fixture_check (fixture, SAFI_CHECK_AS_POLICY, NULL, &error));
  g_assert_cmpint (safi_account_state_get_activity (state), ==, SAFI_ACTIVITY_PROBLEM);
  g_assert_error (safi_account_state_get_problem (state), SAFI_ERROR, SAFI_ERROR_NO_JUNK_FOLDER);
  g_clear_error (&error);
  g_assert_false (fixture_check (fixture, SAFI_CHECK_AS_POLICY, NULL, &error)); /* nothing new */
  g_assert_error (safi_account_state_get_problem (state), SAFI_ERROR, SAFI_ERROR_NO_JUNK_FOLDER);
  g_assert_cmpint (g_mkdir (junk, 0700), ==, 0);
  fixture_must_check (fixture, SAFI_CHECK_MOVE);
  g_assert_cmpint (safi_account_state_get_activity (state), ==, SAFI_ACTIVITY_IDLE);
  g_assert_null (safi_account_state_get_problem (state));
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 5);
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
    { "moves-junk-and-says-so", test_moves_junk_and_says_so },
    { "moved-messages-carry-the-keyword", test_moved_messages_carry_the_keyword },
    { "good-and-doubtful-mail-stays", test_good_and_doubtful_mail_stays },
    { "what-was-looked-at-is-not-new-again", test_what_was_looked_at_is_not_new_again },
    { "newest-messages-come-first", test_newest_messages_come_first },
    { "watch-only-holds-back", test_watch_only_holds_back },
    { "what-was-held-back-can-be-moved", test_what_was_held_back_can_be_moved },
    { "a-person-s-yes-moves-what-watch-only-holds",
      test_a_person_s_yes_moves_what_watch_only_holds },
    { "what-another-safibox-claims-is-left-to-it-for-a-minute",
      test_what_another_safibox_claims_is_left_to_it_for_a_minute },
    { "who-calls-it-good-meanwhile-keeps-it", test_who_calls_it_good_meanwhile_keeps_it },
    { "who-calls-it-good-gets-it-back-from-the-other-one",
      test_who_calls_it_good_gets_it_back_from_the_other_one },
    { "who-takes-the-move-back-meanwhile-keeps-it",
      test_who_takes_the_move_back_meanwhile_keeps_it },
    { "a-move-given-up-leaves-no-claim", test_a_move_given_up_leaves_no_claim },
    { "learning-that-a-person-stops-does-not-begin-by-itself-again",
      test_learning_that_a_person_stops_does_not_begin_by_itself_again },
    { "a-dry-run-moves-nothing-and-leaves-all-new",
      test_a_dry_run_moves_nothing_and_leaves_all_new },
    { "never-moves-what-a-person-marked", test_never_moves_what_a_person_marked },
    { "a-message-just-come-is-moved-when-it-is-old-enough",
      test_a_message_just_come_is_moved_when_it_is_old_enough },
    { "a-message-just-come-is-left-to-the-next-check",
      test_a_message_just_come_is_left_to_the_next_check },
    { "without-a-junk-folder-junk-waits", test_without_a_junk_folder_junk_waits },
    { "without-junk-no-junk-folder-is-needed", test_without_junk_no_junk_folder_is_needed },
    { "uids-that-began-anew-move-nothing-unasked", test_uids_that_began_anew_move_nothing_unasked },
    { "moved-back-elsewhere-is-kept", test_moved_back_elsewhere_is_kept },
    { "the-state-tells-what-happened", test_the_state_tells_what_happened },
    { "the-practice-mailbox-is-not-asked-about", test_the_practice_mailbox_is_not_asked_about },
    { "a-problem-is-told-once-and-forgotten-when-it-is-solved",
      test_a_problem_is_told_once_and_forgotten_when_it_is_solved },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/check/", tests[i].path, NULL);

    g_test_add_data_func (path, &tests[i], run_test);
  }
  return g_test_run ();
}
