/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* Takes moves back: a move like any other, journalled as the undo of the first. A message that is
 * no longer where Safibox put it is looked for by its identity. On the account's thread, with a
 * connected session. */

/* @actions: (element-type SafiAction), in the order they shall go back. What was taken back already
 * or is an undo itself is left out; what is only planned is given up. Returns: messages that are
 * back now; -1 with @error. */
int safi_undo (SafiSession *session, GPtrArray *actions, GCancellable *cancellable, GError **error);

/* A move that stands at PLANNED, because it is left to another Safibox, is the person's to give up:
 * the message is kept where it is; where the other one has moved it already, at @ref, the move is
 * done and can be taken back. Within a transaction of the caller it commits with it. */
gboolean
safi_undo_planned (SafiSession *session, SafiAction *action, SafiMessageRef *ref, GError **error);

/* Where a message is now: the folders are searched, @first before all others.
 * Returns: (transfer full): NULL with SAFI_ERROR_MESSAGE_GONE. */
SafiMessageRef *safi_undo_find (SafiSession *session,
                                const char *identity,
                                const char *first,
                                gint64 since,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
