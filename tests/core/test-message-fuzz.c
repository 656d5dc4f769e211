/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-message.h"

#include <string.h>

#include "../lib/random.h"

/* Messages broken at random, always the same way. */

#define ROUNDS 3000

static const char *const samples[] = {
  "From: =?utf-8?q?J=C3=B6rg?= <joe@example.com>\r\nTo: a@b.example, g: c@d.example;\r\n"
  "Subject: =?iso-8859-1?b?R3L832U=?=\r\n folded\r\nDate: Tue, 02 Jan 2024 03:04:05 +0100\r\n"
  "Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\npreamble\r\n--b\r\n"
  "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
  "Pr=C3=BCfen: http://pay.example/x=\r\ny www.example.com\r\n--b\r\n"
  "Content-Type: text/html; charset=windows-1251\r\n\r\n<html><base href='http://b.example/'>"
  "<style>p{background:red}</style><p style=\"color:#fff;background:#fff\">hid&#100;en</p><ul><li>"
  "<a href=\"https://paypal.com@3232235777/?a=1&amp;b\">\xcf\xf0\xe8 <img alt='x' src=p.gif></a>"
  "<form action=f><input type=password><input type=submit value=Go></form><!-- c --></html>\r\n"
  "--b--\r\n",
  "Received: from x (y [192.0.2.1]) by z\nFrom: a@xn--bcher-kva.example\nMIME-Version: 1.0\n"
  "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/related; boundary=oo\n\n"
  "--oo\n\nplain \xe4\xf6\n--oo\nContent-Type: image/png\nContent-ID: <1>\n\nxx\n--oo--\n--o\n"
  "Content-Type: application/zip; name*0=\"in\"; name*1=voice.zip\n"
  "Content-Transfer-Encoding: base64\n\n"
  "UEsDBBQAAAAAAAAAIVgK6pscAwAAAAMAAAAFAAAAYS50eHR4eHhQSwECFAMUAAAAAAAAACFY\n"
  "CuqbHAMAAAADAAAABQAAAAAAAAAAAAAAgAEAAAAAYS50eHRQSwUGAAAAAAEAAQAzAAAAJgAA\n"
  "AAAA\n"
  "--o\n"
  "Content-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/plain; charset=iso-2022-jp\n\n"
  "\x1b$B$3$s\x1b(B http://[2001:db8::1]/\n--o--\n",
};

static void
mutate (GString *octets, GRand *random)
{
  static const char *const pieces[] = {
    "\n", "\r\n", "--b", "--o",  "<",    ">",        "\"",   "=?",   "?=",
    "=",  "&#",   "://", "\xff", "\xc3", "<a href=", "</p>", "<!--", ";",
  };

  test_mutate (octets, random, pieces, G_N_ELEMENTS (pieces));
}

static void
check_links (SafiMessage *message)
{
  GPtrArray *links = safi_message_get_links (message);
  const char *text = safi_message_get_text (message);
  gsize length = strlen (text);

  g_assert_cmpuint (links->len, <=, SAFI_MESSAGE_LINKS_MAX);
  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = links->pdata[i];

    g_assert_cmpuint ((gsize) link->start + link->length, <=, length);
    g_assert_true (g_utf8_validate (link->target, -1, NULL));
    g_assert_true (g_str_is_ascii (link->host));
    g_assert_true (link->label == NULL || g_utf8_validate (link->label, -1, NULL));
    if (link->length > 0)
      g_assert_true (strncmp (link->label, text + link->start, link->length) == 0);
  }
}

static void
check_headers (SafiMessage *message)
{
  GPtrArray *headers = safi_message_get_headers (message);
  GPtrArray *from = safi_message_get_addresses (message, "From");

  for (guint i = 0; i < headers->len; i++) {
    const SafiHeader *header = headers->pdata[i];

    g_assert_true (g_utf8_validate (header->name, -1, NULL));
    g_assert_true (g_utf8_validate (header->value, -1, NULL));
  }
  for (guint i = 0; i < from->len; i++) {
    const SafiAddress *address = from->pdata[i];

    g_assert_true (address->name == NULL || g_utf8_validate (address->name, -1, NULL));
    g_assert_true (g_utf8_validate (address->address, -1, NULL));
    g_assert_true (g_str_is_ascii (address->domain));
  }
}

static void
check_attachments (SafiMessage *message)
{
  GPtrArray *attachments = safi_message_get_attachments (message);

  for (guint i = 0; i < attachments->len; i++) {
    const SafiAttachment *attachment = attachments->pdata[i];

    g_assert_true (attachment->name == NULL || g_utf8_validate (attachment->name, -1, NULL));
    g_assert_true (g_utf8_validate (attachment->media_type, -1, NULL));
    for (char **entry = attachment->entries; entry != NULL && *entry != NULL; entry++)
      g_assert_true (g_utf8_validate (*entry, -1, NULL));
  }
}

static void
check_message (SafiMessage *message)
{
  const char *text = safi_message_get_text (message);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\r'));
  g_assert_cmpuint (strlen (text), <=, SAFI_MESSAGE_TEXT_MAX);
  g_assert_true (g_utf8_validate (safi_message_get_message_id (message), -1, NULL));
  g_assert_cmpuint (strlen (safi_message_get_identity (message)), ==, 64);
  check_links (message);
  check_headers (message);
  check_attachments (message);
}

static void
test_broken_messages (void)
{
  GRand *random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    GString *octets = g_string_new (samples[i % G_N_ELEMENTS (samples)]);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (SafiMessage) message = NULL;

    mutate (octets, random);
    bytes = g_string_free_to_bytes (octets);
    message = safi_message_new (bytes, 0);
    check_message (message);
  }
  g_rand_free (random);
}

/* Every sample read up to each of its octets: a view may end anywhere. */
static void
test_cut_messages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (gsize length = 0; length <= strlen (samples[i]); length++) {
      g_autoptr (GBytes) octets = g_bytes_new (samples[i], length);
      g_autoptr (SafiMessage) message = safi_message_new (octets, strlen (samples[i]));

      check_message (message);
      g_assert_cmpint ((safi_message_get_flaws (message) & SAFI_FLAW_PARTIAL) != 0, ==,
                       length < strlen (samples[i]));
    }
}

static void
test_samples_are_whole (void)
{
  g_autoptr (GBytes) one = g_bytes_new (samples[0], strlen (samples[0]));
  g_autoptr (GBytes) other = g_bytes_new (samples[1], strlen (samples[1]));
  g_autoptr (SafiMessage) page = safi_message_new (one, 0);
  g_autoptr (SafiMessage) archive = safi_message_new (other, 0);
  const SafiAttachment *zip = NULL;

  g_assert_cmpstr (((const SafiLink *) safi_message_get_links (page)->pdata[1])->host, ==,
                   "192.168.1.1");
  g_assert_true (safi_message_get_structure (page)->has_password_field);
  g_assert_cmpuint (safi_message_get_attachments (archive)->len, ==, 3);
  zip = safi_message_get_attachments (archive)->pdata[1];
  g_assert_cmpstr (zip->name, ==, "invoice.zip");
  g_assert_cmpstr (zip->entries[0], ==, "a.txt");
  g_assert_nonnull (strstr (safi_message_get_text (archive), "\u3053\u3093"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-fuzz/samples-are-whole", test_samples_are_whole);
  g_test_add_func ("/message-fuzz/broken-messages-are-read", test_broken_messages);
  g_test_add_func ("/message-fuzz/cut-messages-are-read", test_cut_messages);
  return g_test_run ();
}
