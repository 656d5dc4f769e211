/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "core/safi-error.h"
#include "store-fixture.h"
#include "store/safi-store-private.h"

/* Stores of older versions are brought to this one. */

typedef struct {
  char *directory;
  SafiStore *store; /* (nullable): not opened yet */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = store_fixture_make_directory ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->store, safi_store_close);
  store_fixture_remove_directory (fixture->directory);
}

static char *
get_path (Fixture *fixture)
{
  return g_build_filename (fixture->directory, SAFI_STORE_FILE, NULL);
}

static GBytes *
read_file (Fixture *fixture)
{
  g_autofree char *path = get_path (fixture);
  g_autoptr (GError) error = NULL;
  char *octets;
  gsize size;

  g_file_get_contents (path, &octets, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (octets, size);
}

/* One message was judged, taught and moved. */
static void
write_version_1 (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) schema = g_resources_lookup_data ("/io/github/safibox/Safibox/schema/001.sql",
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autofree char *path = get_path (fixture);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, "", 0, &error));
  store_fixture_run_sql (fixture->directory, g_bytes_get_data (schema, NULL));
  store_fixture_run_sql (
      fixture->directory,
      "INSERT INTO meta VALUES ('key', x'000102030405060708090a0b0c0d0e0f');"
      "INSERT INTO note VALUES ('', 'n', 'v');"
      "INSERT INTO kept VALUES ('" ACCOUNT "', 'one');"
      "INSERT INTO judged VALUES (7, '" ACCOUNT
      "', 'one', x'494e424f58', 1, 2, 'Rose', 'r@shop.example',"
      " 'Parcel', 'parcel', 3, 4, 0, 'junk', 'other', -0.8, 5.5, 0.99, 'junk', 'moved', 1, 1, NULL);"
      "INSERT INTO action (run, goes_back, judged, account, identity, from_folder,"
      " from_uidvalidity, from_uid, to_folder, state, time, flags, internal_date, size)"
      " VALUES (1, 0, 7, '" ACCOUNT
      "', 'one', x'494e424f58', 1, 2, x'4a756e6b', 'done', 5, 0, 6, 7);"
      "INSERT INTO taught VALUES (1, '" ACCOUNT "', 'one', 'junk', 1, 5, 'test.junk', x'');"
      "INSERT INTO finding_count VALUES ('" ACCOUNT "', 'test.junk', 0, 1);");
}

static gint64
ask (Fixture *fixture, const char *question)
{
  g_autoptr (GError) error = NULL;
  gint64 answer = -1;

  g_assert_true (safi_sql_get_int (safi_store_get_sql (fixture->store), question, &answer, &error));
  return answer;
}

static void
open_version_1 (Fixture *fixture)
{
  write_version_1 (fixture);
  fixture->store = store_fixture_open (fixture->directory);
}

static void
test_version_1_forgets_what_it_was_taught (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) findings = NULL;
  g_autoptr (SafiJudged) judged = NULL;

  open_version_1 (fixture);
  g_assert_cmpint (ask (fixture, "PRAGMA user_version"), ==, 15);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM taught"), ==, 0);
  findings = safi_training_list_findings (fixture->store, ACCOUNT, &error);
  g_assert_cmpuint (g_hash_table_size (findings), ==, 0);
  judged = safi_store_get_judged (fixture->store, 7, &error);
  g_assert_no_error (error);
  g_assert_false (judged->is_taught);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM judged WHERE taught_class IS NULL"), ==, 1);
}

static void
test_version_1_keeps_all_the_rest (Fixture *fixture, gconstpointer data)
{
  static const guint8 key[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) judged = NULL;
  g_autoptr (SafiAction) action = NULL;
  g_autofree char *note = NULL;

  open_version_1 (fixture);
  g_assert_cmpmem (safi_store_get_key (fixture->store), 16, key, sizeof key);
  judged = safi_store_get_judged (fixture->store, 7, &error);
  g_assert_cmpstr (judged->subject, ==, "Parcel");
  g_assert_cmpint (safi_verdict_get_decision (judged->verdict), ==, SAFI_DECISION_JUNK);
  g_assert_cmpint (judged->fate, ==, SAFI_FATE_MOVED);
  action = safi_journal_get (fixture->store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (safi_action_get_fields (action)->state, ==, SAFI_MOVE_DONE);
  note = safi_store_get_note (fixture->store, "", "n", &error);
  g_assert_cmpstr (note, ==, "v");
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM kept WHERE identity = 'one'"), ==, 1);
}

static void
test_version_1_can_be_taught_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_GOOD, 1, 0, 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) judged = NULL;

  open_version_1 (fixture);
  g_assert_true (safi_training_add (fixture->store, ACCOUNT, "one", taught, &error));
  judged = safi_store_get_judged (fixture->store, 7, &error);
  g_assert_true (judged->is_taught);
  g_assert_cmpint (judged->taught_class, ==, SAFI_CLASS_GOOD);
}

static void
test_version_1_is_not_read_as_it_is (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  write_version_1 (fixture);
  before = read_file (fixture);
  g_assert_null (safi_store_open_read_only (fixture->directory, store_fixture_get_clock (),
                                            store_fixture_lookup, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
  after = read_file (fixture);
  g_assert_true (g_bytes_equal (before, after));
}

/* A message was learned, and one waits. */
static void
write_version_9 (Fixture *fixture)
{
  g_autofree char *path = get_path (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "", 0, &error));
  for (guint version = 1; version <= 9; version++) {
    g_autofree char *name = g_strdup_printf ("/io/github/safibox/Safibox/schema/%03u.sql", version);
    g_autoptr (GBytes) schema =
        g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

    g_assert_no_error (error);
    store_fixture_run_sql (fixture->directory, g_bytes_get_data (schema, NULL));
  }
  store_fixture_run_sql (fixture->directory,
                         "INSERT INTO meta VALUES ('key', x'000102030405060708090a0b0c0d0e0f');"
                         "INSERT INTO taught VALUES (3, '" ACCOUNT
                         "', 'one', 'junk', 4, 5, 1.5, 'test.junk', 0, 0, 0, 0, 0, x'', x'', x'');"
                         "INSERT INTO taught VALUES (9, '" ACCOUNT
                         "', 'two', 'good', 1, 6, NULL, '', 0, 0, 0, 0, 0, x'', x'', x'');");
}

static void
test_version_9_keeps_what_it_was_taught (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiTaught) taught = NULL;

  write_version_9 (fixture);
  fixture->store = store_fixture_open (fixture->directory);
  g_assert_cmpint (ask (fixture, "SELECT sum(id) FROM taught"), ==, 12);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM taught WHERE strength = 4 AND id = 3"), ==,
                   1);
  taught = safi_training_get (fixture->store, ACCOUNT, "one", &error);
  g_assert_no_error (error);
  g_assert_cmpint (taught->lesson->taught_class, ==, SAFI_CLASS_JUNK);
  g_assert_cmpint (taught->lesson->strength, ==, SAFI_STRENGTH_STRONG);
  g_assert_cmpfloat (taught->log_odds, ==, 1.5);
}

static void
add_test (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/migration/version-1-forgets-what-it-was-taught",
            test_version_1_forgets_what_it_was_taught);
  add_test ("/migration/version-1-keeps-all-the-rest", test_version_1_keeps_all_the_rest);
  add_test ("/migration/version-1-can-be-taught-again", test_version_1_can_be_taught_again);
  add_test ("/migration/version-1-is-not-read-as-it-is", test_version_1_is_not_read_as_it_is);
  add_test ("/migration/version-9-keeps-what-it-was-taught",
            test_version_9_keeps_what_it_was_taught);
  return g_test_run ();
}
