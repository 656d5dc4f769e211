/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/moving/safi-imap-move.h"

G_BEGIN_DECLS

/* Two Safiboxes at one mailbox may be about to move the same message, and most servers let both do
 * it. So a message is claimed first: $Junk is set on it on the condition that nobody has changed it
 * meanwhile (UID STORE with UNCHANGEDSINCE, RFC 7162 section 3.1.3), which a server grants one of
 * them. The keyword goes with the message, which needs it in the Junk folder anyway. Where the open
 * folder counts no changes, or keeps no keywords, nothing is claimed and all may go. */

/* Claims what stands at PLANNED in the open source folder. What another has claimed, or may have,
 * because it carries $Junk already, is told as PLANNED with SAFI_MOVE_CLAIMED; if it was told that
 * before, the other one is taken to be gone. A person who asks for a move is not kept waiting by a
 * keyword that may be there for another reason. Returns: (transfer full) (element-type guint32):
 * the UIDs that may go, rising; NULL with @error. */
GArray *safi_imap_claim (SafiImapMove *move, GError **error);

G_END_DECLS
