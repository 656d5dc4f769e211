/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-training-store.h"

#include <math.h>
#include <string.h>

#include "core/base/safi-error.h"
#include "store/safi-store-private.h"

G_STATIC_ASSERT (SAFI_TRAINING_KEY_OCTETS == SAFI_STORE_KEY_OCTETS);

gboolean
safi_training_summarise (SafiStore *store,
                         const char *account,
                         SafiTrainingSummary *ret_summary,
                         GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT count(*) FILTER (WHERE class = 'good'),"
                      " count(*) FILTER (WHERE class = 'junk'), min(time) FROM taught"
                      " WHERE account = ?",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_summary = (SafiTrainingSummary){ { (guint32) safi_query_get_int (query, 0),
                                          (guint32) safi_query_get_int (query, 1) },
                                        safi_query_get_int (query, 2) };
  return TRUE;
}

gboolean
safi_training_get_key (SafiStore *store, const char *account, guint8 *ret_key, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store), "SELECT key FROM training_key WHERE account = ?", error);
  gboolean row = FALSE;
  gconstpointer key = safi_store_get_key (store);
  gsize size = SAFI_TRAINING_KEY_OCTETS;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  if (row)
    key = safi_query_get_blob (query, 0, &size);
  if (size != SAFI_TRAINING_KEY_OCTETS) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "a key of another length");
    return FALSE;
  }
  memcpy (ret_key, key, SAFI_TRAINING_KEY_OCTETS);
  return TRUE;
}

static gboolean
read_head (SafiStore *store, const char *account, SafiTrainingCopy *copy, GError **error)
{
  return safi_store_get_version (store, SAFI_STORE_MODEL, &copy->model, error) &&
         safi_store_get_version (store, SAFI_STORE_TOKENISER, &copy->tokeniser, error) &&
         safi_training_get_key (store, account, copy->key, error);
}

SafiTrainingCopy *
safi_training_copy_of (SafiStore *store,
                       const char *account,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SafiTrainingCopy) copy = safi_training_copy_new ();
  g_autoptr (GPtrArray) identities = safi_training_list_all (store, account, error);

  if (identities == NULL || !read_head (store, account, copy, error))
    return NULL;
  for (guint i = 0; i < identities->len; i++) {
    SafiTaught *taught;
    SafiCopiedMessage *message;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    taught = safi_training_get (store, account, identities->pdata[i], error);
    if (taught == NULL)
      return NULL;
    message = g_new (SafiCopiedMessage, 1);
    message->identity = g_strdup (identities->pdata[i]);
    message->taught = taught;
    g_ptr_array_add (copy->messages, message);
  }
  return g_steal_pointer (&copy);
}

/* TRUE if both split messages in the same way. */
static gboolean
check_versions (SafiStore *store, const SafiTrainingCopy *copy, GError **error)
{
  guint model, tokeniser;
  gboolean is_newer;

  if (!safi_store_get_version (store, SAFI_STORE_MODEL, &model, error) ||
      !safi_store_get_version (store, SAFI_STORE_TOKENISER, &tokeniser, error))
    return FALSE;
  if (copy->model == model && copy->tokeniser == tokeniser)
    return TRUE;
  is_newer = copy->model > model || copy->tokeniser > tokeniser;
  g_set_error_literal (error, SAFI_ERROR,
                       is_newer ? SAFI_ERROR_COPY_TOO_NEW : SAFI_ERROR_COPY_TOO_OLD,
                       "training copy: of another version");
  return FALSE;
}

static gboolean
clear (SafiStore *store, const char *account, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM taught WHERE account = ?",       "DELETE FROM finding_count WHERE account = ?",
    "DELETE FROM pending WHERE account = ?",      "DELETE FROM learned_from WHERE account = ?",
    "DELETE FROM training_key WHERE account = ?",
  };

  return safi_store_run_for_account (store, statements, G_N_ELEMENTS (statements), account, error);
}

static gboolean
put_key (SafiStore *store, const char *account, const guint8 *key, GError **error)
{
  g_autoptr (SafiQuery) query = NULL;

  if (memcmp (key, safi_store_get_key (store), SAFI_TRAINING_KEY_OCTETS) == 0)
    return TRUE;
  query = safi_sql_query (safi_store_get_sql (store),
                          "INSERT INTO training_key (account, key) VALUES (?, ?)", error);
  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_blob (query, key, SAFI_TRAINING_KEY_OCTETS);
  return safi_query_run (query, error);
}

static gboolean
put_messages (SafiStore *store,
              const char *account,
              GPtrArray *messages,
              GCancellable *cancellable,
              GError **error)
{
  for (guint i = 0; i < messages->len; i++) {
    const SafiCopiedMessage *message = messages->pdata[i];

    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !safi_training_add (store, account, message->identity, message->taught, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
safi_training_replace (SafiStore *store,
                       const char *account,
                       const SafiTrainingCopy *copy,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);

  if (transaction == NULL || (copy != NULL && !check_versions (store, copy, error)) ||
      !clear (store, account, error))
    return FALSE;
  if (copy != NULL && (!put_key (store, account, copy->key, error) ||
                       !put_messages (store, account, copy->messages, cancellable, error)))
    return FALSE;
  return safi_transaction_commit (g_steal_pointer (&transaction), error);
}

GArray *
safi_training_list_history (SafiStore *store, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store),
      "SELECT class, strength, log_odds FROM taught WHERE account = ? ORDER BY id", error);
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (SafiTaughtScore));
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  while (safi_query_next (query, &row, error)) {
    SafiTaughtScore score = { SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, NAN };

    if (!row)
      return g_steal_pointer (&scores);
    if (!safi_class_from_word (safi_query_get_text (query, 0), &score.taught_class)) {
      g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "unknown word in taught");
      return NULL;
    }
    score.strength = (SafiStrength) safi_query_get_int (query, 1);
    if (!safi_query_is_null (query, 2))
      score.log_odds = safi_query_get_double (query, 2);
    g_array_append_val (scores, score);
  }
  return NULL;
}
