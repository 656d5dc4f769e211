/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/mailbox/safi-account.h"

G_BEGIN_DECLS

/* The desktop's online accounts (GNOME Online Accounts), asked over the session bus. */

#define SAFI_ONLINE_ACCOUNTS_MAX 50

typedef struct {
  SafiAccount *account; /* new, signing in with what the desktop gives */
  char *provider;       /* its name, to be shown */
} SafiOnlineAccount;

/* Main thread. The mailboxes whose server speaks IMAP with encryption and whose mail is not
 * switched off there. A desktop without the service has none. Finish returns (transfer full)
 * (element-type SafiOnlineAccount): NULL only if cancelled. */
void safi_online_accounts_list_async (GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *safi_online_accounts_list_finish (GAsyncResult *result, GError **error);

/* Blocks; any thread but the main one. Returns: (transfer full): the password or the access token
 * for @account; free with safi_secret_free. SAFI_ERROR_ONLINE_ACCOUNT: it is gone, or the person
 * must sign in there; SAFI_ERROR_OFFLINE: the desktop cannot get one just now. */
char *
safi_online_accounts_get_secret (SafiAccount *account, GCancellable *cancellable, GError **error);

G_END_DECLS
