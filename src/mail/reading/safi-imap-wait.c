/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-wait.h"

#include "core/base/safi-error.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/reading/safi-imap-folders.h"
#include "mail/reading/safi-imap-list.h"

struct _SafiImapWait {
  SafiImapConnection *connection; /* (transfer none) */
  GCancellable *cancellable;      /* (nullable) */
  SafiImapWaitFunc func;
  gpointer user_data;
  char *beside; /* (nullable) raw name */
  SafiImapStatus beside_status;
  guint renewal;  /* milliseconds */
  gboolean idles; /* IDLE was said and not ended */
  gboolean has_news;
  GSource *readable; /* (nullable) */
  GSource *timer;    /* (nullable) */
};

/* Ninths of the renewal: 9, 4 and 2 minutes; 5 where the server has to be asked. */
static const guint ninths[] = { 9, 4, 2 };
#define ASKING_NINTHS 5

static gboolean
can_idle (SafiImapConnection *connection)
{
  return safi_imap_connection_has (connection, "IDLE");
}

static guint
get_interval (SafiImapWait *self)
{
  guint n_dead = safi_imap_manners_get_dead (self->connection->manners, self->connection->network);

  if (!self->idles)
    return self->renewal * ASKING_NINTHS / 9;
  return self->renewal * ninths[MIN (n_dead, G_N_ELEMENTS (ninths) - 1)] / 9;
}

static void
reply_came_cb (SafiImapReply *reply, gpointer user_data)
{
  SafiImapWait *self = user_data;

  /* A server may end IDLE by itself; the renewal begins it anew. */
  self->idles &= reply->type != SAFI_IMAP_REPLY_TAGGED;
  if (reply->type == SAFI_IMAP_REPLY_EXISTS) {
    self->has_news |= reply->number > self->connection->exists;
    self->connection->exists = reply->number;
  }
  self->has_news |= reply->type == SAFI_IMAP_REPLY_EXPUNGE ||
                    (reply->type == SAFI_IMAP_REPLY_VANISHED && !reply->is_earlier);
}

/* A folder beside that cannot be looked at is left out from then on. */
static gboolean
look_beside (SafiImapWait *self, gboolean is_first, GError **error)
{
  g_autoptr (GError) local = NULL;
  SafiImapStatus before = self->beside_status;
  SafiImapStatus *now = &self->beside_status;

  if (self->beside == NULL)
    return TRUE;
  if (!safi_imap_folders_ask_status (self->connection, self->beside, now, self->cancellable,
                                     &local)) {
    g_clear_pointer (&self->beside, g_free);
    if (!self->connection->is_dead)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  /* New mail in the open folder may be told with this answer. */
  self->has_news |= self->connection->told_exists > self->connection->exists;
  self->has_news |=
      !is_first && (now->uidvalidity != before.uidvalidity || now->uidnext != before.uidnext ||
                    now->messages != before.messages);
  return TRUE;
}

/* What came between the last look at the folder and now. */
static gboolean
look_first (SafiImapWait *self, const SafiWait *wait, GError **error)
{
  SafiImapConnection *connection = self->connection;
  guint32 highest = 0;

  /* First the folder: STATUS is for folders that are not open (RFC 3501 section 6.3.10). */
  if (!safi_imap_folders_open (connection, wait->folder, FALSE, self->cancellable, error) ||
      !look_beside (self, TRUE, error))
    return FALSE;
  self->has_news |= connection->uidvalidity != wait->mark.uidvalidity;
  if (connection->uidnext != 0) {
    self->has_news |= connection->uidnext > wait->mark.uidnext;
    return TRUE;
  }
  if (!safi_imap_list_highest (connection, wait->mark.uidnext, &highest, self->cancellable, error))
    return FALSE;
  self->has_news |= highest >= MAX (wait->mark.uidnext, 1);
  return TRUE;
}

static gboolean
begin_idle (SafiImapWait *self, GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("IDLE");
  g_autoptr (SafiImapReply) reply = safi_imap_command_begin (
      command, self->connection, reply_came_cb, self, self->cancellable, error);

  if (reply == NULL)
    return FALSE;
  self->idles = reply->type == SAFI_IMAP_REPLY_CONTINUE;
  return TRUE;
}

/* A connection that is quiet now may have been dead for long: this finds it out. */
static gboolean
end_idle (SafiImapWait *self, GCancellable *cancellable, GError **error)
{
  SafiImapLimits limits = safi_imap_command_limits (self->connection, 0);
  g_autoptr (SafiImapReply) reply = NULL;

  if (!self->idles)
    return TRUE;
  self->idles = FALSE;
  limits.seconds = MIN (limits.seconds, SAFI_IMAP_DONE_SECONDS);
  reply = safi_imap_command_end (self->connection, "DONE", &limits, reply_came_cb, self,
                                 cancellable, error);
  return reply != NULL;
}

static gboolean
ask (SafiImapWait *self, GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("NOOP");
  g_autoptr (SafiImapReply) reply = safi_imap_command_run (
      command, self->connection, NULL, reply_came_cb, self, self->cancellable, error);

  return reply != NULL;
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* The callback may free the wait. */
static void
report (SafiImapWait *self, const GError *error)
{
  drop_source (&self->readable);
  drop_source (&self->timer);
  self->func (error, self->user_data);
}

static void listen_on (SafiImapWait *self);

static void
take_what_came (SafiImapWait *self)
{
  g_autoptr (GError) error = NULL;

  drop_source (&self->readable);
  if (!safi_imap_command_listen (self->connection, reply_came_cb, self, self->cancellable, &error))
    report (self, error);
  else if (self->has_news)
    report (self, NULL);
  else
    listen_on (self);
}

static gboolean
readable_cb (GObject *stream, gpointer user_data)
{
  take_what_came (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
buffered_cb (gpointer user_data)
{
  take_what_came (user_data);
  return G_SOURCE_REMOVE;
}

/* What the server said in one piece with its last answer is in our buffers already, where no source
 * of the network sees it. A fault found here is met again, and told, in what follows. */
static void
listen_on (SafiImapWait *self)
{
  SafiImapStream *stream = self->connection->stream;
  GIOStream *io = safi_imap_stream_get_io (stream);
  gboolean is_readable = TRUE;

  safi_imap_stream_peek (stream, &is_readable, self->cancellable, NULL);
  if (is_readable) {
    self->readable = g_idle_source_new ();
    g_source_set_callback (self->readable, buffered_cb, self, NULL);
  } else {
    self->readable = g_pollable_input_stream_create_source (
        G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (io)), NULL);
    g_source_set_callback (self->readable, G_SOURCE_FUNC (readable_cb), self, NULL);
  }
  g_source_attach (self->readable, g_main_context_get_thread_default ());
}

static void watch (SafiImapWait *self);

static gboolean
renew (SafiImapWait *self, GError **error)
{
  SafiImapManners *manners = self->connection->manners;

  if (self->idles && !end_idle (self, self->cancellable, error)) {
    safi_imap_manners_note_dead (manners, self->connection->network);
    return FALSE;
  }
  if (!can_idle (self->connection) && !ask (self, error))
    return FALSE;
  if (!look_beside (self, FALSE, error))
    return FALSE;
  return self->has_news || !can_idle (self->connection) || begin_idle (self, error);
}

static gboolean
time_over_cb (gpointer user_data)
{
  SafiImapWait *self = user_data;
  g_autoptr (GError) error = NULL;

  drop_source (&self->readable);
  drop_source (&self->timer);
  if (!self->has_news && !renew (self, &error))
    report (self, error);
  else if (self->has_news)
    report (self, NULL);
  else
    watch (self);
  return G_SOURCE_REMOVE;
}

static void
watch (SafiImapWait *self)
{
  self->timer = g_timeout_source_new (self->has_news ? 0 : get_interval (self));
  g_source_set_callback (self->timer, time_over_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  if (!self->has_news)
    listen_on (self);
}

SafiImapWait *
safi_imap_wait_new (SafiImapConnection *connection,
                    const SafiWait *wait,
                    guint renewal,
                    SafiImapWaitFunc func,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  SafiImapWait *self;

  if (!can_idle (connection) && !wait->may_ask) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "the server tells nothing unasked");
    return NULL;
  }
  self = g_new0 (SafiImapWait, 1);
  self->connection = connection;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->func = func;
  self->user_data = user_data;
  self->beside = g_strdup (wait->beside);
  self->renewal = renewal;
  if (!look_first (self, wait, error) ||
      (!self->has_news && can_idle (connection) && !begin_idle (self, error))) {
    safi_imap_wait_free (self);
    return NULL;
  }
  watch (self);
  return self;
}

gboolean
safi_imap_wait_end (SafiImapWait *self, GCancellable *cancellable, GError **error)
{
  drop_source (&self->readable);
  drop_source (&self->timer);
  return end_idle (self, cancellable, error);
}

void
safi_imap_wait_free (SafiImapWait *self)
{
  if (self == NULL)
    return;
  drop_source (&self->readable);
  drop_source (&self->timer);
  g_clear_object (&self->cancellable);
  g_free (self->beside);
  g_free (self);
}
