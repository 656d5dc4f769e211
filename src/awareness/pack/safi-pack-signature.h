/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-files.h"
#include "awareness/pack/safi-pack-key.h"

G_BEGIN_DECLS

/* The signature of a pack (docs/campaigns.md): one more file in it, which names a key and holds a
 * seal over the names, lengths and SHA-256 of all others. It says that nobody changed them since,
 * and gives no right to anything. */

#define SAFI_PACK_SIGNATURE "signature.txt"
#define SAFI_PACK_SIGNATURE_OCTETS 157 /* of that file, always: there is one way to write it */

/* @files: all that were read. Looks whether the signature fits, if there is one. TRUE: with
 * @ret_signer (transfer full) (nullable) as safi_pack_key_tell_digits() has it, NULL if nobody
 * signed. FALSE: it does not fit, or the system does not let us look (@faults says which). */
gboolean
safi_pack_signature_read (const SafiPackFiles *files, char **ret_signer, GPtrArray *faults);

/* Signs @files as they are now, in the place of any signature that is there. FALSE: there is no
 * room for it, or the system does not let us sign (@faults says which). */
gboolean
safi_pack_signature_write (SafiPackFiles *files, const SafiPackKey *key, GPtrArray *faults);

G_END_DECLS
