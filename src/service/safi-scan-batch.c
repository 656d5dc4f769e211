/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/safi-scan-batch.h"

#include "core/safi-error.h"
#include "service/safi-fetch.h"
#include "service/safi-weak.h"

typedef struct {
  SafiSession *session;
  SafiScanBatch *batch;
  SafiView view;
  GArray *more; /* (element-type guint32): UIDs of which the whole message is wanted */
  GCancellable *cancellable;
} Reading;

static void
free_item (gpointer data)
{
  SafiScanItem *item = data;

  safi_judged_unref (item->row);
  safi_message_ref_unref (item->ref);
  safi_taught_free (item->prepared);
  g_free (item);
}

SafiJudged *
safi_scan_make_row (SafiSession *session,
                    SafiMessage *message,
                    SafiVerdict *verdict,
                    SafiMessageRef *ref,
                    SafiFlags flags,
                    gint64 internal_date)
{
  const SafiAddress *from = safi_message_get_from (message);
  SafiJudged fields = {
    .ref = ref,
    .sender_name = from != NULL ? from->name : NULL,
    .sender_address = from != NULL ? from->address : (char *) "",
    .subject = (char *) safi_message_get_subject (message),
    .date = internal_date != 0 ? internal_date : safi_message_get_date (message),
    .judged_at = safi_clock_wall (session->clock),
    .flags = flags,
    .verdict = verdict,
    .fate = SAFI_FATE_STAYED,
  };

  return safi_judged_new (&fields);
}

/* @prepared: (nullable) (transfer full). */
static void
add_item (Reading *reading,
          const SafiMail *mail,
          SafiMessageRef *ref,
          SafiJudged *row,
          gboolean is_new,
          SafiTaught *prepared)
{
  SafiScanItem *item = g_new0 (SafiScanItem, 1);

  item->row = safi_judged_ref (row);
  item->is_new = is_new;
  item->flags = mail->flags;
  item->internal_date = mail->internal_date;
  item->size = mail->size;
  item->ref = safi_message_ref_ref (ref);
  item->prepared = prepared;
  g_ptr_array_add (reading->batch->items, item);
}

static gboolean
judge (Reading *reading,
       const SafiMail *mail,
       SafiMessage *message,
       SafiMessageRef *ref,
       GError **error)
{
  SafiFilter *filter = reading->session->filter;
  g_autoptr (SafiVerdict) verdict =
      safi_filter_judge (filter, message, reading->cancellable, error);
  g_autoptr (SafiJudged) row = NULL;

  if (verdict == NULL)
    return FALSE;
  if (reading->view != SAFI_VIEW_WHOLE && safi_filter_wants_more (filter, message, verdict)) {
    guint32 uid = safi_message_ref_get_uid (ref);

    g_array_append_val (reading->more, uid);
    return TRUE;
  }
  row = safi_scan_make_row (reading->session, message, verdict, ref, mail->flags,
                            mail->internal_date);
  add_item (reading, mail, ref, row, TRUE, safi_weak_prepare (reading->session, message, verdict));
  return TRUE;
}

static gboolean
sink_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  g_autoptr (SafiMessage) message = safi_message_new (mail->octets, mail->size);
  const char *identity = safi_message_get_identity (message);
  g_autoptr (SafiMessageRef) ref = safi_message_ref_with_identity (mail->ref, identity);
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiJudged) known = safi_store_find_judged (
      reading->session->store, safi_message_ref_get_account (ref), identity, &local);

  if (known != NULL) {
    add_item (reading, mail, ref, known, FALSE, NULL);
    return TRUE;
  }
  if (!g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return judge (reading, mail, message, ref, error);
}

static gboolean
fetch (Reading *reading, const char *folder, guint32 uidvalidity, GArray *uids, GError **error)
{
  return safi_fetch (reading->session, folder, uidvalidity, uids, reading->view, sink_cb, reading,
                     &reading->batch->skipped, reading->cancellable, error);
}

SafiScanBatch *
safi_scan_batch_read (SafiSession *session,
                      const char *folder,
                      guint32 uidvalidity,
                      GArray *uids,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (SafiScanBatch) batch = g_new0 (SafiScanBatch, 1);
  g_autoptr (GArray) more = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  Reading reading = { session, batch, SAFI_VIEW_LIVE, more, cancellable };

  batch->items = g_ptr_array_new_with_free_func (free_item);
  if (!fetch (&reading, folder, uidvalidity, uids, error))
    return NULL;
  reading.view = SAFI_VIEW_WHOLE;
  reading.more = none;
  if (!fetch (&reading, folder, uidvalidity, more, error))
    return NULL;
  return g_steal_pointer (&batch);
}

void
safi_scan_batch_free (SafiScanBatch *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_free (self);
}
