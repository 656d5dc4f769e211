/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-scan-private.h"

#include "core/base/safi-fail-point.h"
#include "service/mailbox/safi-mover.h"
#include "service/session/safi-move-limit.h"

static const char *
get_id (SafiScan *self)
{
  return safi_account_get_id (self->session->account);
}

gboolean
safi_scan_write_mark (SafiScan *self, GError **error)
{
  SafiStore *store = self->session->store;
  g_autofree char *text = safi_uid_spans_to_text (self->spans, self->after.uidvalidity);

  return safi_store_set_mark (store, get_id (self), SAFI_SCAN_FOLDER, self->after.uidvalidity,
                              self->before.uidnext, error) &&
         safi_store_set_note (store, get_id (self), SAFI_SCAN_NOTE_SPANS, text, error);
}

static void
count_verdict (SafiScan *self, SafiScanItem *item)
{
  switch (safi_verdict_get_decision (item->row->verdict)) {
  case SAFI_DECISION_GOOD:
    self->report.good++;
    break;
  case SAFI_DECISION_UNSURE:
    self->report.unsure++;
    break;
  case SAFI_DECISION_JUNK:
    self->report.junk++;
    break;
  }
}

static void
drop_young (SafiScan *self)
{
  for (guint i = 0; i < self->young->len; i++) {
    safi_uid_spans_remove (self->spans, g_array_index (self->young, guint32, i));
    if (self->is_glancing)
      safi_uid_spans_remove (self->glanced, g_array_index (self->young, guint32, i));
  }
}

/* Everything from the oldest of these UIDs up is read now, but what is too young. */
static void
mark_read (SafiScan *self, GArray *uids)
{
  guint32 oldest = g_array_index (uids, guint32, uids->len - 1);

  if (self->is_glancing) {
    drop_young (self);
    return;
  }
  if (self->next >= self->todo->len)
    oldest = self->before.uidnext;
  if (self->is_second)
    for (guint i = 0; i < uids->len; i++) {
      guint32 uid = g_array_index (uids, guint32, i);

      safi_uid_spans_add (self->spans, uid, uid + 1);
    }
  else
    safi_uid_spans_add (self->spans, oldest, self->upper);
  self->upper = oldest;
  drop_young (self);
}

/* Rows, plan and progress commit together: after a crash a message is either judged again or its
 * move is in the journal. Returns: (transfer full) (element-type SafiAction): NULL with @error. */
static GPtrArray *
write_batch (SafiScan *self, SafiScanBatch *batch, GArray *uids, const char *junk, GError **error)
{
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) planned = NULL;
  SafiScanMoves moves = { actions, rows };

  if (safi_scan_settle (self, batch, junk, &moves, error))
    planned = safi_mover_plan (self->session, actions, (const gint64 *) rows->data,
                               self->report.run, self->mode == SAFI_CHECK_MOVE, error);
  if (planned == NULL || self->mode == SAFI_CHECK_DRY_RUN)
    return g_steal_pointer (&planned);
  mark_read (self, uids);
  if (self->report.is_stopped && !safi_move_limit_note_stop (self->session, error))
    return NULL;
  if (!safi_scan_write_mark (self, error) ||
      (self->is_glancing && !safi_scan_write_glanced (self, error)))
    return NULL;
  return g_steal_pointer (&planned);
}

static GPtrArray *
commit_batch (SafiScan *self, SafiScanBatch *batch, GArray *uids, const char *junk, GError **error)
{
  g_autoptr (GPtrArray) planned = NULL;

  if (!safi_store_begin (self->session->store, error))
    return NULL;
  planned = write_batch (self, batch, uids, junk, error);
  if (planned == NULL) {
    safi_store_rollback (self->session->store);
    return NULL;
  }
  return safi_store_commit (self->session->store, error) ? g_steal_pointer (&planned) : NULL;
}

static void
tell_batch (SafiScan *self, SafiScanBatch *batch)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);

  for (guint i = 0; i < batch->items->len; i++) {
    SafiScanItem *item = batch->items->pdata[i];

    if (!self->is_second)
      count_verdict (self, item);
    g_ptr_array_add (rows, safi_judged_ref (item->row));
  }
  self->report.skipped += batch->skipped;
  safi_session_emit_judged (self->session, rows);
  if (!self->is_second)
    safi_session_emit_progress (self->session, self->next, self->todo->len,
                                safi_scan_get_report (self)->octets);
}

static gboolean
move_planned (SafiScan *self, GPtrArray *planned, GCancellable *cancellable, GError **error)
{
  if (planned->len == 0)
    return TRUE;
  self->report.run = safi_action_get_fields (planned->pdata[0])->run;
  return safi_mover_run (self->session, planned, &self->report.moved, cancellable, error);
}

gboolean
safi_scan_commit (SafiScan *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiScanBatch) batch = g_steal_pointer (&self->batch);
  g_autoptr (GArray) uids = g_steal_pointer (&self->uids);
  g_autoptr (GPtrArray) planned = NULL;
  const char *junk;

  if (batch->is_again)
    return TRUE;
  if (!safi_scan_look_up (self, batch, &junk, cancellable, error))
    return FALSE;
  if (self->is_glancing)
    safi_scan_drop_glanced (self, batch, uids);
  safi_fail_point ("scan.before-batch");
  planned = commit_batch (self, batch, uids, junk, error);
  if (planned == NULL)
    return FALSE;
  tell_batch (self, batch);
  return move_planned (self, planned, cancellable, error);
}
