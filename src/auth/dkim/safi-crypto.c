/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-crypto.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

struct _SafiHash {
  gnutls_hash_hd_t handle; /* NULL: refused */
  gsize length;            /* octets of the digest */
};

struct _SafiPublicKey {
  SafiKeyType type;
  guint bits;
  gnutls_pubkey_t key;
};

SafiHash *
safi_hash_new (SafiHashType type)
{
  SafiHash *self = g_new0 (SafiHash, 1);
  gnutls_digest_algorithm_t algorithm =
      type == SAFI_HASH_SHA1 ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256;

  if (gnutls_hash_init (&self->handle, algorithm) < 0)
    self->handle = NULL;
  else
    self->length = gnutls_hash_get_len (algorithm);
  return self;
}

SafiHash *
safi_hash_copy (SafiHash *self)
{
  SafiHash *copy = g_new0 (SafiHash, 1);

  copy->length = self->length;
  if (self->handle != NULL) {
    copy->handle = gnutls_hash_copy (self->handle);
    g_assert (copy->handle != NULL);
  }
  return copy;
}

void
safi_hash_free (SafiHash *self)
{
  if (self == NULL)
    return;
  if (self->handle != NULL)
    gnutls_hash_deinit (self->handle, NULL);
  g_free (self);
}

void
safi_hash_update (SafiHash *self, const void *octets, gsize length)
{
  if (self->handle != NULL && length > 0)
    gnutls_hash (self->handle, octets, length);
}

void
safi_hash_peek (SafiHash *self, SafiDigest *ret_digest)
{
  g_autoptr (SafiHash) copy = safi_hash_copy (self);

  ret_digest->length = self->length;
  if (copy->handle != NULL)
    gnutls_hash_output (copy->handle, ret_digest->octets);
}

/* Reads one definite DER element with @tag from *@at on. */
static gboolean
read_der (const guint8 **at, const guint8 *end, guint8 tag, gnutls_datum_t *ret_content)
{
  gsize length, n_octets;
  const guint8 *p = *at;

  if (end - p < 2 || p[0] != tag)
    return FALSE;
  length = p[1];
  p += 2;
  if (length >= 0x80) {
    n_octets = length & 0x7f;
    if (n_octets == 0 || n_octets > 3 || (gsize) (end - p) < n_octets)
      return FALSE;
    for (length = 0; n_octets > 0; n_octets--)
      length = length << 8 | *p++;
  }
  if ((gsize) (end - p) < length)
    return FALSE;
  ret_content->data = (unsigned char *) p;
  ret_content->size = (unsigned int) length;
  *at = p + length;
  return TRUE;
}

/* SEQUENCE { INTEGER modulus, INTEGER exponent } and nothing behind it. */
static gboolean
import_pkcs1 (gnutls_pubkey_t key, const guint8 *octets, gsize length)
{
  const guint8 *at = octets, *end = octets + length;
  gnutls_datum_t sequence, modulus, exponent;

  if (!read_der (&at, end, 0x30, &sequence) || at != end)
    return FALSE;
  at = sequence.data;
  if (!read_der (&at, end, 0x02, &modulus) || !read_der (&at, end, 0x02, &exponent) || at != end)
    return FALSE;
  return modulus.size > 0 && exponent.size > 0 &&
         gnutls_pubkey_import_rsa_raw (key, &modulus, &exponent) >= 0;
}

static guint
count_bits (const gnutls_datum_t *number)
{
  const guint8 *at = number->data, *end = at + number->size;

  while (at < end && *at == 0)
    at++;
  return at == end ? 0 : (guint) (end - at - 1) * 8 + g_bit_storage (*at);
}

static gboolean
is_odd (const gnutls_datum_t *number)
{
  return number->size > 0 && (number->data[number->size - 1] & 1) != 0;
}

/* A modulus or exponent that is even makes no RSA key, and the exponent 1 signs nothing. */
static gboolean
measure_rsa (SafiPublicKey *self)
{
  gnutls_datum_t modulus = { 0 }, exponent = { 0 };
  gboolean is_good;

  if (gnutls_pubkey_export_rsa_raw (self->key, &modulus, &exponent) < 0)
    return FALSE;
  self->bits = count_bits (&modulus);
  is_good = self->bits <= SAFI_KEY_RSA_BITS_MAX && is_odd (&modulus) && is_odd (&exponent) &&
            count_bits (&exponent) > 1 &&
            count_bits (&exponent) <= SAFI_KEY_RSA_EXPONENT_OCTETS * 8;
  gnutls_free (modulus.data);
  gnutls_free (exponent.data);
  return is_good;
}

static gboolean
import_rsa (SafiPublicKey *self, const guint8 *octets, gsize length)
{
  gnutls_datum_t der = { (unsigned char *) octets, (unsigned int) length };

  if (gnutls_pubkey_import (self->key, &der, GNUTLS_X509_FMT_DER) < 0 &&
      !import_pkcs1 (self->key, octets, length))
    return FALSE;
  return gnutls_pubkey_get_pk_algorithm (self->key, NULL) == GNUTLS_PK_RSA && measure_rsa (self);
}

static gboolean
import_ed25519 (SafiPublicKey *self, const guint8 *octets, gsize length)
{
  gnutls_datum_t x = { (unsigned char *) octets, (unsigned int) length };

  self->bits = SAFI_KEY_ED25519_OCTETS * 8;
  return length == SAFI_KEY_ED25519_OCTETS &&
         gnutls_pubkey_import_ecc_raw (self->key, GNUTLS_ECC_CURVE_ED25519, &x, NULL) >= 0;
}

SafiPublicKey *
safi_public_key_new (SafiKeyType type, const guint8 *octets, gsize length)
{
  g_autoptr (SafiPublicKey) self = g_new0 (SafiPublicKey, 1);

  self->type = type;
  if (length > G_MAXUINT16 || gnutls_pubkey_init (&self->key) < 0)
    return NULL;
  if (type == SAFI_KEY_RSA ? !import_rsa (self, octets, length)
                           : !import_ed25519 (self, octets, length))
    return NULL;
  return g_steal_pointer (&self);
}

void
safi_public_key_free (SafiPublicKey *self)
{
  if (self == NULL)
    return;
  if (self->key != NULL)
    gnutls_pubkey_deinit (self->key);
  g_free (self);
}

guint
safi_public_key_get_bits (const SafiPublicKey *self)
{
  return self->bits;
}

static SafiVerifyOutcome
read_outcome (int status)
{
  if (status >= 0)
    return SAFI_VERIFY_VALID;
  if (status == GNUTLS_E_INSUFFICIENT_SECURITY ||
      status == GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM)
    return SAFI_VERIFY_REFUSED;
  return SAFI_VERIFY_INVALID;
}

SafiVerifyOutcome
safi_public_key_verify (const SafiPublicKey *self,
                        SafiHashType hash,
                        const SafiDigest *digest,
                        const guint8 *signature,
                        gsize length)
{
  /* What is too weak is decided by the caller, not by GnuTLS's level for TLS. */
  const unsigned int flags = GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1;
  gnutls_datum_t data = { (unsigned char *) digest->octets, (unsigned int) digest->length };
  gnutls_datum_t seal = { (unsigned char *) signature, (unsigned int) length };

  if (digest->length == 0)
    return SAFI_VERIFY_REFUSED;
  if (length > SAFI_KEY_RSA_BITS_MAX / 8)
    return SAFI_VERIFY_INVALID;
  if (self->type == SAFI_KEY_ED25519)
    return read_outcome (
        gnutls_pubkey_verify_data2 (self->key, GNUTLS_SIGN_EDDSA_ED25519, flags, &data, &seal));
  return read_outcome (gnutls_pubkey_verify_hash2 (
      self->key, hash == SAFI_HASH_SHA1 ? GNUTLS_SIGN_RSA_SHA1 : GNUTLS_SIGN_RSA_SHA256, flags,
      &data, &seal));
}
