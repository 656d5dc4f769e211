/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/safi-store-auth.h"
#include "store/safi-store-private.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-auth/what-was-found-is-kept", test_what_was_found_is_kept);
  g_test_add_func ("/store-auth/what-is-final-stays", test_what_is_final_stays);
  g_test_add_func ("/store-auth/what-cannot-be-read-is-not-known",
                   test_what_cannot_be_read_is_not_known);
  return g_test_run ();
}
