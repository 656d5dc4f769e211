/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "signer.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <json-glib/json-glib.h>

#include "auth/dkim/safi-body-hash.h"

struct _Signer {
  SafiKeyType type;
  gnutls_privkey_t key;
};

Signer *
signer_new_ed25519 (void)
{
  static const char *const secret = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
  static const char *const public = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  Signer *self = g_new0 (Signer, 1);
  gsize secret_length, public_length;
  g_autofree guchar *k = g_base64_decode (secret, &secret_length);
  g_autofree guchar *x = g_base64_decode (public, &public_length);
  gnutls_datum_t k_datum = { k, (unsigned int) secret_length };
  gnutls_datum_t x_datum = { x, (unsigned int) public_length };

  self->type = SAFI_KEY_ED25519;
  g_assert_cmpint (gnutls_privkey_init (&self->key), ==, 0);
  g_assert_cmpint (
      gnutls_privkey_import_ecc_raw (self->key, GNUTLS_ECC_CURVE_ED25519, &x_datum, NULL, &k_datum),
      ==, 0);
  return self;
}

Signer *
signer_new_rsa (guint bits)
{
  Signer *self = g_new0 (Signer, 1);

  self->type = SAFI_KEY_RSA;
  g_assert_cmpint (gnutls_privkey_init (&self->key), ==, 0);
  g_assert_cmpint (gnutls_privkey_generate (self->key, GNUTLS_PK_RSA, bits, 0), ==, 0);
  return self;
}

void
signer_free (Signer *self)
{
  gnutls_privkey_deinit (self->key);
  g_free (self);
}

char *
signer_get_record (Signer *self)
{
  gnutls_pubkey_t public;
  gnutls_datum_t der = { 0 };
  g_autofree char *text = NULL;

  if (self->type == SAFI_KEY_ED25519)
    return g_strdup (SIGNER_ED25519_RECORD);
  g_assert_cmpint (gnutls_pubkey_init (&public), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import_privkey (public, self->key, 0, 0), ==, 0);
  g_assert_cmpint (gnutls_pubkey_export2 (public, GNUTLS_X509_FMT_DER, &der), ==, 0);
  text = g_base64_encode (der.data, der.size);
  gnutls_free (der.data);
  gnutls_pubkey_deinit (public);
  return g_strconcat ("v=DKIM1; k=rsa; p=", text, NULL);
}

static char *
sign_digest (Signer *self, SafiHashType hash, const SafiDigest *digest)
{
  gnutls_datum_t data = { (unsigned char *) digest->octets, (unsigned int) digest->length };
  gnutls_datum_t signature = { 0 };
  char *text;

  if (self->type == SAFI_KEY_ED25519)
    g_assert_cmpint (
        gnutls_privkey_sign_data2 (self->key, GNUTLS_SIGN_EDDSA_ED25519, 0, &data, &signature), ==,
        0);
  else
    g_assert_cmpint (gnutls_privkey_sign_hash2 (self->key,
                                                hash == SAFI_HASH_SHA1 ? GNUTLS_SIGN_RSA_SHA1
                                                                       : GNUTLS_SIGN_RSA_SHA256,
                                                0, &data, &signature),
                     ==, 0);
  text = g_base64_encode (signature.data, signature.size);
  gnutls_free (signature.data);
  return text;
}

static char *
hash_body (const SafiDkimSignature *signature, const char *message)
{
  const char *blank = strstr (message, "\r\n\r\n");
  const char *body = blank != NULL ? blank + 4 : message + strlen (message);
  g_autoptr (SafiBodyHashes) hashes = safi_body_hashes_new (body, strlen (body));
  guint number =
      safi_body_hashes_want (hashes, signature->body, signature->hash, signature->length);
  guint64 length;
  const SafiDigest *digest = safi_body_hashes_get (hashes, number, &length);

  return digest != NULL ? g_base64_encode (digest->octets, digest->length) : g_strdup ("AAAA");
}

char *
signer_sign (Signer *self, SafiDkimSignatureKind kind, const char *tags, const char *message)
{
  static const char *const names[] = {
    [SAFI_DKIM_SIGNATURE] = "DKIM-Signature", [SAFI_ARC_MESSAGE] = "ARC-Message-Signature"
  };
  g_autoptr (SafiDkimSignature) signature = safi_dkim_signature_new (kind, tags, strlen (tags));
  g_autofree char *body_hash = hash_body (signature, message);
  g_autofree char *field = g_strconcat (names[kind], ": ", tags, "; bh=", body_hash, "; b=", NULL);
  g_autofree char *unsigned_text = g_strconcat (field, "\r\n", message, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (unsigned_text, strlen (unsigned_text));
  g_autoptr (SafiSignedMessage) whole = safi_signed_message_new (octets);
  g_autofree char *text = NULL;
  SafiDigest digest;

  safi_signed_message_hash_header (whole, signature, 0, &digest);
  text = sign_digest (self, signature->hash, &digest);
  return g_strconcat (field, text, "\r\n", message, NULL);
}

char *
signer_sign_dkim (Signer *self, const char *tags, const char *message)
{
  g_autofree char *all = g_strconcat ("v=1; d=example.com; s=sel; ", tags, NULL);

  return signer_sign (self, SAFI_DKIM_SIGNATURE, all, message);
}

/* Appends the field that @name begins, of that instance, in its relaxed form. */
static void
add_arc_field (SafiSignedMessage *message, const char *name, guint instance, GString *header)
{
  g_autofree char *start = g_strdup_printf (" i=%u;", instance);

  for (guint i = 0; i < safi_signed_message_get_n_fields (message); i++) {
    const SafiHeaderField *field = safi_signed_message_get_field (message, i);

    if (safi_header_field_is (field, name) && g_str_has_prefix (field->value, start)) {
      safi_canonical_add_field (SAFI_CANONICAL_RELAXED, field, header);
      g_string_append (header, "\r\n");
    }
  }
}

char *
signer_seal (Signer *self, guint instance, const char *chain_status, const char *message)
{
  g_autofree char *field = g_strdup_printf (
      "ARC-Seal: i=%u; a=ed25519-sha256; d=example.com; s=sel; cv=%s; b=", instance, chain_status);
  g_autoptr (GBytes) octets = g_bytes_new (message, strlen (message));
  g_autoptr (SafiSignedMessage) whole = safi_signed_message_new (octets);
  g_autoptr (GString) header = g_string_new (NULL);
  g_autoptr (SafiHash) hash = safi_hash_new (SAFI_HASH_SHA256);
  g_autofree char *text = NULL;
  SafiDigest digest;

  for (guint i = 1; i <= instance; i++) {
    add_arc_field (whole, "ARC-Authentication-Results", i, header);
    add_arc_field (whole, "ARC-Message-Signature", i, header);
    add_arc_field (whole, "ARC-Seal", i, header);
  }
  g_string_append_printf (header, "arc-seal:%s", field + strlen ("ARC-Seal: "));
  safi_hash_update (hash, header->str, header->len);
  safi_hash_peek (hash, &digest);
  text = sign_digest (self, SAFI_HASH_SHA256, &digest);
  return g_strconcat (field, text, "\r\n", message, NULL);
}

static void
add_record (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "TXT");
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

SafiResolver *
make_zone (const char *name, ...)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  SafiZone *zone;
  va_list rest;

  json_builder_begin_object (builder);
  va_start (rest, name);
  for (; name != NULL; name = va_arg (rest, const char *))
    add_record (builder, name, va_arg (rest, const char *));
  va_end (rest);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  zone = safi_zone_new (json, -1, &error);
  g_assert_no_error (error);
  return SAFI_RESOLVER (zone);
}

GPtrArray *
verify_text (const char *message, const char *record, gint64 received)
{
  g_autoptr (SafiResolver) zone = make_zone ("sel._domainkey.example.com", record, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (message, strlen (message));
  g_autoptr (SafiSignedMessage) whole = safi_signed_message_new (octets);
  g_autoptr (SafiDkim) dkim = safi_dkim_new (whole);

  return safi_dkim_verify (dkim, zone, received, SAFI_DKIM_OPTION_NONE);
}

char *
sign_text (const char *tags, const char *message)
{
  g_autoptr (Signer) signer = signer_new_ed25519 ();

  return signer_sign_dkim (signer, tags, message);
}

char *
replace_text (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);
  g_autofree char *head = NULL;

  g_assert_nonnull (at);
  head = g_strndup (text, (gsize) (at - text));
  return g_strconcat (head, to, at + strlen (from), NULL);
}
