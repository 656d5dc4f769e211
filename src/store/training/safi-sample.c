/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-sample.h"

#include "store/safi-store-private.h"

#define NOTE "last-sample" /* seconds UTC */

/* Moved by Safibox since the second ?, and not answered. */
#define CANDIDATES                                                                                 \
  " FROM judged WHERE account = ? AND fate = 'moved' AND taught_class IS NULL AND asked = 0"       \
  " AND judged_at >= ?"

static gboolean
count_candidates (SafiSql *sql, const char *account, gint64 since, gint64 *ret_n, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (sql, "SELECT count(*)" CANDIDATES, error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, since);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_n = row ? safi_query_get_int (query, 0) : 0;
  return TRUE;
}

static gboolean
drop_unanswered (SafiSql *sql, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql, "UPDATE judged SET asked = 0 WHERE account = ? AND asked = 1 AND taught_class IS NULL",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  return safi_query_run (query, error);
}

static gboolean
mark_drawn (SafiSql *sql, const char *account, gint64 since, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql,
      "UPDATE judged SET asked = 1 WHERE id IN (SELECT id" CANDIDATES " ORDER BY random() LIMIT ?)",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, since);
  safi_query_bind_int (query, SAFI_SAMPLE_MESSAGES);
  return safi_query_run (query, error);
}

/* @ret_time: seconds UTC, 0 if nothing was ever drawn. */
static gboolean
read_last_draw (SafiStore *store, const char *account, gint64 *ret_time, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *note = safi_store_get_note (store, account, NOTE, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *ret_time = note != NULL ? g_ascii_strtoll (note, NULL, 10) : 0;
  return TRUE;
}

static gboolean
draw (SafiStore *store, const char *account, gint64 now, GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autofree char *note = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);

  return transaction != NULL && drop_unanswered (sql, account, error) &&
         mark_drawn (sql, account, now - SAFI_SAMPLE_SECONDS, error) &&
         safi_store_set_note (store, account, NOTE, note, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
safi_sample_draw (SafiStore *store, const char *account, GError **error)
{
  const gint64 now = safi_clock_wall (safi_store_get_clock (store));
  gint64 last, n_candidates;

  if (!read_last_draw (store, account, &last, error))
    return FALSE;
  /* A clock that was set back must not silence the question for years. */
  if (last <= now && now - last < SAFI_SAMPLE_SECONDS)
    return TRUE;
  if (!count_candidates (safi_store_get_sql (store), account, now - SAFI_SAMPLE_SECONDS,
                         &n_candidates, error))
    return FALSE;
  return n_candidates < SAFI_SAMPLE_MESSAGES || draw (store, account, now, error);
}

gboolean
safi_sample_get_result (SafiStore *store,
                        const char *account,
                        SafiSampleResult *ret_result,
                        GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT count(*), coalesce(sum(taught_class = 'good'), 0) FROM judged"
                      " WHERE account = ? AND asked = 1 AND taught_class IS NOT NULL",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  ret_result->n_answered = row ? (guint) safi_query_get_int (query, 0) : 0;
  ret_result->n_good = row ? (guint) safi_query_get_int (query, 1) : 0;
  return TRUE;
}
