/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

/* What follows a sign-in and comes before a folder is opened: Safibox says its name (RFC 2971), and
 * both directions are compressed (RFC 4978). A server that refuses either is used without. */
gboolean
safi_imap_prepare (SafiImapConnection *connection, GCancellable *cancellable, GError **error);

G_END_DECLS
