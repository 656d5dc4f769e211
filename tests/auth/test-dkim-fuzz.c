/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-arc.h"
#include "auth/dkim/safi-tag-list.h"

#include <string.h>

#include "../lib/random.h"
#include "signer.h"

/* Signatures, keys, bodies and chains broken at random, always the same way. */

#define ROUNDS 3000

static void
mutate (GString *octets, GRand *random)
{
  static const char *const pieces[] = {
    "\n",      "\r\n",   "\r",   ";",       "=",
    ":",       " ",      "\t",   "\xff",    "\xc3\xa4",
    "v=1;",    "b=",     "l=0",  "i=1;",    "cv=pass",
    "h=from:", "a=rsa-", "sha1", "p=MIIB",  "=3D",
    "From:",   "@",      "/",    "relaxed", "ARC-Seal: i=1; cv=fail\r\n"
  };

  test_mutate (octets, random, pieces, G_N_ELEMENTS (pieces));
}

/* A copy of exactly these octets, so that a step beyond the end is seen. */
static char *
copy_exactly (const GString *text)
{
  return g_memdup2 (text->str, text->len);
}

static void
test_signature_fields (void)
{
  static const char *const fields[] = {
    "v=1; a=ed25519-sha256; d=example.com; s=sel; h=from:to; c=relaxed/simple; l=7; t=1; x=2;\r\n"
    " i=a=40b@x.example.com; q=dns/txt; bh=AAAA; b=AAAA BBBB",
    "i=2; a=rsa-sha256; cv=pass; d=b\u00fccher.example; s=s1; t=12345; b=QUJD",
  };
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new (fields[i % G_N_ELEMENTS (fields)]);
    g_autoptr (SafiDkimSignature) signature = NULL;
    g_autofree char *exact = NULL;

    mutate (text, random);
    exact = copy_exactly (text);
    signature = safi_dkim_signature_new (i % 3, exact, text->len);
    g_assert_true (g_str_is_ascii (signature->domain) && g_str_is_ascii (signature->selector));
    if (signature->reason != SAFI_DKIM_REASON_NONE)
      continue;
    g_assert_cmpstr (signature->domain, !=, "");
    g_assert_cmpuint (g_bytes_get_size (signature->signature), >, 0);
    g_assert_true (signature->kind == SAFI_ARC_SEAL || signature->names != NULL);
  }
}

static void
test_key_records (void)
{
  static const char *const records[] = {
    SIGNER_ED25519_RECORD "; t=y:s; s=email:*; h=sha1:sha256; n=x",
    "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
    "IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhi"
    "tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB",
    "p=MIGJAoGBAPAhE/9QLdIGwSYapn1klbf8OQygZ4udCDV9afv/Ni0jE3ZKcUKPE4Iob2/dviNh9xM2HmKNKyrrfW4Ei0"
    "truh36/9G10LZTMnWVZP3jupH5FxpzaBu2j80yonR/N9WMfg64qGK11j21/qZzAaNo0FxZOggyY9I8N1A81RhyRxDZAg"
    "MBAAE=",
  };
  g_autoptr (GRand) random = test_random_new ();
  guint n_keys = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new (records[i % G_N_ELEMENTS (records)]);
    g_autoptr (SafiDkimKey) key = NULL;
    g_autofree char *exact = NULL;

    mutate (text, random);
    exact = copy_exactly (text);
    key = safi_dkim_key_new (exact, text->len);
    g_assert_cmpint (key->key != NULL, ==, key->reason == SAFI_DKIM_REASON_NONE);
    g_assert_cmpuint (safi_dkim_key_get_bits (key), <=, SAFI_KEY_RSA_BITS_MAX);
    n_keys += key->key != NULL;
  }
  g_assert_cmpuint (n_keys, >, 0);
}

static void
append_cb (const char *octets, gsize length, gpointer user_data)
{
  g_string_append_len (user_data, octets, (gssize) length);
}

static GString *
canonicalise (SafiCanonical canonical, const char *body, gsize length, GRand *random)
{
  GString *form = g_string_new (NULL);
  SafiCanonicalBody state;
  gsize at = 0;

  safi_canonical_body_init (&state, canonical, append_cb, form);
  while (at < length) {
    gsize n = random != NULL ? (gsize) g_rand_int_range (random, 1, 9) : length;

    n = MIN (n, length - at);
    safi_canonical_body_update (&state, body + at, n);
    at += n;
  }
  safi_canonical_body_finish (&state);
  return form;
}

/* However a body comes it has one form, and the form of that form is itself. */
static void
test_bodies (void)
{
  static const char alphabet[] = "\r\r\n\n \t  ab\0\xff";
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    SafiCanonical canonical = i % 2;
    gsize length = (gsize) g_rand_int_range (random, 0, 64);
    g_autofree char *body = g_malloc (length + 1);
    g_autoptr (GString) whole = NULL;
    g_autoptr (GString) chunked = NULL;
    g_autoptr (GString) again = NULL;

    for (gsize j = 0; j < length; j++)
      body[j] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
    whole = canonicalise (canonical, body, length, NULL);
    chunked = canonicalise (canonical, body, length, random);
    again = canonicalise (canonical, whole->str, whole->len, NULL);
    g_assert_cmpmem (whole->str, whole->len, chunked->str, chunked->len);
    g_assert_cmpmem (whole->str, whole->len, again->str, again->len);
    g_assert_cmpuint (whole->len, <=, 2 * length + 2);
  }
}

static char *
make_message (const char *chain_status)
{
  g_autoptr (Signer) signer = signer_new_ed25519 ();
  g_autofree char *first = signer_sign_dkim (
      signer, "a=ed25519-sha256; c=relaxed/relaxed; h=from:to:subject:subject; t=5; l=9",
      "From: a@example.com\r\nTo: b@example.org\r\nSubject: Tea\r\n\r\nAt  four? \r\n\r\n");
  g_autofree char *second =
      signer_sign_dkim (signer, "a=ed25519-sha256; h=from:dkim-signature", first);
  g_autofree char *third = signer_sign (
      signer, SAFI_ARC_MESSAGE,
      "i=1; a=ed25519-sha256; d=example.com; s=sel; c=relaxed; h=from:subject", second);
  g_autofree char *fourth =
      g_strconcat ("ARC-Authentication-Results: i=1; mx.example; dkim=pass\r\n", third, NULL);

  return signer_seal (signer, 1, chain_status, fourth);
}

static void
check_dkim (SafiSignedMessage *message, SafiResolver *zone)
{
  g_autoptr (SafiDkim) dkim = safi_dkim_new (message);
  g_autoptr (GPtrArray) results = safi_dkim_verify (dkim, zone, 10, SAFI_DKIM_OPTION_NONE);

  g_assert_cmpuint (results->len, <=, SAFI_DKIM_SIGNATURES_MAX);
  for (guint i = 0; i < results->len; i++) {
    const SafiDkimResult *result = results->pdata[i];

    g_assert_cmpint (result->code == SAFI_AUTH_PASS, ==, result->reason == SAFI_DKIM_REASON_NONE);
    g_assert_true (!result->is_body_changed || result->code == SAFI_AUTH_FAIL);
    g_assert_true (g_utf8_validate (result->identity, -1, NULL));
    for (char **field = result->signed_fields; *field != NULL; field++)
      g_assert_true (g_utf8_validate (*field, -1, NULL));
  }
}

static void
check_arc (SafiSignedMessage *message, SafiResolver *zone)
{
  g_autoptr (SafiArc) arc = safi_arc_new (message);
  g_autoptr (SafiArcResult) result = safi_arc_verify (arc, zone);
  gboolean is_good = result->code == SAFI_AUTH_PASS || result->code == SAFI_AUTH_NONE;

  g_assert_cmpint (is_good, ==, result->reason == SAFI_ARC_REASON_NONE);
  g_assert_cmpuint (g_strv_length (result->sealers), ==, result->n_sets);
  g_assert_cmpuint (result->n_sets, <=, SAFI_ARC_SETS_MAX);
  g_assert_true (g_utf8_validate (result->results, -1, NULL));
  g_assert_true (g_utf8_validate (result->chain_status, -1, NULL));
}

static void
check_message (const GString *text, SafiResolver *zone)
{
  g_autoptr (GBytes) octets = g_bytes_new (text->str, text->len);
  g_autoptr (SafiSignedMessage) message = safi_signed_message_new (octets);

  check_dkim (message, zone);
  check_arc (message, zone);
}

static void
test_messages (void)
{
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (SafiResolver) zone =
      make_zone ("sel._domainkey.example.com", SIGNER_ED25519_RECORD, NULL);
  g_autofree char *whole = make_message ("none");
  g_autofree char *failed = make_message ("fail");

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new (i % 2 ? failed : whole);

    mutate (text, random);
    check_message (text, zone);
  }
}

static void
test_messages_cut_anywhere (void)
{
  g_autoptr (SafiResolver) zone =
      make_zone ("sel._domainkey.example.com", SIGNER_ED25519_RECORD, NULL);
  g_autofree char *whole = make_message ("none");

  for (gsize length = 0; length <= strlen (whole); length++) {
    g_autoptr (GString) text = g_string_new_len (whole, (gssize) length);

    check_message (text, zone);
  }
}

/* Every octet that is signed counts: none can be changed unseen. */
static void
test_no_signed_octet_can_be_changed (void)
{
  g_autoptr (Signer) signer = signer_new_ed25519 ();
  g_autofree char *message =
      signer_sign_dkim (signer, "a=ed25519-sha256; h=from:subject; c=simple/simple",
                        "From: a@example.com\r\nSubject: Tea\r\n\r\nAt four?\r\n");
  gsize length = strlen (message);

  for (gsize i = 0; i < length; i++) {
    g_autofree char *changed = g_strdup (message);
    g_autoptr (GPtrArray) results = NULL;

    changed[i] ^= 0x01;
    results = verify_text (changed, SIGNER_ED25519_RECORD, 10);
    if (results->len > 0)
      g_assert_cmpint (((const SafiDkimResult *) results->pdata[0])->code, !=, SAFI_AUTH_PASS);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dkim-fuzz/signature-fields", test_signature_fields);
  g_test_add_func ("/auth-dkim-fuzz/key-records", test_key_records);
  g_test_add_func ("/auth-dkim-fuzz/bodies", test_bodies);
  g_test_add_func ("/auth-dkim-fuzz/messages", test_messages);
  g_test_add_func ("/auth-dkim-fuzz/messages-cut-anywhere", test_messages_cut_anywhere);
  g_test_add_func ("/auth-dkim-fuzz/no-signed-octet-can-be-changed",
                   test_no_signed_octet_can_be_changed);
  return g_test_run ();
}
