/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"
#include "mail/reading/safi-imap-pace.h"

G_BEGIN_DECLS

/* Fetches @uids of the open folder through @view, several commands in flight: first what each
 * message is, then its parts, those with the same parts together. A sink that stops gets no more
 * messages, but what the server was asked for is still read, so that the connection stays usable.
 */
gboolean safi_imap_fetch (SafiImapConnection *connection,
                          SafiImapPace *pace,
                          const char *account,
                          GArray *uids,
                          SafiView view,
                          SafiMailSink sink,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
