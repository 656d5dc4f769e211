/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include "core/base/safi-error.h"
#include "filter/safi-filter.h"
#include "store/accounts/safi-data-use.h"

static SafiAccount *
add_practice (Fixture *fixture)
{
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiAccount *account;

  safi_engine_add_practice_async (fixture->engine, NULL, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  account = safi_engine_add_practice_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
  return account;
}

static guint
count_shipped (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("SAFI_TEST_ROOT"), "data", "practice", "INBOX", NULL);
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (directory) != NULL)
    count++;
  return count;
}

static void
test_the_practice_mailbox_holds_every_shipped_message (void)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (SafiAccount) account = NULL;
  g_autoptr (SafiAccount) again = NULL;

  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  account = add_practice (fixture);
  fixture->account = g_strdup (safi_account_get_id (account));
  g_assert_cmpuint (fixture_must_check (fixture, SAFI_CHECK_AS_POLICY).listed, ==,
                    count_shipped ());
  again = add_practice (fixture);
  g_assert_cmpstr (safi_account_get_id (again), ==, fixture->account);
  g_assert_cmpuint (g_list_model_get_n_items (safi_engine_get_accounts (fixture->engine)), ==, 1);
  fixture_free (fixture);
}

/* Of this program's threads, those that work on an account. */
static guint
count_account_threads (void)
{
  g_autoptr (GDir) directory = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;
  guint count = 0;

  while ((id = g_dir_read_name (directory)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/task", id, "comm", NULL);
    g_autofree char *name = NULL;

    if (g_file_get_contents (path, &name, NULL, NULL) && g_str_equal (name, "account\n"))
      count++;
  }
  return count;
}

/* The system shows a thread a moment late, and one that ended a moment longer. */
static void
assert_account_threads (guint expected)
{
  for (guint i = 0; i < 5000 && count_account_threads () != expected; i++)
    g_usleep (1000);
  g_assert_cmpuint (count_account_threads (), ==, expected);
}

/* What a program frees at its end must be asked for by nobody any more. */
static void
test_no_thread_outlives_the_engine_that_was_just_given_an_account (void)
{
  Fixture *fixture = fixture_new (0);
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  safi_engine_add_practice_async (fixture->engine, NULL, NULL, fixture_ready_cb, &wait);
  assert_account_threads (1);
  safi_engine_stop (fixture->engine);
  assert_account_threads (0);
  result = fixture_wait (&wait);
  account = safi_engine_add_practice_finish (fixture->engine, result, &error);
  if (account == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (safi_engine_get_accounts (fixture->engine)), ==, 0);
  fixture_free (fixture);
}

/* So many that the thread cannot be through with all of them when it is told. */
static void
test_estimates_end_early_for_what_is_wanted_more (void)
{
  const guint n = 1000;
  Fixture *fixture = fixture_new (40);
  g_autofree FixtureWait *waits = g_new0 (FixtureWait, n + 1);
  SafiLearnEstimate estimate;

  fixture_start (fixture);
  for (guint i = 0; i <= n; i++) {
    if (i == n)
      safi_engine_leave_estimate (fixture->engine, fixture->account);
    safi_engine_estimate_learning_async (fixture->engine, fixture->account, NULL, fixture_ready_cb,
                                         &waits[i]);
  }
  for (guint i = 0; i <= n; i++) {
    g_autoptr (GAsyncResult) result = fixture_wait (&waits[i]);
    g_autoptr (GError) error = NULL;
    const gboolean is_done =
        safi_engine_estimate_learning_finish (fixture->engine, result, &estimate, &error);

    if (!is_done)
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    if (i >= n - 1)
      g_assert_true (is_done == (i == n));
  }
  fixture_free (fixture);
}

static void
test_an_account_that_is_removed_is_forgotten (void)
{
  Fixture *fixture = fixture_new (0);
  g_autofree char *files = g_build_filename (fixture->store, "practice", NULL);
  g_autoptr (SafiAccount) account = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  account = add_practice (fixture);
  fixture->account = g_strdup (safi_account_get_id (account));
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  g_assert_true (g_file_test (files, G_FILE_TEST_IS_DIR));
  safi_engine_remove_account_async (fixture->engine, fixture->account, NULL, fixture_ready_cb,
                                    &wait);
  result = fixture_wait (&wait);
  g_assert_true (safi_engine_remove_account_finish (fixture->engine, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (safi_engine_get_accounts (fixture->engine)), ==, 0);
  rows = fixture_list (fixture, SAFI_JUDGED_ALL);
  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_false (g_file_test (files, G_FILE_TEST_EXISTS));
  fixture_free (fixture);
}

static void
test_what_cannot_be_an_account_is_refused (void)
{
  static const struct {
    const char *address;
    const char *host;
    guint16 port;
    SafiSecurity security;
  } cases[] = {
    { "amina", "imap.shop.example", 993, SAFI_SECURITY_TLS },
    { "amina@shop.example", "", 993, SAFI_SECURITY_TLS },
    { "amina@shop.example", "imap shop", 993, SAFI_SECURITY_TLS },
    { "amina@shop.example", "imap\r\nshop", 993, SAFI_SECURITY_TLS },
    { "amina@shop.example", "imap.shop.example", 0, SAFI_SECURITY_TLS },
    { "amina@shop.example", "imap.shop.example", 143, SAFI_SECURITY_NONE },
  };

  Fixture *fixture = fixture_new (0);

  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiAccount) account = safi_account_new_imap (
        NULL, cases[i].address, "amina", cases[i].host, cases[i].port, cases[i].security);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    FixtureWait wait = { NULL };

    safi_engine_add_account_async (fixture->engine, account, "secret", FALSE, NULL,
                                   fixture_ready_cb, &wait);
    result = fixture_wait (&wait);
    g_assert_false (safi_engine_add_account_finish (fixture->engine, result, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  }
  g_assert_cmpuint (g_list_model_get_n_items (safi_engine_get_accounts (fixture->engine)), ==, 0);
  fixture_free (fixture);
}

static void
problem_cb (SafiEngine *engine, const char *account, GError *error, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* Returns: (transfer full): an account whose server nobody plays. */
static SafiAccount *
save_dead_account (Fixture *fixture)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  SafiAccount *account = safi_account_new_imap (NULL, "amina@practice.example", "amina",
                                                "127.0.0.1", port, SAFI_SECURITY_TLS);
  g_autoptr (SafiStoreClaim) claim = safi_store_claim (fixture->store, NULL);
  g_autoptr (SafiStore) store = NULL;

  g_socket_listener_close (listener);
  g_assert_nonnull (claim);
  store = safi_store_open (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  g_assert_true (safi_store_save_account (store, account, NULL));
  return account;
}

static void
test_a_server_that_does_not_answer_is_told_once (void)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (SafiAccount) account = save_dead_account (fixture);
  SafiAccountState *state;
  guint n_problems = 0;

  fixture->account = g_strdup (safi_account_get_id (account));
  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  g_signal_connect (fixture->engine, "problem", G_CALLBACK (problem_cb), &n_problems);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (fixture_check (fixture, SAFI_CHECK_AS_POLICY, NULL, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_REFUSED);
  }
  state = safi_engine_find_account (fixture->engine, fixture->account);
  g_assert_cmpint (safi_account_state_get_activity (state), ==, SAFI_ACTIVITY_OFFLINE);
  g_assert_error (safi_account_state_get_problem (state), SAFI_ERROR, SAFI_ERROR_REFUSED);
  g_assert_cmpuint (n_problems, ==, 1);
  fixture_free (fixture);
}

static void
test_an_account_goes_though_its_server_is_gone (void)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (SafiAccount) account = save_dead_account (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  safi_engine_remove_account_async (fixture->engine, safi_account_get_id (account), NULL,
                                    fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  g_assert_true (safi_engine_remove_account_finish (fixture->engine, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (safi_engine_get_accounts (fixture->engine)), ==, 0);
  fixture_free (fixture);
}

/* What was used today, in octets; and whether nothing is noted of @account. */
static guint64
read_day_use (Fixture *fixture, SafiAccount *account)
{
  g_autoptr (SafiStore) store =
      safi_store_open_read_only (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  g_autofree char *week =
      safi_store_get_note (store, safi_account_get_id (account), "watch-week", NULL);
  guint64 used, lifted_at;

  g_assert_null (week);
  g_assert_true (safi_store_get_day_use (store, FIXTURE_NOW, &used, &lifted_at, NULL));
  return used;
}

static void
use_data (Fixture *fixture, SafiAccount *account, guint64 octets)
{
  g_autoptr (SafiStoreClaim) claim = safi_store_claim (fixture->store, NULL);
  g_autoptr (SafiStore) store =
      safi_store_open (fixture->store, fixture->clock, safi_filter_lookup, NULL);

  g_assert_true (
      safi_store_add_data_use (store, safi_account_get_id (account), FIXTURE_NOW, octets, NULL));
}

static void
test_what_an_account_used_today_counts_when_it_is_gone (void)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (SafiAccount) account = save_dead_account (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  FixtureWait wait = { NULL };

  use_data (fixture, account, 2000);
  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  safi_engine_remove_account_async (fixture->engine, safi_account_get_id (account), NULL,
                                    fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  g_assert_true (safi_engine_remove_account_finish (fixture->engine, result, NULL));
  fixture_stop (fixture);
  g_assert_cmpuint (read_day_use (fixture, account), ==, 2000);
  fixture_free (fixture);
}

static void
test_an_account_that_is_refused_leaves_no_note (void)
{
  Fixture *fixture = fixture_new (0);
  g_autoptr (SafiAccount) account = safi_account_new_imap (NULL, "amina@practice.example", "amina",
                                                           "127.0.0.1", 1, SAFI_SECURITY_TLS);
  g_autoptr (GAsyncResult) result = NULL;
  FixtureWait wait = { NULL };

  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  safi_engine_add_account_async (fixture->engine, account, "secret", FALSE, NULL, fixture_ready_cb,
                                 &wait);
  result = fixture_wait (&wait);
  g_assert_false (safi_engine_add_account_finish (fixture->engine, result, NULL));
  fixture_stop (fixture);
  g_assert_cmpuint (read_day_use (fixture, account), ==, 0);
  fixture_free (fixture);
}

typedef struct {
  guint n_batches;
  guint moved;
  gint64 run;
} Batch;

static void
batch_cb (SafiEngine *engine,
          const char *account,
          guint junk,
          guint unsure,
          guint moved,
          gint64 run,
          gpointer user_data)
{
  Batch *batch = user_data;

  batch->n_batches++;
  batch->moved = moved;
  batch->run = run;
}

static void
test_a_watched_account_is_checked_unasked (void)
{
  Fixture *fixture = fixture_new (3);
  Batch batch = { 0 };

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_signal_connect (fixture->engine, "batch", G_CALLBACK (batch_cb), &batch);
  safi_engine_set_watching (fixture->engine, TRUE);
  while (batch.n_batches == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (batch.moved, ==, 3);
  g_assert_cmpint (fixture_undo_run (fixture, batch.run, NULL), ==, 3);
  g_assert_cmpuint (batch.n_batches, ==, 1);
  fixture_free (fixture);
}

/* The second change is made before the account's thread has heard of the first. */
static void
test_a_change_of_policy_does_not_undo_the_one_before_it (void)
{
  Fixture *fixture = fixture_new (0);
  FixtureWait first = { NULL }, second = { NULL };
  g_autoptr (GAsyncResult) one = NULL, other = NULL;
  SafiAccountState *state;
  SafiPolicy policy;

  fixture_start (fixture);
  state = safi_engine_find_account (fixture->engine, fixture->account);
  policy = *safi_account_state_get_wished_policy (state);
  g_assert_true (safi_policy_set_names (policy.dns_lists, "psbl.surriel.com"));
  safi_engine_set_policy_async (fixture->engine, fixture->account, &policy, NULL, fixture_ready_cb,
                                &first);
  g_assert_cmpstr (safi_account_state_get_policy (state)->dns_lists, ==, "");
  policy = *safi_account_state_get_wished_policy (state);
  policy.digest = TRUE;
  safi_engine_set_policy_async (fixture->engine, fixture->account, &policy, NULL, fixture_ready_cb,
                                &second);
  one = fixture_wait (&first);
  g_assert_true (safi_engine_set_policy_finish (fixture->engine, one, NULL));
  other = fixture_wait (&second);
  g_assert_true (safi_engine_set_policy_finish (fixture->engine, other, NULL));
  g_assert_true (safi_account_state_get_policy (state)->digest);
  g_assert_cmpstr (safi_account_state_get_policy (state)->dns_lists, ==, "psbl.surriel.com");
  g_assert_true (safi_account_state_get_wished_policy (state) ==
                 safi_account_state_get_policy (state));
  fixture_free (fixture);
}

static gboolean
passed_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_a_paused_account_is_left_alone (void)
{
  Fixture *fixture = fixture_new (1);
  SafiPolicy policy = safi_policy_default ();
  SafiAccountState *state;
  g_autoptr (GAsyncResult) result = NULL;
  FixtureWait wait = { NULL };
  gboolean has_passed = FALSE;

  fixture_start (fixture);
  policy.paused = TRUE;
  safi_engine_set_policy_async (fixture->engine, fixture->account, &policy, NULL, fixture_ready_cb,
                                &wait);
  result = fixture_wait (&wait);
  g_assert_true (safi_engine_set_policy_finish (fixture->engine, result, NULL));
  state = safi_engine_find_account (fixture->engine, fixture->account);
  g_assert_cmpint (safi_account_state_get_activity (state), ==, SAFI_ACTIVITY_PAUSED);
  safi_engine_set_watching (fixture->engine, TRUE);
  /* Longer than a watched account waits for its first check. */
  g_timeout_add (500, passed_cb, &has_passed);
  while (!has_passed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->judged->len, ==, 0);
  fixture_free (fixture);
}

static void
pause_cb (SafiEngine *engine, SafiJudged *judged, gpointer user_data)
{
  Fixture *fixture = user_data;
  SafiPolicy policy =
      *safi_account_state_get_wished_policy (safi_engine_find_account (engine, fixture->account));

  policy.paused = TRUE;
  g_signal_handlers_disconnect_by_func (engine, pause_cb, fixture);
  safi_engine_set_policy_async (engine, fixture->account, &policy, NULL, fixture_ready_cb,
                                g_object_get_data (G_OBJECT (engine), "wait"));
}

static void
test_a_pause_stops_what_is_under_way (void)
{
  Fixture *fixture = fixture_new (500);
  FixtureWait paused = { NULL }, checked = { NULL };
  g_autoptr (GAsyncResult) policy_set = NULL, result = NULL;
  g_autoptr (GError) error = NULL;
  SafiAccountState *state;
  guint left;

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_object_set_data (G_OBJECT (fixture->engine), "wait", &paused);
  g_signal_connect (fixture->engine, "judged", G_CALLBACK (pause_cb), fixture);
  safi_engine_check_async (fixture->engine, fixture->account, SAFI_CHECK_MOVE, NULL,
                           fixture_ready_cb, &checked);
  policy_set = fixture_wait (&paused);
  g_assert_true (safi_engine_set_policy_finish (fixture->engine, policy_set, NULL));
  left = fixture_count (fixture, "INBOX");
  g_assert_cmpuint (left, >, 0);
  result = fixture_wait (&checked);
  g_assert_false (safi_engine_check_finish (fixture->engine, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, left);
  state = safi_engine_find_account (fixture->engine, fixture->account);
  g_assert_cmpint (safi_account_state_get_activity (state), ==, SAFI_ACTIVITY_PAUSED);
  g_assert_null (safi_account_state_get_problem (state));
  /* What a person asks for is done all the same. */
  fixture_must_check (fixture, SAFI_CHECK_MOVE);
  g_assert_cmpuint (fixture_count (fixture, "INBOX"), ==, 0);
  fixture_free (fixture);
}

static void
test_a_pause_ends_by_itself (void)
{
  Fixture *fixture = fixture_new (1);
  SafiPolicy policy = safi_policy_default ();
  SafiAccountState *state;
  g_autoptr (GAsyncResult) result = NULL;
  FixtureWait wait = { NULL };

  fixture_start (fixture);
  policy.paused = TRUE;
  policy.paused_until = safi_clock_wall (fixture->clock) + 1;
  safi_engine_set_policy_async (fixture->engine, fixture->account, &policy, NULL, fixture_ready_cb,
                                &wait);
  result = fixture_wait (&wait);
  g_assert_true (safi_engine_set_policy_finish (fixture->engine, result, NULL));
  safi_engine_set_watching (fixture->engine, TRUE);
  g_assert_cmpuint (fixture->judged->len, ==, 0);
  safi_clock_advance (fixture->clock, 1);
  while (fixture->judged->len == 0)
    g_main_context_iteration (NULL, TRUE);
  state = safi_engine_find_account (fixture->engine, fixture->account);
  g_assert_false (safi_account_state_get_policy (state)->paused);
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/accounts/" path, func)
  ADD ("the-practice-mailbox-holds-every-shipped-message",
       test_the_practice_mailbox_holds_every_shipped_message);
  ADD ("no-thread-outlives-the-engine-that-was-just-given-an-account",
       test_no_thread_outlives_the_engine_that_was_just_given_an_account);
  ADD ("estimates-end-early-for-what-is-wanted-more",
       test_estimates_end_early_for_what_is_wanted_more);
  ADD ("an-account-that-is-removed-is-forgotten", test_an_account_that_is_removed_is_forgotten);
  ADD ("what-cannot-be-an-account-is-refused", test_what_cannot_be_an_account_is_refused);
  ADD ("a-change-of-policy-does-not-undo-the-one-before-it",
       test_a_change_of_policy_does_not_undo_the_one_before_it);
  ADD ("a-server-that-does-not-answer-is-told-once",
       test_a_server_that_does_not_answer_is_told_once);
  ADD ("an-account-goes-though-its-server-is-gone", test_an_account_goes_though_its_server_is_gone);
  ADD ("what-an-account-used-today-counts-when-it-is-gone",
       test_what_an_account_used_today_counts_when_it_is_gone);
  ADD ("an-account-that-is-refused-leaves-no-note", test_an_account_that_is_refused_leaves_no_note);
  ADD ("a-pause-stops-what-is-under-way", test_a_pause_stops_what_is_under_way);
  ADD ("a-pause-ends-by-itself", test_a_pause_ends_by_itself);
  ADD ("a-paused-account-is-left-alone", test_a_paused_account_is_left_alone);
  ADD ("a-watched-account-is-checked-unasked", test_a_watched_account_is_checked_unasked);
#undef ADD
  return g_test_run ();
}
