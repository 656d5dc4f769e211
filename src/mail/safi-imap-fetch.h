/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/safi-imap-connection.h"

G_BEGIN_DECLS

/* Fetches @uids of the open folder in batches, two of them in flight. A sink that stops gets no
 * more messages, but what the server was asked for is still read, so that the connection stays
 * usable. */
gboolean safi_imap_fetch (SafiImapConnection *connection,
                          const char *account,
                          GArray *uids,
                          gsize limit,
                          SafiMailSink sink,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
