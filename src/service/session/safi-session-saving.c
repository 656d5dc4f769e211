/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/imap/safi-imap-source.h"
#include "service/session/safi-reach.h"
#include "service/session/safi-session.h"
#include "store/accounts/safi-data-use.h"
#include "store/senders/safi-store-contacts.h"

void
safi_session_note_data_use (SafiSession *self)
{
  const char *account = self->is_known ? safi_account_get_id (self->account) : SAFI_DATA_USE_NOBODY;
  guint64 received = 0, sent = 0;

  if (self->broken != NULL || !SAFI_IS_IMAP_SOURCE (self->source))
    return;
  safi_imap_source_get_traffic (SAFI_IMAP_SOURCE (self->source), &received, &sent);
  if (received + sent > self->octets_noted &&
      safi_store_add_data_use (self->store, account, safi_clock_wall (self->clock),
                               received + sent - self->octets_noted, NULL)) {
    safi_contacts_add_octets (
        self->contacts, SAFI_CONTACT_MAILBOX, safi_account_get_host (self->account),
        safi_account_get_port (self->account), received + sent - self->octets_noted);
    self->octets_noted = received + sent;
  }
  safi_session_note_contacts (self);
}

void
safi_session_note_contacts (SafiSession *self)
{
  if (self->contacts != NULL && self->store != NULL)
    safi_store_keep_contacts (self->store, self->contacts);
}

gboolean
safi_session_read_allowance (SafiSession *self, SafiAllowance *ret_allowance, GError **error)
{
  guint64 used, lifted_at;

  *ret_allowance = SAFI_ALLOWANCE_FULL;
  if (!SAFI_IS_IMAP_SOURCE (self->source) || self->policy.day_megabytes == 0)
    return TRUE;
  safi_session_note_data_use (self);
  if (!safi_store_get_day_use (self->store, safi_clock_wall (self->clock), &used, &lifted_at,
                               error))
    return FALSE;
  *ret_allowance = safi_policy_get_allowance (&self->policy, used, lifted_at);
  return TRUE;
}

SafiSaving
safi_session_get_saving (SafiSession *self)
{
  const SafiReach reach = safi_reach_read (self->store, safi_account_get_id (self->account));
  SafiSaving saving = { 0 };

  safi_reach_tell (&reach, &saving);
  /* What cannot be read is told by the next job that needs it. */
  safi_session_read_allowance (self, &saving.allowance, NULL);
  return saving;
}

gboolean
safi_session_is_sparing (SafiSession *self)
{
  return self->policy.spares_data ||
         (self->authenticator != NULL && safi_authenticator_is_sparing (self->authenticator));
}
