/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

/* Waiting for news over an open connection, with IDLE (RFC 2177) or, where a server has none, by
 * asking now and then. Lives on sources of the caller's thread-default context; nothing blocks but
 * the few round trips that begin, renew and end it. Nothing else may be said over the connection
 * meanwhile. */
typedef struct _SafiImapWait SafiImapWait;

/* Milliseconds between signs of life. A link that was found dead at one gets the next shorter one:
 * a router on the way forgets quiet connections. */
#define SAFI_IMAP_RENEWAL (9 * 60 * 1000)

/* Seconds within which the end of IDLE must be confirmed. */
#define SAFI_IMAP_DONE_SECONDS 30

/* Called once, from the context; then only free may be called. @error: (nullable): the connection
 * is dead; NULL: there is news. */
typedef void (*SafiImapWaitFunc) (const GError *error, gpointer user_data);

/* Looks first whether there is news already. Without IDLE and without @wait->may_ask:
 * SAFI_ERROR_INVALID, and nothing was said. @cancellable: used until the wait is freed. */
SafiImapWait *safi_imap_wait_new (SafiImapConnection *connection,
                                  const SafiWait *wait,
                                  guint renewal,
                                  SafiImapWaitFunc func,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error);

/* Ends it on the server too, so that the connection can be used. */
gboolean safi_imap_wait_end (SafiImapWait *self, GCancellable *cancellable, GError **error);

/* Does not speak: after the end, or when the connection goes too. */
void safi_imap_wait_free (SafiImapWait *self);

G_END_DECLS
