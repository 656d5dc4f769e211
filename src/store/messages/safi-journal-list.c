/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "store/messages/safi-journal.h"
#include "store/safi-store-private.h"

#define COLUMNS                                                                                    \
  "id, run, undoes, account, identity, from_folder, from_uidvalidity, from_uid, to_folder,"        \
  " to_uidvalidity, to_uidnext, to_uid, state, reason, tries, time, flags, internal_date, size, asked "

enum {
  COLUMN_ID,
  COLUMN_RUN,
  COLUMN_UNDOES,
  COLUMN_ACCOUNT,
  COLUMN_IDENTITY,
  COLUMN_FROM_FOLDER,
  COLUMN_FROM_UIDVALIDITY,
  COLUMN_FROM_UID,
  COLUMN_TO_FOLDER,
  COLUMN_TO_UIDVALIDITY,
  COLUMN_TO_UIDNEXT,
  COLUMN_TO_UID,
  COLUMN_STATE,
  COLUMN_REASON,
  COLUMN_TRIES,
  COLUMN_TIME,
  COLUMN_FLAGS,
  COLUMN_INTERNAL_DATE,
  COLUMN_SIZE,
  COLUMN_ASKED,
};

/* Returns: (transfer full): the current row, NULL with @error. */
static SafiAction *
read_action (SafiQuery *query, GError **error)
{
  g_autoptr (SafiMessageRef) from = safi_message_ref_new (
      safi_query_get_text (query, COLUMN_ACCOUNT), safi_query_get_text (query, COLUMN_FROM_FOLDER),
      (guint32) safi_query_get_int (query, COLUMN_FROM_UIDVALIDITY),
      (guint32) safi_query_get_int (query, COLUMN_FROM_UID),
      safi_query_get_text (query, COLUMN_IDENTITY));
  SafiActionFields fields = {
    .id = safi_query_get_int (query, COLUMN_ID),
    .run = safi_query_get_int (query, COLUMN_RUN),
    .undoes = safi_query_get_int (query, COLUMN_UNDOES),
    .place.uidvalidity = (guint32) safi_query_get_int (query, COLUMN_TO_UIDVALIDITY),
    .place.uidnext = (guint32) safi_query_get_int (query, COLUMN_TO_UIDNEXT),
    .place.uid = (guint32) safi_query_get_int (query, COLUMN_TO_UID),
    .tries = (guint) safi_query_get_int (query, COLUMN_TRIES),
    .time = safi_query_get_int (query, COLUMN_TIME),
    .flags = (SafiFlags) safi_query_get_int (query, COLUMN_FLAGS),
    .internal_date = safi_query_get_int (query, COLUMN_INTERNAL_DATE),
    .size = (guint64) safi_query_get_int (query, COLUMN_SIZE),
    .is_asked = safi_query_get_int (query, COLUMN_ASKED) != 0,
  };

  if (!safi_move_state_from_word (safi_query_get_text (query, COLUMN_STATE), &fields.state)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "unknown state in action");
    return NULL;
  }
  return safi_action_new (from, safi_query_get_text (query, COLUMN_TO_FOLDER),
                          safi_query_get_text (query, COLUMN_REASON), &fields);
}

/* Returns: (transfer full) (element-type SafiAction): all rows; NULL with @error. */
static GPtrArray *
read_actions (SafiQuery *query, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  gboolean row = TRUE;

  while (safi_query_next (query, &row, error)) {
    SafiAction *action;

    if (!row)
      return g_steal_pointer (&list);
    action = read_action (query, error);
    if (action == NULL)
      return NULL;
    g_ptr_array_add (list, action);
  }
  return NULL;
}

GPtrArray *
safi_journal_list_open (SafiStore *store, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (safi_store_get_sql (store),
                                                "SELECT " COLUMNS "FROM action"
                                                " WHERE state IN ('planned', 'sent', 'copied')"
                                                " AND (?1 IS NULL OR account = ?1) ORDER BY id",
                                                error);

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  return read_actions (query, error);
}

GPtrArray *
safi_journal_list (SafiStore *store, const char *account, guint limit, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT " COLUMNS "FROM action WHERE (?1 IS NULL OR account = ?1)"
                      " ORDER BY id DESC LIMIT ?",
                      error);

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, limit > 0 ? (gint64) limit : -1);
  return read_actions (query, error);
}

GPtrArray *
safi_journal_list_run (SafiStore *store, gint64 run, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT " COLUMNS "FROM action WHERE run = ? ORDER BY id DESC", error);

  if (query == NULL)
    return NULL;
  safi_query_bind_int (query, run);
  return read_actions (query, error);
}

SafiAction *
safi_journal_get (SafiStore *store, gint64 id, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (store), "SELECT " COLUMNS "FROM action WHERE id = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return NULL;
  safi_query_bind_int (query, id);
  if (!safi_query_next (query, &row, error))
    return NULL;
  if (row)
    return read_action (query, error);
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such action");
  return NULL;
}

gboolean
safi_journal_get_undone_by (SafiStore *store, gint64 id, gint64 *ret_undo, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT coalesce(max(id), 0) FROM action"
                      " WHERE undoes = ? AND state NOT IN ('gone', 'ask')",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, id);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_undo = safi_query_get_int (query, 0);
  return TRUE;
}

gboolean
safi_journal_count_since (SafiStore *store,
                          const char *account,
                          gint64 since,
                          guint *ret_count,
                          GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (store),
                      "SELECT count(*) FROM action"
                      " WHERE account = ? AND time >= ? AND undoes IS NULL",
                      error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, since);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_count = (guint) safi_query_get_int (query, 0);
  return TRUE;
}
