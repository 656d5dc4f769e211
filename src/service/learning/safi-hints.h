/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"
#include "store/training/safi-training.h"

G_BEGIN_DECLS

/* What other mail programs set on a message in the inbox after it was judged, by themselves or
 * because a person told them to: $Junk and Junk say that it is junk, $NotJunk that it is good. They
 * count half, and no more of a class than words of a person, or SAFI_HINTS_FIRST. NonJunk says
 * nothing: a widespread program sets it on all new mail. A keyword that is gone again is unlearned.
 *
 * Safibox itself sets $Junk in the Junk folder only, so in the inbox it is never its own word, nor
 * that of a second Safibox: after an undo a message is there under another UID, and what it
 * came with does not count. */

#define SAFI_HINTS_FIRST 20 /* labels of a class that need no word of a person beside them */
#define SAFI_HINTS_MAX 50   /* messages read at one check, the newest */

gboolean safi_hints_settle (SafiSession *session, GCancellable *cancellable, GError **error);

/* Whether one more label of half weight may be taken. */
gboolean safi_hints_has_room (SafiSession *session,
                              SafiClass taught_class,
                              gboolean *ret_has_room,
                              GError **error);

G_END_DECLS
