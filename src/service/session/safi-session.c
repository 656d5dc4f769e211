/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/session/safi-session.h"

#include "account/safi-secrets.h"
#include "core/base/safi-error.h"
#include "mail/files/safi-folder-source.h"
#include "mail/imap/safi-imap-source.h"

/* A connection that nobody listened to for so long may be dead without saying so: routers forget
 * it, servers drop it. A new one costs less than finding out. */
#define IDLE_MAX (4 * 60 * G_USEC_PER_SEC) /* microseconds */

SafiSession *
safi_session_new (const char *directory,
                  SafiClock *clock,
                  GTlsDatabase *database,
                  SafiAuthenticator *authenticator,
                  SafiAccount *account,
                  SafiEventFunc emit,
                  gpointer emit_data)
{
  SafiSession *self = g_new0 (SafiSession, 1);

  self->directory = g_strdup (directory);
  self->clock = clock;
  self->database = database != NULL ? g_object_ref (database) : NULL;
  self->authenticator = authenticator;
  self->account = safi_account_ref (account);
  self->emit = emit;
  self->emit_data = emit_data;
  self->policy = safi_policy_default ();
  self->waiting = g_cancellable_new ();
  return self;
}

void
safi_session_free (SafiSession *self)
{
  if (self == NULL)
    return;
  g_free (self->directory);
  g_free (self->beside);
  g_free (self->manners);
  g_object_unref (self->waiting);
  g_clear_object (&self->database);
  safi_contacts_unref (self->contacts);
  safi_account_unref (self->account);
  safi_secret_free (self->secret);
  safi_secret_free (self->token);
  g_clear_error (&self->broken);
  g_clear_error (&self->problem);
  g_free (self);
}

void
safi_session_set_contacts (SafiSession *self, SafiContacts *contacts)
{
  g_return_if_fail (self->contacts == NULL && self->source == NULL);

  self->contacts = safi_contacts_ref (contacts);
}

static SafiMailSource *
make_source (SafiSession *self)
{
  SafiMailSource *source;

  if (safi_account_get_kind (self->account) == SAFI_ACCOUNT_PRACTICE)
    return safi_folder_source_new (safi_account_get_id (self->account),
                                   safi_account_get_directory (self->account));
  source = safi_imap_source_new (self->account, self->database);
  if (self->contacts != NULL)
    safi_imap_source_set_contacts (SAFI_IMAP_SOURCE (source), self->contacts);
  return source;
}

/* FALSE, too, if the store does not tell: whoever needs the account next says why. */
static gboolean
is_stored (SafiStore *store, const char *id)
{
  g_autoptr (SafiAccount) account = safi_store_get_account (store, id, NULL);

  return account != NULL;
}

void
safi_session_enter (SafiSession *self)
{
  const char *account = safi_account_get_id (self->account);

  self->source = make_source (self);
  self->store = safi_store_open (self->directory, self->clock, safi_filter_lookup, &self->broken);
  if (self->store == NULL ||
      !safi_store_get_policy (self->store, account, &self->policy, &self->broken))
    return;
  self->is_known = is_stored (self->store, account);
  self->senders = safi_senders_new (self->store, self->account);
  safi_senders_set_policy (self->senders, &self->policy);
  self->is_batv_key_read = FALSE;
  safi_session_read_manners (self);
  self->filter = safi_filter_new (self->store, self->account, &self->broken);
  if (self->filter != NULL)
    safi_filter_set_policy (self->filter, &self->policy);
}

void
safi_session_leave (SafiSession *self)
{
  safi_session_disconnect (self);
  safi_session_note_data_use (self);
  safi_session_keep_manners (self);
  g_clear_object (&self->source);
  g_clear_pointer (&self->filter, safi_filter_free);
  g_clear_pointer (&self->senders, safi_senders_free);
  g_clear_pointer (&self->store, safi_store_close);
}

gboolean
safi_session_check_store (SafiSession *self, GError **error)
{
  if (self->broken == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->broken));
  return FALSE;
}

static void
drop_stale (SafiSession *self)
{
  gint64 now = safi_clock_monotonic (self->clock);

  if (!self->is_waiting && now - self->last_used > IDLE_MAX)
    safi_mail_source_close (self->source);
  self->last_used = now;
  self->is_waiting = FALSE;
}

/* An access token may be withdrawn before its time: a second one is tried, a third is not. */
static gboolean
open_source (SafiSession *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->is_token_new = FALSE;
  if (safi_mail_source_open (self->source, safi_session_give_secret, self, cancellable, &local))
    return TRUE;
  if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_SIGNED_OUT) && safi_session_drop_token (self))
    return safi_mail_source_open (self->source, safi_session_give_secret, self, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
safi_session_open (SafiSession *self, GCancellable *cancellable, GError **error)
{
  gboolean is_open;

  drop_stale (self);
  if (!safi_session_check_store (self, error))
    return FALSE;
  is_open = open_source (self, cancellable, error);
  safi_session_note_contacts (self);
  if (!is_open)
    return FALSE;
  self->is_connected = TRUE;
  safi_session_load_batv_key (self, cancellable);
  return TRUE;
}

void
safi_session_disconnect (SafiSession *self)
{
  if (self->source != NULL)
    safi_mail_source_close (self->source);
  self->is_waiting = FALSE;
  g_clear_pointer (&self->junk_folder, g_free);
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  self->is_settled = FALSE;
}

GPtrArray *
safi_session_list_folders (SafiSession *self, GCancellable *cancellable, GError **error)
{
  if (self->folders == NULL)
    self->folders = safi_mail_source_list_folders (self->source, cancellable, error);
  return self->folders;
}

static SafiFolder *
choose_junk (GPtrArray *folders, const char *wanted)
{
  if (*wanted == '\0')
    return safi_folder_find (folders, SAFI_FOLDER_JUNK);
  for (guint i = 0; i < folders->len; i++)
    if (g_str_equal (((SafiFolder *) folders->pdata[i])->name, wanted))
      return folders->pdata[i];
  return NULL;
}

const char *
safi_session_find_junk (SafiSession *self, GCancellable *cancellable, GError **error)
{
  GPtrArray *folders;
  SafiFolder *junk;

  if (self->junk_folder != NULL)
    return self->junk_folder;
  folders = safi_session_list_folders (self, cancellable, error);
  if (folders == NULL)
    return NULL;
  junk = choose_junk (folders, self->policy.junk_folder);
  if (junk == NULL)
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NO_JUNK_FOLDER, "no folder for junk");
  else
    self->junk_folder = g_strdup (junk->name);
  return self->junk_folder;
}

guint64
safi_session_get_octets (SafiSession *self)
{
  guint64 received = 0, sent = 0;

  if (SAFI_IS_IMAP_SOURCE (self->source))
    safi_imap_source_get_traffic (SAFI_IMAP_SOURCE (self->source), &received, &sent);
  return received;
}
