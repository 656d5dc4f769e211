/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-message.h"
#include "core/message/safi-view.h"

#include <string.h>

/* What a stranger may make large, at each limit and beyond. */

#define MEGABYTE (1024 * 1024)

/* Returns: (transfer full): the message @head, @n times @piece (%u becomes the number), @tail. */
static SafiMessage *
parse_repeated (const char *head, const char *piece, guint n, const char *tail)
{
  GString *text = g_string_new (head);
  const char *number = strstr (piece, "%u");
  g_autoptr (GBytes) octets = NULL;

  for (guint i = 0; i < n; i++) {
    if (number == NULL) {
      g_string_append (text, piece);
      continue;
    }
    g_string_append_len (text, piece, number - piece);
    g_string_append_printf (text, "%u%s", i, number + 2);
  }
  g_string_append (text, tail);
  octets = g_string_free_to_bytes (text);
  return safi_message_new (octets, 0);
}

static void
check_flaw (const char *head, const char *piece, guint limit, const char *tail, SafiFlaws flaw)
{
  g_autoptr (SafiMessage) fits = parse_repeated (head, piece, limit, tail);
  g_autoptr (SafiMessage) beyond = parse_repeated (head, piece, limit + 1, tail);

  g_assert_false (safi_message_get_flaws (fits) & flaw);
  g_assert_true (safi_message_get_flaws (beyond) & flaw);
}

static void
test_header_count (void)
{
  g_autoptr (SafiMessage) message =
      parse_repeated ("", "X-%u: y\n", 100000, "Subject: last\n\nbody");

  check_flaw ("", "X-%u: y\n", SAFI_MESSAGE_HEADERS_MAX, "\nbody", SAFI_FLAW_TOO_MANY_HEADERS);
  g_assert_cmpuint (safi_message_get_headers (message)->len, ==, SAFI_MESSAGE_HEADERS_MAX);
  g_assert_cmpstr (safi_message_get_text (message), ==, "body");
}

static void
test_identity_reads_all_headers (void)
{
  static const char tail[] = "Subject: last\n\nbody";
  g_autoptr (SafiMessage) message = parse_repeated ("", "X-%u: y\n", 5000, tail);
  g_autofree char *identity = safi_message_identity_from_header (tail, strlen (tail));

  g_assert_cmpstr (safi_message_get_identity (message), ==, identity);
}

static void
test_hops (void)
{
  check_flaw ("", "Received: x\n", SAFI_MESSAGE_HOPS_MAX, "\nbody", SAFI_FLAW_TOO_MANY_HEADERS);
}

static void
test_header_length (void)
{
  g_autoptr (SafiMessage) fits =
      parse_repeated ("Subject: ", "x", SAFI_MESSAGE_HEADER_OCTETS_MAX, "\n\nbody");
  g_autoptr (SafiMessage) beyond = parse_repeated ("Subject: ", "x", MEGABYTE, "\n\nbody");

  g_assert_cmpuint (strlen (safi_message_get_subject (fits)), ==, SAFI_MESSAGE_HEADER_OCTETS_MAX);
  g_assert_cmpuint (strlen (safi_message_get_subject (beyond)), ==, SAFI_MESSAGE_HEADER_OCTETS_MAX);
  g_assert_cmpstr (safi_message_get_text (beyond), ==, "body");
}

static void
test_hostile_header_values (void)
{
  static const char *const pieces[] = {
    "=?", "=?utf-8?q?a?=", "=?utf-8?b?", "(", "<", "\"",   "a:", ",",
    "@",  "a@b.example,",  "\\",         "[", " ", "\xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (SafiMessage) from = parse_repeated ("From: ", pieces[i], 70000, "\n\nbody");
    g_autoptr (SafiMessage) type = parse_repeated ("Content-Type: ", pieces[i], 70000, "\n\nbody");

    g_assert_cmpstr (safi_message_get_text (from), ==, "body");
    g_assert_true (g_utf8_validate (safi_message_get_header (from, "From"), -1, NULL));
    g_assert_cmpuint (safi_message_get_addresses (from, "From")->len, <=,
                      SAFI_MESSAGE_ADDRESSES_MAX);
    g_assert_nonnull (safi_message_get_header (type, "Content-Type"));
  }
}

static void
test_addresses (void)
{
  g_autoptr (SafiMessage) fits =
      parse_repeated ("To: ", "a%u@b.example,", SAFI_MESSAGE_ADDRESSES_MAX, "\n\n");
  g_autoptr (SafiMessage) beyond = parse_repeated ("To: ", "a%u@b.example,", 4000, "\n\n");

  g_assert_cmpuint (safi_message_get_addresses (fits, "To")->len, ==, SAFI_MESSAGE_ADDRESSES_MAX);
  g_assert_cmpuint (safi_message_get_addresses (beyond, "To")->len, ==, SAFI_MESSAGE_ADDRESSES_MAX);
}

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

static void
test_part_count (void)
{
  g_autoptr (SafiMessage) message = parse_repeated (MIXED, "--b\n\nx\n", 10000, "--b--\n");

  /* The multipart itself is one of the parts looked at. */
  check_flaw (MIXED, "--b\n\nx\n", SAFI_MESSAGE_PARTS_MAX - 1, "--b--\n", SAFI_FLAW_TOO_MANY_PARTS);
  g_assert_cmpuint (safi_message_get_structure (message)->n_parts, ==, SAFI_MESSAGE_PARTS_MAX - 1);
}

static void
test_attachment_count (void)
{
  static const char part[] = "--b\nContent-Type: application/x\n\nx\n";

  check_flaw (MIXED, part, SAFI_MESSAGE_ATTACHMENTS_MAX, "--b--\n", SAFI_FLAW_TOO_MANY_PARTS);
}

#define NESTED "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n"

/* Returns: (transfer full): text within @depth multiparts, each with its own boundary. */
static SafiMessage *
parse_nested (guint depth)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) octets = NULL;

  for (guint i = 0; i < depth; i++)
    g_string_append_printf (text, NESTED, i, i);
  g_string_append (text, "\ninner");
  octets = g_string_free_to_bytes (text);
  return safi_message_new (octets, 0);
}

static void
test_depth (void)
{
  static const guint too_deep[] = { SAFI_MESSAGE_DEPTH_MAX + 1, 200, 20000 };
  g_autoptr (SafiMessage) fits = parse_nested (SAFI_MESSAGE_DEPTH_MAX);

  g_assert_cmpint (safi_message_get_flaws (fits) & SAFI_FLAW_TOO_DEEP, ==, 0);
  g_assert_cmpstr (safi_message_get_text (fits), ==, "inner");
  g_assert_cmpuint (safi_message_get_structure (fits)->depth, ==, SAFI_MESSAGE_DEPTH_MAX);
  for (guint i = 0; i < G_N_ELEMENTS (too_deep); i++) {
    g_autoptr (SafiMessage) message = parse_nested (too_deep[i]);

    g_assert_true (safi_message_get_flaws (message) & SAFI_FLAW_TOO_DEEP);
    g_assert_cmpstr (safi_message_get_text (message), ==, "");
  }
}

static void
test_messages_in_messages (void)
{
  g_autoptr (SafiMessage) message =
      parse_repeated ("", "Content-Type: message/rfc822\n\n", 20000, "\ninner");

  g_assert_true (safi_message_get_flaws (message) & SAFI_FLAW_TOO_DEEP);
}

static void
test_text_length (void)
{
  g_autoptr (SafiMessage) cut = parse_repeated ("Content-Type: text/plain; charset=utf-8\n\na",
                                                "\u00e4", SAFI_MESSAGE_TEXT_MAX, "");
  const char *text = safi_message_get_text (cut);

  check_flaw ("X: y\n\n", "x", SAFI_MESSAGE_TEXT_MAX, "", SAFI_FLAW_TEXT_CUT);
  g_assert_cmpuint (strlen (text), ==, SAFI_MESSAGE_TEXT_MAX - 1);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
test_link_count (void)
{
  g_autoptr (SafiMessage) many = parse_repeated ("Content-Type: text/html\n\n",
                                                 "<a href=http://a%u.example>x</a> ", 50000, "");

  check_flaw ("Content-Type: text/html\n\n", "<a href=http://a%u.example>x</a> ",
              SAFI_MESSAGE_LINKS_MAX, "", SAFI_FLAW_TOO_MANY_LINKS);
  g_assert_cmpuint (safi_message_get_links (many)->len, ==, SAFI_MESSAGE_LINKS_MAX);
}

static void
test_decoded_part_length (void)
{
  static const char head[] = "Content-Transfer-Encoding: base64\n"
                             "Content-Disposition: attachment\n\n";

  g_autoptr (SafiMessage) message = parse_repeated (head, "QUFB", 2 * MEGABYTE, "");
  const SafiAttachment *attachment = safi_message_get_attachments (message)->pdata[0];

  g_assert_cmpuint (attachment->size, ==, 6 * MEGABYTE);
}

/* A message of 60 MB, whole and through a view. */
static void
test_huge_message (void)
{
  GString *text = g_string_new ("Subject: huge\n\nhello ");
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (SafiMessage) whole = NULL;
  g_autoptr (SafiMessage) partial = NULL;

  while (text->len < 60 * MEGABYTE)
    g_string_append (text, "hello www.example.com world\n--b\n");
  octets = g_string_free_to_bytes (text);
  whole = safi_message_new (octets, 0);
  partial = safi_view_read (octets, SAFI_VIEW_LIVE);
  g_assert_cmpuint (strlen (safi_message_get_text (whole)), ==, SAFI_MESSAGE_TEXT_MAX);
  g_assert_cmpint (safi_message_get_flaws (whole), ==,
                   SAFI_FLAW_TEXT_CUT | SAFI_FLAW_TOO_MANY_LINKS);
  g_assert_cmpuint (g_bytes_get_size (safi_message_get_octets (partial)), <=,
                    SAFI_VIEW_LIVE_PART + strlen ("Subject: huge\n\n"));
  g_assert_true (safi_message_get_flaws (partial) & SAFI_FLAW_PARTIAL);
}

static void
test_boundary_lines (void)
{
  g_autoptr (SafiMessage) almost =
      parse_repeated (MIXED "--b\n\n", "--bx\n--b-\n --b\n", 200000, "--b--\n");
  g_autoptr (SafiMessage) dashes = parse_repeated (
      "Content-Type: multipart/mixed; boundary=\"--------\"\n\n", "-", 2 * MEGABYTE, "");

  g_assert_cmpuint (safi_message_get_structure (almost)->n_parts, ==, 1);
  g_assert_cmpuint (safi_message_get_structure (dashes)->n_parts, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-limits/header-count", test_header_count);
  g_test_add_func ("/message-limits/identity-reads-all-headers", test_identity_reads_all_headers);
  g_test_add_func ("/message-limits/hops", test_hops);
  g_test_add_func ("/message-limits/header-length", test_header_length);
  g_test_add_func ("/message-limits/hostile-header-values", test_hostile_header_values);
  g_test_add_func ("/message-limits/addresses", test_addresses);
  g_test_add_func ("/message-limits/part-count", test_part_count);
  g_test_add_func ("/message-limits/attachment-count", test_attachment_count);
  g_test_add_func ("/message-limits/depth", test_depth);
  g_test_add_func ("/message-limits/messages-in-messages", test_messages_in_messages);
  g_test_add_func ("/message-limits/text-length", test_text_length);
  g_test_add_func ("/message-limits/link-count", test_link_count);
  g_test_add_func ("/message-limits/decoded-part-length", test_decoded_part_length);
  g_test_add_func ("/message-limits/huge-message", test_huge_message);
  g_test_add_func ("/message-limits/boundary-lines", test_boundary_lines);
  return g_test_run ();
}
