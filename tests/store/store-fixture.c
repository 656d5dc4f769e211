/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

static const SafiFinding findings[] = {
  { "test.junk", 2.5, "Junk {0}", "Advice", "tip" },
  { "test.good", -1.25, "Good {0}", "Advice", "tip" },
};

const SafiFinding *
store_fixture_lookup (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    if (g_str_equal (findings[i].code, code))
      return &findings[i];
  return NULL;
}

/* In memory where that is possible: these tests synchronise thousands of times. */
char *
store_fixture_make_directory (void)
{
  gboolean has_memory = g_access ("/dev/shm", R_OK | W_OK | X_OK) == 0;
  const char *parent = has_memory ? "/dev/shm" : g_get_tmp_dir ();
  char *directory = g_build_filename (parent, "safi-store-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (directory));
  return directory;
}

void
store_fixture_remove_directory (char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    g_remove (path);
  }
  g_rmdir (directory);
  g_free (directory);
}

SafiClock *
store_fixture_get_clock (void)
{
  static SafiClock *clock;

  if (clock == NULL)
    clock = safi_clock_new_fixed (NOW);
  return clock;
}

SafiStore *
store_fixture_open (const char *directory)
{
  g_autoptr (GError) error = NULL;
  SafiStore *store =
      safi_store_open (directory, store_fixture_get_clock (), store_fixture_lookup, &error);

  g_assert_no_error (error);
  return store;
}

SafiStore *
store_fixture_open_memory (void)
{
  g_autoptr (GError) error = NULL;
  SafiStore *store =
      safi_store_open_memory (store_fixture_get_clock (), store_fixture_lookup, &error);

  g_assert_no_error (error);
  return store;
}

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  fixture->directory = store_fixture_make_directory ();
  fixture->store = store_fixture_open (fixture->directory);
}

void
store_fixture_close (StoreFixture *fixture)
{
  g_clear_pointer (&fixture->store, safi_store_close);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_close (fixture);
  store_fixture_remove_directory (fixture->directory);
}

char *
store_fixture_get_path (StoreFixture *fixture)
{
  return g_build_filename (fixture->directory, "safibox.db", NULL);
}

char *
store_fixture_identity (guint number)
{
  return g_strdup_printf ("%064x", number);
}

static SafiVerdict *
new_verdict (SafiDecision decision)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  SafiEvidence *link = safi_evidence_new (&findings[0]);
  SafiEvidence *header = safi_evidence_new (&findings[1]);
  SafiEvidence *text = safi_evidence_new (&findings[0]);

  safi_evidence_add_arg (link, SAFI_ARG_DOMAIN, "pay.example");
  safi_evidence_add_arg (link, SAFI_ARG_NUMBER, "17");
  safi_evidence_set_spot_link (link, 3);
  safi_evidence_set_weight (header, -0.1);
  safi_evidence_set_spot_header (header, "From");
  safi_evidence_set_weight (text, 1.0 / 3.0);
  safi_evidence_set_spot_text (text, 40, 7);
  g_ptr_array_add (rows, link);
  g_ptr_array_add (rows, header);
  g_ptr_array_add (rows, text);
  return safi_verdict_new (decision, SAFI_KIND_PHISHING, -0.7, 0.875, rows);
}

SafiJudged *
store_fixture_new_judged (guint number, SafiDecision decision, const char *subject)
{
  g_autofree char *identity = store_fixture_identity (number);
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new (ACCOUNT, "INBOX", 7, number, identity);
  g_autoptr (SafiVerdict) verdict = new_verdict (decision);
  SafiJudged fields = {
    .ref = ref,
    .sender_name = (char *) "José Zimmermann",
    .sender_address = (char *) "jose@shop.example",
    .subject = (char *) subject,
    .date = NOW - 100000 + number,
    .judged_at = NOW,
    .flags = SAFI_FLAG_SEEN,
    .verdict = verdict,
    .fate = SAFI_FATE_STAYED,
  };

  return safi_judged_new (&fields);
}

gint64
store_fixture_put (SafiStore *store, guint number, SafiDecision decision)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) judged = store_fixture_new_judged (number, decision, "Your parcel");
  gint64 id = safi_store_put_judged (store, judged, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

SafiAction *
store_fixture_new_action (guint number)
{
  g_autofree char *identity = store_fixture_identity (number);
  g_autoptr (SafiMessageRef) from = safi_message_ref_new (ACCOUNT, "INBOX", 7, number, identity);
  SafiActionFields fields = {
    .place = { .uidvalidity = 9, .uidnext = 50 },
    .flags = SAFI_FLAG_SEEN,
    .internal_date = NOW - 60,
    .size = G_GUINT64_CONSTANT (5000000000),
  };

  return safi_action_new (from, "Junk", NULL, &fields);
}

SafiAction *
store_fixture_new_undo (SafiAction *done)
{
  const SafiActionFields *old = safi_action_get_fields (done);
  SafiMessageRef *from = safi_action_get_from (done);
  g_autoptr (SafiMessageRef) there = safi_message_ref_new (
      safi_message_ref_get_account (from), safi_action_get_to_folder (done), old->place.uidvalidity,
      old->place.uid, safi_message_ref_get_identity (from));
  SafiActionFields fields = { .undoes = old->id };

  return safi_action_new (there, safi_message_ref_get_folder (from), NULL, &fields);
}

SafiAction *
store_fixture_plan (SafiStore *store, SafiAction *action, gint64 judged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) actions = g_ptr_array_new ();
  g_autoptr (GPtrArray) planned = NULL;

  g_ptr_array_add (actions, action);
  planned = safi_journal_plan (store, actions, &judged, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (planned->len, ==, 1);
  return safi_action_ref (planned->pdata[0]);
}

static GArray *
new_features (guint first, guint n)
{
  GArray *features = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < n; i++) {
    const guint64 spread = (first + i + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
    const guint64 feature = (spread >> 24 & ~G_GUINT64_CONSTANT (3)) | i % 3;

    g_array_append_val (features, feature);
  }
  return features;
}

static GArray *
new_grams (guint first, guint n)
{
  GArray *grams = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < n; i++) {
    const guint32 gram = (first + i) % (1 << 17);

    g_array_append_val (grams, gram);
  }
  return grams;
}

SafiTaught *
store_fixture_new_taught (SafiClass taught_class, guint passes, guint first, guint n)
{
  g_autoptr (GArray) features = new_features (first, n);
  g_autoptr (GArray) whole = new_grams (first, n);
  g_autoptr (GArray) text = new_grams (first, n / 2);
  GArray *grams[SAFI_N_GRAM_KINDS] = { whole, text };
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  SafiLesson *lesson = safi_lesson_new (taught_class, SAFI_STRENGTH_STRONG, features, grams);
  const gint32 sign = taught_class == SAFI_CLASS_JUNK ? 1 : -1;

  lesson->passes = passes;
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    lesson->grams[kind].step = sign * (gint32) (passes * (100 + kind));
    lesson->grams[kind].square = passes * (10 + kind);
  }
  g_ptr_array_add (codes, g_strdup ("test.junk"));
  g_ptr_array_add (codes, g_strdup ("test.good"));
  return safi_taught_new (lesson, codes, 1.5);
}

SafiTotals
store_fixture_count_finding (SafiStore *store, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) all = safi_training_list_findings (store, ACCOUNT, &error);
  const SafiTotals *counts;

  g_assert_no_error (error);
  counts = g_hash_table_lookup (all, code);
  g_assert_nonnull (counts);
  return *counts;
}

static gboolean
put (SafiStore *store, guint number, GError **error)
{
  g_autoptr (SafiJudged) judged = store_fixture_new_judged (number, SAFI_DECISION_JUNK, "Parcel");

  return safi_store_put_judged (store, judged, error) == number;
}

static gboolean
plan_both (SafiStore *store, GError **error)
{
  const gint64 judged[] = { 1, 2 };
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  g_autoptr (GPtrArray) planned = NULL;

  g_ptr_array_add (actions, store_fixture_new_action (1));
  g_ptr_array_add (actions, store_fixture_new_action (2));
  planned = safi_journal_plan (store, actions, judged, 0, error);
  return planned != NULL;
}

static gboolean
plan_undo (SafiStore *store, GError **error)
{
  g_autoptr (SafiAction) done = safi_journal_get (store, 1, error);
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  g_autoptr (GPtrArray) planned = NULL;

  if (done == NULL)
    return FALSE;
  g_ptr_array_add (actions, store_fixture_new_undo (done));
  planned = safi_journal_plan (store, actions, NULL, 0, error);
  return planned != NULL;
}

static gboolean
teach (SafiStore *store, gboolean add, GError **error)
{
  g_autofree char *identity = store_fixture_identity (1);
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_JUNK, 1, 0, 1500);

  return add ? safi_training_add (store, ACCOUNT, identity, taught, error)
             : safi_training_remove (store, ACCOUNT, identity, error);
}

gboolean
store_fixture_run_step (SafiStore *store, guint step, GError **error)
{
  const SafiPlace place = { 9, 50, 51 };

  switch (step) {
  case 0:
  case 1:
    return put (store, step + 1, error);
  case 2:
    return plan_both (store, error);
  case 3:
    return safi_journal_advance (store, 1, SAFI_MOVE_SENT, NULL, NULL, error);
  case 4:
    return safi_journal_advance (store, 1, SAFI_MOVE_COPIED, &place, NULL, error);
  case 5:
    return safi_journal_advance (store, 1, SAFI_MOVE_DONE, &place, NULL, error);
  case 6:
    return teach (store, TRUE, error);
  case 7:
    return safi_journal_advance (store, 2, SAFI_MOVE_SENT, NULL, NULL, error);
  case 8:
    return safi_journal_advance (store, 2, SAFI_MOVE_PLANNED, NULL, "refused", error);
  case 9:
    return safi_journal_drop (store, 2, error);
  case 10:
    return teach (store, FALSE, error);
  case 11:
    return plan_undo (store, error);
  case 12:
    return safi_store_forget_old (store, error);
  case 13:
    return safi_store_remove_account (store, ACCOUNT, error);
  default:
    g_assert_not_reached ();
  }
}

void
store_fixture_copy (const char *from_directory, const char *to_directory)
{
  g_autofree char *from = g_build_filename (from_directory, "safibox.db", NULL);
  g_autofree char *to = g_build_filename (to_directory, "safibox.db", NULL);
  g_autofree char *octets = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &octets, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, octets, (gssize) size, &error);
  g_assert_no_error (error);
}

static sqlite3 *
open_plain (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "safibox.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000);
  return db;
}

static void
dump_table (sqlite3 *db, const char *table, GString *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2", table);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW) {
    g_string_append (text, table);
    for (int i = 0; i < sqlite3_column_count (statement); i++) {
      const guint8 *octets = sqlite3_column_blob (statement, i);
      int size = sqlite3_column_bytes (statement, i);

      g_string_append_printf (text, "|%d:", sqlite3_column_type (statement, i));
      for (int j = 0; j < size; j++)
        g_string_append_printf (text, "%02x", octets[j]);
    }
    g_string_append_c (text, '\n');
  }
  sqlite3_finalize (statement);
}

char *
store_fixture_dump (const char *directory)
{
  sqlite3 *db = open_plain (directory);
  GString *text = g_string_new (NULL);
  sqlite3_stmt *tables = NULL;
  const char *sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &tables, NULL), ==, SQLITE_OK);
  while (sqlite3_step (tables) == SQLITE_ROW)
    dump_table (db, (const char *) sqlite3_column_text (tables, 0), text);
  sqlite3_finalize (tables);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

void
store_fixture_run_sql (const char *directory, const char *sql)
{
  sqlite3 *db = open_plain (directory);

  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

char *
store_fixture_integrity (const char *directory)
{
  sqlite3 *db = open_plain (directory);
  sqlite3_stmt *statement = NULL;
  char *found;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA integrity_check", -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  found = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return found;
}
