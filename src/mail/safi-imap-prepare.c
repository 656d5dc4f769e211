/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-prepare.h"

#include "mail/safi-imap-command.h"
#include "mail/safi-imap-error.h"

/* Coremail (163.com) opens no folder for a program that has not said its name. */
#define ID "ID (\"name\" \"Safibox\")"

/* Returns: (transfer full): the answer, whatever it says. */
static SafiImapReply *
say (SafiImapConnection *connection, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);

  return safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);
}

static gboolean
say_name (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiImapReply) reply = NULL;

  if (!safi_imap_connection_has (connection, "ID"))
    return TRUE;
  reply = say (connection, ID, cancellable, error);
  return reply != NULL;
}

/* As after STARTTLS: what came with the answer was said before both sides agreed. */
static gboolean
compress (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiImapReply) reply = NULL;

  if (connection->manners->no_compress ||
      !safi_imap_connection_has (connection, "COMPRESS=DEFLATE"))
    return TRUE;
  reply = say (connection, "COMPRESS DEFLATE", cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->condition != SAFI_IMAP_OK)
    return TRUE;
  connection->is_compressed = TRUE;
  if (!safi_imap_stream_is_drained (connection->stream))
    return safi_imap_error_set_protocol (error, "text slipped in before compression");
  safi_imap_stream_compress (connection->stream);
  return TRUE;
}

/* Whether both sides understand each other is found out at once: a later failure would look like
 * one of the network. */
static gboolean
prove (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiImapReply) reply = NULL;

  if (!connection->is_compressed)
    return TRUE;
  reply = say (connection, "NOOP", cancellable, error);
  return reply != NULL;
}

static void
agreed_cb (SafiImapReply *reply, gpointer user_data)
{
  SafiImapConnection *connection = user_data;

  if (reply->type == SAFI_IMAP_REPLY_ENABLED)
    connection->tells_vanished = g_strv_contains ((const char *const *) reply->words, "QRESYNC");
}

/* Before a folder is open (RFC 5161). A server that does not agree is asked in other ways. */
static gboolean
count_changes (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  const gboolean has_qresync = safi_imap_connection_has (connection, "QRESYNC");
  g_autoptr (SafiImapCommand) command = NULL;
  g_autoptr (SafiImapReply) reply = NULL;

  if (!safi_imap_connection_has (connection, "ENABLE") ||
      (!has_qresync && !safi_imap_connection_has (connection, "CONDSTORE")))
    return TRUE;
  command = safi_imap_command_new (has_qresync ? "ENABLE QRESYNC" : "ENABLE CONDSTORE");
  reply =
      safi_imap_command_run (command, connection, NULL, agreed_cb, connection, cancellable, error);
  return reply != NULL;
}

gboolean
safi_imap_prepare (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!say_name (connection, cancellable, error))
    return FALSE;
  if (compress (connection, cancellable, &local) && prove (connection, cancellable, &local))
    return count_changes (connection, cancellable, error);
  if (connection->is_compressed && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    connection->manners->no_compress = TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
