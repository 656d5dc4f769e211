/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/mailbox/safi-mover.h"
#include "service/scan/safi-scan.h"
#include "service/session/safi-move-limit.h"

/* Returns: (transfer full) (element-type SafiJudged). */
static GPtrArray *
list_held_back (SafiSession *session, GError **error)
{
  SafiJudgedQuery query = {
    .account = safi_account_get_id (session->account),
    .filter = SAFI_JUDGED_WOULD_MOVE,
    .limit = SAFI_POLICY_MOVES_PER_COMMAND,
  };

  return safi_store_list_judged (session->store, &query, error);
}

static GPtrArray *
plan_rows (SafiSession *session, GPtrArray *rows, const char *junk, gint64 run, GError **error)
{
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < rows->len; i++) {
    SafiJudged *row = rows->pdata[i];
    SafiActionFields fields = { .flags = row->flags, .internal_date = row->date };

    g_ptr_array_add (actions, safi_action_new (row->ref, junk, NULL, &fields));
    g_array_append_val (ids, row->id);
  }
  return safi_mover_plan (session, actions, (const gint64 *) ids->data, run, TRUE, error);
}

gboolean
safi_scan_move_held_back (SafiSession *session,
                          guint *ret_moved,
                          gint64 *ret_run,
                          GCancellable *cancellable,
                          GError **error)
{
  for (;;) {
    g_autoptr (GPtrArray) rows = list_held_back (session, error);
    g_autoptr (GPtrArray) planned = NULL;
    const char *junk;

    if (rows == NULL || rows->len == 0)
      return rows != NULL && safi_move_limit_approve (session, error);
    junk = safi_session_find_junk (session, cancellable, error);
    if (junk == NULL)
      return FALSE;
    planned = plan_rows (session, rows, junk, *ret_run, error);
    if (planned == NULL)
      return FALSE;
    *ret_run = safi_action_get_fields (planned->pdata[0])->run;
    if (!safi_mover_run (session, planned, ret_moved, cancellable, error))
      return FALSE;
  }
}
