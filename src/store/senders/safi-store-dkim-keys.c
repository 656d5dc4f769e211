/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/senders/safi-store-dkim-keys.h"

#include "store/safi-store-private.h"

gboolean
safi_store_put_dkim_key (SafiStore *self,
                         const char *account,
                         const SafiKeptKey *key,
                         GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT INTO dkim_key (account, name, record, seen, until) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (account, name) DO UPDATE SET record = excluded.record, seen = excluded.seen,"
      " until = excluded.until WHERE excluded.seen >= dkim_key.seen",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, key->name);
  safi_query_bind_octets (query, key->record);
  safi_query_bind_int (query, key->seen);
  safi_query_bind_int (query, key->until);
  return safi_query_run (query, error);
}

SafiKeptKey *
safi_store_get_dkim_key (SafiStore *self, const char *account, const char *name, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT record, seen, until FROM dkim_key WHERE account = ? AND name = ?", error);
  g_autofree char *record = NULL;
  gboolean row = FALSE;
  gconstpointer data;
  gsize size;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, name);
  if (!safi_query_next (query, &row, error) || !row)
    return NULL;
  data = safi_query_get_blob (query, 0, &size);
  record = g_strndup (data, size);
  return safi_kept_key_new (name, record, safi_query_get_int (query, 1),
                            safi_query_get_int (query, 2));
}

gboolean
safi_store_forget_dkim_keys (SafiStore *self, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "DELETE FROM dkim_key WHERE account = ?1 AND name IN"
                      " (SELECT name FROM dkim_key WHERE account = ?1"
                      " ORDER BY seen DESC, name LIMIT -1 OFFSET ?2)",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, SAFI_STORE_DKIM_KEYS_MAX);
  return safi_query_run (query, error);
}
