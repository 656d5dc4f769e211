/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/accounts/safi-store-learning.h"
#include "store/safi-store-private.h"
#include "store/senders/safi-sender-history.h"
#include "store/senders/safi-store-auth.h"

static void
put (SafiStore *store, const char *identity, SafiIdentity found, gboolean is_final)
{
  g_autoptr (SafiAuthResult) result = safi_auth_result_new ();
  g_autoptr (GError) error = NULL;

  result->identity = found;
  result->is_final = is_final;
  safi_auth_result_set_text (&result->author, "bank.example");
  safi_auth_result_add_row (result, SAFI_AUTH_METHOD_SPF, SAFI_AUTH_BY_US, SAFI_AUTH_FAIL,
                            "bank.example", NULL);
  safi_store_put_auth (store, ACCOUNT, identity, result, &error);
  g_assert_no_error (error);
}

static void
assert_found (SafiStore *store, const char *identity, SafiIdentity found)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAuthResult) result = safi_store_get_auth (store, ACCOUNT, identity, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_cmpint (result->identity, ==, found);
  g_assert_cmpstr (result->author, ==, "bank.example");
  g_assert_cmpuint (result->rows->len, ==, 1);
}

static void
test_what_was_found_is_kept (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;

  put (store, "one", SAFI_IDENTITY_SPOOFED, TRUE);
  assert_found (store, "one", SAFI_IDENTITY_SPOOFED);
  g_assert_null (safi_store_get_auth (store, ACCOUNT, "two", &error));
  g_assert_null (safi_store_get_auth (store, "another", "one", &error));
  g_assert_no_error (error);
}

static void
test_what_is_final_stays (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  put (store, "one", SAFI_IDENTITY_UNKNOWN, FALSE);
  put (store, "one", SAFI_IDENTITY_AUTHENTICATED, TRUE);
  put (store, "one", SAFI_IDENTITY_UNKNOWN, FALSE);
  assert_found (store, "one", SAFI_IDENTITY_AUTHENTICATED);
}

static void
test_what_cannot_be_read_is_not_known (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;

  put (store, "one", SAFI_IDENTITY_SPOOFED, TRUE);
  g_assert_true (safi_sql_run_script (safi_store_get_sql (store),
                                      "UPDATE auth_result SET result = x'ffffffff'", &error));
  g_assert_null (safi_store_get_auth (store, ACCOUNT, "one", &error));
  g_assert_no_error (error);
}

static gint64
count (SafiStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_true (safi_sql_get_int (safi_store_get_sql (store), sql, &n, &error));
  return n;
}

/* Message 0 is the newest. */
static void
put_many (SafiStore *store, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %u)"
      " INSERT INTO auth_result (account, identity, time, is_final, result)"
      " SELECT '" ACCOUNT "', 'message' || i, 1000000 - i, 1, x'' FROM n",
      n);

  g_assert_true (safi_sql_run_script (safi_store_get_sql (store), sql, &error));
}

static void
test_the_newest_are_kept (void)
{
  for (guint n = SAFI_STORE_AUTH_MAX; n <= SAFI_STORE_AUTH_MAX + 1; n++) {
    g_autoptr (SafiStore) store = store_fixture_open_memory ();

    put_many (store, n);
    g_assert_true (safi_store_forget_auth (store, ACCOUNT, NULL));
    g_assert_cmpint (count (store, "SELECT count(*) FROM auth_result"), ==, SAFI_STORE_AUTH_MAX);
    g_assert_cmpint (count (store, "SELECT max(time) FROM auth_result"), ==, 1000000);
  }
}

static void
add_sender (SafiStore *store, const char *author, gboolean has_passed, gint64 time)
{
  g_autoptr (GError) error = NULL;

  safi_store_add_sender (store, ACCOUNT, author, has_passed, time, &error);
  g_assert_no_error (error);
}

static SafiSenderHistory
get_sender (SafiStore *store, const char *author)
{
  g_autoptr (GError) error = NULL;
  SafiSenderHistory history = { .passes = 77 };

  safi_store_get_sender (store, ACCOUNT, author, &history, &error);
  g_assert_no_error (error);
  return history;
}

static void
test_senders_are_counted (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  SafiSenderHistory history;

  add_sender (store, "a.example", TRUE, 30);
  add_sender (store, "a.example", FALSE, 10);
  add_sender (store, "a.example", TRUE, 20);
  history = get_sender (store, "a.example");
  g_assert_cmpuint (history.passes, ==, 2);
  g_assert_cmpuint (history.fails, ==, 1);
  g_assert_cmpint (history.first, ==, 10);
  g_assert_cmpint (history.last, ==, 30);
  history = get_sender (store, "b.example");
  g_assert_cmpuint (history.passes, ==, 0);
}

/* Whoever writes under many names must not make a person's senders be forgotten. */
static void
test_senders_that_never_proved_themselves_go_first (void)
{
  for (guint n = SAFI_SENDER_HISTORY_MAX - 1; n <= SAFI_SENDER_HISTORY_MAX; n++) {
    g_autoptr (SafiStore) store = store_fixture_open_memory ();
    g_autofree char *sql = g_strdup_printf (
        "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %u)"
        " INSERT INTO sender_history SELECT '" ACCOUNT "', 'x' || i, 0, 1, 50 + i, 50 + i FROM n",
        n);

    add_sender (store, "a.example", TRUE, 10);
    g_assert_true (safi_sql_run_script (safi_store_get_sql (store), sql, NULL));
    g_assert_true (safi_store_forget_senders (store, ACCOUNT, NULL));
    g_assert_cmpint (count (store, "SELECT count(*) FROM sender_history"), ==,
                     SAFI_SENDER_HISTORY_MAX);
    g_assert_cmpuint (get_sender (store, "a.example").passes, ==, 1);
    g_assert_cmpuint (get_sender (store, "x0").fails, ==, n < SAFI_SENDER_HISTORY_MAX);
  }
}

static void
test_a_habit_needs_number_time_and_no_failure (void)
{
  const SafiSenderHistory habit = { SAFI_SENDER_HISTORY_PASSES, 0, 1000,
                                    1000 + SAFI_SENDER_HISTORY_SPAN };
  const gint64 last = habit.last + SAFI_SENDER_HISTORY_FRESH;
  SafiSenderHistory less = habit;

  g_assert_true (safi_sender_history_is_habit (&habit, habit.last));
  g_assert_true (safi_sender_history_is_habit (&habit, last));
  g_assert_false (safi_sender_history_is_habit (&habit, last + 1));
  less.passes--;
  g_assert_false (safi_sender_history_is_habit (&less, habit.last));
  less = habit;
  less.fails = 1;
  g_assert_false (safi_sender_history_is_habit (&less, habit.last));
  less = habit;
  less.first++;
  g_assert_false (safi_sender_history_is_habit (&less, habit.last));
}

static gboolean
was_sent (SafiStore *store, const char *message_id)
{
  gboolean is_so = FALSE;
  g_autoptr (GError) error = NULL;

  safi_store_was_sent (store, ACCOUNT, message_id, &is_so, &error);
  g_assert_no_error (error);
  return is_so;
}

static void
test_what_was_sent_lately_is_known (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  g_assert_true (safi_store_add_sent (store, ACCOUNT, "a@b.example", NOW, NULL));
  g_assert_true (
      safi_store_add_sent (store, ACCOUNT, "old@b.example", NOW - SAFI_STORE_SENT_AGE, NULL));
  g_assert_true (
      safi_store_add_sent (store, ACCOUNT, "older@b.example", NOW - SAFI_STORE_SENT_AGE - 1, NULL));
  g_assert_true (was_sent (store, "a@b.example"));
  g_assert_true (was_sent (store, "old@b.example"));
  g_assert_false (was_sent (store, "older@b.example"));
  g_assert_false (was_sent (store, "A@b.example"));
}

static void
test_only_so_much_of_what_was_sent_is_kept (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  for (guint i = 0; i <= SAFI_STORE_SENT_MAX; i++) {
    g_autofree char *message_id = g_strdup_printf ("%u@b.example", i);

    g_assert_true (
        safi_store_add_sent (store, ACCOUNT, message_id, NOW - SAFI_STORE_SENT_MAX + i, NULL));
    if (i == SAFI_STORE_SENT_MAX - 1)
      g_assert_true (was_sent (store, "0@b.example"));
  }
  g_assert_cmpint (count (store, "SELECT count(*) FROM sent"), ==, SAFI_STORE_SENT_MAX);
  g_assert_false (was_sent (store, "0@b.example"));
  g_assert_true (was_sent (store, "1@b.example"));
}

/* As after a folder began its UIDs anew. */
static void
test_two_rows_at_one_place_are_asked_about_once (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autofree char *old = store_fixture_identity (1);
  g_autofree char *new = store_fixture_identity (2);
  g_autoptr (SafiJudged) model = store_fixture_new_judged (2, SAFI_DECISION_GOOD, "Two");
  g_autoptr (SafiJudged) first = NULL;
  g_autoptr (SafiMessageRef) ref = NULL;
  g_autoptr (GArray) uids = NULL;
  SafiJudged fields = *model;

  store_fixture_put (store, 1, SAFI_DECISION_GOOD);
  first = safi_store_find_judged (store, ACCOUNT, old, NULL);
  ref = safi_message_ref_new (ACCOUNT, "INBOX", safi_message_ref_get_uidvalidity (first->ref),
                              safi_message_ref_get_uid (first->ref), new);
  fields.ref = ref;
  g_assert_cmpint (safi_store_put_judged (store, &fields, NULL), >, 0);
  put (store, old, SAFI_IDENTITY_UNKNOWN, FALSE);
  put (store, new, SAFI_IDENTITY_UNKNOWN, FALSE);
  uids = safi_store_list_open_auth (store, ACCOUNT, "INBOX",
                                    safi_message_ref_get_uidvalidity (first->ref), 0, 10, NULL);
  g_assert_cmpuint (uids->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-auth/what-was-found-is-kept", test_what_was_found_is_kept);
  g_test_add_func ("/store-auth/what-is-final-stays", test_what_is_final_stays);
  g_test_add_func ("/store-auth/what-cannot-be-read-is-not-known",
                   test_what_cannot_be_read_is_not_known);
  g_test_add_func ("/store-auth/the-newest-are-kept", test_the_newest_are_kept);
  g_test_add_func ("/store-auth/senders-are-counted", test_senders_are_counted);
  g_test_add_func ("/store-auth/senders-that-never-proved-themselves-go-first",
                   test_senders_that_never_proved_themselves_go_first);
  g_test_add_func ("/store-auth/a-habit-needs-number-time-and-no-failure",
                   test_a_habit_needs_number_time_and_no_failure);
  g_test_add_func ("/store-auth/what-was-sent-lately-is-known", test_what_was_sent_lately_is_known);
  g_test_add_func ("/store-auth/only-so-much-of-what-was-sent-is-kept",
                   test_only_so_much_of_what_was_sent_is_kept);
  g_test_add_func ("/store-auth/two-rows-at-one-place-are-asked-about-once",
                   test_two_rows_at_one_place_are_asked_about_once);
  return g_test_run ();
}
