/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "core/base/safi-error.h"
#include "store/safi-store-private.h"

/* How this process marks a store as in use. Returns: (transfer none): lives for ever. */
static const char *
get_process_token (void)
{
  static gsize token;

  if (g_once_init_enter (&token))
    g_once_init_leave (&token, (gsize) g_uuid_string_random ());
  return (const char *) token;
}

/* @ret_unclean: another process marked it and never came back. */
gboolean
safi_store_meta_read_mark (SafiSql *sql, gboolean *ret_unclean, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql, "SELECT value FROM meta WHERE name = 'running'", error);
  gboolean row = FALSE;

  if (query == NULL || !safi_query_next (query, &row, error))
    return FALSE;
  *ret_unclean = row && g_strcmp0 (safi_query_get_text (query, 0), get_process_token ()) != 0;
  return TRUE;
}

gboolean
safi_store_meta_ensure_key (SafiSql *sql, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql, "INSERT OR IGNORE INTO meta VALUES ('key', ?)", error);
  guint8 key[SAFI_STORE_KEY_OCTETS];

  if (query == NULL)
    return FALSE;
  if (getrandom (key, sizeof key, 0) != sizeof key) {
    safi_store_set_file_error (errno, error);
    return FALSE;
  }
  safi_query_bind_blob (query, key, sizeof key);
  return safi_query_run (query, error);
}

gboolean
safi_store_meta_read_key (SafiSql *sql, guint8 *ret_key, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql, "SELECT value FROM meta WHERE name = 'key'", error);
  gboolean row = FALSE;
  gconstpointer key;
  gsize size;

  if (query == NULL || !safi_query_next (query, &row, error))
    return FALSE;
  key = row ? safi_query_get_blob (query, 0, &size) : NULL;
  if (key == NULL || size != SAFI_STORE_KEY_OCTETS) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "store: no key");
    return FALSE;
  }
  memcpy (ret_key, key, SAFI_STORE_KEY_OCTETS);
  return TRUE;
}

gboolean
safi_store_mark_running (SafiStore *self, gboolean *ret_was_unclean, GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (self, error);
  g_autoptr (SafiQuery) query = NULL;
  gboolean was_unclean = FALSE;

  if (transaction == NULL ||
      !safi_store_meta_read_mark (safi_store_get_sql (self), &was_unclean, error))
    return FALSE;
  query = safi_sql_query (safi_store_get_sql (self),
                          "INSERT OR REPLACE INTO meta VALUES ('running', ?)", error);
  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, get_process_token ());
  if (!safi_query_run (query, error) ||
      !safi_transaction_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  *ret_was_unclean = was_unclean;
  return TRUE;
}

gboolean
safi_store_mark_stopped (SafiStore *self, GError **error)
{
  g_autoptr (SafiTransaction) transaction = NULL;

  /* Then the next start reads all pages, and sets the file aside. */
  if (safi_sql_has_met_damage ())
    return TRUE;
  transaction = safi_transaction_begin (self, error);
  return transaction != NULL &&
         safi_sql_run_script (safi_store_get_sql (self), "DELETE FROM meta WHERE name = 'running'",
                              error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

static const char *const version_names[] = {
  [SAFI_STORE_MODEL] = "version.model",
  [SAFI_STORE_TOKENISER] = "version.tokeniser",
};

gboolean
safi_store_get_version (SafiStore *self, SafiStoreVersion which, guint *ret_version, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self), "SELECT value FROM meta WHERE name = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, version_names[which]);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_version = row ? (guint) safi_query_get_int (query, 0) : 0;
  return TRUE;
}
