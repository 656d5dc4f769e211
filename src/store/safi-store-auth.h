/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-auth-result.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* Who really sent each message, by its identity. Kept for good: keys and addresses change. */

/* A result that is final is never replaced by one that is not. */
gboolean safi_store_put_auth (SafiStore *self,
                              const char *account,
                              const char *identity,
                              const SafiAuthResult *result,
                              GError **error);

/* Returns: (transfer full) (nullable): NULL without @error: none is known, or it cannot be read. */
SafiAuthResult *
safi_store_get_auth (SafiStore *self, const char *account, const char *identity, GError **error);

G_END_DECLS
