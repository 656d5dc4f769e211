/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/corpus.h"
#include "core/message/safi-view.h"
#include "mail/reply/safi-imap-fetch-reply.h"

/* Responses of a mail server, each by itself, broken at random, always the same way. fuzz-imap.c
 * breaks whole sessions, of which most end before they come to a structure. */

#define FOLDER "corpus/imap"
#define ROUNDS 8000

static const char *const pieces[] = {
  "(",
  ")",
  "{",
  "}",
  "\"",
  "\\",
  "NIL",
  "\r\n",
  "* ",
  "[",
  "]",
  "{3}\r\n",
  "{0}\r\n",
  "{4294967296}\r\n",
  " ",
  "()",
  "<",
  ">",
  "*",
  "\x80",
  ",",
  ":",
  "(((((((((",
  "((\"",
  "FLAGS (",
  "UID 7 ",
  "BODY[",
  "BODYSTRUCTURE ",
  "\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 1",
  "(\"boundary\" \"x\")",
  "\"rfc822\"",
  "(\"filename*0*\" \"utf-8''%ff\")",
  "COPYUID ",
  "EXPUNGE",
};

static guint
count_parts (const SafiPart *part, guint depth)
{
  guint n_parts = 1;

  g_assert_cmpuint (depth, <=, SAFI_PART_DEPTH_MAX);
  g_assert_null (strpbrk (part->type, "\r\n;\""));
  g_assert_cmpuint (part->parameters->len, <=, SAFI_PART_FIELDS_MAX);
  g_assert_cmpuint (part->disposition_names->len, <=, SAFI_PART_FIELDS_MAX);
  for (guint i = 0; i < part->children->len; i++)
    n_parts += count_parts (part->children->pdata[i], depth + 1);
  return n_parts;
}

/* All that was asked for comes, and is much or nothing. */
static GPtrArray *
answer (const GArray *plan)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < plan->len; i++) {
    const SafiWanted *wanted = &g_array_index (plan, SafiWanted, i);
    g_autofree char *octets = g_strnfill (wanted->limit, i % 2 == 0 ? 'a' : '=');

    g_ptr_array_add (parts, g_bytes_new (octets, i % 3 == 2 ? 0 : wanted->limit));
  }
  return parts;
}

static void
join (const SafiImapReply *reply, SafiView view)
{
  g_autoptr (GArray) plan = safi_view_plan (view, reply->body, reply->structure);
  g_autoptr (GPtrArray) parts = NULL;
  g_auto (SafiSeen) seen = { 0 };
  g_autoptr (SafiMessage) message = NULL;

  if (plan == NULL)
    return;
  parts = answer (plan);
  seen = safi_view_join (view, reply->body, reply->structure, plan, parts);
  message = safi_message_new (seen.octets, 0);
  g_assert_true (g_utf8_validate (safi_message_get_text (message), -1, NULL));
}

static void
check_fetch (const SafiImapReply *reply)
{
  if (reply->structure == NULL)
    return;
  g_assert_true (reply->has_structure);
  g_assert_cmpuint (count_parts (reply->structure, 0), <=, SAFI_PART_COUNT_MAX);
  if (reply->body == NULL)
    return;
  join (reply, SAFI_VIEW_BACKLOG);
  join (reply, SAFI_VIEW_LIVE);
}

static void
check_moved (const SafiImapReply *reply)
{
  g_assert_true ((reply->copied_from != NULL) == (reply->copied_to != NULL));
  if (reply->copied_from == NULL)
    return;
  g_assert_cmpuint (reply->copied_from->len, ==, reply->copied_to->len);
  g_assert_cmpuint (reply->copied_from->len, <=, SAFI_IMAP_COPYUID_MAX);
}

/* A response ends with a NUL that is not counted, as in a GString. */
static void
read_response (GBytes *octets)
{
  gsize length;
  const char *start = g_bytes_get_data (octets, &length);
  g_autofree char *response = g_malloc (length + 1);
  g_autoptr (SafiImapParser) parser = safi_imap_parser_new ();
  g_autoptr (SafiImapReply) reply = NULL;

  if (length > 0)
    memcpy (response, start, length);
  response[length] = '\0';
  reply = safi_imap_reply_new (parser, response, length);
  check_moved (reply);
  check_fetch (reply);
  g_assert_true (reply->ranges == NULL || reply->ranges->len <= SAFI_IMAP_VANISHED_MAX);
  g_assert_true (reply->modified == NULL || reply->modified->len <= SAFI_IMAP_COPYUID_MAX);
}

static void
test_broken_responses_do_no_harm (void)
{
  test_break_corpus (FOLDER, ".txt", ROUNDS, pieces, G_N_ELEMENTS (pieces), read_response);
}

static void
test_cut_responses_do_no_harm (void)
{
  test_cut_corpus (FOLDER, ".txt", read_response);
}

/* Else most of the above would break what nobody reads. */
static void
test_samples_are_understood (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, FOLDER, "look.txt", NULL);
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (SafiImapParser) parser = safi_imap_parser_new ();
  g_autoptr (SafiImapReply) reply = NULL;
  g_autoptr (GArray) plan = NULL;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  reply = safi_imap_reply_new (parser, text, length);
  g_assert_nonnull (reply->structure);
  g_assert_cmpuint (count_parts (reply->structure, 0), ==, 6);
  plan = safi_view_plan (SAFI_VIEW_LIVE, reply->body, reply->structure);
  g_assert_cmpuint (plan->len, ==, 3); /* both texts, and the attached one, as they are short */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply-fuzz/samples-are-understood", test_samples_are_understood);
  g_test_add_func ("/reply-fuzz/broken-responses-do-no-harm", test_broken_responses_do_no_harm);
  g_test_add_func ("/reply-fuzz/cut-responses-do-no-harm", test_cut_responses_do_no_harm);
  return g_test_run ();
}
