/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/safi-store-private.h"
#include "store/senders/safi-store-dkim-keys.h"

#define NAME "s1._domainkey.bank.example"

static void
put (SafiStore *store, const char *name, const char *record, gint64 seen)
{
  g_autoptr (SafiKeptKey) key = safi_kept_key_new (name, record, seen, seen + 60);
  g_autoptr (GError) error = NULL;

  safi_store_put_dkim_key (store, ACCOUNT, key, &error);
  g_assert_no_error (error);
}

static SafiKeptKey *
get (SafiStore *store, const char *name)
{
  g_autoptr (GError) error = NULL;
  SafiKeptKey *key = safi_store_get_dkim_key (store, ACCOUNT, name, &error);

  g_assert_no_error (error);
  return key;
}

static void
assert_kept (SafiStore *store, const char *record, gint64 seen)
{
  g_autoptr (SafiKeptKey) key = get (store, NAME);

  g_assert_cmpstr (key->name, ==, NAME);
  g_assert_cmpstr (key->record, ==, record);
  g_assert_cmpint (key->seen, ==, seen);
  g_assert_cmpint (key->until, ==, seen + 60);
}

static void
test_the_key_that_was_seen_last_is_kept (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  g_assert_null (get (store, NAME));
  put (store, NAME, "p=old", 10);
  assert_kept (store, "p=old", 10);
  put (store, NAME, "p=n\xff w", 20);
  assert_kept (store, "p=n\xff w", 20);
  put (store, NAME, "p=late", 15);
  assert_kept (store, "p=n\xff w", 20);
}

static void
test_keys_have_a_limit (void)
{
  for (guint n = SAFI_STORE_DKIM_KEYS_MAX - 1; n <= SAFI_STORE_DKIM_KEYS_MAX; n++) {
    g_autoptr (SafiStore) store = store_fixture_open_memory ();
    g_autoptr (SafiKeptKey) oldest = NULL;
    g_autofree char *sql = g_strdup_printf (
        "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %u)"
        " INSERT INTO dkim_key SELECT '" ACCOUNT
        "', CAST ('x' || i AS BLOB), CAST ('p=' AS BLOB), 50 + i, 99 FROM n",
        n);

    put (store, NAME, "p=oldest", 10);
    g_assert_true (safi_sql_run_script (safi_store_get_sql (store), sql, NULL));
    g_assert_true (safi_store_forget_dkim_keys (store, ACCOUNT, NULL));
    oldest = get (store, NAME);
    g_assert_cmpint (oldest != NULL, ==, n < SAFI_STORE_DKIM_KEYS_MAX);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-dkim-keys/the-key-that-was-seen-last-is-kept",
                   test_the_key_that_was_seen_last_is_kept);
  g_test_add_func ("/store-dkim-keys/keys-have-a-limit", test_keys_have_a_limit);
  return g_test_run ();
}
