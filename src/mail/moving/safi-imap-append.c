/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/moving/safi-imap-append.h"

#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"

/* It waits for the server's "+" (no LITERAL+): one that refuses is not sent the message. */
gboolean
safi_imap_append (SafiImapConnection *connection,
                  const char *folder,
                  GBytes *octets,
                  SafiPlace *ret_place,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("APPEND ");
  g_autoptr (SafiImapReply) reply = NULL;

  safi_imap_command_add_string (command, folder);
  safi_imap_command_add (command, " ");
  safi_imap_command_add_octets (command, octets);
  reply = safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->condition != SAFI_IMAP_OK)
    return safi_imap_error_set_refused (error, reply->code, reply->text);
  if (g_strcmp0 (reply->code, "APPENDUID") == 0)
    *ret_place = (SafiPlace){ .uidvalidity = reply->uidvalidity, .uid = reply->number };
  return TRUE;
}
