/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/safi-authentication.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* The keys of signatures between the store and a message that is to be authenticated. On the
 * thread of @store. */

/* Gives @authentication what is kept of the keys that it needs. Before it is run. */
gboolean safi_sender_keys_recall (SafiStore *store,
                                  const char *account,
                                  SafiAuthentication *authentication,
                                  GError **error);

/* Keeps the keys that the DNS gave for it. */
gboolean safi_sender_keys_keep (SafiStore *store,
                                const char *account,
                                SafiAuthentication *authentication,
                                GError **error);

G_END_DECLS
