/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-secrets.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/base/safi-error.h"

#define SECRET "correct horse"

static SafiAccount *
make_account (void)
{
  return safi_account_new_imap (NULL, "amina@practice.example", "amina", "imap.practice.example",
                                993, SAFI_SECURITY_TLS);
}

static void
test_gives_back_what_was_stored (void)
{
  g_autoptr (SafiAccount) account = make_account ();
  g_autoptr (GError) error = NULL;
  char *secret;

  safi_secrets_store (account, SECRET, NULL, &error);
  g_assert_no_error (error);
  secret = safi_secrets_lookup (account, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, SECRET);
  safi_secret_free (secret);
}

static void
test_each_account_has_its_own (void)
{
  g_autoptr (SafiAccount) one = make_account ();
  g_autoptr (SafiAccount) other = make_account ();
  g_autoptr (GError) error = NULL;

  char *secret;

  g_assert_true (safi_secrets_store (one, SECRET, NULL, NULL));
  g_assert_null (safi_secrets_lookup (other, NULL, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NO_PASSWORD);
  g_assert_true (safi_secrets_remove (other, NULL, NULL));
  secret = safi_secrets_lookup (one, NULL, NULL);
  g_assert_cmpstr (secret, ==, SECRET);
  safi_secret_free (secret);
}

static void
test_a_batv_key_is_kept_beside_the_password (void)
{
  g_autoptr (SafiAccount) account = make_account ();
  g_autoptr (GError) error = NULL;
  char *secret;
  char *key;

  g_assert_true (safi_secrets_store (account, SECRET, NULL, NULL));
  g_assert_true (safi_secrets_store_batv_key (account, "key of tags", NULL, NULL));
  secret = safi_secrets_lookup (account, NULL, NULL);
  key = safi_secrets_lookup_batv_key (account, NULL, NULL);
  g_assert_cmpstr (secret, ==, SECRET);
  g_assert_cmpstr (key, ==, "key of tags");
  safi_secret_free (secret);
  safi_secret_free (key);
  g_assert_true (safi_secrets_remove (account, NULL, NULL));
  key = safi_secrets_lookup_batv_key (account, NULL, NULL);
  g_assert_cmpstr (key, ==, "key of tags");
  safi_secret_free (key);
  g_assert_true (safi_secrets_remove_batv_key (account, NULL, NULL));
  g_assert_null (safi_secrets_lookup_batv_key (account, NULL, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NO_PASSWORD);
}

static void
test_forgets_what_is_removed (void)
{
  g_autoptr (SafiAccount) account = make_account ();
  g_autoptr (GError) error = NULL;

  g_assert_true (safi_secrets_store (account, SECRET, NULL, NULL));
  g_assert_true (safi_secrets_remove (account, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (safi_secrets_lookup (account, NULL, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NO_PASSWORD);
}

static void
test_nothing_to_remove_is_no_error (void)
{
  g_autoptr (SafiAccount) account = make_account ();

  g_assert_true (safi_secrets_remove (account, NULL, NULL));
}

static void
test_the_keyring_file_does_not_show_the_secret (void)
{
  g_autoptr (SafiAccount) account = make_account ();
  g_autofree char *octets = NULL;
  gsize length;

  g_assert_true (safi_secrets_store (account, SECRET, NULL, NULL));
  g_assert_true (g_file_get_contents (g_getenv ("SECRET_FILE_TEST_PATH"), &octets, &length, NULL));
  g_assert_null (memmem (octets, length, SECRET, strlen (SECRET)));
}

static void
test_says_when_there_is_no_keyring (void)
{
  g_autoptr (SafiAccount) account = make_account ();
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ()) {
    g_assert_false (safi_secrets_store (account, SECRET, NULL, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NO_KEYRING);
    g_clear_error (&error);
    g_assert_null (safi_secrets_lookup (account, NULL, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NO_KEYRING);
    return;
  }
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = g_dir_make_tmp ("safibox-secrets-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "keyring", NULL);
  int status;

  if (g_getenv ("SECRET_BACKEND") == NULL) {
    g_setenv ("SECRET_BACKEND", "file", TRUE);
    g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
    g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/gives-back-what-was-stored", test_gives_back_what_was_stored);
  g_test_add_func ("/secrets/each-account-has-its-own", test_each_account_has_its_own);
  g_test_add_func ("/secrets/a-batv-key-is-kept-beside-the-password",
                   test_a_batv_key_is_kept_beside_the_password);
  g_test_add_func ("/secrets/forgets-what-is-removed", test_forgets_what_is_removed);
  g_test_add_func ("/secrets/nothing-to-remove-is-no-error", test_nothing_to_remove_is_no_error);
  g_test_add_func ("/secrets/the-keyring-file-does-not-show-the-secret",
                   test_the_keyring_file_does_not_show_the_secret);
  g_test_add_func ("/secrets/says-when-there-is-no-keyring", test_says_when_there_is_no_keyring);
  status = g_test_run ();
  g_remove (path);
  g_rmdir (directory);
  return status;
}
