/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/safi-store-auth.h"

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
      " ON CONFLICT (account, identity) DO UPDATE SET time = excluded.time,"
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
