/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/mailbox/safi-account.h"

G_BEGIN_DECLS

/* Passwords, kept only by the Secret Service (or the Secret portal) under the account's id. All
 * calls block and may be made on every thread but the main one. No secret service, or a locked one
 * that the person does not open: SAFI_ERROR_NO_KEYRING. */

/* Stores and reads back at once, so that a keyring that forgets is noticed while the person is
 * there. */
gboolean safi_secrets_store (SafiAccount *account,
                             const char *secret,
                             GCancellable *cancellable,
                             GError **error);
/* Returns: (transfer full): NULL with SAFI_ERROR_NO_PASSWORD if none is stored. Free with
 * safi_secret_free. */
char *safi_secrets_lookup (SafiAccount *account, GCancellable *cancellable, GError **error);
gboolean safi_secrets_remove (SafiAccount *account, GCancellable *cancellable, GError **error);

/* The key that the person's mail server makes its bounce address tags with
 * (auth/clear/safi-batv.h), for administrators. */
gboolean safi_secrets_store_batv_key (SafiAccount *account,
                                      const char *key,
                                      GCancellable *cancellable,
                                      GError **error);
char *
safi_secrets_lookup_batv_key (SafiAccount *account, GCancellable *cancellable, GError **error);
gboolean
safi_secrets_remove_batv_key (SafiAccount *account, GCancellable *cancellable, GError **error);

/* Wipes and frees. */
void safi_secret_free (char *secret);

G_END_DECLS
