/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/senders/safi-sender-history.h"

#include "store/safi-store-private.h"

gboolean
safi_store_add_sender (SafiStore *self,
                       const char *account,
                       const char *author,
                       gboolean has_passed,
                       gint64 time,
                       GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT INTO sender_history (account, author, passes, fails, first, last)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?5)"
      " ON CONFLICT (account, author) DO UPDATE SET passes = passes + excluded.passes,"
      " fails = fails + excluded.fails, first = min(first, excluded.first),"
      " last = max(last, excluded.last)",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, author);
  safi_query_bind_int (query, has_passed ? 1 : 0);
  safi_query_bind_int (query, has_passed ? 0 : 1);
  safi_query_bind_int (query, time);
  return safi_query_run (query, error);
}

gboolean
safi_store_get_sender (SafiStore *self,
                       const char *account,
                       const char *author,
                       SafiSenderHistory *ret_history,
                       GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (safi_store_get_sql (self),
                                                "SELECT passes, fails, first, last FROM"
                                                " sender_history WHERE account = ? AND author = ?",
                                                error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_text (query, author);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_history = (SafiSenderHistory){ 0 };
  if (row)
    *ret_history = (SafiSenderHistory){ .passes = (guint) safi_query_get_int (query, 0),
                                        .fails = (guint) safi_query_get_int (query, 1),
                                        .first = safi_query_get_int (query, 2),
                                        .last = safi_query_get_int (query, 3) };
  return TRUE;
}

gboolean
safi_store_forget_senders (SafiStore *self, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "DELETE FROM sender_history WHERE account = ?1 AND author IN"
                      " (SELECT author FROM sender_history WHERE account = ?1"
                      " ORDER BY passes > 0 DESC, last DESC LIMIT -1 OFFSET ?2)",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, SAFI_SENDER_HISTORY_MAX);
  return safi_query_run (query, error);
}

gboolean
safi_sender_history_is_habit (const SafiSenderHistory *self, gint64 now)
{
  return self->fails == 0 && self->passes >= SAFI_SENDER_HISTORY_PASSES &&
         self->last - self->first >= SAFI_SENDER_HISTORY_SPAN &&
         now - self->last <= SAFI_SENDER_HISTORY_FRESH;
}
