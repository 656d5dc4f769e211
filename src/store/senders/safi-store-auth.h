/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-result.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* Who really sent each message, by its identity. Kept for good: keys and addresses change. */

#define SAFI_STORE_AUTH_MAX 20000 /* messages of an account: the newest are kept */
#define SAFI_STORE_AUTH_TRIES 4   /* to find out about one message; each may cost its octets */

/* A result that is final is never replaced by one that is not. */
gboolean safi_store_put_auth (SafiStore *self,
                              const char *account,
                              const char *identity,
                              const SafiAuthResult *result,
                              GError **error);

/* Returns: (transfer full) (nullable): NULL without @error: none is known, or it cannot be read. */
SafiAuthResult *
safi_store_get_auth (SafiStore *self, const char *account, const char *identity, GError **error);

/* The messages that stand in @folder, came since @since (seconds UTC), and of which nothing final
 * is known after less than SAFI_STORE_AUTH_TRIES tries. Returns: (transfer full) (element-type
 * guint32): at most @limit UIDs, the newest first; NULL with @error. */
GArray *safi_store_list_open_auth (SafiStore *self,
                                   const char *account,
                                   const char *folder,
                                   guint32 uidvalidity,
                                   gint64 since,
                                   guint limit,
                                   GError **error);

/* Forgets what is beyond SAFI_STORE_AUTH_MAX. */
gboolean safi_store_forget_auth (SafiStore *self, const char *account, GError **error);

G_END_DECLS
