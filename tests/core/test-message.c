/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-message.h"

#include <string.h>

static SafiMessage *
parse (const char *text)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  return safi_message_new (octets, 0);
}

static const char simple[] = "Received: by mx.example; Mon, 1 Jan 2024 00:00:00 +0000\r\n"
                             "From: =?utf-8?q?J=C3=B6rg?= <Joe@Example.COM>\r\n"
                             "To: a@b.example, \"Doe, Jane\" <c@d.example>\r\n"
                             "Cc: friends: e@f.example, g@h.example;\r\n"
                             "Subject: =?iso-8859-1?q?Gr=FC=DFe?=\r\n"
                             " from home\r\n"
                             "Date: Tue, 02 Jan 2024 03:04:05 +0100\r\n"
                             "Message-ID:  <one@example.com>\r\n"
                             "\r\n"
                             "Hello\r\nworld\r\n";

static void
test_headers (void)
{
  g_autoptr (SafiMessage) message = parse (simple);
  const SafiHeader *first = safi_message_get_headers (message)->pdata[0];

  g_assert_cmpint (safi_message_get_flaws (message), ==, 0);
  g_assert_cmpstr (safi_message_get_subject (message), ==, "Gr\u00fc\u00dfe from home");
  g_assert_cmpstr (safi_message_get_header (message, "sUBJECT"), ==, "Gr\u00fc\u00dfe from home");
  g_assert_null (safi_message_get_header (message, "Reply-To"));
  g_assert_cmpuint (safi_message_get_headers (message)->len, ==, 7);
  g_assert_cmpstr (first->name, ==, "Received");
  g_assert_cmpstr (safi_message_get_message_id (message), ==, "one@example.com");
  g_assert_cmpint (safi_message_get_date (message), ==, 1704161045);
  g_assert_cmpstr (safi_message_get_text (message), ==, "Hello\nworld\n");
  g_assert_cmpuint (safi_message_get_full_size (message), ==, strlen (simple));
}

static void
test_addresses (void)
{
  g_autoptr (SafiMessage) message = parse (simple);
  const SafiAddress *from = safi_message_get_from (message);
  GPtrArray *to = safi_message_get_addresses (message, "to");
  GPtrArray *cc = safi_message_get_addresses (message, "Cc");

  g_assert_cmpstr (from->name, ==, "J\u00f6rg");
  g_assert_cmpstr (from->address, ==, "Joe@example.com");
  g_assert_cmpstr (from->domain, ==, "example.com");
  g_assert_cmpuint (to->len, ==, 2);
  g_assert_cmpstr (((const SafiAddress *) to->pdata[1])->name, ==, "Doe, Jane");
  g_assert_cmpuint (cc->len, ==, 2);
  g_assert_cmpstr (((const SafiAddress *) cc->pdata[1])->address, ==, "g@h.example");
  g_assert_cmpuint (safi_message_get_addresses (message, "Reply-To")->len, ==, 0);
}

static void
test_odd_addresses (void)
{
  static const struct {
    const char *value, *name, *address, *domain;
  } cases[] = {
    { "Just A Name", "Just A Name", "", "" },
    { "a@B\xc3\xbc"
      "cher.example",
      NULL,
      "a@b\xc3\xbc"
      "cher.example",
      "xn--bcher-kva.example" },
    { "a@[192.0.2.1]", NULL, "a@[192.0.2.1]", "192.0.2.1" },
    { "\"support@bank.example\" <x@evil.example>", "support@bank.example", "x@evil.example",
      "evil.example" },
    { "=?utf-8?b?w6Q=?= <a@b.example>", "\u00e4", "a@b.example", "b.example" },
    { "=?utf-8?b?w6Q=?= =?utf-8?b?w7Y=?= <a@b.example>", "\u00e4\u00f6", "a@b.example",
      "b.example" },
    { "M\xfcller <a@b.example>", "M\u00fcller", "a@b.example", "b.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("From: %s\n\n", cases[i].value);
    g_autoptr (SafiMessage) message = parse (text);
    const SafiAddress *from = safi_message_get_from (message);

    g_assert_nonnull (from);
    g_assert_cmpstr (from->name, ==, cases[i].name);
    g_assert_cmpstr (from->address, ==, cases[i].address);
    g_assert_cmpstr (from->domain, ==, cases[i].domain);
  }
}

static void
test_header_octets (void)
{
  static const struct {
    const char *line, *value;
  } cases[] = {
    { "Subject: M\xfcnchen", "M\u00fcnchen" },
    { "Subject: M\xc3\xbcnchen", "M\u00fcnchen" },
    { "Subject: =?nosuch?q?a?=", "a" },
    { "Subject: =?utf-8?q?a?= =?utf-8?q?b?=", "ab" },
    { "Subject: =?utf-8?b?YQ==?= =?utf-8?b?Yg==?=\r\n =?utf-8?b?Y2Q=?= e =?utf-8?q?f?=",
      "abcd e f" },
    { "Subject: =?utf-8?b?w6TD?=\r\n =?utf-8?b?pA==?=\r\n =?utf-8?q?=C3?= =?utf-8?q?=B6?=",
      "\u00e4\u00e4\u00f6" },
    { "Subject : x", "x" },
    { "SUBJECT:\tx\t", "x" },
    { "Subject:", "" },
    { "Subject: a\r\n\tb", "a\tb" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (cases[i].line, "\n\nbody", NULL);
    g_autoptr (SafiMessage) message = parse (text);

    g_assert_cmpstr (safi_message_get_subject (message), ==, cases[i].value);
    g_assert_cmpstr (safi_message_get_text (message), ==, "body");
  }
}

static void
test_line_ends (void)
{
  static const char *const texts[] = {
    "Subject: x\n\na\nb",
    "Subject: x\r\n\r\na\r\nb",
    "Subject: x\r\ra\rb",
    "From someone Mon Jan 1\nSubject: x\n\na\nb",
    ">From someone Mon Jan 1\nSubject: x\n\na\nb",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SafiMessage) message = parse (texts[i]);

    g_assert_cmpstr (safi_message_get_subject (message), ==, "x");
    g_assert_cmpstr (safi_message_get_text (message), ==, "a\nb");
  }
}

static void
test_without_header (void)
{
  g_autoptr (SafiMessage) message = parse ("just words\nin lines\n");
  g_autoptr (SafiMessage) empty = parse ("");

  g_assert_cmpint (safi_message_get_flaws (message), ==, SAFI_FLAW_NO_HEADER);
  g_assert_cmpstr (safi_message_get_text (message), ==, "just words\nin lines\n");
  g_assert_cmpstr (safi_message_get_subject (message), ==, "");
  g_assert_null (safi_message_get_from (message));
  g_assert_cmpint (safi_message_get_flaws (empty), ==, SAFI_FLAW_NO_HEADER);
  g_assert_cmpstr (safi_message_get_text (empty), ==, "");
}

static void
test_nul (void)
{
  static const char octets[] = "Subject: a\0b\n\nc\0d";
  g_autoptr (GBytes) bytes = g_bytes_new_static (octets, sizeof octets - 1);
  g_autoptr (SafiMessage) message = safi_message_new (bytes, 0);

  g_assert_cmpint (safi_message_get_flaws (message), ==, SAFI_FLAW_NUL);
  g_assert_cmpstr (safi_message_get_subject (message), ==, "ab");
  g_assert_cmpstr (safi_message_get_text (message), ==, "cd");
}

static void
test_partial (void)
{
  g_autoptr (GBytes) octets = g_bytes_new (simple, 40);
  g_autoptr (SafiMessage) message = safi_message_new (octets, strlen (simple));

  g_assert_cmpint (safi_message_get_flaws (message), ==, SAFI_FLAW_PARTIAL);
  g_assert_cmpuint (safi_message_get_full_size (message), ==, strlen (simple));
}

/* The value was computed with sha256sum from the form that safi-message.h describes. */
static void
test_identity_is_as_described (void)
{
  g_autoptr (SafiMessage) message = parse (simple);
  g_autofree char *expected = g_compute_checksum_for_string (
      G_CHECKSUM_SHA256,
      "<one@example.com>\ntue, 02 jan 2024 03:04:05 +0100\n"
      "=?utf-8?q?j=c3=b6rg?= <joe@example.com>\n=?iso-8859-1?q?gr=fc=dfe?= from home\n"
      "by mx.example; mon, 1 jan 2024 00:00:00 +0000\n",
      -1);

  g_assert_cmpstr (safi_message_get_identity (message), ==, expected);
}

static void
test_identity_from_fields_alone (void)
{
  static const char fields[] = "Date: Tue, 02 Jan 2024 03:04:05 +0100\n"
                               "subject:=?iso-8859-1?q?Gr=FC=DFe?= \t from home  \n"
                               "Message-Id: <one@example.com>\n"
                               "FROM: =?utf-8?q?J=C3=B6rg?=\n  <Joe@Example.COM>\n"
                               "Received: by mx.example; Mon, 1 Jan 2024 00:00:00 +0000\n"
                               "Received: an older one\n\n";
  g_autoptr (SafiMessage) message = parse (simple);
  g_autofree char *identity = safi_message_identity_from_header (fields, strlen (fields));

  g_assert_cmpstr (identity, ==, safi_message_get_identity (message));
}

static void
test_identity_tells_apart (void)
{
  g_autofree char *one = safi_message_identity_from_header ("Subject: a\n\n", 12);
  g_autofree char *other = safi_message_identity_from_header ("From: a\n\n", 9);
  g_autofree char *body = safi_message_identity_from_header ("Subject: a\n\nFrom: b\n", 20);

  g_assert_cmpstr (one, !=, other);
  g_assert_cmpstr (one, ==, body);
}

static void
test_text_message (void)
{
  g_autoptr (SafiMessage) message =
      safi_message_new_from_text ("Your parcel: http://pay.example/x\r\nFrom: me", -1);
  const SafiLink *link = safi_message_get_links (message)->pdata[0];

  g_assert_cmpint (safi_message_get_form (message), ==, SAFI_FORM_TEXT);
  g_assert_cmpint (safi_message_get_flaws (message), ==, 0);
  g_assert_cmpstr (safi_message_get_text (message), ==,
                   "Your parcel: http://pay.example/x\nFrom: me");
  g_assert_cmpuint (safi_message_get_headers (message)->len, ==, 0);
  g_assert_cmpstr (link->host, ==, "pay.example");
  g_assert_cmpuint (link->start, ==, 13);
  g_assert_cmpuint (strlen (safi_message_get_identity (message)), ==, 64);
}

static void
test_reference_counts (void)
{
  SafiMessage *message = parse (simple);
  SafiMessage *other = safi_message_ref (message);

  safi_message_unref (message);
  g_assert_cmpstr (safi_message_get_message_id (other), ==, "one@example.com");
  safi_message_unref (other);
  safi_message_unref (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/headers-are-decoded-in-order", test_headers);
  g_test_add_func ("/message/addresses-are-read", test_addresses);
  g_test_add_func ("/message/odd-addresses-are-read", test_odd_addresses);
  g_test_add_func ("/message/header-octets-become-utf8", test_header_octets);
  g_test_add_func ("/message/every-line-end-is-one", test_line_ends);
  g_test_add_func ("/message/without-header-is-all-text", test_without_header);
  g_test_add_func ("/message/nul-is-dropped-and-named", test_nul);
  g_test_add_func ("/message/partial-is-named", test_partial);
  g_test_add_func ("/message/identity-is-as-described", test_identity_is_as_described);
  g_test_add_func ("/message/identity-needs-five-fields-only", test_identity_from_fields_alone);
  g_test_add_func ("/message/identity-tells-messages-apart", test_identity_tells_apart);
  g_test_add_func ("/message/text-needs-no-header", test_text_message);
  g_test_add_func ("/message/lives-as-long-as-its-references", test_reference_counts);
  return g_test_run ();
}
