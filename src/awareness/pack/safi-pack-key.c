/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-key.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <gnutls/abstract.h>

#include "core/base/safi-read.h"

#define FILE_MODE 0600
#define DIGEST_OCTETS 32
#define OCTETS_PER_GROUP 5 /* 2^40 values for 10^5: some are likelier by one in ten million */
#define GROUP_VALUES 100000
#define SIGN_BIT 0x80 /* of a point's x, in the last octet of its encoding */

struct _SafiPackKey {
  gnutls_privkey_t key;
  guint8 public_key[SAFI_PACK_PUBLIC_OCTETS];
};

typedef struct gnutls_x509_privkey_int X509Key;
typedef struct gnutls_pubkey_st PublicKey;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509Key, gnutls_x509_privkey_deinit)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PublicKey, gnutls_pubkey_deinit)

/* The encodings of y of all points of small order, without the sign of x; the last two are the
 * first two once more, larger than the field. GnuTLS takes such keys, and under the second of them
 * one signature fits every text. */
static const guint8 small_order[]
                               [SAFI_PACK_PUBLIC_OCTETS] = {
                                 { 0 },
                                 { 1 },
                                 { 0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
                                   0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
                                   0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05 },
                                 { 0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
                                   0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
                                   0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a },
                                 { 0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
                                 { 0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
                                 { 0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
                               };

static gboolean
is_small (const guint8 *public_key)
{
  guint8 y[SAFI_PACK_PUBLIC_OCTETS];

  memcpy (y, public_key, sizeof y);
  y[sizeof y - 1] &= (guint8) ~SIGN_BIT;
  for (guint i = 0; i < G_N_ELEMENTS (small_order); i++)
    if (memcmp (y, small_order[i], sizeof y) == 0)
      return TRUE;
  return FALSE;
}

gboolean
safi_pack_key_is_allowed (void)
{
  return gnutls_sign_is_secure (GNUTLS_SIGN_EDDSA_ED25519) != 0;
}

static gpointer
refuse (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no Ed25519 key without a lock");
  return NULL;
}

static gboolean
read_public (SafiPackKey *self)
{
  gnutls_pubkey_t raw = NULL;
  g_autoptr (PublicKey) public_key = NULL;
  gnutls_datum_t x = { 0 };
  gboolean is_read;

  if (gnutls_pubkey_init (&raw) < 0)
    return FALSE;
  public_key = raw;
  if (gnutls_pubkey_import_privkey (public_key, self->key, 0, 0) < 0 ||
      gnutls_pubkey_export_ecc_raw2 (public_key, NULL, &x, NULL, 0) < 0)
    return FALSE;
  is_read = x.size == SAFI_PACK_PUBLIC_OCTETS;
  if (is_read)
    memcpy (self->public_key, x.data, x.size);
  gnutls_free (x.data);
  return is_read;
}

/* Takes @x509. */
static SafiPackKey *
new_key (X509Key *x509, GError **error)
{
  g_autoptr (X509Key) held = x509;
  g_autoptr (SafiPackKey) self = g_new0 (SafiPackKey, 1);

  if (gnutls_x509_privkey_get_pk_algorithm (held) != GNUTLS_PK_EDDSA_ED25519 ||
      gnutls_privkey_init (&self->key) < 0 ||
      gnutls_privkey_import_x509 (self->key, held, GNUTLS_PRIVKEY_IMPORT_COPY) < 0 ||
      !read_public (self))
    return refuse (error);
  return g_steal_pointer (&self);
}

/* Returns: (transfer full). */
static X509Key *
new_x509 (void)
{
  gnutls_x509_privkey_t key = NULL;

  if (gnutls_x509_privkey_init (&key) < 0)
    g_error ("no memory for a key"); /* as GLib does */
  return key;
}

SafiPackKey *
safi_pack_key_read (GBytes *octets, GError **error)
{
  g_autoptr (X509Key) x509 = new_x509 ();
  gsize length;
  const guint8 *start = g_bytes_get_data (octets, &length);
  const gnutls_datum_t pem = { (unsigned char *) start, (unsigned int) length };

  if (length > SAFI_PACK_KEY_FILE_MAX ||
      gnutls_x509_privkey_import2 (x509, &pem, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN) < 0)
    return refuse (error);
  return new_key (g_steal_pointer (&x509), error);
}

SafiPackKey *
safi_pack_key_load (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) octets = safi_read_file (file, SAFI_PACK_KEY_FILE_MAX, NULL, error);

  return octets != NULL ? safi_pack_key_read (octets, error) : NULL;
}

static gboolean
fail_file (GError **error)
{
  const int code = errno;

  g_set_error_literal (error, G_IO_ERROR, (gint) g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int fd, const guint8 *octets, gsize length)
{
  while (length > 0) {
    const ssize_t n_written = write (fd, octets, length);

    if (n_written < 0 && errno != EINTR)
      return FALSE;
    octets += MAX (n_written, 0);
    length -= (gsize) MAX (n_written, 0);
  }
  return fsync (fd) == 0;
}

/* A key that is lost in part would sign nothing any more, so no part of one is left behind. */
static gboolean
write_new_file (const char *path, const gnutls_datum_t *pem, GError **error)
{
  const int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
  gboolean is_written;

  if (fd < 0)
    return fail_file (error);
  is_written = write_all (fd, pem->data, pem->size) || fail_file (error);
  if (close (fd) != 0 && is_written)
    is_written = fail_file (error);
  if (!is_written)
    g_unlink (path);
  return is_written;
}

static gboolean
write_key (X509Key *x509, const char *path, GError **error)
{
  gnutls_datum_t pem = { 0 };
  gboolean is_written;

  if (gnutls_x509_privkey_export2_pkcs8 (x509, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem) <
      0)
    return refuse (error) != NULL;
  is_written = write_new_file (path, &pem, error);
  explicit_bzero (pem.data, pem.size);
  gnutls_free (pem.data);
  return is_written;
}

static SafiPackKey *
make_key (const char *path, GError **error)
{
  g_autoptr (X509Key) x509 = new_x509 ();
  const guint bits = GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519);

  if (gnutls_x509_privkey_generate (x509, GNUTLS_PK_EDDSA_ED25519, bits, 0) < 0)
    return refuse (error);
  return write_key (x509, path, error) ? new_key (g_steal_pointer (&x509), error) : NULL;
}

SafiPackKey *
safi_pack_key_open (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  SafiPackKey *self = safi_pack_key_load (path, &reason);

  if (self != NULL)
    return self;
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return make_key (path, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

void
safi_pack_key_free (SafiPackKey *self)
{
  if (self == NULL)
    return;
  if (self->key != NULL)
    gnutls_privkey_deinit (self->key);
  g_free (self);
}

const guint8 *
safi_pack_key_get_public (const SafiPackKey *self)
{
  return self->public_key;
}

gboolean
safi_pack_key_sign (const SafiPackKey *self, const char *text, guint8 *ret_seal)
{
  const gnutls_datum_t data = { (unsigned char *) text, (unsigned int) strlen (text) };
  gnutls_datum_t seal = { 0 };
  gboolean is_signed;

  if (gnutls_privkey_sign_data2 (self->key, GNUTLS_SIGN_EDDSA_ED25519, 0, &data, &seal) < 0)
    return FALSE;
  is_signed = seal.size == SAFI_PACK_SEAL_OCTETS;
  if (is_signed)
    memcpy (ret_seal, seal.data, seal.size);
  gnutls_free (seal.data);
  return is_signed;
}

gboolean
safi_pack_key_verify (const guint8 *public_key, const char *text, const guint8 *seal)
{
  const gnutls_datum_t x = { (unsigned char *) public_key, SAFI_PACK_PUBLIC_OCTETS };
  const gnutls_datum_t data = { (unsigned char *) text, (unsigned int) strlen (text) };
  const gnutls_datum_t signature = { (unsigned char *) seal, SAFI_PACK_SEAL_OCTETS };
  gnutls_pubkey_t raw = NULL;
  g_autoptr (PublicKey) key = NULL;

  if (is_small (public_key) || gnutls_pubkey_init (&raw) < 0)
    return FALSE;
  key = raw;
  return gnutls_pubkey_import_ecc_raw (key, GNUTLS_ECC_CURVE_ED25519, &x, NULL) >= 0 &&
         gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_EDDSA_ED25519, 0, &data, &signature) >= 0;
}

char *
safi_pack_key_tell_digits (const guint8 *public_key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GString *digits = g_string_new (NULL);
  guint8 digest[DIGEST_OCTETS];
  gsize length = sizeof digest;

  g_checksum_update (checksum, public_key, SAFI_PACK_PUBLIC_OCTETS);
  g_checksum_get_digest (checksum, digest, &length);
  for (guint group = 0; group < SAFI_PACK_DIGITS_GROUPS; group++) {
    guint64 value = 0;

    for (guint i = 0; i < OCTETS_PER_GROUP; i++)
      value = value << 8 | digest[group * OCTETS_PER_GROUP + i];
    g_string_append_printf (digits, "%s%0*u", group > 0 ? " " : "", SAFI_PACK_DIGITS_PER_GROUP,
                            (guint) (value % GROUP_VALUES));
  }
  return g_string_free (digits, FALSE);
}
