/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>
#include <gnutls/abstract.h>

#include "pack-fixture.h"

/* Digits of hexadecimal numbers. */
static void
read_hex (const char *hex, guint8 *ret_octets, gsize length)
{
  g_assert_cmpuint (strlen (hex), ==, 2 * length);
  for (gsize i = 0; i < length; i++)
    ret_octets[i] =
        (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
}

static const struct {
  const char *public_key;
  const char *text;
  const char *seal;
} vectors[] = {
  { "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
    "b46bd25bf5f0595bbe24655141438e7a100b" },
  { "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "\x72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
    "1d8c387b2eaeb4302aeeb00d291612bb0c00" },
  { "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "\xaf\x82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
    "c6594a7c15e9716ed28dc027beceea1ec40a" },
};

/* RFC 8032, 7.1. */
static void
test_keys_sign_as_the_standard_shows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_autoptr (SafiPackKey) key = pack_fixture_key (i + 1);
    guint8 public_key[SAFI_PACK_PUBLIC_OCTETS], expected[SAFI_PACK_SEAL_OCTETS];
    guint8 seal[SAFI_PACK_SEAL_OCTETS];

    read_hex (vectors[i].public_key, public_key, sizeof public_key);
    read_hex (vectors[i].seal, expected, sizeof expected);
    g_assert_cmpmem (safi_pack_key_get_public (key), SAFI_PACK_PUBLIC_OCTETS, public_key,
                     sizeof public_key);
    g_assert_true (safi_pack_key_sign (key, vectors[i].text, seal));
    g_assert_cmpmem (seal, sizeof seal, expected, sizeof expected);
    g_assert_true (safi_pack_key_verify (public_key, vectors[i].text, seal));
  }
}

static void
test_each_bit_of_key_and_seal_counts (void)
{
  guint8 public_key[SAFI_PACK_PUBLIC_OCTETS], seal[SAFI_PACK_SEAL_OCTETS];

  read_hex (vectors[1].public_key, public_key, sizeof public_key);
  read_hex (vectors[1].seal, seal, sizeof seal);
  g_assert_false (safi_pack_key_verify (public_key, "\x73", seal));
  g_assert_false (safi_pack_key_verify (public_key, "", seal));
  for (guint bit = 0; bit < 8 * sizeof public_key; bit++) {
    public_key[bit / 8] ^= (guint8) (1 << bit % 8);
    g_assert_false (safi_pack_key_verify (public_key, vectors[1].text, seal));
    public_key[bit / 8] ^= (guint8) (1 << bit % 8);
  }
  for (guint bit = 0; bit < 8 * sizeof seal; bit++) {
    seal[bit / 8] ^= (guint8) (1 << bit % 8);
    g_assert_false (safi_pack_key_verify (public_key, vectors[1].text, seal));
    seal[bit / 8] ^= (guint8) (1 << bit % 8);
  }
  g_assert_true (safi_pack_key_verify (public_key, vectors[1].text, seal));
}

/* RFC 8032, 5.1.7: the second half is smaller than the order of the group, which is added here. */
static void
test_a_seal_has_no_second_form (void)
{
  guint8 public_key[SAFI_PACK_PUBLIC_OCTETS], seal[SAFI_PACK_SEAL_OCTETS];
  guint8 order[SAFI_PACK_PUBLIC_OCTETS];
  guint carry = 0;

  read_hex (vectors[1].public_key, public_key, sizeof public_key);
  read_hex (vectors[1].seal, seal, sizeof seal);
  read_hex ("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", order,
            sizeof order);
  for (guint i = 0; i < sizeof order; i++) {
    carry += seal[sizeof order + i] + order[i];
    seal[sizeof order + i] = (guint8) carry;
    carry >>= 8;
  }
  g_assert_cmpuint (carry, ==, 0);
  g_assert_false (safi_pack_key_verify (public_key, vectors[1].text, seal));
}

/* The seal of nothing at all: under these keys GnuTLS takes it for many texts, under the second for
 * each. */
static void
test_a_key_of_small_order_signs_nothing (void)
{
  static const char *const keys[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  };
  guint8 public_key[SAFI_PACK_PUBLIC_OCTETS];
  const guint8 seal[SAFI_PACK_SEAL_OCTETS] = { 1 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (keys); i++) {
    read_hex (keys[i / 2], public_key, sizeof public_key);
    public_key[sizeof public_key - 1] |= i % 2 == 1 ? 0x80 : 0;
    for (guint j = 1; j < 128; j++) {
      const char text[] = { (char) j, '\0' };

      g_assert_false (safi_pack_key_verify (public_key, text, seal));
    }
  }
}

static void
test_what_is_no_point_signs_nothing (void)
{
  guint8 public_key[SAFI_PACK_PUBLIC_OCTETS];
  guint8 seal[SAFI_PACK_SEAL_OCTETS];

  read_hex (vectors[0].seal, seal, sizeof seal);
  for (guint value = 0; value < 256; value++) {
    memset (public_key, (int) value, sizeof public_key);
    g_assert_false (safi_pack_key_verify (public_key, "", seal));
  }
}

static void
test_digits_are_six_groups_of_five_and_those_of_the_key (void)
{
  static const char *const digits[] = { PACK_FIXTURE_DIGITS_1, PACK_FIXTURE_DIGITS_2 };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++) {
    g_autoptr (SafiPackKey) key = pack_fixture_key (i + 1);
    g_autofree char *told = safi_pack_key_tell_digits (safi_pack_key_get_public (key));

    g_assert_cmpstr (told, ==, digits[i]);
    g_assert_cmpuint (strlen (told), ==,
                      SAFI_PACK_DIGITS_GROUPS * (SAFI_PACK_DIGITS_PER_GROUP + 1) - 1);
  }
}

static SafiPackKey *
read_text (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, length);

  return safi_pack_key_read (octets, error);
}

static void
assert_no_key (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, length, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Returns: (transfer full): a file that holds a new key of @type. */
static char *
make_pem (gnutls_pk_algorithm_t type, guint bits, const char *password)
{
  gnutls_x509_privkey_t key;
  gnutls_datum_t pem = { 0 };
  char *text;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, type, bits, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (
                       key, GNUTLS_X509_FMT_PEM, password,
                       password != NULL ? GNUTLS_PKCS_PBES2_AES_256 : GNUTLS_PKCS_PLAIN, &pem),
                   ==, 0);
  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  gnutls_x509_privkey_deinit (key);
  return text;
}

static void
test_other_keys_and_what_is_none_are_refused (void)
{
  static const struct {
    gnutls_pk_algorithm_t type;
    guint bits;
    const char *password;
  } cases[] = {
    { GNUTLS_PK_RSA, 1024, NULL },
    { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), NULL },
    { GNUTLS_PK_EDDSA_ED448, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED448), NULL },
    { GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519), "secret" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *pem = make_pem (cases[i].type, cases[i].bits, cases[i].password);

    assert_no_key (pem, strlen (pem));
  }
  assert_no_key ("", 0);
  assert_no_key ("\0", 1);
  assert_no_key ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", 60);
}

static void
test_a_file_of_a_key_has_a_limit_and_is_whole (void)
{
  g_autofree char *pem =
      make_pem (GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519), NULL);
  g_autofree char *blanks = g_strnfill (SAFI_PACK_KEY_FILE_MAX - strlen (pem), '\n');
  g_autofree char *fits = g_strconcat (pem, blanks, NULL);
  g_autofree char *beyond = g_strconcat (fits, "\n", NULL);
  const char *end = strstr (pem, "-----END");
  g_autoptr (SafiPackKey) key = read_text (fits, strlen (fits), NULL);

  g_assert_nonnull (key);
  assert_no_key (beyond, strlen (beyond));
  for (const char *cut = pem; cut < end; cut++)
    assert_no_key (pem, (gsize) (cut - pem));
}

/* A half that begins or ends with an octet of 0 is as long as others. */
static void
test_the_public_half_is_always_as_long (void)
{
  gboolean begins = FALSE, ends = FALSE;

  for (guint i = 0; i < 20000 && !(begins && ends); i++) {
    g_autofree char *pem =
        make_pem (GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519), NULL);
    g_autoptr (SafiPackKey) key = read_text (pem, strlen (pem), NULL);
    const guint8 *public_key;
    guint8 seal[SAFI_PACK_SEAL_OCTETS];

    g_assert_nonnull (key);
    public_key = safi_pack_key_get_public (key);
    if (public_key[0] != 0 && public_key[SAFI_PACK_PUBLIC_OCTETS - 1] != 0)
      continue;
    begins |= public_key[0] == 0;
    ends |= public_key[SAFI_PACK_PUBLIC_OCTETS - 1] == 0;
    g_assert_true (safi_pack_key_sign (key, "text", seal));
    g_assert_true (safi_pack_key_verify (public_key, "text", seal));
  }
  g_assert_true (begins && ends);
}

static char *
tell_digits (const SafiPackKey *key)
{
  return safi_pack_key_tell_digits (safi_pack_key_get_public (key));
}

static void
test_a_key_is_made_once_and_for_its_owner_alone (void)
{
  g_autofree char *folder = g_dir_make_tmp ("safibox-key-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "key.pem", NULL);
  const mode_t before = umask (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiPackKey) key = NULL;
  g_autoptr (SafiPackKey) again = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *same = NULL;
  GStatBuf status;

  key = safi_pack_key_open (path, &error);
  umask (before);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  again = safi_pack_key_open (path, &error);
  g_assert_no_error (error);
  digits = tell_digits (key);
  same = tell_digits (again);
  g_assert_cmpstr (digits, ==, same);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_what_stands_in_the_place_of_a_key_is_never_written_over (void)
{
  g_autofree char *folder = g_dir_make_tmp ("safibox-key-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "key", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_null (safi_pack_key_open (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_assert_cmpint (symlink ("elsewhere", link), ==, 0);
  g_assert_null (safi_pack_key_open (link, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (safi_pack_key_open (nowhere, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

#define ADD(name, function) g_test_add_func ("/pack-key/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keys-sign-as-the-standard-shows", test_keys_sign_as_the_standard_shows);
  ADD ("each-bit-of-key-and-seal-counts", test_each_bit_of_key_and_seal_counts);
  ADD ("a-seal-has-no-second-form", test_a_seal_has_no_second_form);
  ADD ("a-key-of-small-order-signs-nothing", test_a_key_of_small_order_signs_nothing);
  ADD ("what-is-no-point-signs-nothing", test_what_is_no_point_signs_nothing);
  ADD ("digits-are-six-groups-of-five-and-those-of-the-key",
       test_digits_are_six_groups_of_five_and_those_of_the_key);
  ADD ("other-keys-and-what-is-none-are-refused", test_other_keys_and_what_is_none_are_refused);
  ADD ("a-file-of-a-key-has-a-limit-and-is-whole", test_a_file_of_a_key_has_a_limit_and_is_whole);
  ADD ("the-public-half-is-always-as-long", test_the_public_half_is_always_as_long);
  ADD ("a-key-is-made-once-and-for-its-owner-alone",
       test_a_key_is_made_once_and_for_its_owner_alone);
  ADD ("what-stands-in-the-place-of-a-key-is-never-written-over",
       test_what_stands_in_the_place_of_a_key_is_never_written_over);
  return g_test_run ();
}
