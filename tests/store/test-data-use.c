/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/accounts/safi-data-use.h"
#include "store/safi-store-private.h"

#define DAY (24 * 60 * 60)                  /* seconds */
#define NOON G_GINT64_CONSTANT (1795176000) /* 2026-11-20 12:00 UTC */

static void
add (SafiStore *store, gint64 time, guint64 octets)
{
  g_autoptr (GError) error = NULL;

  safi_store_add_data_use (store, ACCOUNT, time, octets, &error);
  g_assert_no_error (error);
}

static void
assert_use (SafiStore *store, gint64 now, guint64 today, guint64 month)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = safi_store_list_data_use (store, now, &error);
  const SafiDataUse *row;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  row = rows->pdata[0];
  g_assert_cmpstr (row->account, ==, ACCOUNT);
  g_assert_cmpuint (row->today, ==, today);
  g_assert_cmpuint (row->month, ==, month);
}

static SafiStore *
open_with_account (void)
{
  SafiStore *store = store_fixture_open_memory ();
  g_autoptr (SafiAccount) account = safi_account_new_imap (
      ACCOUNT, "amina@mail.example", "amina", "imap.mail.example", 993, SAFI_SECURITY_TLS);

  g_assert_true (safi_store_save_account (store, account, NULL));
  return store;
}

static void
test_octets_add_up_by_day_and_month (void)
{
  g_autoptr (SafiStore) store = open_with_account ();

  assert_use (store, NOON, 0, 0);
  add (store, NOON, 1000);
  add (store, NOON + 60, G_GUINT64_CONSTANT (5000000000));
  add (store, NOON - 3 * DAY, 7);
  add (store, NOON - 40 * DAY, 90);
  assert_use (store, NOON, G_GUINT64_CONSTANT (5000001000), G_GUINT64_CONSTANT (5000001007));
  assert_use (store, NOON + DAY, 0, G_GUINT64_CONSTANT (5000001007));
  assert_use (store, NOON + 20 * DAY, 0, 0);
}

static void
test_old_days_are_forgotten (void)
{
  g_autoptr (SafiStore) store = open_with_account ();

  add (store, NOON, 1);
  add (store, NOON + SAFI_DATA_USE_DAYS * DAY, 1);
  assert_use (store, NOON, 1, 1);
  add (store, NOON + (SAFI_DATA_USE_DAYS + 1) * DAY, 1);
  assert_use (store, NOON, 0, 0);
}

static void
test_a_removed_account_leaves_nothing (void)
{
  g_autoptr (SafiStore) store = open_with_account ();
  g_autoptr (SafiQuery) query = NULL;
  gboolean row = FALSE;

  add (store, NOON, 1);
  g_assert_true (safi_store_remove_account (store, ACCOUNT, NULL));
  query = safi_sql_query (safi_store_get_sql (store), "SELECT count(*) FROM data_use", NULL);
  g_assert_true (safi_query_next (query, &row, NULL) && row);
  g_assert_cmpint (safi_query_get_int (query, 0), ==, 0);
}

static void
assert_day (SafiStore *store, gint64 now, guint64 used, guint64 lifted_at)
{
  g_autoptr (GError) error = NULL;
  guint64 got_used, got_lifted_at;

  safi_store_get_day_use (store, now, &got_used, &got_lifted_at, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (got_used, ==, used);
  g_assert_cmpuint (got_lifted_at, ==, lifted_at);
}

static void
test_a_limit_is_lifted_for_its_day_only (void)
{
  SafiStore *store = open_with_account ();
  g_autoptr (GError) error = NULL;

  assert_day (store, NOON, 0, 0);
  add (store, NOON, 700);
  safi_store_add_data_use (store, "another", NOON, 50, &error);
  g_assert_no_error (error);
  assert_day (store, NOON, 750, 0);
  g_assert_true (safi_store_lift_day_limit (store, NOON, &error));
  add (store, NOON, 10);
  assert_day (store, NOON, 760, 750);
  assert_day (store, NOON + DAY, 0, 0);
  safi_store_close (store);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-data-use/octets-add-up-by-day-and-month",
                   test_octets_add_up_by_day_and_month);
  g_test_add_func ("/store-data-use/old-days-are-forgotten", test_old_days_are_forgotten);
  g_test_add_func ("/store-data-use/a-removed-account-leaves-nothing",
                   test_a_removed_account_leaves_nothing);
  g_test_add_func ("/data-use/a-limit-is-lifted-for-its-day-only",
                   test_a_limit_is_lifted_for_its_day_only);
  return g_test_run ();
}
