/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-pending.h"

#include "core/base/safi-error.h"
#include "store/safi-store-private.h"
#include "store/training/safi-codes.h"
#include "store/training/safi-lesson-blob.h"

static gboolean
insert (SafiStore *store,
        const char *account,
        const char *identity,
        const SafiTaught *prepared,
        GError **error)
{
  const SafiLesson *lesson = prepared->lesson;
  g_autoptr (GBytes) features = safi_features_write (lesson->features);
  g_autoptr (GBytes) grams = safi_grams_write (lesson->grams[SAFI_GRAMS_WHOLE].numbers);
  g_autoptr (GBytes) text_grams = safi_grams_write (lesson->grams[SAFI_GRAMS_TEXT].numbers);
  GBytes *blobs[] = { features, grams, text_grams };
  g_autofree char *codes = safi_codes_join (prepared->codes);
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "INSERT OR REPLACE INTO pending (account, identity, class, time, log_odds,"
                      " codes, features, grams, text_grams)"
                      " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS"
                      " (SELECT 1 FROM taught WHERE account = ?1 AND identity = ?2)",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  safi_query_bind_text (query, safi_class_to_word (lesson->taught_class));
  safi_query_bind_int (query, safi_clock_wall (safi_store_get_clock (store)));
  safi_query_bind_double (query, prepared->log_odds);
  safi_query_bind_text (query, codes);
  for (guint i = 0; i < G_N_ELEMENTS (blobs); i++)
    safi_query_bind_blob (query, g_bytes_get_data (blobs[i], NULL), g_bytes_get_size (blobs[i]));
  return safi_query_run (query, error);
}

static gboolean
forget_old (SafiStore *store, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store), "DELETE FROM pending WHERE account = ? AND time < ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, safi_clock_wall (safi_store_get_clock (store)) - SAFI_PENDING_AGE);
  return safi_query_run (query, error);
}

static gboolean
forget_surplus (SafiStore *store, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "DELETE FROM pending WHERE account = ?1 AND identity IN"
                      " (SELECT identity FROM pending WHERE account = ?1"
                      " ORDER BY time DESC, identity LIMIT -1 OFFSET ?)",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, SAFI_PENDING_MAX);
  return safi_query_run (query, error);
}

gboolean
safi_pending_add (SafiStore *store,
                  const char *account,
                  const char *identity,
                  const SafiTaught *prepared,
                  GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);

  return transaction != NULL && insert (store, account, identity, prepared, error) &&
         forget_old (store, account, error) && forget_surplus (store, account, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

GPtrArray *
safi_pending_list (SafiStore *store, const char *account, gint64 until, guint limit, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT identity FROM pending WHERE account = ? AND time <= ?"
                      " ORDER BY time, identity LIMIT ?",
                      error);
  g_autoptr (GPtrArray) identities = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, until);
  safi_query_bind_int (query, limit);
  while (safi_query_next (query, &row, error)) {
    if (!row)
      return g_steal_pointer (&identities);
    g_ptr_array_add (identities, g_strdup (safi_query_get_text (query, 0)));
  }
  return NULL;
}

/* Returns: (transfer full): NULL with @error. */
static SafiTaught *
read_prepared (SafiQuery *query, GError **error)
{
  gsize sizes[3];
  gconstpointer blobs[3];
  g_autoptr (GArray) features = NULL;
  g_autoptr (GArray) whole = NULL;
  g_autoptr (GArray) text = NULL;
  g_autoptr (GPtrArray) codes = safi_codes_split (safi_query_get_text (query, 3));
  SafiClass taught_class;

  for (int i = 0; i < 3; i++)
    blobs[i] = safi_query_get_blob (query, 4 + i, &sizes[i]);
  features = safi_features_read (blobs[0], sizes[0]);
  whole = safi_grams_read (blobs[1], sizes[1]);
  text = safi_grams_read (blobs[2], sizes[2]);
  if (features == NULL || whole == NULL || text == NULL ||
      !safi_class_from_word (safi_query_get_text (query, 0), &taught_class)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "a lesson cannot be read");
    return NULL;
  }
  return safi_taught_new (safi_lesson_new (taught_class, SAFI_STRENGTH_WEAK, features,
                                           (GArray *const[]){ whole, text }),
                          codes, safi_query_get_double (query, 2));
}

SafiTaught *
safi_pending_get (SafiStore *store, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT class, time, log_odds, codes, features, grams, text_grams"
                      " FROM pending WHERE account = ? AND identity = ?",
                      error);
  gboolean row = FALSE;
  SafiTaught *prepared;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  if (!safi_query_next (query, &row, error) || !row)
    return NULL;
  prepared = read_prepared (query, error);
  if (prepared != NULL)
    prepared->time = safi_query_get_int (query, 1);
  return prepared;
}

gboolean
safi_pending_remove (SafiStore *store, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store), "DELETE FROM pending WHERE account = ? AND identity = ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  return safi_query_run (query, error);
}
