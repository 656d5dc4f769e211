/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <string.h>

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "fault-vfs.h"
#include "old-store.h"
#include "store/safi-store-private.h"

/* Stores of every older version are brought to this one, and nothing that a person would miss is
 * lost on the way: also where the way is broken off. This program is its own victim:
 * "--open DIRECTORY" does nothing else. */

#define POINTS_MAX 100
#define OPERATIONS_MAX 2000

static const char *program;

/* Returns: (transfer full): a directory with a store of @version. */
static char *
make_old (guint version)
{
  char *directory = store_fixture_make_directory ();

  old_store_write (directory, version);
  return directory;
}

static char *
copy_of (const char *directory)
{
  char *copy = store_fixture_make_directory ();

  store_fixture_copy (directory, copy);
  return copy;
}

static GBytes *
read_file (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, SAFI_STORE_FILE, NULL);
  g_autoptr (GError) error = NULL;
  char *octets;
  gsize size;

  g_file_get_contents (path, &octets, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (octets, size);
}

static void
assert_sound (const char *directory)
{
  g_autofree char *integrity = store_fixture_integrity (directory);

  g_assert_cmpstr (integrity, ==, "ok");
}

/* Everything in the file, and its version. Returns: (transfer full). */
static char *
dump (const char *directory)
{
  g_autofree char *rows = store_fixture_dump (directory);
  g_autoptr (SafiSql) sql = NULL;
  g_autofree char *path = g_build_filename (directory, SAFI_STORE_FILE, NULL);
  gint64 version = 0;

  sql = safi_sql_open (path, TRUE, NULL);
  g_assert_true (safi_sql_get_int (sql, "PRAGMA user_version", &version, NULL));
  return g_strdup_printf ("version %" G_GINT64_FORMAT "\n%s", version, rows);
}

/* Returns: (transfer full): what an upgrade makes of it where nothing goes wrong. */
static char *
dump_upgraded (const char *old)
{
  char *directory = copy_of (old);
  char *text;

  safi_store_close (store_fixture_open (directory));
  text = dump (directory);
  store_fixture_remove_directory (directory);
  return text;
}

/* Returns: how many lines are too many or missing. */
static guint
compare_lines (GPtrArray *found, GPtrArray *expected, guint version)
{
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer line;
  guint n_extra = 0;

  for (guint i = 0; i < expected->len; i++)
    g_assert_true (g_hash_table_add (left, expected->pdata[i]));
  for (guint i = 0; i < found->len; i++)
    if (!g_hash_table_remove (left, found->pdata[i])) {
      g_test_message ("version %u gives: %s", version, (char *) found->pdata[i]);
      n_extra++;
    }
  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    g_test_message ("version %u does not give: %s", version, (char *) line);
  return g_hash_table_size (left) + n_extra;
}

static void
test_nothing_is_lost (void)
{
  guint n_wrong = 0;

  for (guint version = 1; version <= old_store_get_newest (); version++) {
    char *old = make_old (version);
    char *directory = copy_of (old);
    g_autoptr (SafiStore) store = store_fixture_open (directory);
    g_autoptr (GPtrArray) found = old_store_describe (store);
    g_autoptr (GPtrArray) expected = old_store_read_meaning (version);

    g_clear_pointer (&store, safi_store_close);
    old_store_assert_nothing_lost (old, directory, version);
    assert_sound (directory);
    n_wrong += compare_lines (found, expected, version);
    store_fixture_remove_directory (directory);
    store_fixture_remove_directory (old);
  }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* The move of message "moved" is taken back, as the journal does it. */
static void
undo (SafiStore *store)
{
  g_autoptr (SafiAction) done = safi_journal_get (store, 1, NULL);
  g_autoptr (SafiAction) wanted = store_fixture_new_undo (done);
  g_autoptr (SafiAction) planned = store_fixture_plan (store, wanted, 0);
  g_autoptr (SafiJudged) judged = NULL;
  gint64 id = safi_action_get_fields (planned)->id;
  const SafiPlace place = { 7, 60, 60 };
  gboolean is_kept = FALSE;

  /* Numbers are never given twice: the old rows' are all below. */
  g_assert_cmpint (id, >, 8);
  g_assert_true (safi_journal_advance (store, id, SAFI_MOVE_SENT, NULL, NULL, NULL));
  g_assert_true (safi_journal_advance (store, id, SAFI_MOVE_DONE, &place, NULL, NULL));
  judged = safi_store_get_judged (store, 7, NULL);
  g_assert_cmpint (judged->fate, ==, SAFI_FATE_MOVED_BACK);
  g_assert_cmpstr (safi_message_ref_get_folder (judged->ref), ==, "INBOX");
  g_assert_true (safi_store_is_kept (store, ACCOUNT, "moved", &is_kept, NULL));
  g_assert_true (is_kept);
}

/* What an open move of the old version led to can be written down. */
static void
settle (SafiStore *store)
{
  g_autoptr (SafiJudged) judged = NULL;
  const SafiPlace place = { 9, 52, 52 };

  g_assert_true (safi_journal_advance (store, 4, SAFI_MOVE_DONE, &place, NULL, NULL));
  judged = safi_store_get_judged (store, 10, NULL);
  g_assert_cmpint (judged->fate, ==, SAFI_FATE_MOVED);
  g_assert_true (safi_journal_drop (store, 5, NULL));
}

/* Also takes back what an old version was taught, if it is still there. */
static void
teach_anew (SafiStore *store)
{
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_GOOD, 1, 0, 10);
  g_autoptr (SafiTaught) before = safi_training_get (store, ACCOUNT, "moved", NULL);
  g_autoptr (SafiJudged) judged = NULL;
  g_autoptr (GError) error = NULL;

  if (before != NULL)
    g_assert_true (safi_training_remove (store, ACCOUNT, "moved", &error));
  g_assert_no_error (error);
  g_assert_true (safi_training_add (store, ACCOUNT, "moved", taught, &error));
  judged = safi_store_get_judged (store, 7, &error);
  g_assert_true (judged->is_taught);
  g_assert_cmpint (judged->taught_class, ==, SAFI_CLASS_GOOD);
}

static void
test_old_moves_and_labels_can_be_taken_back (void)
{
  for (guint version = 1; version <= old_store_get_newest (); version++) {
    char *directory = make_old (version);
    SafiStore *store = store_fixture_open (directory);

    undo (store);
    settle (store);
    teach_anew (store);
    safi_store_close (store);
    assert_sound (directory);
    store_fixture_remove_directory (directory);
  }
}

static void
test_reading_changes_no_old_store (void)
{
  for (guint version = 1; version < old_store_get_newest (); version++) {
    char *directory = make_old (version);
    g_autoptr (GBytes) before = read_file (directory);
    g_autoptr (GBytes) after = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_null (safi_store_open_read_only (directory, store_fixture_get_clock (),
                                              store_fixture_lookup, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
    after = read_file (directory);
    g_assert_true (g_bytes_equal (before, after));
    store_fixture_remove_directory (directory);
  }
}

/* A later step fails, and the earlier ones are taken back with it. */
static void
test_failed_upgrade_leaves_the_old_store (void)
{
  char *directory = make_old (9);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  store_fixture_run_sql (directory, "CREATE TABLE contact (stands, in_the_way)");
  before = dump (directory);
  g_assert_null (
      safi_store_open (directory, store_fixture_get_clock (), store_fixture_lookup, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_FAILED);
  after = dump (directory);
  g_assert_cmpstr (after, ==, before);
  store_fixture_remove_directory (directory);
}

/* No row of a step that was broken off is there, and the next try ends where the first would have.
 * A commit of which only the last synchronisation failed may stand. */
static void
assert_one_or_the_other (const char *directory, const char *before, const char *upgraded)
{
  g_autofree char *left = dump (directory);
  g_autofree char *after = NULL;

  g_assert_true (g_str_equal (left, before) || g_str_equal (left, upgraded));
  assert_sound (directory);
  safi_store_close (store_fixture_open (directory));
  after = dump (directory);
  g_assert_true (g_str_equal (after, upgraded));
}

/* Returns: FALSE if write number @n does not come any more. */
static gboolean
upgrade_with_fault (const char *old, const char *before, const char *upgraded, guint n)
{
  char *directory = copy_of (old);
  g_autoptr (GBytes) file = read_file (directory);
  g_autoptr (SafiStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_failed, is_refused;

  fault_vfs_fail_at (n, SQLITE_FULL, TRUE);
  store = safi_store_open (directory, store_fixture_get_clock (), store_fixture_lookup, &error);
  is_refused = store == NULL;
  g_clear_pointer (&store, safi_store_close);
  has_failed = fault_vfs_heal ();
  if (is_refused) {
    g_autoptr (GBytes) now = read_file (directory);

    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_FULL);
    g_assert_true (g_bytes_equal (now, file));
  }
  assert_one_or_the_other (directory, before, upgraded);
  store_fixture_remove_directory (directory);
  return has_failed;
}

static void
test_full_disk_leaves_the_old_store (void)
{
  static const guint versions[] = { 1, 9 }; /* all steps; those that make a table anew */

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    char *old = make_old (versions[i]);
    g_autofree char *before = dump (old);
    g_autofree char *upgraded = dump_upgraded (old);
    guint n = 1;

    while (upgrade_with_fault (old, before, upgraded, n))
      g_assert_cmpuint (++n, <, OPERATIONS_MAX);
    g_test_message ("from version %u: %u operations", versions[i], n - 1);
    g_assert_cmpuint (n, >, 20);
    store_fixture_remove_directory (old);
  }
}

#ifdef SAFI_FAIL_POINTS

/* Opens the store in a process that ends at fail point @n. Returns: FALSE if it was not reached. */
static gboolean
open_until (const char *directory, guint n)
{
  const char *argv[] = { program, "--open", directory, NULL };
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "SAFI_FAIL_AT", number, TRUE);
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  if (g_spawn_check_wait_status (status, &error))
    return FALSE;
  g_assert_error (error, G_SPAWN_EXIT_ERROR, SAFI_FAIL_POINT_EXIT);
  return TRUE;
}

static void
test_crash_leaves_one_or_the_other (void)
{
  /* All steps, those that make a table anew, and the last. */
  const guint versions[] = { 1, 9, old_store_get_newest () - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    char *old = make_old (versions[i]);
    g_autofree char *before = dump (old);
    g_autofree char *upgraded = dump_upgraded (old);
    gboolean is_crashed = TRUE;
    guint n = 0;

    while (is_crashed && n < POINTS_MAX) {
      char *directory = copy_of (old);

      is_crashed = open_until (directory, ++n);
      assert_one_or_the_other (directory, before, upgraded);
      store_fixture_remove_directory (directory);
    }
    /* After each step, before and after the commit. */
    g_assert_cmpuint (n - 1, ==, old_store_get_newest () - versions[i] + 2);
    store_fixture_remove_directory (old);
  }
}

#else

static void
test_crash_leaves_one_or_the_other (void)
{
  g_test_skip ("built without -Dfail_points=true");
}

#endif

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--open")) {
    safi_store_close (store_fixture_open (argv[2]));
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  fault_vfs_register ();
  g_test_add_func ("/migration/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/migration/old-moves-and-labels-can-be-taken-back",
                   test_old_moves_and_labels_can_be_taken_back);
  g_test_add_func ("/migration/reading-changes-no-old-store", test_reading_changes_no_old_store);
  g_test_add_func ("/migration/failed-upgrade-leaves-the-old-store",
                   test_failed_upgrade_leaves_the_old_store);
  g_test_add_func ("/migration/full-disk-leaves-the-old-store",
                   test_full_disk_leaves_the_old_store);
  g_test_add_func ("/migration/crash-leaves-one-or-the-other", test_crash_leaves_one_or_the_other);
  return g_test_run ();
}
