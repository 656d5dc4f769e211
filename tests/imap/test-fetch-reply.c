/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "mail/reply/safi-imap-fetch-reply.h"
#include "mail/reply/safi-imap-structure.h"

static SafiImapReply *
read_fetch (const char *text)
{
  SafiImapReply *reply = g_new0 (SafiImapReply, 1);

  g_assert_true (safi_imap_fetch_reply_read (reply, text, strlen (text)));
  return reply;
}

static const struct {
  const char *text;
  gboolean is_read;
  guint32 uid;
  SafiFlags flags;
  guint64 size;
  gint64 date;
  const char *body;
} items[] = {
  { "5 FETCH (UID 7 FLAGS (\\Seen $Junk))", TRUE, 7, SAFI_FLAG_SEEN | SAFI_FLAG_JUNK, 0, 0, NULL },
  { "5 FETCH (FLAGS (\\Seen \\ \\* ) UID 7 )", TRUE, 7, SAFI_FLAG_SEEN, 0, 0, NULL },
  { "5 FETCH (UID 7 PREVIEW \"a\" X (a (b \"c)\") {3}\r\n))) d))", TRUE, 7, 0, 0, 0, NULL },
  { "5 FETCH (UID 7 MODSEQ (624140003) FLAGS ())", TRUE, 7, 0, 0, 0, NULL },
  { "5 FETCH (UID 7 MODSEQ 5)", FALSE, 0, 0, 0, 0, NULL },
  { "5 FETCH (UID 0 FLAGS ())", TRUE, 0, 0, 0, 0, NULL },
  { "5 FETCH (UID 4294967296 FLAGS ())", TRUE, 0, 0, 0, 0, NULL },
  { "5 FETCH (RFC822.SIZE 99999999999)", TRUE, 0, 0, G_GUINT64_CONSTANT (99999999999), 0, NULL },
  { "5 FETCH (BODY[]<0> {3}\r\na)b UID 7)", TRUE, 7, 0, 0, 0, "a)b" },
  { "5 FETCH (BODY[HEADER.FIELDS (\"DATE\")]<0> \"x\")", TRUE, 0, 0, 0, 0, "x" },
  { "5 FETCH (BODY[HEADER] NIL UID 7)", TRUE, 7, 0, 0, 0, NULL },
  { "5 FETCH (BODY[TEXT] \"x\" UID 7)", TRUE, 7, 0, 0, 0, NULL },
  { "5 FETCH (INTERNALDATE \"04-Jan-2015 16:53:35 +0130\")", TRUE, 0, 0, 0, 1420385015, NULL },
  { "5 FETCH (INTERNALDATE \" 4-JAN-2015 15:23:35 -0000\")", TRUE, 0, 0, 0, 1420385015, NULL },
  { "5 FETCH (INTERNALDATE \"04-Xxx-2015 16:53:35 +0130\")", TRUE, 0, 0, 0, 0, NULL },
  { "5 FETCH (INTERNALDATE \"yesterday\" UID 7)", TRUE, 7, 0, 0, 0, NULL },
  { "5 FETCH (UID 7", FALSE, 0, 0, 0, 0, NULL },
  { "5 FETCH (BODY[ {3}\r\nabc", FALSE, 0, 0, 0, 0, NULL },
  { "5 FETCH (BODY[] {4}\r\nabc)", FALSE, 0, 0, 0, 0, NULL },
  { "5 FETCH", FALSE, 0, 0, 0, 0, NULL },
};

static void
test_items_are_read_in_any_order (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    g_autoptr (SafiImapReply) reply = read_fetch (items[i].text);

    g_assert_cmpint (reply->type == SAFI_IMAP_REPLY_FETCH, ==, items[i].is_read);
    g_assert_cmpuint (reply->uid, ==, items[i].uid);
    g_assert_cmpint (reply->flags, ==, items[i].flags);
    g_assert_cmpuint (reply->size, ==, items[i].size);
    g_assert_cmpint (reply->internal_date, ==, items[i].date);
    g_assert_cmpint (reply->body != NULL, ==, items[i].body != NULL);
    if (reply->body != NULL)
      g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body),
                       items[i].body, strlen (items[i].body));
  }
}

static void
test_parts_are_kept_by_their_numbers (void)
{
  g_autoptr (SafiImapReply) reply =
      read_fetch ("5 FETCH (UID 7 BODY[1]<0> \"a\" BODY[2.1] {2}\r\nbc BODY[3] NIL "
                  "BODY[1.MIME] \"m\")");

  g_assert_cmpuint (g_hash_table_size (reply->parts), ==, 2);
  g_assert_cmpuint (g_bytes_get_size (g_hash_table_lookup (reply->parts, "2.1")), ==, 2);
}

static void
test_other_responses_are_left_to_others (void)
{
  static const char *const texts[] = { "5 EXISTS", "LIST () \"/\" a", "", "FETCH (UID 1)" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    SafiImapReply reply = { 0 };

    g_assert_false (safi_imap_fetch_reply_read (&reply, texts[i], strlen (texts[i])));
  }
}

static SafiPart *
read_structure (const char *text)
{
  SafiImapReader reader = { text, text + strlen (text) };

  return safi_imap_structure_read (&reader);
}

static void
test_a_single_part_is_read (void)
{
  g_autoptr (SafiPart) part =
      read_structure ("(\"TEXT\" \"HTML\" (\"CHARSET\" \"utf-8\") NIL NIL \"BASE64\" 100 3 NIL "
                      "(\"INLINE\" NIL) NIL NIL \"more\" (1 2))");

  g_assert_cmpstr (part->type, ==, "text/html");
  g_assert_cmpstr (part->encoding, ==, "base64");
  g_assert_cmpstr (part->disposition, ==, "inline");
  g_assert_cmpstr (safi_part_get_parameter (part, "charset"), ==, "utf-8");
  g_assert_cmpuint (part->octets, ==, 100);
  g_assert_false (part->has_id);
  g_assert_false (safi_part_is_container (part));
}

static void
test_parts_within_parts_are_read (void)
{
  g_autoptr (SafiPart) root = read_structure (
      "(((\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 1)(\"text\" \"html\" NIL NIL NIL \"7bit\" 4 1) "
      "\"alternative\" (\"boundary\" NIL))(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 50 "
      "(\"date\" NIL ((NIL NIL \"a\" \"b\")) NIL NIL NIL NIL NIL NIL \"<x>\") "
      "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1) 6 NIL (\"attachment\" (\"filename\" \"x.eml\")))"
      "(\"image\" \"png\" (\"name\" {5}\r\np.png) \"<id>\" NIL \"base64\" 60) \"mixed\")");
  const SafiPart *alternative = root->children->pdata[0];
  const SafiPart *forwarded = root->children->pdata[1];
  const SafiPart *picture = root->children->pdata[2];

  g_assert_cmpstr (root->type, ==, "multipart/mixed");
  g_assert_cmpstr (alternative->type, ==, "multipart/alternative");
  g_assert_cmpuint (alternative->children->len, ==, 2);
  g_assert_cmpstr (forwarded->disposition, ==, "attachment");
  g_assert_cmpuint (forwarded->octets, ==, 50);
  g_assert_true (safi_part_has_name (forwarded));
  g_assert_true (picture->has_id);
  g_assert_cmpstr (safi_part_get_parameter (picture, "name"), ==, "p.png");
}

static void
test_broken_structures_are_refused (void)
{
  static const char *const texts[] = {
    "",
    "()",
    "NIL",
    "(\"text\")",
    "(\"text\" \"plain\" NIL NIL NIL \"7bit\")",
    "(\"text\" \"plain\" NIL NIL NIL \"7bit\" x 1)",
    "(\"text\" \"plain\" (\"charset\") NIL NIL \"7bit\" 3 1)",
    "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 1",
    "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 1)",
    "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 1) \"mi\\\r\nxed\")",
    "(\"te\\\";xt\" \"plain\" NIL NIL NIL \"7bit\" 3 1)",
    "((((((((((((((((((((((((",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (read_structure (texts[i]));
}

static void
test_a_broken_structure_costs_nothing_else (void)
{
  g_autoptr (SafiImapReply) reply =
      read_fetch ("5 FETCH (BODYSTRUCTURE (\"text\" (((())))) UID 7 BODY[HEADER] \"x\")");

  g_assert_true (reply->has_structure);
  g_assert_null (reply->structure);
  g_assert_cmpuint (reply->uid, ==, 7);
  g_assert_nonnull (reply->body);
}

static char *
write_nested (guint depth)
{
  g_autofree char *open = g_strnfill (depth, '(');
  GString *text = g_string_new (open);

  g_string_append (text, "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 1)");
  for (guint i = 0; i < depth; i++)
    g_string_append (text, " \"mixed\")");
  return g_string_free (text, FALSE);
}

static void
test_depth_is_bounded (void)
{
  g_autofree char *fits = write_nested (SAFI_PART_DEPTH_MAX);
  g_autofree char *beyond = write_nested (SAFI_PART_DEPTH_MAX + 1);
  g_autoptr (SafiPart) part = read_structure (fits);

  g_assert_nonnull (part);
  g_assert_null (read_structure (beyond));
}

static char *
write_parts (guint count)
{
  GString *text = g_string_new ("(");

  for (guint i = 1; i < count; i++)
    g_string_append (text, "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 1)");
  g_string_append (text, " \"mixed\")");
  return g_string_free (text, FALSE);
}

static void
test_parts_are_bounded (void)
{
  g_autofree char *fits = write_parts (SAFI_PART_COUNT_MAX);
  g_autofree char *beyond = write_parts (SAFI_PART_COUNT_MAX + 1);
  g_autoptr (SafiPart) part = read_structure (fits);

  g_assert_cmpuint (part->children->len, ==, SAFI_PART_COUNT_MAX - 1);
  g_assert_null (read_structure (beyond));
}

/* Whatever is cut out of a good one or changed in it, reading it ends. */
static void
test_mutations_are_survived (void)
{
  static const char text[] =
      "5 FETCH (UID 7 BODYSTRUCTURE ((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" "
      "3 1)(\"application\" \"zip\" (\"name\" \"x\") \"<i>\" NIL \"base64\" 9 NIL (\"attachment\" "
      "(\"filename\" {1}\r\ny))) \"mixed\" (\"boundary\" \"b\")) BODY[HEADER]<0> {3}\r\nabc)";
  static const char marks[] = "()\"{}\\ 9x\r\n";
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 200000; i++) {
    g_autoptr (GString) changed = g_string_new (text);
    g_autoptr (SafiImapReply) reply = NULL;

    for (guint k = 0; k < 1 + i % 4; k++) {
      const guint at = (guint) g_rand_int_range (random, 0, (gint) changed->len);

      if (g_rand_boolean (random))
        changed->str[at] = marks[g_rand_int_range (random, 0, sizeof marks - 1)];
      else
        g_string_erase (changed, at, 1);
    }
    reply = g_new0 (SafiImapReply, 1);
    safi_imap_fetch_reply_read (reply, changed->str, changed->len);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fetch-reply/items-are-read-in-any-order", test_items_are_read_in_any_order);
  g_test_add_func ("/fetch-reply/parts-are-kept-by-their-numbers",
                   test_parts_are_kept_by_their_numbers);
  g_test_add_func ("/fetch-reply/other-responses-are-left-to-others",
                   test_other_responses_are_left_to_others);
  g_test_add_func ("/imap-structure/single-part-is-read", test_a_single_part_is_read);
  g_test_add_func ("/imap-structure/parts-within-parts-are-read", test_parts_within_parts_are_read);
  g_test_add_func ("/imap-structure/broken-ones-are-refused", test_broken_structures_are_refused);
  g_test_add_func ("/imap-structure/broken-one-costs-nothing-else",
                   test_a_broken_structure_costs_nothing_else);
  g_test_add_func ("/imap-structure/depth-is-bounded", test_depth_is_bounded);
  g_test_add_func ("/imap-structure/parts-are-bounded", test_parts_are_bounded);
  g_test_add_func ("/imap-structure/mutations-are-survived", test_mutations_are_survived);
  return g_test_run ();
}
