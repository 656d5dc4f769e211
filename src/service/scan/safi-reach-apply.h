/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* Before the inbox is listed: if that was never done, or further back is wanted, counts and moves
 * @mark, from which on messages are listed, and adds to the UIDs that are read what the mark
 * passed.
 * @is_kept: FALSE writes nothing down. */
gboolean safi_reach_apply (SafiSession *session,
                           const char *folder,
                           gboolean is_kept,
                           SafiMark *mark,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
