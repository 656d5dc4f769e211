/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-scan-batch.h"

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "service/learning/safi-weak.h"
#include "service/mailbox/safi-fetch.h"
#include "service/scan/safi-scan-senders.h"
#include "store/accounts/safi-letters.h"

static void
free_item (gpointer data)
{
  SafiScanItem *item = data;

  safi_judged_unref (item->row);
  safi_message_ref_unref (item->ref);
  safi_taught_free (item->prepared);
  g_free (item);
}

static void
free_mail (gpointer data)
{
  SafiScanMail *mail = data;

  safi_message_unref (mail->message);
  safi_message_ref_unref (mail->ref);
  g_free (mail);
}

/* The row of a message that was just judged. Returns: (transfer full). */
static SafiJudged *
make_row (SafiSession *session,
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
add_item (SafiScanBatch *self,
          const SafiScanMail *mail,
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
  item->ref = safi_message_ref_ref (mail->ref);
  item->prepared = prepared;
  g_ptr_array_add (self->items, item);
}

/* The view that shows more than the present one; the present one if there is none that is worth its
 * octets. */
static SafiView
get_more_view (const SafiScanBatch *self)
{
  if (self->view >= SAFI_VIEW_PARTS || self->view == SAFI_VIEW_HEADER)
    return self->view;
  if (!safi_session_is_sparing (self->session))
    return SAFI_VIEW_PARTS;
  return self->view == SAFI_VIEW_BACKLOG ? SAFI_VIEW_SPARING : SAFI_VIEW_LIVE;
}

/* @ret_list: (nullable) (transfer none): where the message waits until more of it is fetched. */
static gboolean
want_more (SafiScanBatch *self,
           const SafiScanMail *mail,
           SafiVerdict *verdict,
           GArray **ret_list,
           GError **error)
{
  gboolean wants_whole;

  *ret_list = NULL;
  if (get_more_view (self) != self->view &&
      safi_filter_wants_more (self->session->filter, mail->message, verdict)) {
    *ret_list = self->more;
    return TRUE;
  }
  if (self->view == SAFI_VIEW_WHOLE || self->view == SAFI_VIEW_HEADER)
    return TRUE;
  if (!safi_scan_senders_want_whole (self->session, mail, verdict, &wants_whole, error))
    return FALSE;
  *ret_list = wants_whole ? self->whole : NULL;
  return TRUE;
}

static void
add_judged (SafiScanBatch *self, const SafiScanMail *mail, SafiVerdict *verdict)
{
  g_autoptr (SafiJudged) row =
      make_row (self->session, mail->message, verdict, mail->ref, mail->flags, mail->internal_date);

  add_item (self, mail, row, TRUE, safi_weak_prepare (self->session, mail->message, verdict));
}

static gboolean
judge (SafiScanBatch *self, const SafiScanMail *mail, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiVerdict) verdict =
      safi_filter_judge (self->session->filter, mail->message, cancellable, error);
  const guint32 uid = safi_message_ref_get_uid (mail->ref);
  GArray *list;

  if (verdict == NULL || !want_more (self, mail, verdict, &list, error))
    return FALSE;
  if (list != NULL)
    g_array_append_val (list, uid);
  else
    add_judged (self, mail, verdict);
  return TRUE;
}

static SafiScanMail *
make_mail (const SafiMail *fetched)
{
  SafiScanMail *mail = g_new0 (SafiScanMail, 1);

  mail->message = safi_message_new_seen (fetched->octets, fetched->size, fetched->unseen);
  mail->ref =
      safi_message_ref_with_identity (fetched->ref, safi_message_get_identity (mail->message));
  mail->flags = fetched->flags;
  mail->internal_date = fetched->internal_date;
  mail->size = fetched->size;
  return mail;
}

static gboolean
sink_cb (const SafiMail *fetched, gpointer user_data, GError **error)
{
  SafiScanBatch *self = user_data;
  SafiScanMail *mail = make_mail (fetched);
  const char *account = safi_message_ref_get_account (mail->ref);
  const char *identity = safi_message_ref_get_identity (mail->ref);
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiJudged) known = NULL;
  gboolean is_own;

  g_ptr_array_add (self->mails, mail);
  if (self->is_again)
    return TRUE;
  if (!safi_letters_is_own (self->session->store, account, identity, &is_own, error))
    return FALSE;
  if (is_own) {
    g_ptr_array_remove_index (self->mails, self->mails->len - 1);
    return TRUE;
  }
  known = safi_store_find_judged (self->session->store, account, identity, &local);
  if (known != NULL) {
    add_item (self, mail, known, FALSE, NULL);
    g_ptr_array_remove_index (self->mails, self->mails->len - 1);
    return TRUE;
  }
  if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
fetch (SafiScanBatch *self, GCancellable *cancellable, GError **error)
{
  const guint limit = self->view >= SAFI_VIEW_PARTS ? SAFI_SCAN_WHOLE_BATCH : G_MAXUINT;
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  while (self->next < self->uids->len && uids->len < limit)
    g_array_append_val (uids, g_array_index (self->uids, guint32, self->next++));
  if (!safi_fetch (self->session, self->folder, self->uidvalidity, uids, self->view, sink_cb, self,
                   &self->skipped, cancellable, error))
    return FALSE;
  self->fetched += g_get_monotonic_time () - start;
  self->asked = safi_scan_senders_ask (self->session, self->mails, self->view, error);
  return self->asked != NULL;
}

/* What is known of the senders is in the store before anything is judged: the filter reads it
 * there, and after a crash nobody is asked again. */
static gboolean
judge_all (SafiScanBatch *self, GCancellable *cancellable, GError **error)
{
  safi_fail_point ("scan.before-senders");
  if (!safi_scan_senders_keep (self->session, self->mails, self->asked, error))
    return FALSE;
  for (guint i = 0; i < self->mails->len && !self->is_again; i++)
    if (!judge (self, self->mails->pdata[i], cancellable, error))
      return FALSE;
  g_clear_pointer (&self->asked, safi_auth_batch_unref);
  g_ptr_array_set_size (self->mails, 0);
  return TRUE;
}

/* Goes on with the messages in @list, which is empty then. */
static void
begin_view (SafiScanBatch *self, SafiView view, GArray **list)
{
  g_array_unref (self->uids);
  self->uids = g_steal_pointer (list);
  *list = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->next = 0;
  self->view = view;
}

/* The view only ever grows, so this ends. */
static void
begin_next (SafiScanBatch *self)
{
  if (self->more->len > 0)
    begin_view (self, get_more_view (self), &self->more);
  else if (self->whole->len > 0)
    begin_view (self, SAFI_VIEW_WHOLE, &self->whole);
  else
    self->is_done = TRUE;
}

gboolean
safi_scan_batch_step (SafiScanBatch *self, GCancellable *cancellable, GError **error)
{
  if (self->asked == NULL)
    return fetch (self, cancellable, error);
  if (!safi_auth_batch_wait (self->asked, SAFI_SCAN_PATIENCE))
    return TRUE;
  if (!judge_all (self, cancellable, error))
    return FALSE;
  if (self->next >= self->uids->len)
    begin_next (self);
  return TRUE;
}

SafiScanBatch *
safi_scan_batch_new (SafiSession *session,
                     const char *folder,
                     guint32 uidvalidity,
                     GArray *uids,
                     SafiView view)
{
  SafiScanBatch *self = g_new0 (SafiScanBatch, 1);

  self->items = g_ptr_array_new_with_free_func (free_item);
  self->session = session;
  self->folder = g_strdup (folder);
  self->uidvalidity = uidvalidity;
  self->view = view;
  self->uids = g_array_copy (uids);
  self->more = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->whole = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->mails = g_ptr_array_new_with_free_func (free_mail);
  return self;
}

SafiScanBatch *
safi_scan_batch_new_again (SafiSession *session,
                           const char *folder,
                           guint32 uidvalidity,
                           GArray *uids)
{
  SafiScanBatch *self = safi_scan_batch_new (session, folder, uidvalidity, uids, SAFI_VIEW_LIVE);

  self->is_again = TRUE;
  return self;
}

void
safi_scan_batch_free (SafiScanBatch *self)
{
  if (self == NULL)
    return;
  if (self->asked != NULL)
    safi_auth_batch_cancel (self->asked);
  safi_auth_batch_unref (self->asked);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->mails);
  g_array_unref (self->uids);
  g_array_unref (self->more);
  g_array_unref (self->whole);
  g_free (self->folder);
  g_free (self);
}
