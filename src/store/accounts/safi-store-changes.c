/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-store-changes.h"

#include "store/safi-store-private.h"

gboolean
safi_store_get_folder_state (SafiStore *self,
                             const char *account,
                             const char *folder,
                             SafiFolderState *ret_state,
                             gint64 *ret_looked,
                             GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT uidvalidity, uidnext, messages, modseq, looked FROM folder_state"
                      " WHERE account = ? AND folder = ?",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_state = (SafiFolderState){ 0 };
  *ret_looked = row ? safi_query_get_int (query, 4) : 0;
  if (row)
    *ret_state = (SafiFolderState){
      (guint32) safi_query_get_int (query, 0),
      (guint32) safi_query_get_int (query, 1),
      (guint32) safi_query_get_int (query, 2),
      (guint64) safi_query_get_int (query, 3),
    };
  return TRUE;
}

gboolean
safi_store_set_folder_state (SafiStore *self,
                             const char *account,
                             const char *folder,
                             const SafiFolderState *state,
                             gint64 looked,
                             GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "INSERT OR REPLACE INTO folder_state (account, folder, uidvalidity, uidnext,"
                      " messages, modseq, looked) VALUES (?, ?, ?, ?, ?, ?, ?)",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, state->uidvalidity);
  safi_query_bind_int (query, state->uidnext);
  safi_query_bind_int (query, state->messages);
  safi_query_bind_int (query, (gint64) state->modseq);
  safi_query_bind_int (query, looked);
  return safi_query_run (query, error);
}

/* Account, folder and UIDVALIDITY are the first three of each query here. */
static SafiQuery *
query_folder (SafiStore *self,
              const char *sql,
              const char *account,
              const char *folder,
              guint32 uidvalidity,
              GError **error)
{
  SafiQuery *query = safi_sql_query (safi_store_get_sql (self), sql, error);

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, uidvalidity);
  return query;
}

GArray *
safi_store_list_known (SafiStore *self,
                       const char *account,
                       const char *folder,
                       guint32 uidvalidity,
                       gint64 since,
                       guint limit,
                       GError **error)
{
  /* Two rows may name one place after a folder began its UIDs anew. */
  g_autoptr (SafiQuery) query =
      query_folder (self,
                    "SELECT DISTINCT uid FROM (SELECT uid FROM judged AS j WHERE account = ?"
                    " AND folder = ? AND uidvalidity = ? AND uid != 0 AND is_gone = 0"
                    " AND judged_at >= ? ORDER BY"
                    " EXISTS (SELECT 1 FROM pending AS p WHERE p.account = j.account"
                    " AND p.identity = j.identity) DESC, uid DESC LIMIT ?) ORDER BY uid",
                    account, folder, uidvalidity, error);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_int (query, since);
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
safi_store_note_flags (SafiStore *self,
                       const char *account,
                       const char *folder,
                       guint32 uidvalidity,
                       guint32 uid,
                       SafiFlags flags,
                       GError **error)
{
  g_autoptr (SafiQuery) query = query_folder (
      self,
      "UPDATE judged SET flags_now = ?5 WHERE account = ?1 AND folder = ?2 AND uidvalidity = ?3"
      " AND uid = ?4 AND fate NOT IN ('moving', 'moving-back')",
      account, folder, uidvalidity, error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, uid);
  safi_query_bind_int (query, flags);
  return safi_query_run (query, error);
}

gboolean
safi_store_note_gone (SafiStore *self,
                      const char *account,
                      const char *folder,
                      guint32 uidvalidity,
                      guint32 uid,
                      GError **error)
{
  g_autoptr (SafiQuery) query = query_folder (
      self,
      "UPDATE judged SET is_gone = 1 WHERE account = ? AND folder = ? AND uidvalidity = ?"
      " AND uid = ? AND fate NOT IN ('moving', 'moving-back')",
      account, folder, uidvalidity, error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, uid);
  return safi_query_run (query, error);
}

GArray *
safi_store_list_hints (SafiStore *self,
                       const char *account,
                       const char *folder,
                       guint32 uidvalidity,
                       SafiFlags keywords,
                       guint limit,
                       GError **error)
{
  g_autoptr (SafiQuery) query = query_folder (
      self,
      "SELECT uid, flags_now FROM judged AS j WHERE account = ? AND folder = ? AND uidvalidity = ?"
      " AND is_gone = 0 AND taught_class IS NULL AND fate IN ('stayed', 'would-move')"
      " AND (flags_now & ~flags & ?) <> 0 AND NOT EXISTS (SELECT 1 FROM taught AS t"
      " WHERE t.account = j.account AND t.identity = j.identity AND t.strength >= 2)"
      " GROUP BY uid ORDER BY uid DESC LIMIT ?",
      account, folder, uidvalidity, error);
  g_autoptr (GArray) hints = g_array_new (FALSE, FALSE, sizeof (SafiHint));
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_int (query, keywords);
  safi_query_bind_int (query, limit);
  while (safi_query_next (query, &row, error)) {
    SafiHint hint;

    if (!row)
      return g_steal_pointer (&hints);
    hint.uid = (guint32) safi_query_get_int (query, 0);
    hint.flags = (SafiFlags) safi_query_get_int (query, 1);
    g_array_append_val (hints, hint);
  }
  return NULL;
}

GPtrArray *
safi_store_list_taken_back (SafiStore *self,
                            const char *account,
                            const char *folder,
                            SafiFlags junk,
                            SafiFlags good,
                            guint limit,
                            GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT t.identity FROM taught AS t JOIN judged AS j"
                      " ON j.account = t.account AND j.identity = t.identity"
                      " WHERE t.account = ? AND t.strength = 2 AND j.folder = ? AND j.is_gone = 0"
                      " AND (j.flags_now & iif(t.class = 'junk', ?, ?)) = 0 LIMIT ?",
                      error);
  g_autoptr (GPtrArray) identities = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, junk);
  safi_query_bind_int (query, good);
  safi_query_bind_int (query, limit);
  while (safi_query_next (query, &row, error)) {
    if (!row)
      return g_steal_pointer (&identities);
    g_ptr_array_add (identities, g_strdup (safi_query_get_text (query, 0)));
  }
  return NULL;
}
