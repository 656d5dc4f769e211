/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-kept-key.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* The keys of signatures that were seen, so that one that vanishes does not take its mail along. */

#define SAFI_STORE_DKIM_KEYS_MAX 2000 /* keys of an account: those seen last are kept */

/* The newest of a name replaces what was kept. */
gboolean safi_store_put_dkim_key (SafiStore *self,
                                  const char *account,
                                  const SafiKeptKey *key,
                                  GError **error);

/* Returns: (transfer full) (nullable): NULL without @error: none is kept. */
SafiKeptKey *
safi_store_get_dkim_key (SafiStore *self, const char *account, const char *name, GError **error);

/* Forgets what is beyond SAFI_STORE_DKIM_KEYS_MAX. */
gboolean safi_store_forget_dkim_keys (SafiStore *self, const char *account, GError **error);

G_END_DECLS
