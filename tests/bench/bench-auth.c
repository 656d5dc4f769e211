/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "auth/dkim/safi-dkim.h"
#include "bench-libraries.h"
#include "signer.h"

/* bench-auth DIRECTORY: signs messages of several sizes with RSA-2048 and Ed25519, writes them and
 * the key records there for other verifiers, and prints for each as one JSON object how many are
 * verified in a second of processor time: from octets to result, and by GnuTLS alone, which hashes
 * the octets as they are and verifies with everything else ready (the limit). Three rounds; the
 * best of each counts. */

#define ROUNDS 3
#define REPEATS 500
#define KEY_BITS 2048
#define RECEIVED 1700000000
#define KEY_NAME "sel._domainkey.example.com"

static const gsize sizes[] = { 4000, 1000000 }; /* octets of the body */

typedef struct {
  SafiResolver *resolver;
  const char *record;
} Bench;

/* Returns: (transfer full): a message with a header like that of most mail. */
static char *
make_mail (gsize size)
{
  g_autoptr (GString) text = g_string_new (
      "Received: from mail.example.com (mail.example.com [192.0.2.1])\r\n"
      "\tby mx.example.org with ESMTPS id 4BqL2t0c; Tue, 14 Nov 2023 22:13:20 +0000\r\n"
      "Date: Tue, 14 Nov 2023 22:13:18 +0000\r\nFrom: A Person <a@example.com>\r\n"
      "To: b@example.org\r\nSubject: What we spoke about\r\nMessage-ID: <1@example.com>\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "List-Unsubscribe: <https://example.com/u>\r\nX-Mailer: Example 1.0\r\n\r\n");
  gsize end = text->len + size;

  while (text->len < end)
    g_string_append (text, "A line of words, as long as most lines of most messages are.\r\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
verify_message (GBytes *octets, gpointer user_data)
{
  const Bench *bench = user_data;
  g_autoptr (SafiSignedMessage) message = safi_signed_message_new (octets);
  g_autoptr (SafiDkim) dkim = safi_dkim_new (message);
  g_autoptr (GPtrArray) results =
      safi_dkim_verify (dkim, bench->resolver, RECEIVED, SAFI_DKIM_OPTION_NONE);

  g_assert_cmpint (((const SafiDkimResult *) results->pdata[0])->code, ==, SAFI_AUTH_PASS);
}

typedef struct {
  SafiDkimSignature *signature;
  SafiDkimKey *key;
  SafiDigest digest;
} Limit;

static void
hash_and_verify (GBytes *octets, gpointer user_data)
{
  const Limit *limit = user_data;
  g_autoptr (SafiHash) hash = safi_hash_new (SAFI_HASH_SHA256);
  SafiDigest digest;
  gsize length, signature_length;
  const guint8 *data = g_bytes_get_data (octets, &length);
  const guint8 *signature = g_bytes_get_data (limit->signature->signature, &signature_length);

  safi_hash_update (hash, data, length);
  safi_hash_peek (hash, &digest);
  g_assert_cmpuint (digest.length, ==, limit->digest.length);
  g_assert_cmpint (safi_public_key_verify (limit->key->key, SAFI_HASH_SHA256, &limit->digest,
                                           signature, signature_length),
                   ==, SAFI_VERIFY_VALID);
}

/* Signs what the message holds already, so that only the signature is left to verify. */
static double
measure_limit (GPtrArray *messages, const Bench *bench)
{
  g_autoptr (SafiSignedMessage) message = safi_signed_message_new (messages->pdata[0]);
  const SafiHeaderField *field = safi_signed_message_get_field (message, 0);
  Limit limit = {
    .signature = safi_dkim_signature_new (SAFI_DKIM_SIGNATURE, field->value, field->value_length),
    .key = safi_dkim_key_new (bench->record, strlen (bench->record)),
  };
  double rate;

  safi_signed_message_hash_header (message, limit.signature, 0, &limit.digest);
  rate = bench_measure (messages, hash_and_verify, &limit);
  safi_dkim_signature_free (limit.signature);
  safi_dkim_key_free (limit.key);
  return rate;
}

static void
write_files (const char *directory,
             const char *name,
             gsize size,
             const char *message,
             const char *record)
{
  g_autofree char *file = g_strdup_printf ("%s/%s-%" G_GSIZE_FORMAT ".eml", directory, name, size);
  g_autofree char *key_file = g_strconcat (directory, "/", name, ".key", NULL);
  g_autofree char *line = g_strconcat (KEY_NAME " ", record, "\n", NULL);

  if (!g_file_set_contents (file, message, -1, NULL) ||
      !g_file_set_contents (key_file, line, -1, NULL))
    g_error ("cannot write to %s", directory);
}

static void
measure (const char *directory, const char *name, Signer *signer, gsize size)
{
  g_autofree char *mail = make_mail (size);
  g_autofree char *tags =
      g_strconcat ("c=relaxed/relaxed; h=from:to:subject:date:message-id; a=", name, NULL);
  g_autofree char *message = signer_sign_dkim (signer, tags, mail);
  g_autofree char *record = signer_get_record (signer);
  g_autoptr (SafiResolver) zone = make_zone (KEY_NAME, record, NULL);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  Bench bench = { zone, record };
  double ours = 0, limit = 0;

  for (guint i = 0; i < MAX (REPEATS * sizes[0] / size, 20); i++)
    g_ptr_array_add (messages, g_bytes_new (message, strlen (message)));
  for (guint i = 0; i < ROUNDS; i++) {
    ours = MAX (ours, bench_measure (messages, verify_message, &bench));
    limit = MAX (limit, measure_limit (messages, &bench));
  }
  write_files (directory, name, size, message, record);
  printf ("{\"algorithm\": \"%s\", \"size\": %" G_GSIZE_FORMAT
          ", \"safibox\": %.0f, \"limit\": %.0f}\n",
          name, size, ours, limit);
}

int
main (int argc, char *argv[])
{
  g_autoptr (Signer) rsa = signer_new_rsa (KEY_BITS);
  g_autoptr (Signer) ed25519 = signer_new_ed25519 ();

  if (argc != 2) {
    fprintf (stderr, "bench-auth: name a directory\n");
    return 1;
  }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    measure (argv[1], "rsa-sha256", rsa, sizes[i]);
    measure (argv[1], "ed25519-sha256", ed25519, sizes[i]);
  }
  return 0;
}
