/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-canonical.h"
#include "auth/dkim/safi-crypto.h"

G_BEGIN_DECLS

/* The hashes of one body that its signatures ask for. Each canonical form is made once and hashed
 * once with each hash, however many signatures and lengths (l=) there are, and only when the first
 * of them is needed. One thread at a time. */
typedef struct _SafiBodyHashes SafiBodyHashes;

#define SAFI_BODY_LENGTH_ALL G_MAXUINT64

/* @body stays the caller's and must outlive this. */
SafiBodyHashes *safi_body_hashes_new (const char *body, gsize length);
void safi_body_hashes_free (SafiBodyHashes *self);

/* Notes that the first @limit octets of the canonical form (or all) will be asked for. Returns: the
 * number to ask with. Note all before the first is asked for, so that one pass does for all. */
guint safi_body_hashes_want (SafiBodyHashes *self,
                             SafiCanonical canonical,
                             SafiHashType hash,
                             guint64 limit);

/* @ret_length: octets of the whole canonical form. Returns: (transfer none): the digest; NULL if
 * the limit lies beyond the form (RFC 6376, 3.5). */
const SafiDigest *safi_body_hashes_get (SafiBodyHashes *self, guint number, guint64 *ret_length);

/* TRUE if line ends had to be put in place. Known after the first safi_body_hashes_get. */
gboolean safi_body_hashes_is_repaired (SafiBodyHashes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiBodyHashes, safi_body_hashes_free)

G_END_DECLS
