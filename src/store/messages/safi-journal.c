/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/messages/safi-journal.h"

#include "core/base/safi-error.h"
#include "core/judgement/safi-judged.h"
#include "store/messages/safi-store-judged.h"
#include "store/safi-store-private.h"

/* What a new row needs to know about the action it takes back. */
typedef struct {
  gboolean goes_back;
  gint64 judged; /* 0 = none */
} Direction;

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such action");
  return FALSE;
}

/* Numbers a run. Numbers are never given twice, also if all its moves are dropped. */
static gboolean
take_run (SafiSql *sql, gint64 *ret_run, GError **error)
{
  return safi_sql_run_script (sql, "UPDATE meta SET value = value + 1 WHERE name = 'run'", error) &&
         safi_sql_get_int (sql, "SELECT value FROM meta WHERE name = 'run'", ret_run, error);
}

/* Taking back a move leads back, taking that back leads forth again. */
static gboolean
find_direction (SafiSql *sql, gint64 undoes, Direction *ret_direction, GError **error)
{
  g_autoptr (SafiQuery) query = NULL;
  gboolean row = FALSE;

  *ret_direction = (Direction){ FALSE, 0 };
  if (undoes == 0)
    return TRUE;
  query = safi_sql_query (sql, "SELECT goes_back, judged FROM action WHERE id = ?", error);
  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, undoes);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  if (!row)
    return set_not_found (error);
  ret_direction->goes_back = safi_query_get_int (query, 0) == 0;
  ret_direction->judged = safi_query_get_int (query, 1);
  return TRUE;
}

static void
bind_action (SafiQuery *query, SafiAction *action)
{
  SafiMessageRef *from = safi_action_get_from (action);
  const SafiActionFields *fields = safi_action_get_fields (action);

  safi_query_bind_text (query, safi_message_ref_get_account (from));
  safi_query_bind_text (query, safi_message_ref_get_identity (from));
  safi_query_bind_octets (query, safi_message_ref_get_folder (from));
  safi_query_bind_int (query, safi_message_ref_get_uidvalidity (from));
  safi_query_bind_int (query, safi_message_ref_get_uid (from));
  safi_query_bind_octets (query, safi_action_get_to_folder (action));
  safi_query_bind_int (query, fields->place.uidvalidity);
  safi_query_bind_int (query, fields->place.uidnext);
  safi_query_bind_text (query, safi_action_get_reason (action));
  safi_query_bind_int (query, fields->flags);
  safi_query_bind_int (query, fields->internal_date);
  safi_query_bind_int (query, (gint64) fields->size);
}

static gboolean
insert_action (SafiStore *store,
               SafiAction *action,
               gint64 run,
               const Direction *direction,
               gint64 *ret_id,
               GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql,
      "INSERT INTO action (run, undoes, goes_back, judged, fate_before, time, account, identity,"
      " from_folder, from_uidvalidity, from_uid, to_folder, to_uidvalidity, to_uidnext, reason,"
      " flags, internal_date, size, state)"
      " VALUES (?, ?, ?, ?4, (SELECT fate FROM judged WHERE id = ?4), ?, ?, ?, ?, ?, ?, ?, ?, ?,"
      " ?, ?, ?, ?, 'planned')",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, run);
  safi_query_bind_id (query, safi_action_get_fields (action)->undoes);
  safi_query_bind_int (query, direction->goes_back ? 1 : 0);
  safi_query_bind_id (query, direction->judged);
  safi_query_bind_int (query, safi_clock_wall (safi_store_get_clock (store)));
  bind_action (query, action);
  if (!safi_query_run (query, error))
    return FALSE;
  *ret_id = safi_sql_get_last_id (sql);
  return TRUE;
}

static gboolean
link_judged (SafiSql *sql, gint64 action, const Direction *direction, gint64 run, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql, "UPDATE judged SET action = ?, run = ?, fate = ? WHERE id = ?", error);
  SafiFate fate = direction->goes_back ? SAFI_FATE_MOVING_BACK : SAFI_FATE_MOVING;

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, action);
  safi_query_bind_int (query, run);
  safi_query_bind_text (query, safi_fate_to_word (fate));
  safi_query_bind_int (query, direction->judged);
  return safi_query_run (query, error);
}

/* @judged: 0 takes the row of the action that is undone, if any. */
static gboolean
plan_one (SafiStore *store,
          SafiAction *action,
          gint64 judged,
          gint64 run,
          gint64 *ret_id,
          GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  SafiMessageRef *from = safi_action_get_from (action);
  gint64 undoes = safi_action_get_fields (action)->undoes;
  Direction direction;

  if (!find_direction (sql, undoes, &direction, error))
    return FALSE;
  if (judged != 0)
    direction.judged = judged;
  if (!insert_action (store, action, run, &direction, ret_id, error))
    return FALSE;
  /* Only a person takes a move back: from then on Safibox leaves the message alone. */
  if (direction.goes_back && !safi_store_keep (store, safi_message_ref_get_account (from),
                                               safi_message_ref_get_identity (from), error))
    return FALSE;
  return direction.judged == 0 || link_judged (sql, *ret_id, &direction, run, error);
}

GPtrArray *
safi_journal_plan (SafiStore *store,
                   GPtrArray *actions,
                   const gint64 *judged,
                   gint64 run,
                   GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);
  g_autoptr (GPtrArray) planned =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);

  if (transaction == NULL || (run == 0 && !take_run (safi_store_get_sql (store), &run, error)))
    return NULL;
  for (guint i = 0; i < actions->len; i++) {
    SafiAction *action;
    gint64 id;

    if (!plan_one (store, actions->pdata[i], judged != NULL ? judged[i] : 0, run, &id, error))
      return NULL;
    action = safi_journal_get (store, id, error);
    if (action == NULL)
      return NULL;
    g_ptr_array_add (planned, action);
  }
  if (!safi_transaction_commit (g_steal_pointer (&transaction), error))
    return NULL;
  return g_steal_pointer (&planned);
}

/* A message that arrived or was taken stays so; only ASK may still be answered. */
static gboolean
check_step (SafiStore *store, gint64 id, SafiMoveState state, GError **error)
{
  g_autoptr (SafiAction) action = safi_journal_get (store, id, error);
  SafiMoveState old;

  if (action == NULL)
    return FALSE;
  old = safi_action_get_fields (action)->state;
  if (old == state || (old != SAFI_MOVE_DONE && old != SAFI_MOVE_GONE))
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "the action is settled");
  return FALSE;
}

static gboolean
update_action (SafiSql *sql,
               gint64 id,
               SafiMoveState state,
               const SafiPlace *place,
               const char *reason,
               GError **error)
{
  g_autoptr (SafiQuery) query =
      place != NULL
          ? safi_sql_query (
                sql,
                "UPDATE action SET tries = tries + (?1 = 'sent' AND state != 'sent'), state = ?1,"
                " reason = ?, to_uidvalidity = ?, to_uidnext = ?, to_uid = ? WHERE id = ?",
                error)
          : safi_sql_query (
                sql,
                "UPDATE action SET tries = tries + (?1 = 'sent' AND state != 'sent'), state = ?1,"
                " reason = ? WHERE id = ?",
                error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, safi_move_state_to_word (state));
  safi_query_bind_text (query, reason);
  if (place != NULL) {
    safi_query_bind_int (query, place->uidvalidity);
    safi_query_bind_int (query, place->uidnext);
    safi_query_bind_int (query, place->uid);
  }
  safi_query_bind_int (query, id);
  return safi_query_run (query, error);
}

/* The judged row follows its newest action only. */
static gboolean
update_fate (SafiSql *sql, gint64 id, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql,
      "UPDATE judged SET fate = CASE a.state WHEN 'gone' THEN 'gone' WHEN 'ask' THEN 'ask'"
      " WHEN 'done' THEN iif(a.goes_back, 'moved-back', 'moved')"
      " ELSE iif(a.goes_back, 'moving-back', 'moving') END"
      " FROM action AS a WHERE a.id = ? AND judged.id = a.judged AND judged.action = a.id",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, id);
  return safi_query_run (query, error);
}

static gboolean
update_ref (SafiSql *sql, gint64 id, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql,
      "UPDATE judged SET folder = a.to_folder, uidvalidity = a.to_uidvalidity, uid = a.to_uid"
      " FROM action AS a"
      " WHERE a.id = ? AND a.state = 'done' AND judged.id = a.judged AND judged.action = a.id",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, id);
  return safi_query_run (query, error);
}

gboolean
safi_journal_advance (SafiStore *store,
                      gint64 id,
                      SafiMoveState state,
                      const SafiPlace *place,
                      const char *reason,
                      GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);

  return transaction != NULL && check_step (store, id, state, error) &&
         update_action (sql, id, state, place, reason, error) && update_fate (sql, id, error) &&
         update_ref (sql, id, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

static gboolean
write_places (SafiSql *sql,
              gint64 id,
              guint32 uidvalidity,
              guint32 uid,
              const SafiPlace *place,
              GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql,
                      "UPDATE action SET from_uidvalidity = ?, from_uid = ?, to_uidvalidity = ?,"
                      " to_uidnext = ?, to_uid = ?, state = 'copied'"
                      " WHERE id = ? AND state IN ('sent', 'copied')",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, uidvalidity);
  safi_query_bind_int (query, uid);
  safi_query_bind_int (query, place->uidvalidity);
  safi_query_bind_int (query, place->uidnext);
  safi_query_bind_int (query, place->uid);
  safi_query_bind_int (query, id);
  if (!safi_query_run (query, error))
    return FALSE;
  if (safi_sql_get_n_changed (sql) > 0)
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "the action is not half done");
  return FALSE;
}

gboolean
safi_journal_follow (SafiStore *store,
                     gint64 id,
                     guint32 uidvalidity,
                     guint32 uid,
                     const SafiPlace *place,
                     GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);

  return transaction != NULL &&
         write_places (safi_store_get_sql (store), id, uidvalidity, uid, place, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

/* Gives the judged row back the fate it had, and the action before this one. */
static gboolean
unlink_judged (SafiSql *sql, gint64 id, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      sql,
      "UPDATE judged SET fate = a.fate_before,"
      " action = coalesce((SELECT max(b.id) FROM action AS b WHERE b.judged = a.judged"
      " AND b.id < a.id), 0),"
      " run = coalesce((SELECT b.run FROM action AS b WHERE b.judged = a.judged AND b.id < a.id"
      " ORDER BY b.id DESC LIMIT 1), 0)"
      " FROM action AS a WHERE a.id = ? AND judged.id = a.judged AND judged.action = a.id",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, id);
  return safi_query_run (query, error);
}

static gboolean
delete_planned (SafiSql *sql, gint64 id, GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (sql, "DELETE FROM action WHERE id = ? AND state = 'planned'", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_int (query, id);
  if (!safi_query_run (query, error))
    return FALSE;
  if (safi_sql_get_n_changed (sql) == 1)
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "not a planned action");
  return FALSE;
}

gboolean
safi_journal_drop (SafiStore *store, gint64 id, GError **error)
{
  SafiSql *sql = safi_store_get_sql (store);
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);

  return transaction != NULL && unlink_judged (sql, id, error) && delete_planned (sql, id, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}
