/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "old-store.h"

#include <gio/gio.h>
#include <sqlite3.h>
#include <string.h>

#include "store/safi-store-private.h"

/* What learning starts again without: no later version can read it. */
typedef struct {
  const char *table;
  const char *column; /* (nullable): all */
  guint until;        /* the version that forgot it */
} Forgotten;

static const Forgotten forgotten[] = {
  { "taught", NULL, 4 },  { "pending", NULL, 4 },          { "learned_from", NULL, 4 },
  { "meta", "value", 4 }, { "judged", "taught_class", 4 }, { "finding_count", NULL, 4 },
};

static gboolean
is_forgotten (const char *table, const char *column, guint version)
{
  for (guint i = 0; i < G_N_ELEMENTS (forgotten); i++)
    if (version < forgotten[i].until && g_str_equal (table, forgotten[i].table) &&
        (forgotten[i].column == NULL || g_strcmp0 (column, forgotten[i].column) == 0))
      return TRUE;
  return FALSE;
}

guint
old_store_get_newest (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  gint64 version = 0;

  g_assert_true (
      safi_sql_get_int (safi_store_get_sql (store), "PRAGMA user_version", &version, NULL));
  return (guint) version;
}

static void
run (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);
}

static gint64
ask (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 answer;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return answer;
}

/* Returns: (transfer full) (element-type utf8): the first column of all rows. */
static GPtrArray *
list (sqlite3 *db, const char *sql)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (texts, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  return texts;
}

static GPtrArray *
list_tables (sqlite3 *db)
{
  return list (db, "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
                   " AND name NOT LIKE 'sqlite_%'");
}

static GPtrArray *
list_columns (sqlite3 *db, const char *schema, const char *table)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT name FROM pragma_table_info('%s', '%s')", table, schema);

  return list (db, sql);
}

static sqlite3 *
open_plain (const char *directory, int flags)
{
  g_autofree char *path = g_build_filename (directory, SAFI_STORE_FILE, NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | flags, NULL), ==, SQLITE_OK);
  return db;
}

static void
run_schema (sqlite3 *db, guint version)
{
  g_autofree char *name = g_strdup_printf ("/io/github/safibox/Safibox/schema/%03u.sql", version);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) schema = g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  run (db, g_bytes_get_data (schema, NULL));
}

static void
run_sample (sqlite3 *db, guint version)
{
  g_autofree char *name = g_strdup_printf ("%03u.sql", version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "versions", name, NULL);
  g_autofree char *sql = NULL;

  if (!g_file_get_contents (path, &sql, NULL, NULL))
    g_error ("version %u needs a sample of what it is the first to write: %s", version, path);
  run (db, sql);
}

/* A column that always holds its default could be lost, and no test would see it. */
static void
assert_sample_is_whole (sqlite3 *db, guint version)
{
  g_autoptr (GPtrArray) tables = list_tables (db);

  for (guint i = 0; i < tables->len; i++) {
    const char *table = tables->pdata[i];
    g_autofree char *sql = g_strdup_printf (
        "SELECT name || ' IS NOT ' || coalesce(dflt_value, 'NULL') FROM pragma_table_info('%s')",
        table);
    g_autoptr (GPtrArray) conditions = list (db, sql);

    for (guint j = 0; j < conditions->len; j++) {
      const char *condition = conditions->pdata[j];
      g_autofree char *question =
          g_strdup_printf ("SELECT count(*) FROM %s WHERE %s", table, condition);

      if (ask (db, question) == 0)
        g_error ("the samples up to version %u have no row of %s where %s", version, table,
                 condition);
    }
  }
}

static sqlite3 *
create (const char *directory)
{
  sqlite3 *db = open_plain (directory, SQLITE_OPEN_CREATE);

  run (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  return db;
}

static void
attach (sqlite3 *db, const char *directory)
{
  g_autofree char *path = g_build_filename (directory, SAFI_STORE_FILE, NULL);
  g_autofree char *sql = g_strdup_printf ("ATTACH '%s' AS other", path);

  run (db, sql);
}

void
old_store_write (const char *directory, guint version)
{
  sqlite3 *db = create (directory);

  for (guint i = 1; i <= version; i++) {
    run (db, "BEGIN");
    run_schema (db, i);
    run_sample (db, i);
    run (db, "COMMIT");
  }
  assert_sample_is_whole (db, version);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* Of the columns that the old table has: later ones only came on top. */
static void
copy_rows (sqlite3 *db, const char *table)
{
  g_autoptr (GPtrArray) columns = list_columns (db, "main", table);
  g_autofree char *names = NULL;
  g_autofree char *sql = NULL;

  g_ptr_array_add (columns, NULL);
  names = g_strjoinv (", ", (char **) columns->pdata);
  sql = g_strdup_printf ("INSERT OR REPLACE INTO main.%s (%s) SELECT %s FROM other.%s", table,
                         names, names, table);
  run (db, sql);
}

void
old_store_write_like (const char *directory, guint version, const char *newer)
{
  sqlite3 *db = create (directory);
  g_autoptr (GPtrArray) tables = NULL;

  for (guint i = 1; i <= version; i++)
    run_schema (db, i);
  attach (db, newer);
  tables = list_tables (db);
  for (guint i = 0; i < tables->len; i++)
    if (!is_forgotten (tables->pdata[i], NULL, version))
      copy_rows (db, tables->pdata[i]);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
assert_rows_are_there (sqlite3 *db, const char *table, guint version)
{
  g_autoptr (GPtrArray) columns = list_columns (db, "other", table);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *question = NULL;

  for (guint i = 0; i < columns->len; i++)
    if (!is_forgotten (table, columns->pdata[i], version))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              (char *) columns->pdata[i]);
  if (names->len == 0)
    return;
  question = g_strdup_printf ("SELECT count(*) FROM (SELECT %s FROM other.%s EXCEPT SELECT %s"
                              " FROM main.%s)",
                              names->str, table, names->str, table);
  if (ask (db, question) != 0)
    g_error ("from version %u on: rows of %s are lost or changed", version, table);
}

void
old_store_assert_nothing_lost (const char *before, const char *directory, guint version)
{
  sqlite3 *db = open_plain (directory, 0);
  g_autoptr (GPtrArray) tables = NULL;

  attach (db, before);
  tables = list (db, "SELECT name FROM other.sqlite_schema WHERE type = 'table'");
  g_assert_cmpuint (tables->len, >, 8);
  for (guint i = 0; i < tables->len; i++)
    if (!g_str_has_prefix (tables->pdata[i], "sqlite_"))
      assert_rows_are_there (db, tables->pdata[i], version);
  sqlite3_close (db);
}

GPtrArray *
old_store_read_meaning (guint version)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "store", "versions", "meaning.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *meaning = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    char *words = NULL;
    guint64 since = g_ascii_strtoull (*line, &words, 10);
    guint64 until = *words == '-' ? g_ascii_strtoull (words + 1, &words, 10) : G_MAXUINT64;

    if (since > 0 && since <= version && version <= until)
      g_ptr_array_add (meaning, g_strdup (words + 1));
  }
  return meaning;
}
