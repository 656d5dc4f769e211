/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-command.h"

G_BEGIN_DECLS

/* A server may carry out a command for the newest of its messages alone, and tells how far it came
 * (MESSAGELIMIT, RFC 9738): what is below is asked for then, until all was. */

/* Says @verb, @set, one of ours, and @rest. Returns: (transfer full): the last tagged reply. */
SafiImapReply *safi_imap_whole_run (SafiImapConnection *connection,
                                    const char *verb,
                                    const char *set,
                                    const char *rest,
                                    const SafiImapLimits *limits,
                                    SafiImapHandler handler,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);

/* The same for what the last command, about @set in whatever words, left undone. @reply: (transfer
 * full): how that ended, which is what is returned if nothing is left. */
SafiImapReply *safi_imap_whole_go_on (SafiImapConnection *connection,
                                      SafiImapReply *reply,
                                      const char *verb,
                                      const char *set,
                                      const char *rest,
                                      const SafiImapLimits *limits,
                                      SafiImapHandler handler,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
