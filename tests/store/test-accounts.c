/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/safi-error.h"
#include "store-fixture.h"

static void
save (SafiStore *store, SafiAccount *account)
{
  g_autoptr (GError) error = NULL;

  safi_store_save_account (store, account, &error);
  g_assert_no_error (error);
}

static void
test_imap_account_comes_back_whole (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiAccount) account = safi_account_new_imap (
      ACCOUNT, "a@b.example", "user'; --", "imap.b.example", 1143, SAFI_SECURITY_STARTTLS);
  g_autoptr (SafiAccount) got = NULL;
  g_autoptr (GError) error = NULL;

  save (store, account);
  got = safi_store_get_account (store, ACCOUNT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (safi_account_get_kind (got), ==, SAFI_ACCOUNT_IMAP);
  g_assert_cmpstr (safi_account_get_id (got), ==, ACCOUNT);
  g_assert_cmpstr (safi_account_get_address (got), ==, "a@b.example");
  g_assert_cmpstr (safi_account_get_user (got), ==, "user'; --");
  g_assert_cmpstr (safi_account_get_host (got), ==, "imap.b.example");
  g_assert_cmpint (safi_account_get_port (got), ==, 1143);
  g_assert_cmpint (safi_account_get_security (got), ==, SAFI_SECURITY_STARTTLS);
}

static void
test_way_to_sign_in_comes_back (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiAccount) plain =
      safi_account_new_imap (ACCOUNT, "a@b.example", "a", "imap.b.example", 993, SAFI_SECURITY_TLS);
  g_autoptr (SafiAccount) account = safi_account_with_way (plain, SAFI_WAY_BROWSER, "google");
  g_autoptr (SafiAccount) got = NULL;
  g_autoptr (GError) error = NULL;

  save (store, plain);
  save (store, account);
  got = safi_store_get_account (store, ACCOUNT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (safi_account_get_way (got), ==, SAFI_WAY_BROWSER);
  g_assert_cmpstr (safi_account_get_authority (got), ==, "google");
  g_assert_true (safi_account_uses_token (got));
}

static void
test_practice_account_comes_back_whole (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiAccount) account = safi_account_new_practice ("p", "practice", "/d/\xff");
  g_autoptr (SafiAccount) got = NULL;
  g_autoptr (GError) error = NULL;

  save (store, account);
  got = safi_store_get_account (store, "p", &error);
  g_assert_no_error (error);
  g_assert_cmpint (safi_account_get_kind (got), ==, SAFI_ACCOUNT_PRACTICE);
  g_assert_cmpstr (safi_account_get_address (got), ==, "practice");
  g_assert_cmpstr (safi_account_get_directory (got), ==, "/d/\xff");
}

static void
test_changed_account_keeps_its_place (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiAccount) first = safi_account_new_practice ("z", "first", "/d");
  g_autoptr (SafiAccount) second = safi_account_new_practice ("a", "second", "/d");
  g_autoptr (SafiAccount) changed = safi_account_new_practice ("z", "changed", "/d");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  save (store, first);
  save (store, second);
  save (store, changed);
  list = safi_store_list_accounts (store, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (safi_account_get_address (list->pdata[0]), ==, "changed");
  g_assert_cmpstr (safi_account_get_address (list->pdata[1]), ==, "second");
}

static void
test_unknown_account_is_not_found (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_null (safi_store_get_account (store, "none", &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
}

static void
test_new_account_has_the_default_policy (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  SafiPolicy policy;

  g_assert_true (safi_store_get_policy (store, ACCOUNT, &policy, &error));
  g_assert_true (policy.watch_only);
  g_assert_false (policy.paused);
  g_assert_true (policy.junk_from == SAFI_POLICY_JUNK_FROM);
  g_assert_cmpuint (policy.check_minutes, ==, SAFI_POLICY_CHECK_MINUTES);
  g_assert_true (policy.look_ups);
  g_assert_false (policy.spares_data || policy.waits_at_limit || policy.digest);
  g_assert_cmpuint (policy.day_megabytes, ==, 0);
}

static SafiPolicy
keep_pause (gint64 until)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  SafiPolicy policy = safi_policy_default ();

  policy.paused = TRUE;
  policy.paused_until = until;
  g_assert_true (safi_store_set_policy (store, ACCOUNT, &policy, &error));
  g_assert_true (safi_store_get_policy (store, ACCOUNT, &policy, &error));
  return policy;
}

static void
test_a_pause_is_kept_until_its_end (void)
{
  g_assert_true (keep_pause (NOW + 1).paused);
  g_assert_cmpint (keep_pause (NOW + 1).paused_until, ==, NOW + 1);
  g_assert_true (keep_pause (0).paused);
  g_assert_false (keep_pause (NOW).paused);
  g_assert_cmpint (keep_pause (NOW).paused_until, ==, 0);
}

static void
test_policy_comes_back_whole (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  SafiPolicy policy = {
    .junk_from = 1.0 / 3.0, .good_below = -0.1, .paused = TRUE, .check_minutes = 77
  };
  SafiPolicy got;

  /* The longest name that fits. */
  policy.spares_data = policy.waits_at_limit = policy.digest = TRUE;
  policy.day_megabytes = 25;
  memset (policy.junk_folder, 'x', sizeof policy.junk_folder - 1);
  g_assert_true (safi_policy_set_names (policy.forwarders, "b.example a.example"));
  g_assert_true (safi_policy_set_names (policy.certifiers, "c.example"));
  g_assert_true (safi_policy_set_names (policy.dns_lists, "bl.example"));
  g_assert_true (safi_store_set_policy (store, ACCOUNT, &policy, &error));
  g_assert_true (safi_store_get_policy (store, ACCOUNT, &got, &error));
  g_assert_true (got.junk_from == policy.junk_from);
  g_assert_true (got.good_below == policy.good_below);
  g_assert_false (got.watch_only);
  g_assert_true (got.paused);
  g_assert_cmpstr (got.junk_folder, ==, policy.junk_folder);
  g_assert_true (got.spares_data && got.waits_at_limit && got.digest);
  g_assert_cmpuint (got.day_megabytes, ==, 25);
  g_assert_cmpuint (got.check_minutes, ==, 77);
  g_assert_false (got.look_ups);
  g_assert_cmpstr (got.forwarders, ==, "b.example a.example");
  g_assert_cmpstr (got.certifiers, ==, "c.example");
  g_assert_cmpstr (got.dns_lists, ==, "bl.example");
}

static void
test_marks_are_per_folder (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  guint32 validity = 1;
  guint32 next = 1;

  g_assert_true (safi_store_get_mark (store, ACCOUNT, "INBOX", &validity, &next, &error));
  g_assert_cmpuint (validity, ==, 0);
  g_assert_cmpuint (next, ==, 0);
  g_assert_true (safi_store_set_mark (store, ACCOUNT, "INBOX", 1, 2, &error));
  g_assert_true (
      safi_store_set_mark (store, ACCOUNT, "INBOX", G_MAXUINT32, G_MAXUINT32 - 1, &error));
  g_assert_true (safi_store_set_mark (store, ACCOUNT, "\xff", 3, 4, &error));
  g_assert_true (safi_store_get_mark (store, ACCOUNT, "INBOX", &validity, &next, &error));
  g_assert_cmpuint (validity, ==, G_MAXUINT32);
  g_assert_cmpuint (next, ==, G_MAXUINT32 - 1);
  g_assert_true (safi_store_get_mark (store, ACCOUNT, "\xff", &validity, &next, &error));
  g_assert_cmpuint (validity, ==, 3);
}

static void
test_notes_are_per_account (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *all = NULL;

  g_assert_true (safi_store_set_note (store, ACCOUNT, "last", "1", &error));
  g_assert_true (safi_store_set_note (store, ACCOUNT, "last", "2", &error));
  g_assert_true (safi_store_set_note (store, "", "last", "all", &error));
  mine = safi_store_get_note (store, ACCOUNT, "last", &error);
  all = safi_store_get_note (store, "", "last", &error);
  g_assert_cmpstr (mine, ==, "2");
  g_assert_cmpstr (all, ==, "all");
  g_assert_true (safi_store_set_note (store, ACCOUNT, "last", NULL, &error));
  g_assert_null (safi_store_get_note (store, ACCOUNT, "last", &error));
  g_assert_no_error (error);
}

/* Writes something of @account into every table that names accounts. */
static void
fill (SafiStore *store)
{
  g_autoptr (SafiAccount) account = safi_account_new_practice (ACCOUNT, "practice", "/d");
  SafiPolicy policy = safi_policy_default ();
  g_autoptr (GError) error = NULL;

  save (store, account);
  safi_store_set_policy (store, ACCOUNT, &policy, &error);
  safi_store_set_mark (store, ACCOUNT, "INBOX", 1, 2, &error);
  safi_store_set_note (store, ACCOUNT, "n", "v", &error);
  g_assert_no_error (error);
  /* Judged, moved, taught and moved back. */
  for (guint step = 0; step < 7; step++)
    g_assert_true (store_fixture_run_step (store, step, &error));
  g_assert_true (store_fixture_run_step (store, 11, &error));
}

static guint
count_lines_with (const char *text, const char *needle)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (char **line = lines; *line != NULL; line++)
    n += strstr (*line, needle) != NULL;
  return n;
}

static void
test_removed_account_leaves_no_row (void)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autoptr (SafiStore) store = store_fixture_open (directory);
  g_autoptr (GString) hex = g_string_new (NULL);
  g_autofree char *filled = NULL;
  g_autofree char *emptied = NULL;
  g_autoptr (GError) error = NULL;

  for (const char *p = ACCOUNT; *p != '\0'; p++)
    g_string_append_printf (hex, "%02x", *p);
  fill (store);
  filled = store_fixture_dump (directory);
  g_assert_cmpuint (count_lines_with (filled, hex->str), ==, 13);
  g_assert_true (safi_store_remove_account (store, ACCOUNT, &error));
  emptied = store_fixture_dump (directory);
  g_assert_cmpuint (count_lines_with (emptied, hex->str), ==, 0);
  g_clear_pointer (&store, safi_store_close);
  store_fixture_remove_directory (g_steal_pointer (&directory));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accounts/imap-account-comes-back-whole", test_imap_account_comes_back_whole);
  g_test_add_func ("/accounts/way-to-sign-in-comes-back", test_way_to_sign_in_comes_back);
  g_test_add_func ("/accounts/practice-account-comes-back-whole",
                   test_practice_account_comes_back_whole);
  g_test_add_func ("/accounts/changed-account-keeps-its-place",
                   test_changed_account_keeps_its_place);
  g_test_add_func ("/accounts/unknown-account-is-not-found", test_unknown_account_is_not_found);
  g_test_add_func ("/accounts/new-account-has-the-default-policy",
                   test_new_account_has_the_default_policy);
  g_test_add_func ("/accounts/a-pause-is-kept-until-its-end", test_a_pause_is_kept_until_its_end);
  g_test_add_func ("/accounts/policy-comes-back-whole", test_policy_comes_back_whole);
  g_test_add_func ("/accounts/marks-are-per-folder", test_marks_are_per_folder);
  g_test_add_func ("/accounts/notes-are-per-account", test_notes_are_per_account);
  g_test_add_func ("/accounts/removed-account-leaves-no-row", test_removed_account_leaves_no_row);
  return g_test_run ();
}
