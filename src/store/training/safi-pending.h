/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/training/safi-training.h"

G_BEGIN_DECLS

/* Lessons that wait for somebody to object. Only hashes, as in what was taught. */

#define SAFI_PENDING_MAX 2000                /* of an account: the newest are kept */
#define SAFI_PENDING_AGE (14 * 24 * 60 * 60) /* seconds: older ones are forgotten */

/* Keeps @prepared, in the place of an older one, unless something was taught; forgets those that
 * are too old or too many. */
gboolean safi_pending_add (SafiStore *store,
                           const char *account,
                           const char *identity,
                           const SafiTaught *prepared,
                           GError **error);

/* Returns: (transfer full) (element-type utf8): identities of those kept until @until, seconds UTC,
 * the oldest first, at most @limit. */
GPtrArray *safi_pending_list (SafiStore *store,
                              const char *account,
                              gint64 until,
                              guint limit,
                              GError **error);

/* Returns: (transfer full) (nullable): a lesson that adds nothing yet; NULL without @error: none.
 */
SafiTaught *
safi_pending_get (SafiStore *store, const char *account, const char *identity, GError **error);

/* None is no error. */
gboolean
safi_pending_remove (SafiStore *store, const char *account, const char *identity, GError **error);

G_END_DECLS
