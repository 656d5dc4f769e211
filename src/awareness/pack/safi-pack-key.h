/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The key with which somebody signs packs: Ed25519 as RFC 8032 has it (PureEdDSA, no context), over
 * GnuTLS. It stands in a file as PKCS#8 in PEM (RFC 8410, 7), which other programs read, too. All
 * functions may be called on every thread, one object on one thread at a time. */

#define SAFI_PACK_PUBLIC_OCTETS 32   /* of the half of a key that everybody may have */
#define SAFI_PACK_SEAL_OCTETS 64     /* of a signature */
#define SAFI_PACK_KEY_FILE_MAX 4096  /* octets of a file that holds a key */
#define SAFI_PACK_DIGITS_GROUPS 6    /* of the digits that stand for a key */
#define SAFI_PACK_DIGITS_PER_GROUP 5 /* so 30 in all, or 99 bits */

typedef struct _SafiPackKey SafiPackKey;

/* Whether the system's policy lets anybody sign, and verify, with such keys. */
gboolean safi_pack_key_is_allowed (void);

/* Reads what a file of a key holds. Returns: (transfer full) (nullable): NULL with @error
 * (G_IO_ERROR_INVALID_DATA) if it is no such key, or one that a password locks. */
SafiPackKey *safi_pack_key_read (GBytes *octets, GError **error);
/* The same of the file @path. NULL with @error (G_IO_ERROR, NOT_FOUND if there is no file). */
SafiPackKey *safi_pack_key_load (const char *path, GError **error);
/* The same, and where there is no file a new key is made in it, which only its owner may read
 * (0600). What stands there is never written over. */
SafiPackKey *safi_pack_key_open (const char *path, GError **error);
void safi_pack_key_free (SafiPackKey *self);

/* Returns: (transfer none): SAFI_PACK_PUBLIC_OCTETS. */
const guint8 *safi_pack_key_get_public (const SafiPackKey *self);

/* Writes SAFI_PACK_SEAL_OCTETS to @ret_seal. FALSE: the library could not sign. */
gboolean safi_pack_key_sign (const SafiPackKey *self, const char *text, guint8 *ret_seal);

/* Whether @seal (SAFI_PACK_SEAL_OCTETS) was made of @text with the secret half of @public_key
 * (SAFI_PACK_PUBLIC_OCTETS). FALSE for the few keys of small order, under which one seal fits many
 * texts (RFC 8032, 8.5 and the end of 5.1.7 leave them to whoever verifies). */
gboolean safi_pack_key_verify (const guint8 *public_key, const char *text, const guint8 *seal);

/* What stands for a key where people compare it by ear: "12345 67890 …" (docs/campaigns.md).
 * Returns: (transfer full). */
char *safi_pack_key_tell_digits (const guint8 *public_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPackKey, safi_pack_key_free)

G_END_DECLS
