/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The little cryptography that signatures of mail need (RFC 6376, 3.3; RFC 8463), over GnuTLS. All
 * functions may be called on every thread, one object on one thread at a time. */

typedef enum {
  SAFI_HASH_SHA1, /* historic (RFC 8301, 3.1) */
  SAFI_HASH_SHA256,
} SafiHashType;

#define SAFI_DIGEST_OCTETS_MAX 32

typedef struct {
  guint8 octets[SAFI_DIGEST_OCTETS_MAX];
  gsize length; /* octets: 20 or 32; 0: the system's policy refuses this hash */
} SafiDigest;

typedef struct _SafiHash SafiHash;

SafiHash *safi_hash_new (SafiHashType type);
SafiHash *safi_hash_copy (SafiHash *self);
void safi_hash_free (SafiHash *self);
void safi_hash_update (SafiHash *self, const void *octets, gsize length);

/* The digest of all that came so far; more may follow. */
void safi_hash_peek (SafiHash *self, SafiDigest *ret_digest);

typedef enum {
  SAFI_KEY_RSA,
  SAFI_KEY_ED25519,
} SafiKeyType;

#define SAFI_KEY_RSA_BITS_MAX 16384    /* of the modulus: a larger one would only be slow */
#define SAFI_KEY_RSA_EXPONENT_OCTETS 8 /* at most */
#define SAFI_KEY_ED25519_OCTETS 32

typedef struct _SafiPublicKey SafiPublicKey;

/* RSA: DER of a SubjectPublicKeyInfo (RFC 5280) or of an RSAPublicKey (RFC 8017, A.1.1); Ed25519:
 * the 32 octets of RFC 8032. Returns: (transfer full) (nullable): NULL if @octets are no such key,
 * or one beyond the limits. */
SafiPublicKey *safi_public_key_new (SafiKeyType type, const guint8 *octets, gsize length);
void safi_public_key_free (SafiPublicKey *self);
guint safi_public_key_get_bits (const SafiPublicKey *self);

typedef enum {
  SAFI_VERIFY_VALID,
  SAFI_VERIFY_INVALID,
  SAFI_VERIFY_REFUSED, /* the system's policy does not let us verify with this hash or key */
} SafiVerifyOutcome;

/* RSA: PKCS#1 v1.5 over @digest, which @hash made; Ed25519: PureEdDSA over the octets of @digest
 * (RFC 8463, 3). */
SafiVerifyOutcome safi_public_key_verify (const SafiPublicKey *self,
                                          SafiHashType hash,
                                          const SafiDigest *digest,
                                          const guint8 *signature,
                                          gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiHash, safi_hash_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPublicKey, safi_public_key_free)

G_END_DECLS
