/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* What a person said with another mail program, on another device: by moving a message from the
 * inbox to Junk, or one that Safibox moved back to the inbox. Both are a person's word.
 *
 * Nothing is concluded from a message that left Junk: people empty it, and servers do. Nothing
 * either from one in Junk that was never seen in the inbox: the provider put it there. Nor from one
 * that carries $Junk: a program set that, maybe another Safibox, and two that teach each other
 * would only hear themselves. */

#define SAFI_ELSEWHERE_EVERY (15 * 60) /* seconds between two looks at Junk */
#define SAFI_ELSEWHERE_ROUND 10        /* seconds that a message must have been seen there */
#define SAFI_ELSEWHERE_MAX 50          /* messages read at one look, the newest */

/* Looks at what came to Junk, and learns. At the end of a check. */
gboolean safi_elsewhere_settle (SafiSession *session, GCancellable *cancellable, GError **error);

/* The message at @ref, which Safibox had moved to Junk, is in the inbox again and not in Junk. It
 * is good, and never moved again. */
gboolean safi_elsewhere_note_return (SafiSession *session,
                                     SafiMessageRef *ref,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
