/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-training.h"

#include <math.h>
#include <string.h>

#include "core/base/safi-error.h"
#include "store/safi-store-private.h"
#include "store/training/safi-codes.h"
#include "store/training/safi-finding-counts.h"
#include "store/training/safi-lesson-row.h"

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

/* Returns: (transfer full): NULL with SAFI_ERROR_INVALID if a code has a space or is empty. */
static char *
join_codes (GPtrArray *codes, GError **error)
{
  for (guint i = 0; i < codes->len; i++) {
    const char *code = codes->pdata[i];

    if (*code == '\0' || strchr (code, ' ') != NULL) {
      g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "not a finding code");
      return NULL;
    }
  }
  return safi_codes_join (codes);
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
                      "SELECT " SAFI_LESSON_COLUMNS " FROM taught"
                      " WHERE +account = ? ORDER BY id", /* +: along the ids, without sorting whole
                                                            rows in memory */
                      error);
  gboolean row = TRUE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  while (safi_query_next (query, &row, error)) {
    g_autoptr (SafiLesson) lesson = NULL;

    if (!row)
      return TRUE;
    lesson = safi_lesson_row_read (query, 0, error);
    if (lesson == NULL || !func (lesson, user_data, error))
      return FALSE;
  }
  return FALSE;
}

/* @sql: identities, for an account. */
static GPtrArray *
list_identities (SafiStore *store, const char *sql, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (safi_store_get_sql (store), sql, error);
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

GPtrArray *
safi_training_list (SafiStore *store, const char *account, GError **error)
{
  return list_identities (store,
                          "SELECT identity FROM taught WHERE account = ?"
                          " AND (passes > 0 OR step <> 0 OR text_step <> 0) ORDER BY id",
                          account, error);
}

GPtrArray *
safi_training_list_all (SafiStore *store, const char *account, GError **error)
{
  return list_identities (store, "SELECT identity FROM taught WHERE account = ? ORDER BY id",
                          account, error);
}

char *
safi_training_find_oldest (SafiStore *store,
                           const char *account,
                           SafiStrength strength,
                           GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT identity FROM taught WHERE account = ? AND strength <= ?"
                      " AND passes > 0 ORDER BY strength, id LIMIT 1",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, strength);
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
safi_training_count (SafiStore *store,
                     const char *account,
                     SafiStrength strength,
                     SafiTotals *ret_totals,
                     GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT count(*) FILTER (WHERE class = 'good'),"
                      " count(*) FILTER (WHERE class = 'junk') FROM taught"
                      " WHERE account = ? AND strength = ?",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, strength);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  ret_totals->good = row ? (guint32) safi_query_get_int (query, 0) : 0;
  ret_totals->junk = row ? (guint32) safi_query_get_int (query, 1) : 0;
  return TRUE;
}

static SafiTaught *
read_taught (SafiQuery *query, GError **error)
{
  g_autoptr (GPtrArray) codes = safi_codes_split (safi_query_get_text (query, 1));
  SafiLesson *lesson = safi_lesson_row_read (query, 3, error);
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
                      "SELECT time, codes, log_odds, " SAFI_LESSON_COLUMNS " FROM taught"
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

static gboolean
insert_taught (SafiStore *store,
               const char *account,
               const char *identity,
               const SafiTaught *taught,
               GError **error)
{
  const gint64 now = safi_clock_wall (safi_store_get_clock (store));
  g_autofree char *codes = join_codes (taught->codes, error);
  g_autoptr (SafiLessonRow) row = safi_lesson_row_new (taught->lesson);
  g_autoptr (SafiQuery) query = NULL;

  if (codes == NULL)
    return FALSE;
  query = safi_sql_query (
      safi_store_get_sql (store),
      "INSERT INTO taught (account, identity, time, log_odds, codes, " SAFI_LESSON_COLUMNS
      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);
  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  safi_query_bind_int (query, taught->time != 0 ? taught->time : now);
  if (isnan (taught->log_odds))
    safi_query_bind_null (query);
  else
    safi_query_bind_double (query, taught->log_odds);
  safi_query_bind_text (query, codes);
  safi_lesson_row_bind (row, query);
  return safi_query_run (query, error);
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
  safi_lesson_row_bind_sums (lesson, query);
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
         safi_finding_counts_add (sql, account, taught, error) &&
         (taught->lesson->strength != SAFI_STRENGTH_STRONG ||
          mark_judged (sql, account, identity, word, error)) &&
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
  return safi_finding_counts_remove (sql, account, taught, error) &&
         delete_taught (sql, account, identity, error) &&
         mark_judged (sql, account, identity, NULL, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
safi_training_unmark (SafiStore *store, const char *account, const char *identity, GError **error)
{
  return mark_judged (safi_store_get_sql (store), account, identity, NULL, error);
}
