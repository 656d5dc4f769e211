/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/safi-error.h"
#include "store-fixture.h"
#include "store/safi-store-private.h"

/* Files that are damaged, or somebody else's, are never written to. */

static void
set_up (StoreFixture *fixture, gconstpointer data)
{
  safi_sql_forget_damage ();
  store_fixture_set_up (fixture, data);
}

static GBytes *
read_file (StoreFixture *fixture)
{
  g_autofree char *path = store_fixture_get_path (fixture);
  g_autoptr (GError) error = NULL;
  char *octets;
  gsize size;

  g_file_get_contents (path, &octets, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (octets, size);
}

static void
write_file (StoreFixture *fixture, gconstpointer octets, gsize size)
{
  g_autofree char *path = store_fixture_get_path (fixture);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, octets, (gssize) size, &error);
  g_assert_no_error (error);
}

/* Opening must fail with @expected and leave every octet of the file. */
static void
assert_refused_untouched (StoreFixture *fixture, SafiError expected)
{
  g_autoptr (GBytes) before = read_file (fixture);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (safi_store_open (fixture->directory, store_fixture_get_clock (),
                                  store_fixture_lookup, &error));
  g_assert_error (error, SAFI_ERROR, (int) expected);
  after = read_file (fixture);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_newer_store_is_left_alone (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_close (fixture);
  store_fixture_run_sql (fixture->directory, "PRAGMA user_version = 999");
  assert_refused_untouched (fixture, SAFI_ERROR_STORE_TOO_NEW);
}

static void
test_foreign_database_is_left_alone (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_close (fixture);
  store_fixture_run_sql (fixture->directory, "PRAGMA application_id = 1");
  assert_refused_untouched (fixture, SAFI_ERROR_STORE_CORRUPT);
}

static void
test_garbage_is_corrupt (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (100000, 'x');

  store_fixture_close (fixture);
  write_file (fixture, garbage, 100000);
  assert_refused_untouched (fixture, SAFI_ERROR_STORE_CORRUPT);
}

/* All cuts but one inside the last page, which is met where that page is read. */
static void
test_truncated_file_is_corrupt (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;
  gsize size;

  store_fixture_close (fixture);
  whole = read_file (fixture);
  size = g_bytes_get_size (whole);
  for (gsize cut = 100; cut + 4096 < size; cut += 4096) {
    write_file (fixture, g_bytes_get_data (whole, NULL), cut);
    assert_refused_untouched (fixture, SAFI_ERROR_STORE_CORRUPT);
  }
}

/* Fills the store and closes it. Returns: (transfer full): the octets of its file. */
static guint8 *
fill_and_read (StoreFixture *fixture, gsize *ret_size)
{
  g_autoptr (GBytes) whole = NULL;

  for (guint i = 1; i <= 50; i++)
    store_fixture_put (fixture->store, i, SAFI_DECISION_JUNK);
  store_fixture_close (fixture);
  whole = read_file (fixture);
  *ret_size = g_bytes_get_size (whole);
  return g_memdup2 (g_bytes_get_data (whole, NULL), *ret_size);
}

/* Damage that the header does not show is met where it is read: never a crash, never "fine" from a
 * page that was read. */
static void
test_flipped_pages_never_crash (StoreFixture *fixture, gconstpointer data)
{
  gsize size;
  g_autofree guint8 *octets = fill_and_read (fixture, &size);

  for (gsize page = 0; page < size; page += 4096) {
    g_autoptr (SafiStore) store = NULL;
    g_autoptr (GPtrArray) list = NULL;
    g_autoptr (GError) error = NULL;
    SafiJudgedQuery query = { .account = NULL };

    for (gsize i = 0; i < 4096; i++)
      octets[page + i] ^= 0xff;
    write_file (fixture, octets, size);
    store = safi_store_open (fixture->directory, store_fixture_get_clock (), store_fixture_lookup,
                             &error);
    list = store != NULL ? safi_store_list_judged (store, &query, &error) : NULL;
    if (list == NULL)
      g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT);
    else
      g_assert_cmpuint (list->len, <=, 50);
    for (gsize i = 0; i < 4096; i++)
      octets[page + i] ^= 0xff;
  }
}

static void
test_all_pages_are_read_after_an_unclean_exit (StoreFixture *fixture, gconstpointer data)
{
  gsize size;
  g_autofree guint8 *octets = NULL;

  store_fixture_run_sql (fixture->directory, "INSERT INTO meta VALUES ('running', 'someone')");
  octets = fill_and_read (fixture, &size);
  memset (octets + size - 4096, 0xff, 4096);
  write_file (fixture, octets, size);
  assert_refused_untouched (fixture, SAFI_ERROR_STORE_CORRUPT);
}

/* Breaks the first page, from the last on, that a list of messages reads. */
static void
break_list (StoreFixture *fixture)
{
  g_autoptr (GBytes) whole = read_file (fixture);
  gsize size = g_bytes_get_size (whole);
  gboolean is_broken = FALSE;

  for (gsize page = size - 4096; page > 0 && !is_broken; page -= 4096) {
    g_autofree guint8 *octets = g_memdup2 (g_bytes_get_data (whole, NULL), size);
    SafiJudgedQuery all = { .account = NULL };
    g_autoptr (SafiStore) store = NULL;
    g_autoptr (GPtrArray) list = NULL;

    memset (octets + page, 0xff, 4096);
    write_file (fixture, octets, size);
    store = safi_store_open_read_only (fixture->directory, store_fixture_get_clock (),
                                       store_fixture_lookup, NULL);
    list = store != NULL ? safi_store_list_judged (store, &all, NULL) : NULL;
    is_broken = store != NULL && list == NULL;
  }
  g_assert_true (is_broken);
  safi_sql_forget_damage ();
}

/* The end was not unclean, but the next start must not meet the same again, and for ever. */
static void
test_damage_met_at_work_is_looked_at_by_the_next_start (StoreFixture *fixture, gconstpointer data)
{
  SafiJudgedQuery all = { .account = NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  gboolean was_unclean;

  for (guint i = 1; i <= 50; i++)
    store_fixture_put (fixture->store, i, SAFI_DECISION_JUNK);
  store_fixture_close (fixture);
  break_list (fixture);
  fixture->store = store_fixture_open (fixture->directory);
  g_assert_true (safi_store_mark_running (fixture->store, &was_unclean, NULL));
  g_assert_null (safi_store_list_judged (fixture->store, &all, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT);
  g_assert_true (safi_store_mark_stopped (fixture->store, NULL));
  store_fixture_close (fixture);
  store_fixture_run_sql (fixture->directory,
                         "UPDATE meta SET value = 'another process' WHERE name = 'running'");
  assert_refused_untouched (fixture, SAFI_ERROR_STORE_CORRUPT);
  aside = safi_store_set_aside (fixture->directory, NULL);
  g_assert_nonnull (aside);
  g_assert_false (safi_sql_has_met_damage ());
}

static void
test_damaged_store_is_set_aside (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (5000, 'x');
  g_autofree char *log = g_build_filename (fixture->directory, "safibox.db-wal", NULL);
  g_autofree char *kept_log =
      g_build_filename (fixture->directory, "safibox-damaged-1.db-wal", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture);
  write_file (fixture, garbage, 5000);
  g_assert_true (g_file_set_contents (log, "log", 3, &error));
  first = safi_store_set_aside (fixture->directory, &error);
  g_assert_cmpstr (first, ==, "safibox-damaged-1.db");
  g_assert_true (g_file_test (kept_log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  fixture->store = store_fixture_open (fixture->directory);
  store_fixture_put (fixture->store, 1, SAFI_DECISION_GOOD);
  store_fixture_close (fixture);
  second = safi_store_set_aside (fixture->directory, &error);
  g_assert_cmpstr (second, ==, "safibox-damaged-2.db");
}

static void
add_test (const char *path, void (*func) (StoreFixture *, gconstpointer))
{
  g_test_add (path, StoreFixture, NULL, set_up, func, store_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/damage/newer-store-is-left-alone", test_newer_store_is_left_alone);
  add_test ("/damage/foreign-database-is-left-alone", test_foreign_database_is_left_alone);
  add_test ("/damage/garbage-is-corrupt", test_garbage_is_corrupt);
  add_test ("/damage/truncated-file-is-corrupt", test_truncated_file_is_corrupt);
  add_test ("/damage/flipped-pages-never-crash", test_flipped_pages_never_crash);
  add_test ("/damage/all-pages-are-read-after-an-unclean-exit",
            test_all_pages_are_read_after_an_unclean_exit);
  add_test ("/damage/damage-met-at-work-is-looked-at-by-the-next-start",
            test_damage_met_at_work_is_looked_at_by_the_next_start);
  add_test ("/damage/damaged-store-is-set-aside", test_damaged_store_is_set_aside);
  return g_test_run ();
}
