/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-crypto.h"

#include <string.h>

/* The 1024-bit key of RFC 6376, appendix C, as SubjectPublicKeyInfo. */
static const char spki[] =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
    "IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhi"
    "tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB";
#define SPKI_HEAD_OCTETS 22 /* what stands before the RSAPublicKey in it */

static void
append_length (GByteArray *der, gsize length)
{
  const guint8 octets[] = { 0x82, (guint8) (length >> 8), (guint8) length };

  g_byte_array_append (der, octets, sizeof octets);
}

static void
append_integer (GByteArray *der, gsize length, guint8 first, guint8 last)
{
  const guint8 tag = 0x02;
  g_autofree guint8 *number = g_malloc0 (length);

  number[0] = first;
  number[length - 1] |= last;
  g_byte_array_append (der, &tag, 1);
  append_length (der, length);
  g_byte_array_append (der, number, (guint) length);
}

/* Returns: (transfer full): an RSAPublicKey whose numbers have these octets at their ends. */
static GByteArray *
make_pkcs1 (gsize modulus, guint8 modulus_last, gsize exponent, guint8 exponent_last)
{
  g_autoptr (GByteArray) inner = g_byte_array_new ();
  GByteArray *der = g_byte_array_new ();
  const guint8 tag = 0x30;

  append_integer (inner, modulus, 0x40, modulus_last);
  append_integer (inner, exponent, exponent > 1 ? 0x40 : 0, exponent_last);
  g_byte_array_append (der, &tag, 1);
  append_length (der, inner->len);
  g_byte_array_append (der, inner->data, inner->len);
  return der;
}

static guint
count_bits (SafiKeyType type, const guint8 *octets, gsize length)
{
  g_autoptr (SafiPublicKey) key = safi_public_key_new (type, octets, length);

  return key != NULL ? safi_public_key_get_bits (key) : 0;
}

static void
test_rsa_keys_come_in_two_forms (void)
{
  gsize length;
  g_autofree guint8 *der = g_base64_decode (spki, &length);

  g_assert_cmpuint (count_bits (SAFI_KEY_RSA, der, length), ==, 1024);
  g_assert_cmpuint (count_bits (SAFI_KEY_RSA, der + SPKI_HEAD_OCTETS, length - SPKI_HEAD_OCTETS),
                    ==, 1024);
}

static void
test_keys_that_are_cut_are_none (void)
{
  gsize length;
  g_autofree guint8 *der = g_base64_decode (spki, &length);

  for (gsize cut = 0; cut < length; cut++) {
    g_autofree guint8 *part = g_memdup2 (der, cut);
    g_autofree guint8 *inner = g_memdup2 (der + SPKI_HEAD_OCTETS, MIN (cut, length - 23));

    g_assert_cmpuint (count_bits (SAFI_KEY_RSA, part, cut), ==, 0);
    g_assert_cmpuint (count_bits (SAFI_KEY_RSA, inner, MIN (cut, length - 23)), ==, 0);
  }
}

static void
test_rsa_numbers_have_limits (void)
{
  static const struct {
    gsize modulus;
    guint8 modulus_last;
    gsize exponent;
    guint8 exponent_last;
    guint bits; /* 0: refused */
  } cases[] = {
    { 128, 1, 1, 3, 1023 }, { 2048, 1, 1, 3, 16383 }, { 2049, 1, 1, 3, 0 },
    { 128, 0, 1, 3, 0 },    { 128, 1, 1, 2, 0 },      { 128, 1, 1, 1, 0 },
    { 128, 1, 8, 1, 1023 }, { 128, 1, 9, 1, 0 },      { 128, 1, 1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) der = make_pkcs1 (cases[i].modulus, cases[i].modulus_last,
                                             cases[i].exponent, cases[i].exponent_last);

    g_assert_cmpuint (count_bits (SAFI_KEY_RSA, der->data, der->len), ==, cases[i].bits);
  }
}

static void
test_the_slowest_key_allowed_is_not_slow (void)
{
  g_autoptr (GByteArray) der = make_pkcs1 (2048, 1, 8, 1);
  g_autoptr (SafiPublicKey) key = safi_public_key_new (SAFI_KEY_RSA, der->data, der->len);
  const SafiDigest digest = { .length = 32 };
  guint8 signature[2049] = { 0x3f, 1, 2 };

  for (gsize length = 0; length <= sizeof signature; length += 683)
    g_assert_cmpint (safi_public_key_verify (key, SAFI_HASH_SHA256, &digest, signature, length), ==,
                     SAFI_VERIFY_INVALID);
}

static void
test_ed25519_keys_are_32_octets (void)
{
  gsize length;
  g_autofree guint8 *octets =
      g_base64_decode ("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", &length);

  g_assert_cmpuint (count_bits (SAFI_KEY_ED25519, octets, 32), ==, 256);
  g_assert_cmpuint (count_bits (SAFI_KEY_ED25519, octets, 31), ==, 0);
  g_assert_cmpuint (count_bits (SAFI_KEY_ED25519, NULL, 0), ==, 0);
  g_assert_cmpuint (count_bits (SAFI_KEY_RSA, octets, 32), ==, 0);
}

static void
test_a_hash_can_be_read_on_the_way (void)
{
  static const char *const words[] = { "one", "", "two" };
  g_autoptr (SafiHash) hash = safi_hash_new (SAFI_HASH_SHA256);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (GChecksum) copy = NULL;
    guint8 expected[SAFI_DIGEST_OCTETS_MAX];
    gsize length = sizeof expected;
    SafiDigest digest;

    safi_hash_update (hash, words[i], strlen (words[i]));
    g_checksum_update (checksum, (const guchar *) words[i], (gssize) strlen (words[i]));
    copy = g_checksum_copy (checksum);
    g_checksum_get_digest (copy, expected, &length);
    safi_hash_peek (hash, &digest);
    g_assert_cmpmem (digest.octets, digest.length, expected, length);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-crypto/rsa-keys-come-in-two-forms", test_rsa_keys_come_in_two_forms);
  g_test_add_func ("/auth-crypto/keys-that-are-cut-are-none", test_keys_that_are_cut_are_none);
  g_test_add_func ("/auth-crypto/rsa-numbers-have-limits", test_rsa_numbers_have_limits);
  g_test_add_func ("/auth-crypto/the-slowest-key-allowed-is-not-slow",
                   test_the_slowest_key_allowed_is_not_slow);
  g_test_add_func ("/auth-crypto/ed25519-keys-are-32-octets", test_ed25519_keys_are_32_octets);
  g_test_add_func ("/auth-crypto/a-hash-can-be-read-on-the-way",
                   test_a_hash_can_be_read_on_the_way);
  return g_test_run ();
}
