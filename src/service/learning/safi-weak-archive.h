/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

#define SAFI_WEAK_ARCHIVE_MAX 200 /* of the newest messages of the archive that are looked at */

/* What the person read and put into the archive, of what was received since @since (seconds UTC).
 * Returns: (transfer full) (element-type utf8): set of identities, empty without an archive; NULL
 * with @error. */
GHashTable *safi_weak_list_archived (SafiSession *session,
                                     gint64 since,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
