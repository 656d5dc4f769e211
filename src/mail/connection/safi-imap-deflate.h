/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Both directions of a compressed connection (RFC 4978). Knows of octets only: it neither waits nor
 * reads; how much may come out is for the reader to bound, who takes no more than fits a buffer. */
typedef struct _SafiImapDeflate SafiImapDeflate;

/* Compressed octets that may say nothing: blocks that are empty. */
#define SAFI_IMAP_DEFLATE_SILENT_MAX (4 * 1024)

SafiImapDeflate *safi_imap_deflate_new (void);
void safi_imap_deflate_free (SafiImapDeflate *self);

/* Returns: (transfer full): @octets so that the other side can read all of them at once; NULL with
 * SAFI_ERROR_PROTOCOL. */
GByteArray *
safi_imap_deflate_pack (SafiImapDeflate *self, const char *octets, gsize length, GError **error);

/* Compressed octets from the wire. Only when take has given nothing. */
void safi_imap_deflate_feed (SafiImapDeflate *self, const char *octets, gsize length);

/* Puts at most @size octets into @buffer, and their number into @ret_count: 0 if more has to be fed
 * before. Garbage, an end of the compressed stream and silence without end are
 * SAFI_ERROR_PROTOCOL. */
gboolean safi_imap_deflate_take (SafiImapDeflate *self,
                                 char *buffer,
                                 gsize size,
                                 gsize *ret_count,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiImapDeflate, safi_imap_deflate_free)

G_END_DECLS
