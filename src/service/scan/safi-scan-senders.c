/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-scan-senders.h"

#include "store/senders/safi-store-auth.h"
#include "store/senders/safi-store-senders.h"

static gboolean
may_ask (SafiSession *session)
{
  return session->authenticator != NULL && session->policy.look_ups &&
         safi_account_get_kind (session->account) == SAFI_ACCOUNT_IMAP;
}

/* @known: (nullable): what the store knows. */
static gboolean
is_open (const SafiAuthResult *known, SafiView view)
{
  return known == NULL || !known->is_final ||
         (view == SAFI_VIEW_WHOLE && known->wants_whole &&
          known->identity != SAFI_IDENTITY_AUTHENTICATED);
}

/* Of old mail the signatures are not fetched: about it the provider's word is all there is. */
static gboolean
has_all_fields (const SafiScanMail *mail)
{
  return (safi_message_get_unseen (mail->message) & SAFI_UNSEEN_FIELDS) == 0;
}

static gboolean
add_mail (SafiSession *session,
          SafiAuthBatch *batch,
          SafiScanMail *mail,
          SafiView view,
          GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiAuthResult) known =
      safi_store_get_auth (session->store, safi_account_get_id (session->account),
                           safi_message_ref_get_identity (mail->ref), &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  /* The header alone tells too little of its sender, and it will be read again. */
  mail->is_asked = view != SAFI_VIEW_HEADER && is_open (known, view);
  return !mail->is_asked ||
         safi_senders_add (session->senders, batch, mail->message, mail->internal_date,
                           may_ask (session) && has_all_fields (mail),
                           safi_session_is_sparing (session), error);
}

SafiAuthBatch *
safi_scan_senders_ask (SafiSession *session, GPtrArray *mails, SafiView view, GError **error)
{
  g_autoptr (SafiAuthBatch) batch = safi_auth_batch_new ();

  for (guint i = 0; i < mails->len; i++)
    if (!add_mail (session, batch, mails->pdata[i], view, error))
      return NULL;
  if (session->authenticator != NULL)
    safi_authenticator_begin (session->authenticator, batch);
  else
    safi_auth_batch_run (batch, NULL, 0);
  return g_steal_pointer (&batch);
}

/* Whether the proof could change what becomes of @mail: by its weight, or because the person said
 * something of the sender that holds only for mail that proves itself. */
static gboolean
matters (SafiSession *session,
         const SafiScanMail *mail,
         SafiVerdict *verdict,
         gboolean *ret_matters,
         GError **error)
{
  const SafiAddress *from = safi_message_get_from (mail->message);
  g_autofree char *sender = safi_sender_name (from != NULL ? from->address : "");
  SafiSenderRule rule = SAFI_SENDER_RULE_NONE;

  *ret_matters = safi_filter_could_change (verdict, SAFI_SCAN_PROOF_NATS);
  if (*ret_matters || *sender == '\0')
    return TRUE;
  if (!safi_store_get_sender_rule (session->store, safi_account_get_id (session->account), sender,
                                   &rule, error))
    return FALSE;
  *ret_matters = rule != SAFI_SENDER_RULE_NONE;
  return TRUE;
}

/* @ret_wants: TRUE if what is known of @mail's sender is open until the whole of it was read. */
static gboolean
is_waiting (SafiSession *session, const SafiScanMail *mail, gboolean *ret_wants, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiAuthResult) known =
      safi_store_get_auth (session->store, safi_account_get_id (session->account),
                           safi_message_ref_get_identity (mail->ref), &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  *ret_wants = known != NULL && known->wants_whole && is_open (known, SAFI_VIEW_WHOLE);
  return TRUE;
}

gboolean
safi_scan_senders_want_whole (SafiSession *session,
                              const SafiScanMail *mail,
                              SafiVerdict *verdict,
                              gboolean *ret_wants,
                              GError **error)
{
  *ret_wants = FALSE;
  if (!may_ask (session) || safi_session_is_sparing (session) ||
      mail->size > SAFI_SCAN_PROOF_OCTETS_MAX)
    return TRUE;
  return matters (session, mail, verdict, ret_wants, error) &&
         (!*ret_wants || is_waiting (session, mail, ret_wants, error));
}

gboolean
safi_scan_senders_keep (SafiSession *session,
                        GPtrArray *mails,
                        SafiAuthBatch *asked,
                        GError **error)
{
  g_autoptr (GArray) senders = g_array_new (FALSE, FALSE, sizeof (SafiSender));

  safi_session_note_contacts (session);
  for (guint i = 0; i < mails->len; i++) {
    const SafiScanMail *mail = mails->pdata[i];
    const SafiSender sender = { safi_message_ref_get_identity (mail->ref), mail->internal_date };

    if (mail->is_asked)
      g_array_append_val (senders, sender);
  }
  return senders->len == 0 ||
         safi_senders_keep (session->senders, asked, (const SafiSender *) senders->data, error);
}

GArray *
safi_scan_senders_list_open (SafiSession *session,
                             const char *folder,
                             guint32 uidvalidity,
                             GError **error)
{
  const gint64 since = safi_clock_wall (session->clock) - SAFI_SENDERS_AGE;

  return safi_store_list_open_auth (session->store, safi_account_get_id (session->account), folder,
                                    uidvalidity, since, SAFI_SCAN_OPEN_MAX, error);
}

gboolean
safi_scan_senders_is_worth_it (SafiSession *session)
{
  return may_ask (session) && !safi_session_is_sparing (session) &&
         safi_authenticator_is_able (session->authenticator);
}
