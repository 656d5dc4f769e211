/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/safi-training.h"

#include <math.h>
#include <string.h>

#include "core/safi-error.h"
#include "store/safi-lesson-blob.h"
#include "store/safi-store-private.h"

/* What one message is read and written as. */
#define LESSON_COLUMNS                                                                             \
  "class, strength, passes, step, square, text_step, text_square, features, grams, text_grams"

SafiTaught *
safi_taught_new (SafiLesson *lesson, GPtrArray *codes, double log_odds)
{
  SafiTaught *self = g_new0 (SafiTaught, 1);

  self->lesson = lesson;
  self->codes = g_ptr_array_ref (codes);
  self->log_odds = log_odds;
  return self;
}

void
safi_taught_free (SafiTaught *self)
{
  if (self == NULL)
    return;
  safi_lesson_free (self->lesson);
  g_ptr_array_unref (self->codes);
  g_free (self);
}

/* Returns: (transfer full) (element-type utf8): of codes with a space between two. */
static GPtrArray *
split_codes (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (codes, g_strdup (*word));
  return codes;
}

/* Returns: (transfer full): NULL with SAFI_ERROR_INVALID if a code has a space or is empty. */
static char *
join_codes (GPtrArray *codes, GError **error)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < codes->len; i++) {
    const char *code = codes->pdata[i];

    if (*code == '\0' || strchr (code, ' ') != NULL) {
      g_string_free (text, TRUE);
      g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "not a finding code");
      return NULL;
    }
    if (i > 0)
      g_string_append_c (text, ' ');
    g_string_append (text, code);
  }
  return g_string_free (text, FALSE);
}

static gboolean
set_corrupt (GError **error)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "training cannot be read");
  return FALSE;
}

/* Reads an array of grams. Returns: (transfer full): NULL if it is none of ours. */
static GArray *
get_grams (SafiQuery *query, int column)
{
  gsize size;
  gconstpointer data = safi_query_get_blob (query, column, &size);

  return safi_grams_read (data, size);
}

static GArray *
get_features (SafiQuery *query, int column)
{
  gsize size;
  gconstpointer data = safi_query_get_blob (query, column, &size);

  return safi_features_read (data, size);
}

/* Reads LESSON_COLUMNS from @column on. Returns: (transfer full): NULL with @error. */
static SafiLesson *
read_lesson (SafiQuery *query, int column, GError **error)
{
  g_autoptr (GArray) features = get_features (query, column + 7);
  g_autoptr (GArray) whole = get_grams (query, column + 8);
  g_autoptr (GArray) text = get_grams (query, column + 9);
  GArray *grams[SAFI_N_GRAM_KINDS] = { whole, text };
  SafiClass taught_class;
  SafiLesson *lesson;

  if (features == NULL || whole == NULL || text == NULL ||
      !safi_class_from_word (safi_query_get_text (query, column), &taught_class)) {
    set_corrupt (error);
    return NULL;
  }
  lesson = safi_lesson_new (taught_class, (SafiStrength) safi_query_get_int (query, column + 1),
                            features, grams);
  lesson->passes = (guint) safi_query_get_int (query, column + 2);
  for (int kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    lesson->grams[kind].step = (gint32) safi_query_get_int (query, column + 3 + 2 * kind);
    lesson->grams[kind].square = (guint32) safi_query_get_int (query, column + 4 + 2 * kind);
  }
  return lesson;
}

gboolean
safi_training_load (SafiStore *store,
                    const char *account,
                    SafiLessonFunc func,
                    gpointer user_data,
                    GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT " LESSON_COLUMNS " FROM taught WHERE account = ? ORDER BY id", error);
  gboolean row = TRUE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  while (safi_query_next (query, &row, error)) {
    g_autoptr (SafiLesson) lesson = NULL;

    if (!row)
      return TRUE;
    lesson = read_lesson (query, 0, error);
    if (lesson == NULL || !func (lesson, user_data, error))
      return FALSE;
  }
  return FALSE;
}

GPtrArray *
safi_training_list (SafiStore *store, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT identity FROM taught WHERE account = ?"
                      " AND (passes > 0 OR step <> 0 OR text_step <> 0) ORDER BY id",
                      error);
  g_autoptr (GPtrArray) identities = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  while (safi_query_next (query, &row, error)) {
    if (!row)
      return g_steal_pointer (&identities);
    g_ptr_array_add (identities, g_strdup (safi_query_get_text (query, 0)));
  }
  return NULL;
}

char *
safi_training_find_oldest (SafiStore *store, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT identity FROM taught WHERE account = ? AND passes > 0"
                      " ORDER BY strength, id LIMIT 1",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  if (!safi_query_next (query, &row, error) || !row)
    return NULL;
  return g_strdup (safi_query_get_text (query, 0));
}

GArray *
safi_training_list_scores (SafiStore *store,
                           const char *account,
                           SafiClass taught_class,
                           guint limit,
                           GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT log_odds FROM taught WHERE account = ? AND class = ?"
                      " AND strength = 4 AND log_odds IS NOT NULL ORDER BY id DESC LIMIT ?",
                      error);
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (double));
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, safi_class_to_word (taught_class));
  safi_query_bind_int (query, limit);
  while (safi_query_next (query, &row, error)) {
    double score;

    if (!row)
      return g_steal_pointer (&scores);
    score = safi_query_get_double (query, 0);
    g_array_append_val (scores, score);
  }
  return NULL;
}

gboolean
safi_training_get_finding (SafiStore *store,
                           const char *account,
                           const char *code,
                           SafiTotals *ret_counts,
                           GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT good, junk FROM finding_count WHERE account = ? AND code = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, code);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  ret_counts->good = row ? (guint32) safi_query_get_int (query, 0) : 0;
  ret_counts->junk = row ? (guint32) safi_query_get_int (query, 1) : 0;
  return TRUE;
}

GHashTable *
safi_training_list_findings (SafiStore *store, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT code, good, junk FROM finding_count WHERE account = ?", error);
  g_autoptr (GHashTable) findings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  while (safi_query_next (query, &row, error)) {
    SafiTotals *counts;

    if (!row)
      return g_steal_pointer (&findings);
    counts = g_new (SafiTotals, 1);
    counts->good = (guint32) safi_query_get_int (query, 1);
    counts->junk = (guint32) safi_query_get_int (query, 2);
    g_hash_table_insert (findings, g_strdup (safi_query_get_text (query, 0)), counts);
  }
  return NULL;
}

static SafiTaught *
read_taught (SafiQuery *query, GError **error)
{
  g_autoptr (GPtrArray) codes = split_codes (safi_query_get_text (query, 1));
  SafiLesson *lesson = read_lesson (query, 3, error);
  SafiTaught *taught;

  if (lesson == NULL)
    return NULL;
  taught = safi_taught_new (lesson, codes,
                            safi_query_is_null (query, 2) ? NAN : safi_query_get_double (query, 2));
  taught->time = safi_query_get_int (query, 0);
  return taught;
}

SafiTaught *
safi_training_get (SafiStore *store, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT time, codes, log_odds, " LESSON_COLUMNS " FROM taught"
                      " WHERE account = ? AND identity = ?",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  if (!safi_query_next (query, &row, error) || !row)
    return NULL;
  return read_taught (query, error);
}

/* Runs @text, whose ? are good, junk, account and code, for every code of @taught: one message of
 * its class. */
static gboolean
run_for_codes (SafiSql *sql,
               const char *text,
               const char *account,
               const SafiTaught *taught,
               GError **error)
{
  gboolean is_junk = taught->lesson->taught_class == SAFI_CLASS_JUNK;

  for (guint i = 0; i < taught->codes->len; i++) {
    g_autoptr (SafiQuery) query = safi_sql_query (sql, text, error);

    if (query == NULL)
      return FALSE;
    safi_query_bind_int (query, is_junk ? 0 : 1);
    safi_query_bind_int (query, is_junk ? 1 : 0);
    safi_query_bind_text (query, account);
    safi_query_bind_text (query, taught->codes->pdata[i]);
    if (!safi_query_run (query, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
count_codes (SafiSql *sql, const char *account, const SafiTaught *taught, GError **error)
{
  return run_for_codes (sql,
                        "INSERT INTO finding_count (good, junk, account, code) VALUES (?, ?, ?, ?)"
                        " ON CONFLICT (account, code) DO UPDATE SET good = good + excluded.good,"
                        " junk = junk + excluded.junk",
                        account, taught, error);
}

/* A count below 0 breaks the table's rule and fails; a row without counts vanishes. */
static gboolean
uncount_codes (SafiSql *sql, const char *account, const SafiTaught *taught, GError **error)
{
  return run_for_codes (sql,
                        "UPDATE finding_count SET good = good - ?, junk = junk - ?"
                        " WHERE account = ? AND code = ?",
                        account, taught, error) &&
         safi_sql_run_script (sql, "DELETE FROM finding_count WHERE good = 0 AND junk = 0", error);
}

/* Passes, then step and square of each kind. */
static void
bind_sums (SafiQuery *query, const SafiLesson *lesson)
{
  safi_query_bind_int (query, lesson->passes);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    safi_query_bind_int (query, lesson->grams[kind].step);
    safi_query_bind_int (query, lesson->grams[kind].square);
  }
}

/* What a lesson is written as. What was right and sure already need not be kept: it added nothing.
 */
typedef struct {
  GBytes *features;
  GBytes *grams[SAFI_N_GRAM_KINDS];
} Blobs;

static Blobs
make_blobs (const SafiLesson *lesson)
{
  Blobs blobs;

  if (!safi_lesson_adds_something (lesson))
    return (Blobs){ g_bytes_new (NULL, 0), { g_bytes_new (NULL, 0), g_bytes_new (NULL, 0) } };
  blobs.features = safi_features_write (lesson->features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    blobs.grams[kind] = safi_grams_write (lesson->grams[kind].numbers);
  return blobs;
}

static void
clear_blobs (Blobs *blobs)
{
  g_bytes_unref (blobs->features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    g_bytes_unref (blobs->grams[kind]);
}

static void
bind_bytes (SafiQuery *query, GBytes *bytes)
{
  safi_query_bind_blob (query, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Binds LESSON_COLUMNS; @blobs must live until the query ends. */
static void
bind_lesson (SafiQuery *query, const SafiLesson *lesson, const Blobs *blobs)
{
  safi_query_bind_text (query, safi_class_to_word (lesson->taught_class));
  safi_query_bind_int (query, lesson->strength);
  bind_sums (query, lesson);
  bind_bytes (query, blobs->features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    bind_bytes (query, blobs->grams[kind]);
}

static gboolean
run_insert (SafiQuery *query,
            const char *account,
            const char *identity,
            const SafiTaught *taught,
            gint64 time,
            const char *codes,
            GError **error)
{
  Blobs blobs = make_blobs (taught->lesson);
  gboolean done;

  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  safi_query_bind_int (query, time);
  if (isnan (taught->log_odds))
    safi_query_bind_null (query);
  else
    safi_query_bind_double (query, taught->log_odds);
  safi_query_bind_text (query, codes);
  bind_lesson (query, taught->lesson, &blobs);
  done = safi_query_run (query, error);
  clear_blobs (&blobs);
  return done;
}

static gboolean
insert_taught (SafiStore *store,
               const char *account,
               const char *identity,
               const SafiTaught *taught,
               GError **error)
{
  g_autofree char *codes = join_codes (taught->codes, error);
  g_autoptr (SafiQuery) query = NULL;

  if (codes == NULL)
    return FALSE;
  query = safi_sql_query (
      safi_store_get_sql (store),
      "INSERT INTO taught (account, identity, time, log_odds, codes, " LESSON_COLUMNS
      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);
  return query != NULL &&
         run_insert (query, account, identity, taught,
                     taught->time != 0 ? taught->time
                                       : safi_clock_wall (safi_store_get_clock (store)),
                     codes, error);
}

gboolean
safi_training_update (SafiStore *store,
                      const char *account,
                      const char *identity,
                      const SafiLesson *lesson,
                      GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store),
      "UPDATE taught SET passes = ?, step = ?, square = ?, text_step = ?, text_square = ?"
      " WHERE account = ? AND identity = ?",
      error);

  if (query == NULL)
    return FALSE;
  bind_sums (query, lesson);
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_run (query, error);
}

/* @taught_class: (nullable): its word; NULL: nothing is taught any more. */
static gboolean
mark_judged (SafiSql *sql,
             const char *account,
             const char *identity,
             const char *taught_class,
             GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql, "UPDATE judged SET taught_class = ? WHERE account = ? AND identity = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, taught_class);
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_run (query, error);
}

gboolean
safi_training_add (SafiStore *store,
                   const char *account,
                   const char *identity,
                   const SafiTaught *taught,
                   GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autoptr (SafiTransaction) transaction = NULL;
  const char *word = safi_class_to_word (taught->lesson->taught_class);

  transaction = safi_transaction_begin (store, error);
  return transaction != NULL && insert_taught (store, account, identity, taught, error) &&
         count_codes (sql, account, taught, error) &&
         mark_judged (sql, account, identity, word, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

static gboolean
delete_taught (SafiSql *sql, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql, "DELETE FROM taught WHERE account = ? AND identity = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_run (query, error);
}

gboolean
safi_training_remove (SafiStore *store, const char *account, const char *identity, GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);
  g_autoptr (SafiTaught) taught = NULL;
  g_autoptr (GError) failure = NULL;

  if (transaction == NULL)
    return FALSE;
  taught = safi_training_get (store, account, identity, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (taught == NULL) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "nothing was taught");
    return FALSE;
  }
  return uncount_codes (sql, account, taught, error) &&
         delete_taught (sql, account, identity, error) &&
         mark_judged (sql, account, identity, NULL, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}
