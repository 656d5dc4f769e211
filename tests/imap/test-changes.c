/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* How a server tells what changed in a folder. */
#include <string.h>

#include <glib.h>

#include "mail/reply/safi-imap-reply.h"
#include "mail/reply/safi-imap-set.h"

static SafiImapReply *
read_reply (const char *response)
{
  g_autoptr (SafiImapParser) parser = safi_imap_parser_new ();

  return safi_imap_reply_new (parser, response, strlen (response));
}

static const SafiImapRange *
get_range (SafiImapReply *reply, guint i)
{
  return &g_array_index (reply->ranges, SafiImapRange, i);
}

static void
test_what_went_is_read (void)
{
  g_autoptr (SafiImapReply) expunge = read_reply ("* 5 EXPUNGE");
  g_autoptr (SafiImapReply) vanished = read_reply ("* VANISHED 3:5,9");
  g_autoptr (SafiImapReply) earlier = read_reply ("* VANISHED (EARLIER) 7");
  g_autoptr (SafiImapReply) broken = read_reply ("* VANISHED (EARLIER) *");

  g_assert_cmpint (expunge->type, ==, SAFI_IMAP_REPLY_EXPUNGE);
  g_assert_cmpint (vanished->type, ==, SAFI_IMAP_REPLY_VANISHED);
  g_assert_cmpuint (vanished->ranges->len, ==, 2);
  g_assert_false (vanished->is_earlier);
  g_assert_cmpuint (get_range (earlier, 0)->last, ==, 7);
  g_assert_true (earlier->is_earlier);
  g_assert_cmpint (broken->type, ==, SAFI_IMAP_REPLY_OTHER);
}

/* Four milliards of UIDs are one range. */
static void
test_all_may_have_gone (void)
{
  g_autoptr (SafiImapReply) all = read_reply ("* VANISHED (EARLIER) 4294967295:1");

  g_assert_cmpuint (all->ranges->len, ==, 1);
  g_assert_cmpuint (get_range (all, 0)->first, ==, 1);
  g_assert_cmpuint (get_range (all, 0)->last, ==, G_MAXUINT32);
}

static SafiImapReply *
read_vanished (guint n_ranges)
{
  g_autoptr (GString) text = g_string_new ("* VANISHED 2");

  for (guint i = 1; i < n_ranges; i++)
    g_string_append (text, ",2");
  return read_reply (text->str);
}

static void
test_too_many_ranges_are_told_as_such (void)
{
  g_autoptr (SafiImapReply) most = read_vanished (SAFI_IMAP_VANISHED_MAX);
  g_autoptr (SafiImapReply) beyond = read_vanished (SAFI_IMAP_VANISHED_MAX + 1);

  g_assert_cmpuint (most->ranges->len, ==, SAFI_IMAP_VANISHED_MAX);
  g_assert_cmpint (beyond->type, ==, SAFI_IMAP_REPLY_VANISHED);
  g_assert_null (beyond->ranges);
}

static void
test_counted_changes_are_63_bits (void)
{
  static const struct {
    const char *line;
    guint64 modseq;
  } cases[] = {
    { "* OK [HIGHESTMODSEQ 715194045007] Highest", 715194045007 },
    { "* OK [HIGHESTMODSEQ 9223372036854775807] x", G_MAXINT64 },
    { "* OK [HIGHESTMODSEQ 9223372036854775808] x", 0 },
    { "* OK [HIGHESTMODSEQ 0] x", 0 },
    { "* OK [HIGHESTMODSEQ -1] x", 0 },
    { "* OK [HIGHESTMODSEQ 99999999999999999999999] x", 0 },
    { "* OK [NOMODSEQ] x", 0 },
    { "* OK [HIGHESTMODSEQ] x", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiImapReply) reply = read_reply (cases[i].line);

    g_assert_cmpint (reply->type, ==, SAFI_IMAP_REPLY_UNTAGGED);
    g_assert_cmpuint (reply->modseq, ==, cases[i].modseq);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-changes/what-went-is-read", test_what_went_is_read);
  g_test_add_func ("/imap-changes/all-may-have-gone", test_all_may_have_gone);
  g_test_add_func ("/imap-changes/too-many-ranges-are-told-as-such",
                   test_too_many_ranges_are_told_as_such);
  g_test_add_func ("/imap-changes/counted-changes-are-63-bits", test_counted_changes_are_63_bits);
  return g_test_run ();
}
