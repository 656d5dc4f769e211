/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/imap/safi-imap-source.h"

#include "core/base/safi-error.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-connection.h"
#include "mail/moving/safi-imap-append.h"
#include "mail/moving/safi-imap-junk.h"
#include "mail/moving/safi-imap-move.h"
#include "mail/reading/safi-imap-changes.h"
#include "mail/reading/safi-imap-fetch.h"
#include "mail/reading/safi-imap-folders.h"
#include "mail/reading/safi-imap-list.h"
#include "mail/reading/safi-imap-wait.h"

struct _SafiImapSource {
  GObject parent;

  SafiAccount *account;
  GTlsDatabase *database;         /* (nullable) */
  SafiImapConnection *connection; /* (nullable) closed */
  SafiImapPatience patience;
  SafiImapPace pace;
  SafiImapManners manners;
  SafiContacts *contacts;      /* (nullable) */
  SafiCredentials credentials; /* (nullable): of the call that opened */
  gpointer credentials_data;
  SafiImapWait *wait; /* (nullable) */
  SafiNews news;
  gpointer news_data;
  guint renewal;          /* milliseconds */
  gint64 broken;          /* microseconds, monotonic: when a connection may last have broken */
  guint64 received, sent; /* octets of connections that are closed */
};

static void safi_imap_source_interface_init (SafiMailSourceInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SafiImapSource,
                               safi_imap_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAFI_TYPE_MAIL_SOURCE,
                                                      safi_imap_source_interface_init))

static void
close_connection (SafiImapSource *self)
{
  g_clear_pointer (&self->wait, safi_imap_wait_free);
  if (self->connection == NULL)
    return;
  self->received += safi_imap_stream_get_received (self->connection->stream);
  self->sent += safi_imap_stream_get_sent (self->connection->stream);
  g_clear_pointer (&self->connection, safi_imap_connection_free);
}

/* Every call ends here: what is broken is closed. */
static void
look_after_connection (SafiImapSource *self)
{
  if (self->connection == NULL || !self->connection->is_dead)
    return;
  self->broken = g_get_monotonic_time ();
  self->manners.one_by_one |= self->connection->is_ahead;
  self->manners.no_compress |= safi_imap_stream_is_garbled (self->connection->stream);
  close_connection (self);
}

/* The server is told that the wait is over: only then can anything else be said. */
static gboolean
end_wait (SafiImapSource *self, GCancellable *cancellable, GError **error)
{
  gboolean is_over;

  if (self->wait == NULL)
    return TRUE;
  is_over = safi_imap_wait_end (self->wait, cancellable, error);
  g_clear_pointer (&self->wait, safi_imap_wait_free);
  look_after_connection (self);
  return is_over;
}

static gboolean
begin_call (SafiImapSource *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !end_wait (self, cancellable, error))
    return FALSE;
  if (self->connection != NULL)
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_DISCONNECTED, "the source is closed");
  return FALSE;
}

static gboolean
open_connection (SafiImapSource *self, GCancellable *cancellable, GError **error)
{
  self->connection = safi_imap_connection_open (self->account, self->database, &self->patience,
                                                &self->manners, self->contacts, self->credentials,
                                                self->credentials_data, cancellable, error);
  return self->connection != NULL;
}

/* Whether both sides understand what they agreed to compress is known with the first answer. If
 * none came, it is done without from now on, at once. Call it when a call failed with @failure,
 * which it consumes. Returns: TRUE if the call can be made again; else FALSE with @error. */
static gboolean
reopen_uncompressed (SafiImapSource *self,
                     GError *failure,
                     GCancellable *cancellable,
                     GError **error)
{
  gboolean is_cause = self->connection->is_dead && self->connection->is_unproven &&
                      !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  self->manners.no_compress |= is_cause;
  look_after_connection (self);
  if (is_cause && self->credentials != NULL) {
    g_error_free (failure);
    return open_connection (self, cancellable, error);
  }
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
prove (SafiImapSource *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("NOOP");
  g_autoptr (SafiImapReply) reply = NULL;
  GError *local = NULL;

  if (!self->connection->is_unproven)
    return TRUE;
  reply = safi_imap_command_run (command, self->connection, NULL, NULL, NULL, cancellable, &local);
  return reply != NULL || reopen_uncompressed (self, local, cancellable, error);
}

/* For calls that do not prove themselves that compression works. */
static gboolean
begin_proven_call (SafiImapSource *self, GCancellable *cancellable, GError **error)
{
  return begin_call (self, cancellable, error) && prove (self, cancellable, error);
}

static gboolean
safi_imap_source_open (SafiMailSource *source,
                       SafiCredentials credentials,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  gboolean tried_to_compress = !self->manners.no_compress;
  g_autoptr (GError) local = NULL;

  self->credentials = credentials;
  self->credentials_data = user_data;
  /* A link that died while nothing was said over it is no failure: there will be another. */
  if (!end_wait (self, cancellable, NULL))
    close_connection (self);
  if (self->connection != NULL || open_connection (self, cancellable, &local))
    return TRUE;
  if (tried_to_compress && self->manners.no_compress)
    return open_connection (self, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
safi_imap_source_close (SafiMailSource *source)
{
  close_connection (SAFI_IMAP_SOURCE (source));
}

static GPtrArray *
safi_imap_source_list_folders (SafiMailSource *source, GCancellable *cancellable, GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  GPtrArray *folders;

  if (!begin_proven_call (self, cancellable, error))
    return NULL;
  folders = safi_imap_folders_list (self->connection, cancellable, error);
  look_after_connection (self);
  return folders;
}

static SafiListing *
safi_imap_source_list_since (SafiMailSource *source,
                             const char *folder,
                             const SafiMark *mark,
                             GCancellable *cancellable,
                             GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  SafiListing *listing;
  GError *local = NULL;

  if (!begin_call (self, cancellable, error))
    return NULL;
  listing = safi_imap_list_since (self->connection, folder, mark, cancellable, &local);
  if (listing == NULL && reopen_uncompressed (self, local, cancellable, error))
    listing = safi_imap_list_since (self->connection, folder, mark, cancellable, error);
  look_after_connection (self);
  return listing;
}

static SafiChanges *
safi_imap_source_list_changes (SafiMailSource *source,
                               const char *folder,
                               const SafiFolderState *since,
                               GArray *uids,
                               GCancellable *cancellable,
                               GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  SafiChanges *changes;

  if (!begin_proven_call (self, cancellable, error))
    return NULL;
  changes = safi_imap_changes_list (self->connection, folder, since, uids, cancellable, error);
  look_after_connection (self);
  return changes;
}

static gboolean
safi_imap_source_survey (SafiMailSource *source,
                         const char *folder,
                         const SafiRecent *recent,
                         SafiSurvey *ret_survey,
                         GCancellable *cancellable,
                         GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  gboolean done;
  GError *local = NULL;

  if (!begin_call (self, cancellable, error))
    return FALSE;
  done = safi_imap_list_survey (self->connection, folder, recent, ret_survey, cancellable, &local);
  if (!done && reopen_uncompressed (self, local, cancellable, error))
    done = safi_imap_list_survey (self->connection, folder, recent, ret_survey, cancellable, error);
  look_after_connection (self);
  return done;
}

static gboolean
safi_imap_source_append (SafiMailSource *source,
                         const char *folder,
                         GBytes *octets,
                         SafiPlace *ret_place,
                         GCancellable *cancellable,
                         GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  gboolean done;

  if (!begin_proven_call (self, cancellable, error))
    return FALSE;
  done = safi_imap_append (self->connection, folder, octets, ret_place, cancellable, error);
  look_after_connection (self);
  return done;
}

static char *
safi_imap_source_make_junk (SafiMailSource *source,
                            const char *name,
                            GCancellable *cancellable,
                            GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  char *made;

  if (!begin_proven_call (self, cancellable, error))
    return NULL;
  made = name == NULL ? safi_imap_junk_name (self->connection, cancellable, error)
                      : safi_imap_junk_create (self->connection, name, cancellable, error);
  look_after_connection (self);
  return made;
}

static gboolean
safi_imap_source_fetch (SafiMailSource *source,
                        const char *folder,
                        guint32 uidvalidity,
                        GArray *uids,
                        SafiView view,
                        SafiMailSink sink,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  gboolean done;

  if (!begin_proven_call (self, cancellable, error))
    return FALSE;
  done = safi_imap_folders_open_as (self->connection, folder, uidvalidity, FALSE, cancellable,
                                    error) &&
         safi_imap_fetch (self->connection, &self->pace, safi_account_get_id (self->account), uids,
                          view, sink, user_data, cancellable, error);
  look_after_connection (self);
  return done;
}

/* Waits for what is left of the time in which a server may still be at a lost command. */
static gboolean
settle (SafiImapSource *self, GPtrArray *actions, GCancellable *cancellable, GError **error)
{
  gint64 until = self->broken + (gint64) self->patience.settle * 1000;
  gboolean needed = FALSE;
  GPollFD fd;

  for (guint i = 0; i < actions->len; i++)
    needed |= safi_imap_moving_get_state (actions->pdata[i]) != SAFI_MOVE_PLANNED;
  while (needed && g_get_monotonic_time () < until) {
    int left = (int) ((until - g_get_monotonic_time ()) / 1000 + 1);

    if (g_cancellable_make_pollfd (cancellable, &fd)) {
      g_poll (&fd, 1, left);
      g_cancellable_release_fd (cancellable);
    } else {
      g_usleep ((gulong) left * 1000);
    }
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
safi_imap_source_move (SafiMailSource *source,
                       GPtrArray *actions,
                       SafiMoveStep step,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  SafiMessageRef *from = safi_action_get_from (actions->pdata[0]);
  g_autoptr (GArray) moving = safi_imap_moving_list (actions);
  SafiImapMove move = {
    .from = safi_message_ref_get_folder (from),
    .from_uidvalidity = safi_message_ref_get_uidvalidity (from),
    .to = safi_action_get_to_folder (actions->pdata[0]),
    .is_to_junk = safi_action_get_fields (actions->pdata[0])->undoes == 0,
    .moving = moving,
    .step = step,
    .user_data = user_data,
    .cancellable = cancellable,
  };
  gboolean done;

  if (!begin_proven_call (self, cancellable, error) || !settle (self, actions, cancellable, error))
    return FALSE;
  move.connection = self->connection;
  done = safi_imap_move (&move, error);
  look_after_connection (self);
  return done;
}

static GArray *
safi_imap_source_find (SafiMailSource *source,
                       const char *folder,
                       const char *identity,
                       gint64 since,
                       GCancellable *cancellable,
                       GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  GArray *found;

  if (!begin_proven_call (self, cancellable, error))
    return NULL;
  found = safi_imap_list_find (self->connection, folder, identity, since, cancellable, error);
  look_after_connection (self);
  return found;
}

/* A server that keeps no keywords answers NO or BAD, or forgets them: no harm. */
static gboolean
store_keyword (SafiImapSource *self,
               guint32 uid,
               SafiFlags keyword,
               gboolean on,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *text = g_strdup_printf ("UID STORE %u %sFLAGS.SILENT (%s)", uid, on ? "+" : "-",
                                           keyword == SAFI_FLAG_JUNK ? "$Junk" : "$NotJunk");
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  g_autoptr (SafiImapReply) reply =
      safi_imap_command_run (command, self->connection, NULL, NULL, NULL, cancellable, error);

  return reply != NULL;
}

static gboolean
safi_imap_source_set_keyword (SafiMailSource *source,
                              SafiMessageRef *ref,
                              SafiFlags keyword,
                              gboolean on,
                              GCancellable *cancellable,
                              GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);
  gboolean done;

  if (!begin_proven_call (self, cancellable, error))
    return FALSE;
  done = safi_imap_folders_open_as (self->connection, safi_message_ref_get_folder (ref),
                                    safi_message_ref_get_uidvalidity (ref), TRUE, cancellable,
                                    error) &&
         store_keyword (self, safi_message_ref_get_uid (ref), keyword, on, cancellable, error);
  look_after_connection (self);
  return done;
}

static void
wait_over_cb (const GError *error, gpointer user_data)
{
  SafiImapSource *self = user_data;

  if (error != NULL)
    g_clear_pointer (&self->wait, safi_imap_wait_free);
  look_after_connection (self);
  self->news (SAFI_MAIL_SOURCE (self), error, self->news_data);
}

static gboolean
safi_imap_source_wait (SafiMailSource *source,
                       const SafiWait *wait,
                       SafiNews news,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (source);

  if (!begin_proven_call (self, cancellable, error))
    return FALSE;
  self->news = news;
  self->news_data = user_data;
  self->wait = safi_imap_wait_new (self->connection, wait, self->renewal, wait_over_cb, self,
                                   cancellable, error);
  look_after_connection (self);
  return self->wait != NULL;
}

static void
safi_imap_source_finalize (GObject *object)
{
  SafiImapSource *self = SAFI_IMAP_SOURCE (object);

  close_connection (self);
  safi_imap_manners_clear (&self->manners);
  safi_account_unref (self->account);
  g_clear_object (&self->database);
  g_clear_pointer (&self->contacts, safi_contacts_unref);
  G_OBJECT_CLASS (safi_imap_source_parent_class)->finalize (object);
}

static void
safi_imap_source_interface_init (SafiMailSourceInterface *interface)
{
  interface->open = safi_imap_source_open;
  interface->close = safi_imap_source_close;
  interface->list_folders = safi_imap_source_list_folders;
  interface->list_since = safi_imap_source_list_since;
  interface->list_changes = safi_imap_source_list_changes;
  interface->survey = safi_imap_source_survey;
  interface->append = safi_imap_source_append;
  interface->make_junk = safi_imap_source_make_junk;
  interface->fetch = safi_imap_source_fetch;
  interface->move = safi_imap_source_move;
  interface->find = safi_imap_source_find;
  interface->set_keyword = safi_imap_source_set_keyword;
  interface->wait = safi_imap_source_wait;
}

static void
safi_imap_source_class_init (SafiImapSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_imap_source_finalize;
}

static void
safi_imap_source_init (SafiImapSource *self)
{
  /* The process before this one may have lost a connection just now. */
  self->broken = g_get_monotonic_time ();
  safi_imap_manners_init (&self->manners);
  self->renewal = SAFI_IMAP_RENEWAL;
  safi_imap_patience_init (&self->patience);
  safi_imap_pace_init (&self->pace);
}

SafiMailSource *
safi_imap_source_new (SafiAccount *account, GTlsDatabase *database)
{
  SafiImapSource *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (safi_account_get_kind (account) == SAFI_ACCOUNT_IMAP, NULL);

  self = g_object_new (SAFI_TYPE_IMAP_SOURCE, NULL);
  self->account = safi_account_ref (account);
  g_set_object (&self->database, database);
  return SAFI_MAIL_SOURCE (self);
}

void
safi_imap_source_set_patience (SafiImapSource *self, guint silence, guint command, guint settle_for)
{
  g_return_if_fail (SAFI_IS_IMAP_SOURCE (self));

  self->patience = (SafiImapPatience){ silence, command, settle_for };
}

void
safi_imap_source_set_renewal (SafiImapSource *self, guint milliseconds)
{
  g_return_if_fail (SAFI_IS_IMAP_SOURCE (self));

  self->renewal = milliseconds;
}

void
safi_imap_source_set_contacts (SafiImapSource *self, SafiContacts *contacts)
{
  g_return_if_fail (SAFI_IS_IMAP_SOURCE (self));
  g_return_if_fail (self->contacts == NULL);

  self->contacts = safi_contacts_ref (contacts);
}

char *
safi_imap_source_get_manners (SafiImapSource *self)
{
  g_return_val_if_fail (SAFI_IS_IMAP_SOURCE (self), NULL);

  self->manners.one_by_one |= self->pace.one_by_one;
  return safi_imap_manners_to_text (&self->manners, safi_account_get_host (self->account));
}

void
safi_imap_source_set_manners (SafiImapSource *self, const char *text)
{
  g_return_if_fail (SAFI_IS_IMAP_SOURCE (self));

  safi_imap_manners_read_text (&self->manners, text, safi_account_get_host (self->account));
  self->pace.one_by_one |= self->manners.one_by_one;
}

gboolean
safi_imap_source_open_on (SafiImapSource *self,
                          GIOStream *io,
                          SafiCredentials credentials,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (SAFI_IS_IMAP_SOURCE (self), FALSE);
  g_return_val_if_fail (self->connection == NULL, FALSE);

  self->connection =
      safi_imap_connection_open_on (io, self->account, &self->patience, &self->manners, credentials,
                                    user_data, cancellable, error);
  return self->connection != NULL;
}

void
safi_imap_source_get_traffic (SafiImapSource *self, guint64 *ret_received, guint64 *ret_sent)
{
  g_return_if_fail (SAFI_IS_IMAP_SOURCE (self));

  *ret_received = self->received;
  *ret_sent = self->sent;
  if (self->connection == NULL)
    return;
  *ret_received += safi_imap_stream_get_received (self->connection->stream);
  *ret_sent += safi_imap_stream_get_sent (self->connection->stream);
}
