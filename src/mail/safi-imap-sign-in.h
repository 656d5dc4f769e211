/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/safi-imap-connection.h"

G_BEGIN_DECLS

/* Signs in with a password: AUTHENTICATE PLAIN if offered (the only way for letters beyond ASCII),
 * else LOGIN. The secret is wiped. */
gboolean safi_imap_sign_in (SafiImapConnection *connection,
                            SafiAccount *account,
                            SafiCredentials credentials,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
