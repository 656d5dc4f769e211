/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"

/* Octets that 8,000 messages more may need. AddressSanitizer keeps what was freed. */
#ifdef __SANITIZE_ADDRESS__
#define MORE_MAX (512 * 1024 * 1024)
#else
#define MORE_MAX (32 * 1024 * 1024)
#endif

static void
test_a_second_engine_is_told_that_one_runs (void)
{
  Fixture *fixture = fixture_new (1);
  g_autoptr (SafiEngine) second = NULL;
  g_autoptr (GError) error = NULL;

  fixture_start (fixture);
  second = safi_engine_new (fixture->store, fixture->clock, NULL);
  g_assert_false (safi_engine_start (second, FALSE, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_BUSY);
  fixture_free (fixture);
}

static void
test_a_reader_sees_what_the_owner_remembers (void)
{
  Fixture *owner = fixture_new (3);
  Fixture *reader = fixture_new (0);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  fixture_start (owner);
  fixture_call_all (owner, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (owner, SAFI_CHECK_AS_POLICY);
  g_free (reader->store);
  reader->store = g_strdup (owner->store);
  g_assert_true (fixture_try_start (reader, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (safi_engine_get_accounts (reader->engine)), ==, 1);
  rows = fixture_list (reader, SAFI_JUDGED_ALL);
  g_assert_cmpuint (rows->len, ==, 3);
  fixture_free (reader);
  fixture_free (owner);
}

static void
test_a_reader_changes_nothing (void)
{
  Fixture *fixture = fixture_new (1);
  g_autoptr (GError) check_error = NULL;
  g_autoptr (GError) undo_error = NULL;

  fixture_start (fixture);
  fixture_stop (fixture);
  g_assert_true (fixture_try_start (fixture, TRUE, NULL));
  g_assert_false (fixture_check (fixture, SAFI_CHECK_AS_POLICY, NULL, &check_error));
  g_assert_error (check_error, SAFI_ERROR, SAFI_ERROR_STORE_READ_ONLY);
  g_assert_cmpint (fixture_undo (fixture, 1, &undo_error), ==, -1);
  fixture_free (fixture);
}

static void
test_without_a_store_a_reader_has_empty_lists (void)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) actions = NULL;

  g_assert_true (fixture_try_start (fixture, TRUE, NULL));
  rows = fixture_list (fixture, SAFI_JUDGED_ALL);
  actions = fixture_list_actions (fixture);
  g_assert_cmpuint (rows->len + actions->len, ==, 0);
  g_assert_false (g_file_test (fixture->store, G_FILE_TEST_EXISTS));
  fixture_free (fixture);
}

static void
test_a_text_is_judged_without_any_account (void)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (GBytes) octets = g_bytes_new_static ("Your parcel waits", 17);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  g_assert_true (fixture_try_start (fixture, TRUE, NULL));
  safi_engine_judge_async (fixture->engine, NULL, octets, SAFI_FORM_TEXT, NULL, fixture_ready_cb,
                           &wait);
  result = fixture_wait (&wait);
  verdict = safi_engine_judge_finish (fixture->engine, result, &message, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (verdict);
  g_assert_cmpint (safi_message_get_form (message), ==, SAFI_FORM_TEXT);
  fixture_free (fixture);
}

static gboolean
is_junk_now (Fixture *fixture)
{
  g_autoptr (GBytes) octets = g_bytes_new_static ("Subject: x\n\nHello\n", 19);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  FixtureWait wait = { NULL };

  safi_engine_judge_async (fixture->engine, fixture->account, octets, SAFI_FORM_MAIL, NULL,
                           fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  verdict = safi_engine_judge_finish (fixture->engine, result, NULL, NULL, NULL);
  return safi_verdict_get_decision (verdict) == SAFI_DECISION_JUNK;
}

static void
test_a_file_is_judged_by_the_account_s_policy_of_now (void)
{
  Fixture *fixture = fixture_new (0);

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_true (is_junk_now (fixture));
  fixture_call_all (fixture, SAFI_DECISION_GOOD, FALSE);
  g_assert_false (is_junk_now (fixture));
  fixture_free (fixture);
}

static void
test_a_stopped_engine_answers_all_the_same (void)
{
  Fixture *fixture = fixture_new (1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) check_error = NULL;
  g_autoptr (GAsyncResult) row_result = NULL;
  g_autoptr (GError) list_error = NULL;
  g_autoptr (GError) row_error = NULL;
  SafiJudgedQuery query = { .filter = SAFI_JUDGED_ALL };
  FixtureWait wait = { NULL };
  FixtureWait row_wait = { NULL };

  fixture_start (fixture);
  safi_engine_stop (fixture->engine);
  g_assert_false (fixture_check (fixture, SAFI_CHECK_AS_POLICY, NULL, &check_error));
  g_assert_nonnull (check_error);
  safi_engine_list_judged_async (fixture->engine, &query, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  g_assert_null (safi_engine_list_judged_finish (fixture->engine, result, &list_error));
  g_assert_error (list_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  safi_engine_get_judged_async (fixture->engine, 1, NULL, fixture_ready_cb, &row_wait);
  row_result = fixture_wait (&row_wait);
  g_assert_null (safi_engine_get_judged_finish (fixture->engine, row_result, &row_error));
  g_assert_error (row_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_free (fixture);
}

static void
test_a_damaged_store_is_set_aside_with_a_notice (void)
{
  Fixture *fixture = fixture_new (1);
  g_autofree char *path = g_build_filename (fixture->store, "safibox.db", NULL);
  g_autofree char *damage = g_strnfill (8192, 'x');
  g_autoptr (GDir) directory = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n_stores = 0;

  g_assert_cmpint (g_mkdir_with_parents (fixture->store, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, damage, -1, NULL));
  g_assert_true (fixture_try_start (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  g_assert_cmpstr (fixture->notices->pdata[0], ==, "store-set-aside");
  directory = g_dir_open (fixture->store, 0, NULL);
  while ((name = g_dir_read_name (directory)) != NULL)
    n_stores += strstr (name, "safibox") != NULL && !g_str_has_suffix (name, "-wal") &&
                !g_str_has_suffix (name, "-shm");
  g_assert_cmpuint (n_stores, ==, 2);
  fixture_free (fixture);
}

static void
test_a_good_end_gives_no_notice (void)
{
  Fixture *fixture = fixture_new (1);

  fixture_start (fixture);
  fixture_stop (fixture);
  fixture_start (fixture);
  g_assert_cmpuint (fixture->notices->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (safi_engine_get_accounts (fixture->engine)), ==, 1);
  fixture_free (fixture);
}

static void
test_a_dead_clock_is_said_and_stops_nothing (void)
{
  Fixture *fixture = fixture_new (3);

  safi_clock_free_fixed (fixture->clock);
  fixture->clock = safi_clock_new_fixed (1262304000); /* 2010 */
  fixture_start (fixture);
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  g_assert_cmpstr (fixture->notices->pdata[0], ==, "wrong-clock");
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).moved, ==, 3);
  fixture_free (fixture);
}

static void
test_a_full_disk_is_said_and_loses_nothing (void)
{
  Fixture *fixture = fixture_new (40);
  struct rlimit before, full;
  g_autoptr (GError) error = NULL;

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  full = before;
  full.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &full), ==, 0);
  g_assert_false (fixture_check (fixture, SAFI_CHECK_AS_POLICY, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_true (safi_error_get_remedy (error) == SAFI_REMEDY_ASK_PERSON);
  g_assert_cmpuint (fixture_count (fixture, "INBOX") + fixture_count (fixture, "Junk"), ==, 40);
  fixture_must_check (fixture, SAFI_CHECK_MOVE);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 40);
  fixture_free (fixture);
}

static void
cancel_at_first_cb (SafiEngine *engine, SafiJudged *judged, gpointer user_data)
{
  safi_engine_cancel_check (engine, user_data);
}

static void
test_a_check_that_is_stopped_goes_on_where_it_was (void)
{
  Fixture *fixture = fixture_new (200);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  gulong handler;
  SafiCheckReport report;

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  handler = g_signal_connect (fixture->engine, "judged", G_CALLBACK (cancel_at_first_cb),
                              fixture->account);
  if (fixture_check (fixture, SAFI_CHECK_MOVE, &report, &error)) {
    g_test_skip ("the check was faster than the word to stop it");
    fixture_free (fixture);
    return;
  }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_signal_handler_disconnect (fixture->engine, handler);
  rows = fixture_list (fixture, SAFI_JUDGED_ALL);
  g_assert_cmpuint (rows->len, >, 0);
  g_assert_cmpuint (rows->len, <, 200);
  report = fixture_must_check (fixture, SAFI_CHECK_MOVE);
  g_assert_cmpuint (report.listed, ==, 200 - rows->len);
  all = fixture_list (fixture, SAFI_JUDGED_ALL);
  g_assert_cmpuint (all->len, ==, 200);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 200);
  fixture_free (fixture);
}

static void
test_stopping_in_a_check_loses_nothing (void)
{
  Fixture *fixture = fixture_new (200);
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  safi_engine_check_async (fixture->engine, fixture->account, SAFI_CHECK_MOVE, NULL,
                           fixture_ready_cb, &wait);
  while (fixture->judged->len == 0)
    g_main_context_iteration (NULL, TRUE);
  safi_engine_stop (fixture->engine);
  result = fixture_wait (&wait);
  if (!safi_engine_check_finish (fixture->engine, result, NULL, &error))
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  fixture_stop (fixture);
  fixture_start (fixture);
  fixture_must_check (fixture, SAFI_CHECK_MOVE);
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 200);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 0);
  fixture_free (fixture);
}

static void
test_a_person_s_click_goes_before_the_next_batch (void)
{
  Fixture *fixture = fixture_new (400);
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) check_result = NULL;
  g_autoptr (SafiJudged) row = NULL;
  g_autoptr (SafiJudged) answered = NULL;
  gint64 id;

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_UNSURE, FALSE);
  safi_engine_check_async (fixture->engine, fixture->account, SAFI_CHECK_AS_POLICY, NULL,
                           fixture_ready_cb, &wait);
  while (fixture->judged->len == 0)
    g_main_context_iteration (NULL, TRUE);
  id = ((SafiJudged *) fixture->judged->pdata[0])->id;
  answered = fixture_answer (fixture, id, SAFI_CLASS_JUNK, NULL);
  g_assert_nonnull (answered);
  g_assert_cmpint (answered->fate, ==, SAFI_FATE_MOVED);
  check_result = fixture_wait (&wait);
  g_assert_true (safi_engine_check_finish (fixture->engine, check_result, NULL, NULL));
  g_assert_cmpuint (fixture_count (fixture, "Junk"), ==, 1);
  fixture_free (fixture);
}

static guint64
read_resident (void)
{
  g_autofree char *text = NULL;
  guint64 size = 0, resident = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &size, &resident), ==,
                   2);
  return resident * 4096;
}

static void
count_cb (SafiEngine *engine, SafiJudged *judged, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* The rows themselves are in the store; what stays in memory is a number for each message. */
static void
test_ten_thousand_messages_need_no_more_memory_than_a_few (void)
{
  Fixture *fixture = fixture_new (2000);
  guint64 before, after;
  guint n_judged = 0;

  fixture_start (fixture);
  g_signal_handlers_disconnect_by_data (fixture->engine, fixture);
  g_signal_connect (fixture->engine, "judged", G_CALLBACK (count_cb), &n_judged);
  fixture_call_all (fixture, SAFI_DECISION_GOOD, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  before = read_resident ();
  for (guint i = 2000; i < 10000; i++)
    fixture_deliver (fixture, "INBOX", i, FIXTURE_RECEIVED);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  after = read_resident ();
  g_assert_cmpuint (n_judged, ==, 10000);
  g_test_message ("resident: %" G_GUINT64_FORMAT " kB after 2,000, %" G_GUINT64_FORMAT
                  " kB after 10,000 messages",
                  before / 1024, after / 1024);
  g_assert_cmpuint (after, <, before + MORE_MAX);
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/life/" path, func)
  ADD ("a-second-engine-is-told-that-one-runs", test_a_second_engine_is_told_that_one_runs);
  ADD ("a-reader-sees-what-the-owner-remembers", test_a_reader_sees_what_the_owner_remembers);
  ADD ("a-reader-changes-nothing", test_a_reader_changes_nothing);
  ADD ("without-a-store-a-reader-has-empty-lists", test_without_a_store_a_reader_has_empty_lists);
  ADD ("a-text-is-judged-without-any-account", test_a_text_is_judged_without_any_account);
  ADD ("a-file-is-judged-by-the-account-s-policy-of-now",
       test_a_file_is_judged_by_the_account_s_policy_of_now);
  ADD ("a-stopped-engine-answers-all-the-same", test_a_stopped_engine_answers_all_the_same);
  ADD ("a-damaged-store-is-set-aside-with-a-notice",
       test_a_damaged_store_is_set_aside_with_a_notice);
  ADD ("a-good-end-gives-no-notice", test_a_good_end_gives_no_notice);
  ADD ("a-dead-clock-is-said-and-stops-nothing", test_a_dead_clock_is_said_and_stops_nothing);
  ADD ("a-full-disk-is-said-and-loses-nothing", test_a_full_disk_is_said_and_loses_nothing);
  ADD ("a-check-that-is-stopped-goes-on-where-it-was",
       test_a_check_that_is_stopped_goes_on_where_it_was);
  ADD ("stopping-in-a-check-loses-nothing", test_stopping_in_a_check_loses_nothing);
  ADD ("a-person-s-click-goes-before-the-next-batch",
       test_a_person_s_click_goes_before_the_next_batch);
  ADD ("ten-thousand-messages-need-no-more-memory-than-a-few",
       test_ten_thousand_messages_need_no_more_memory_than_a_few);
#undef ADD
  return g_test_run ();
}
