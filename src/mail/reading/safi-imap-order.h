/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-view.h"
#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

#define SAFI_IMAP_ORDER_MESSAGES 5 /* compared at a test */
#define SAFI_IMAP_ORDER_TESTS 3    /* that may tell nothing before it is left at that */

/* Whether the fields that @view reads may be asked for alone, and what came first still be told
 * from what came later. */
gboolean safi_imap_order_is_kept (SafiImapConnection *connection, SafiView view);

/* Finds it out, once for each host: compares some fields with the whole header of a few of @uids in
 * the open folder. What the server refuses tells nothing. Returns: FALSE with @error if the
 * connection broke. */
gboolean safi_imap_order_test (SafiImapConnection *connection,
                               SafiView view,
                               GArray *uids,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
