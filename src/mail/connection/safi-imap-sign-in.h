/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

/* Signs in with what @credentials gives, which is wiped. A password: AUTHENTICATE PLAIN if offered
 * (the only way for letters beyond ASCII), else LOGIN. An access token: OAUTHBEARER, else XOAUTH2.
 * What the server does not take is not sent. SAFI_ERROR_SIGNED_OUT: the token was refused; a fresh
 * one may do. */
gboolean safi_imap_sign_in (SafiImapConnection *connection,
                            SafiAccount *account,
                            SafiCredentials credentials,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
