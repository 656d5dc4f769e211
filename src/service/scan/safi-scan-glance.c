/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-scan-private.h"

static SafiUidSpans *
read_glanced (SafiScan *self)
{
  g_autofree char *text =
      safi_store_get_note (self->session->store, safi_account_get_id (self->session->account),
                           SAFI_SCAN_NOTE_GLANCED, NULL);

  return safi_uid_spans_new_from_text (text, self->after.uidvalidity);
}

void
safi_scan_begin_glance (SafiScan *self)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (guint32));

  self->is_glancing = TRUE;
  g_clear_pointer (&self->glanced, g_array_unref);
  self->glanced = read_glanced (self);
  for (guint i = self->next; i < self->todo->len; i++) {
    const guint32 uid = g_array_index (self->todo, guint32, i);

    if (uid >= self->live_from && !safi_uid_spans_contains (self->glanced, uid))
      g_array_append_val (rest, uid);
  }
  g_array_unref (self->todo);
  self->todo = rest;
  self->next = 0;
}

void
safi_scan_drop_glanced (SafiScan *self, SafiScanBatch *batch, GArray *uids)
{
  for (guint i = 0; i < uids->len; i++) {
    const guint32 uid = g_array_index (uids, guint32, i);

    safi_uid_spans_add (self->glanced, uid, uid + 1);
  }
  for (guint i = batch->items->len; i > 0; i--) {
    const SafiScanItem *item = batch->items->pdata[i - 1];
    const guint32 uid = safi_message_ref_get_uid (item->ref);

    if (item->is_new && safi_verdict_get_decision (item->row->verdict) != SAFI_DECISION_JUNK)
      g_ptr_array_remove_index (batch->items, i - 1);
    else
      safi_uid_spans_add (self->spans, uid, uid + 1);
  }
}

gboolean
safi_scan_write_glanced (SafiScan *self, GError **error)
{
  g_autofree char *text = safi_uid_spans_to_text (self->glanced, self->after.uidvalidity);

  return safi_store_set_note (self->session->store, safi_account_get_id (self->session->account),
                              SAFI_SCAN_NOTE_GLANCED, text, error);
}
