/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-reported.h"

#include "core/report/safi-feedback.h"
#include "core/report/safi-redact-mail.h"

void
safi_reported_clear (SafiReported *self)
{
  g_clear_object (&self->engine);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->verdict, safi_verdict_unref);
  g_clear_pointer (&self->message, safi_message_unref);
  g_clear_pointer (&self->auth, safi_auth_result_unref);
}

void
safi_reported_copy (SafiReported *to, const SafiReported *from)
{
  SafiReported copy = *from;

  if (copy.engine != NULL)
    g_object_ref (copy.engine);
  copy.account = g_strdup (from->account);
  if (copy.verdict != NULL)
    safi_verdict_ref (copy.verdict);
  if (copy.message != NULL)
    safi_message_ref (copy.message);
  if (copy.auth != NULL)
    safi_auth_result_ref (copy.auth);
  safi_reported_clear (to);
  *to = copy;
}

SafiKind
safi_reported_get_kind (const SafiReported *self)
{
  return self->verdict != NULL ? safi_verdict_get_kind (self->verdict) : SAFI_KIND_NONE;
}

GStrv
safi_reported_list_own (const SafiReported *self)
{
  g_autoptr (GStrvBuilder) own = g_strv_builder_new ();
  GListModel *accounts = self->engine != NULL ? safi_engine_get_accounts (self->engine) : NULL;

  for (guint i = 0; accounts != NULL && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_strv_builder_add (own, safi_account_get_address (safi_account_state_get_account (state)));
  }
  return g_strv_builder_end (own);
}

char *
safi_reported_find_reporter (const SafiReported *self, const char *const *own)
{
  SafiAccountState *state = self->engine != NULL && self->account != NULL
                                ? safi_engine_find_account (self->engine, self->account)
                                : NULL;

  return g_strdup (state != NULL ? safi_account_get_address (safi_account_state_get_account (state))
                                 : safi_feedback_find_reporter (self->message, own));
}

gboolean
safi_reported_can_fetch (const SafiReported *self)
{
  return self->engine != NULL && self->judged != 0 && safi_message_get_unseen (self->message) != 0;
}

gboolean
safi_reported_is_withheld (const SafiReported *self)
{
  return safi_reported_get_kind (self) == SAFI_KIND_THREAT && safi_redact_has_files (self->message);
}
