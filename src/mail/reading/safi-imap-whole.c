/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-whole.h"

#include "mail/connection/safi-imap-error.h"
#include "mail/reply/safi-imap-set.h"

SafiImapReply *
safi_imap_whole_run (SafiImapConnection *connection,
                     const char *verb,
                     const char *set,
                     const char *rest,
                     const SafiImapLimits *limits,
                     SafiImapHandler handler,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *text = g_strconcat (verb, set, rest, NULL);
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  SafiImapReply *reply =
      safi_imap_command_run (command, connection, limits, handler, user_data, cancellable, error);

  return safi_imap_whole_go_on (connection, reply, verb, set, rest, limits, handler, user_data,
                                cancellable, error);
}

SafiImapReply *
safi_imap_whole_go_on (SafiImapConnection *connection,
                       SafiImapReply *reply,
                       const char *verb,
                       const char *set,
                       const char *rest,
                       const SafiImapLimits *limits,
                       SafiImapHandler handler,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *left = g_strdup (set);
  guint32 before = 0;

  while (reply != NULL && safi_imap_reply_is_done (reply) && connection->lowest != 0) {
    const guint32 lowest = connection->lowest;
    g_autofree char *below = safi_imap_set_below (left, lowest);
    g_autofree char *text = NULL;
    g_autoptr (SafiImapCommand) command = NULL;

    if (below == NULL)
      return reply;
    g_clear_pointer (&reply, safi_imap_reply_free);
    if (before != 0 && lowest >= before) {
      safi_imap_error_set_protocol (error, "the server does not come further");
      return NULL;
    }
    before = lowest;
    text = g_strconcat (verb, below, rest, NULL);
    command = safi_imap_command_new (text);
    reply =
        safi_imap_command_run (command, connection, limits, handler, user_data, cancellable, error);
    g_free (left);
    left = g_steal_pointer (&below);
  }
  return reply;
}
