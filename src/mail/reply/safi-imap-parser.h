/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SafiImapReply SafiImapReply;

/* libetpan's response parser, fed from memory with one checked response at a time: it never waits,
 * never meets the end of a stream in mid-response, and may be exchanged without anybody noticing.
 */
typedef struct _SafiImapParser SafiImapParser;

SafiImapParser *safi_imap_parser_new (void);
void safi_imap_parser_free (SafiImapParser *self);

/* @clean: from safi_imap_guard_clean. Fills @reply, its type last. Returns: FALSE if libetpan
 * cannot read it; then @reply is as it was. */
gboolean safi_imap_parser_read (SafiImapParser *self, const GString *clean, SafiImapReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiImapParser, safi_imap_parser_free)

G_END_DECLS
