/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-scan-private.h"

#include "core/base/safi-error.h"
#include "service/learning/safi-elsewhere.h"
#include "service/mailbox/safi-move-rule.h"
#include "store/training/safi-pending.h"

static const char *
get_account (SafiScan *self)
{
  return safi_account_get_id (self->session->account);
}

static gboolean
read_facts (SafiScan *self, SafiScanItem *item, SafiMoveFacts *ret_facts, GError **error)
{
  *ret_facts = (SafiMoveFacts){
    .decision = safi_verdict_get_decision (item->row->verdict),
    .flags = item->flags,
    .is_taught = item->row->is_taught,
    .fate = item->row->fate,
    .is_young = safi_move_rule_is_young (item->internal_date, self->session->clock),
    .mode = self->mode,
    .watch_only = self->session->policy.watch_only,
    .is_trusted = self->is_trusted,
    .moves_left = self->moves_left,
  };
  return safi_store_is_kept (self->session->store, get_account (self),
                             safi_message_ref_get_identity (item->ref), &ret_facts->is_kept, error);
}

/* The row with its place of now and with @fate. Returns: its id, -1 with @error. */
static gint64
put_row (SafiScan *self, SafiScanItem *item, SafiFate fate, GError **error)
{
  SafiJudged fields = *item->row;
  gint64 id;

  fields.ref = item->ref;
  fields.flags = item->flags;
  fields.fate = fate;
  id = safi_store_put_judged (self->session->store, &fields, error);
  if (id >= 0) {
    g_autoptr (SafiJudged) before = item->row;

    fields.id = id;
    item->row = safi_judged_new (&fields);
  }
  return id;
}

static void
add_move (SafiScan *self, SafiScanItem *item, const char *junk, SafiScanMoves *moves)
{
  SafiActionFields fields = {
    .flags = item->flags,
    .internal_date = item->internal_date,
    .size = item->size,
  };

  g_ptr_array_add (moves->actions, safi_action_new (item->ref, junk, NULL, &fields));
  g_array_append_val (moves->rows, item->row->id);
  self->moves_left -= self->moves_left > 0;
}

static void
add_young (SafiScan *self, SafiScanItem *item)
{
  guint32 uid = safi_message_ref_get_uid (item->ref);

  g_array_append_val (self->young, uid);
  self->young_date = MAX (self->young_date, item->internal_date);
}

/* A message that Safibox moved is back in the inbox. If it is no longer in Junk, somebody moved it
 * back on another device: a person's word. Otherwise it is a second copy of the same message. */
static gboolean
notice_return (SafiScan *self, SafiScanItem *item, GCancellable *cancellable, GError **error)
{
  SafiSession *session = self->session;
  const char *identity = safi_message_ref_get_identity (item->ref);
  const char *folder = safi_message_ref_get_folder (item->row->ref);
  g_autoptr (GArray) found = NULL;

  if (item->row->fate != SAFI_FATE_MOVED || g_str_equal (folder, SAFI_SCAN_FOLDER))
    return TRUE;
  found = safi_mail_source_find (session->source, folder, identity, 0, cancellable, error);
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    return TRUE;
  return safi_elsewhere_note_return (session, item->ref, cancellable, error) &&
         put_row (self, item, SAFI_FATE_MOVED_BACK, error) >= 0 &&
         safi_store_set_fate (session->store, item->row->id, SAFI_FATE_MOVED_BACK, error);
}

/* Returns: (nullable): the Junk folder; without one junk waits, and the check says why at its end.
 */
static const char *
find_junk (SafiScan *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *junk = safi_session_find_junk (self->session, cancellable, &local);

  if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NO_JUNK_FOLDER)) {
    g_clear_error (&self->held_up);
    self->held_up = g_steal_pointer (&local);
  } else if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
  }
  return junk;
}

gboolean
safi_scan_look_for_junk (SafiScan *self, GCancellable *cancellable, GError **error)
{
  SafiJudgedQuery query = { .account = get_account (self), .filter = SAFI_JUDGED_WOULD_MOVE };
  g_autoptr (GError) local = NULL;
  guint n_held = 0;

  if (self->mode != SAFI_CHECK_AS_POLICY || self->session->policy.watch_only ||
      self->held_up != NULL)
    return TRUE;
  if (!safi_store_count_judged (self->session->store, &query, &n_held, error))
    return FALSE;
  if (n_held > 0)
    find_junk (self, cancellable, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
settle_item (SafiScan *self,
             SafiScanItem *item,
             const char *junk,
             SafiScanMoves *moves,
             GError **error)
{
  SafiMoveFacts facts;
  SafiMoveRule rule;

  if (!read_facts (self, item, &facts, error))
    return FALSE;
  rule = safi_move_rule (&facts);
  self->report.is_stopped |= rule == SAFI_MOVE_RULE_HOLD && safi_move_rule_is_at_limit (&facts);
  if (rule == SAFI_MOVE_RULE_MOVE && junk == NULL)
    rule = SAFI_MOVE_RULE_HOLD;
  if (rule == SAFI_MOVE_RULE_HOLD ||
      (rule > SAFI_MOVE_RULE_HOLD && self->mode == SAFI_CHECK_DRY_RUN))
    self->report.would_move++;
  if (self->mode == SAFI_CHECK_DRY_RUN)
    return !item->is_new || put_row (self, item, SAFI_FATE_STAYED, error) >= 0;
  if (item->row->fate == SAFI_FATE_MOVED)
    return TRUE;
  if (put_row (self, item, rule == SAFI_MOVE_RULE_HOLD ? SAFI_FATE_WOULD_MOVE : SAFI_FATE_STAYED,
               error) < 0)
    return FALSE;
  if (item->prepared != NULL &&
      !safi_pending_add (self->session->store, get_account (self),
                         safi_message_ref_get_identity (item->ref), item->prepared, error))
    return FALSE;
  if (rule == SAFI_MOVE_RULE_MOVE)
    add_move (self, item, junk, moves);
  if (rule == SAFI_MOVE_RULE_LATER)
    add_young (self, item);
  return TRUE;
}

gboolean
safi_scan_look_up (SafiScan *self,
                   SafiScanBatch *batch,
                   const char **ret_junk,
                   GCancellable *cancellable,
                   GError **error)
{
  gboolean needs_junk = FALSE;
  g_autoptr (GError) local = NULL;

  *ret_junk = NULL;
  if (self->mode == SAFI_CHECK_DRY_RUN)
    return TRUE;
  for (guint i = 0; i < batch->items->len; i++) {
    SafiScanItem *item = batch->items->pdata[i];
    SafiMoveFacts facts;

    if (!notice_return (self, item, cancellable, error) || !read_facts (self, item, &facts, error))
      return FALSE;
    needs_junk |= safi_move_rule (&facts) == SAFI_MOVE_RULE_MOVE;
  }
  if (needs_junk)
    *ret_junk = find_junk (self, cancellable, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
safi_scan_settle (SafiScan *self,
                  SafiScanBatch *batch,
                  const char *junk,
                  SafiScanMoves *moves,
                  GError **error)
{
  for (guint i = 0; i < batch->items->len; i++)
    if (!settle_item (self, batch->items->pdata[i], junk, moves, error))
      return FALSE;
  return TRUE;
}
