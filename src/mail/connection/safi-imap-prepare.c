/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-prepare.h"

#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"

/* Coremail (163.com) opens no folder for a program that has not said its name. */
#define ID "ID (\"name\" \"Safibox\")"

/* What comes next does not wait for the answer, unless that may have gone wrong before. */
static gboolean
say_ahead (SafiImapConnection *connection,
           const char *text,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);

  if (connection->manners->one_by_one) {
    g_autoptr (SafiImapReply) reply =
        safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);

    return reply != NULL;
  }
  connection->is_ahead = TRUE;
  connection->unheard = safi_imap_command_send (command, connection, cancellable, error);
  return connection->unheard != 0;
}

static gboolean
say_name (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  return !safi_imap_connection_has (connection, "ID") ||
         say_ahead (connection, ID, cancellable, error);
}

/* As after STARTTLS: what came with the answer was said before both sides agreed. Whether they
 * understand each other shows with the next answer (is_unproven). */
static gboolean
compress (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("COMPRESS DEFLATE");
  g_autoptr (SafiImapReply) reply = NULL;

  if (connection->manners->no_compress ||
      !safi_imap_connection_has (connection, "COMPRESS=DEFLATE"))
    return TRUE;
  reply = safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->condition != SAFI_IMAP_OK)
    return TRUE;
  if (!safi_imap_stream_is_drained (connection->stream)) {
    connection->manners->no_compress = TRUE;
    return safi_imap_error_set_protocol (error, "text slipped in before compression");
  }
  safi_imap_stream_compress (connection->stream);
  connection->is_unproven = TRUE;
  return TRUE;
}

/* Before a folder is open (RFC 5161). A server that does not agree is asked in other ways. */
static gboolean
count_changes (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  const gboolean has_qresync = safi_imap_connection_has (connection, "QRESYNC");

  if (!safi_imap_connection_has (connection, "ENABLE") ||
      (!has_qresync && !safi_imap_connection_has (connection, "CONDSTORE")))
    return TRUE;
  return say_ahead (connection, has_qresync ? "ENABLE QRESYNC" : "ENABLE CONDSTORE", cancellable,
                    error);
}

/* ENABLE before compression is agreed on: nothing may be understood of what comes behind that. */
gboolean
safi_imap_prepare (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  return say_name (connection, cancellable, error) &&
         count_changes (connection, cancellable, error) &&
         compress (connection, cancellable, error);
}
