/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/senders/safi-store-auth.h"

#include "store/safi-store-private.h"

gboolean
safi_store_put_auth (SafiStore *self,
                     const char *account,
                     const char *identity,
                     const SafiAuthResult *result,
                     GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT INTO auth_result (account, identity, time, is_final, result) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (account, identity) DO UPDATE SET time = excluded.time, tries = tries + 1,"
      " is_final = excluded.is_final, result = excluded.result"
      " WHERE excluded.is_final >= auth_result.is_final",
      error);
  g_autoptr (GBytes) octets = safi_auth_result_to_bytes (result);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  safi_query_bind_int (query, result->computed);
  safi_query_bind_int (query, result->is_final);
  safi_query_bind_blob (query, g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
  return safi_query_run (query, error);
}

SafiAuthResult *
safi_store_get_auth (SafiStore *self, const char *account, const char *identity, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT result FROM auth_result WHERE account = ? AND identity = ?", error);
  g_autoptr (GBytes) octets = NULL;
  gboolean row = FALSE;
  gconstpointer data;
  gsize size;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, identity);
  if (!safi_query_next (query, &row, error) || !row)
    return NULL;
  data = safi_query_get_blob (query, 0, &size);
  octets = g_bytes_new (data, size);
  return safi_auth_result_new_from_bytes (octets);
}

GArray *
safi_store_list_open_auth (SafiStore *self,
                           const char *account,
                           const char *folder,
                           guint32 uidvalidity,
                           gint64 since,
                           guint limit,
                           GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT DISTINCT uid FROM judged JOIN auth_result USING (account, identity)"
      " WHERE account = ? AND folder = ? AND uidvalidity = ? AND date >= ? AND is_final = 0"
      " AND tries < ? ORDER BY uid DESC LIMIT ?",
      error);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, uidvalidity);
  safi_query_bind_int (query, since);
  safi_query_bind_int (query, SAFI_STORE_AUTH_TRIES);
  safi_query_bind_int (query, limit);
  while (safi_query_next (query, &row, error)) {
    guint32 uid;

    if (!row)
      return g_steal_pointer (&uids);
    uid = (guint32) safi_query_get_int (query, 0);
    g_array_append_val (uids, uid);
  }
  return NULL;
}

gboolean
safi_store_forget_auth (SafiStore *self, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "DELETE FROM auth_result WHERE account = ?1 AND identity IN"
                      " (SELECT identity FROM auth_result WHERE account = ?1"
                      " ORDER BY time DESC, identity LIMIT -1 OFFSET ?2)",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, SAFI_STORE_AUTH_MAX);
  return safi_query_run (query, error);
}
