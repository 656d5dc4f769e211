/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/reply/safi-imap-reply.h"

G_BEGIN_DECLS

/* Reads "n FETCH (items)", RFC 3501 section 7.4.2, in one pass. @text: an untagged response without
 * "* ". Items that nobody asked for are left out, in any order and as often as they come; of one
 * that comes twice the last counts. Returns: FALSE if it is no such response; one that cannot be
 * understood is read as SAFI_IMAP_REPLY_OTHER. */
gboolean safi_imap_fetch_reply_read (SafiImapReply *self, const char *text, gsize length);

G_END_DECLS
