/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-filter-private.h"
#include "store/senders/safi-store-auth.h"
#include "store/senders/safi-store-senders.h"

gboolean
safi_filter_read_auth (SafiFilter *self,
                       SafiMessage *message,
                       SafiAuthResult **ret_auth,
                       GError **error)
{
  g_autoptr (GError) failure = NULL;
  SafiAuthResult *auth = NULL;

  if (self->store != NULL)
    auth = safi_store_get_auth (self->store, safi_account_get_id (self->account),
                                safi_message_get_identity (message), &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *ret_auth = auth;
  return TRUE;
}

static gboolean
read_rule (SafiFilter *self,
           SafiMessage *message,
           const SafiAuthResult *auth,
           SafiSenderRule *ret_rule,
           GError **error)
{
  g_autofree char *sender = safi_sender_name_of (message, auth);

  *ret_rule = SAFI_SENDER_RULE_NONE;
  return self->store == NULL || *sender == '\0' ||
         safi_store_get_sender_rule (self->store, safi_account_get_id (self->account), sender,
                                     ret_rule, error);
}

SafiReadMail *
safi_filter_read (SafiFilter *self, SafiMessage *message, GError **error)
{
  const guint8 *key =
      self->model != NULL ? safi_bayes_model_get_key (self->model) : SAFI_STARTER_KEY;
  g_autoptr (SafiAuthResult) auth = NULL;
  SafiSenderRule rule;
  SafiReadMail *mail;

  if (!safi_filter_read_auth (self, message, &auth, error) ||
      !read_rule (self, message, auth, &rule, error))
    return NULL;
  mail = g_new (SafiReadMail, 1);
  mail->message = message;
  mail->rule = rule;
  mail->tokens = safi_tokens_new_with_auth (message, auth, key);
  mail->auth = g_steal_pointer (&auth);
  return mail;
}

void
safi_read_mail_free (SafiReadMail *mail)
{
  if (mail == NULL)
    return;
  g_clear_pointer (&mail->auth, safi_auth_result_unref);
  safi_tokens_free (mail->tokens);
  g_free (mail);
}
