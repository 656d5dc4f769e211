/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gio.h>

#include "core/base/safi-error-wait.h"
#include "core/base/safi-error.h"
#include "core/base/safi-network-error.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/connection/safi-imap-stream.h"
#include "mail/reply/safi-imap-guard.h"
#include "mail/reply/safi-imap-names.h"
#include "mail/reply/safi-imap-reply.h"
#include "mail/reply/safi-imap-set.h"

#define LINE "* OK one of many lines\r\n"

static SafiImapReply *
read_reply (const char *response)
{
  g_autoptr (SafiImapParser) parser = safi_imap_parser_new ();

  return safi_imap_reply_new (parser, response, strlen (response));
}

/* Names */

static const struct {
  const char *raw;
  const char *text;
} names[] = {
  { "INBOX", "INBOX" },
  { "Tom &- Jerry", "Tom & Jerry" },
  { "Entw&APw-rfe", "Entwürfe" },
  { "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "Отправленные" },
  { "&V4NXPpCuTvY-", "垃圾邮件" },
  { "&BkUGMgY5BiwGKQ-", "مزعجة" },
  { "&2D3eAA-", "😀" },
  { "A&AOk-b&APk-c&-", "Aébùc&" },
};

static void
test_names_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text = safi_imap_name_decode (names[i].raw);

    g_assert_cmpstr (text, ==, names[i].text);
  }
}

static void
test_names_encode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *raw = safi_imap_name_encode (names[i].text);

    g_assert_cmpstr (raw, ==, names[i].raw);
  }
}

/* What is not modified UTF-7 is shown as it is, made valid. */
static void
test_malformed_names_are_shown_raw (void)
{
  static const char *const malformed[] = {
    "&", "&A", "&AP", "&AP!-", "&APw", "&2D0-", "a&AAA-b", "&/w-", "\xff\xfe", "&AP==-", "&A-",
  };

  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++) {
    g_autofree char *text = safi_imap_name_decode (malformed[i]);
    g_autofree char *expected = g_utf8_make_valid (malformed[i], -1);

    g_assert_cmpstr (text, ==, expected);
  }
}

/* Sets */

static void
assert_set (const char *text, guint max, const char *expected)
{
  g_autoptr (GArray) uids = safi_imap_set_read (text, max);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; uids != NULL && i < uids->len; i++)
    g_string_append_printf (out, "%u ", g_array_index (uids, guint32, i));
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_sets_read (void)
{
  assert_set ("7", 10, "7 ");
  assert_set ("1:3,5", 10, "1 2 3 5 ");
  assert_set ("3:1", 10, "1 2 3 ");
  assert_set ("4294967295", 10, "4294967295 ");
  assert_set ("4294967294:4294967295", 10, "4294967294 4294967295 ");
  assert_set ("1:10", 10, "1 2 3 4 5 6 7 8 9 10 ");
  assert_set ("1:11", 10, "");
  assert_set ("1:4294967295", 1000, "");
  assert_set ("", 10, "");
  assert_set ("0", 10, "");
  assert_set ("1:*", 10, "");
  assert_set ("4294967296", 10, "");
  assert_set ("1,,2", 10, "");
  assert_set ("-1", 10, "");
}

static void
test_sets_write_within_a_line (void)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint next = 0, seen = 0;

  for (guint32 uid = 1; uid <= 3000; uid += uid % 3 == 0 ? 2 : 1)
    g_array_append_val (uids, uid);
  while (next < uids->len) {
    g_autofree char *set = safi_imap_set_write (uids, next, 500, 200, &next);
    g_autoptr (GArray) again = safi_imap_set_read (set, 500);

    g_assert_cmpuint (strlen (set), <=, 200);
    for (guint i = 0; i < again->len; i++)
      g_assert_cmpuint (g_array_index (again, guint32, i), ==,
                        g_array_index (uids, guint32, seen++));
  }
  g_assert_cmpuint (seen, ==, uids->len);
}

/* Guard */

static const struct {
  const char *response;
  const char *clean; /* NULL: left out */
} guarded[] = {
  { "5 RECENT", NULL },
  { "5 EXISTS", "* 5 EXISTS\r\n" },
  { "99999999999 EXISTS", NULL },
  { "FLAGS (a (b))", NULL },
  { "ID (\"version\" NIL)", NULL },
  { "FOOBAR x", NULL },
  { "5 UIDFETCH (UID 5)", NULL },
  { "LIST (\\HasNoChildren \\) \"/\" Junk", "* LIST (\\HasNoChildren) \"/\" \"Junk\"\r\n" },
  { "LIST () NIL {4}\r\nJunk", "* LIST () NIL {4}\r\nJunk\r\n" },
  { "LIST () \"//\" Junk", NULL },
  { "LIST () \"/\" \"\"", NULL },
  { "STATUS INBOX (UIDNEXT 3 HIGHESTMODSEQ 99999999999 UIDVALIDITY 1)",
    "* STATUS \"INBOX\" (UIDNEXT 3 UIDVALIDITY 1)\r\n" },
  { "STATUS INBOX ()", NULL },
  { "SEARCH 1 0 2 (MODSEQ 3)", "* SEARCH 1 2\r\n" },
  { "SEARCH", "* SEARCH\r\n" },
};

static void
test_guard_rebuilds_or_leaves_out (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (guarded); i++) {
    g_autoptr (GString) clean =
        safi_imap_guard_clean (guarded[i].response, strlen (guarded[i].response));

    g_assert_cmpstr (clean != NULL ? clean->str : NULL, ==, guarded[i].clean);
  }
}

/* All that the guard lets through must be what libetpan can read. */
static void
test_parser_reads_what_the_guard_gives (void)
{
  g_autoptr (SafiImapParser) parser = safi_imap_parser_new ();

  for (guint i = 0; i < G_N_ELEMENTS (guarded); i++) {
    g_autofree char *text = g_strconcat ("* ", guarded[i].response, NULL);
    g_autoptr (SafiImapReply) reply = safi_imap_reply_new (parser, text, strlen (text));

    g_assert_cmpint (reply->type != SAFI_IMAP_REPLY_OTHER, ==, guarded[i].clean != NULL);
  }
}

/* Replies */

static void
test_lines_that_crashed_libetpan (void)
{
  static const char *const lines[] = {
    "* OK [PERMANENTFLAGS (\\] x",
    "* OK [PERMANENTFLAGS (",
    "* OK [",
    "* OK []",
    "* OK [COPYUID",
    "* NO [BADCHARSET (x",
    "* OK",
    "* PREAUTH",
    "* BYE",
    "*",
    "* ",
    "",
    "+",
    "C1",
    "C1 ",
    "C1 X",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (SafiImapReply) reply = read_reply (lines[i]);

    g_assert_nonnull (reply);
  }
}

static void
test_fetch_is_read_whole (void)
{
  g_autoptr (SafiImapReply) reply =
      read_reply ("* 9 FETCH (UID 7 FLAGS (\\Seen \\Deleted $NotJunk) RFC822.SIZE 44 INTERNALDATE "
                  "\"04-Jan-2015 16:53:35 +0130\" BODY[]<0> {5}\r\na\nb)\n)");

  g_assert_cmpint (reply->type, ==, SAFI_IMAP_REPLY_FETCH);
  g_assert_cmpuint (reply->uid, ==, 7);
  g_assert_cmpint (reply->flags, ==, SAFI_FLAG_SEEN | SAFI_FLAG_DELETED | SAFI_FLAG_NOT_JUNK);
  g_assert_cmpuint (reply->size, ==, 44);
  g_assert_cmpint (reply->internal_date, ==, 1420385015);
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), "a\nb)\n",
                   5);
}

static void
test_nul_octets_in_a_message_survive (void)
{
  static const char response[] = "* 9 FETCH (UID 7 BODY[] {5}\r\na\0b\0c)";
  g_autoptr (SafiImapParser) parser = safi_imap_parser_new ();
  g_autoptr (SafiImapReply) reply = safi_imap_reply_new (parser, response, sizeof response - 1);

  g_assert_cmpint (reply->type, ==, SAFI_IMAP_REPLY_FETCH);
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), "a\0b\0c",
                   5);
}

static void
test_appenduid_names_one_message (void)
{
  g_autoptr (SafiImapReply) good = read_reply ("C1 OK [APPENDUID 9 17] Done");
  g_autoptr (SafiImapReply) set = read_reply ("C1 OK [APPENDUID 9 17:18] Done");
  g_autoptr (SafiImapReply) zero = read_reply ("C1 OK [APPENDUID 0 0] Done");
  g_autoptr (SafiImapReply) huge = read_reply ("C1 OK [APPENDUID 9 4294967296] Done");

  g_assert_cmpuint (good->uidvalidity, ==, 9);
  g_assert_cmpuint (good->number, ==, 17);
  g_assert_cmpuint (set->number, ==, 0);
  g_assert_cmpuint (zero->number, ==, 0);
  g_assert_cmpuint (huge->number, ==, 0);
  g_assert_cmpuint (huge->uidvalidity, ==, 0);
}

static void
test_copyuid_must_fit_together (void)
{
  g_autoptr (SafiImapReply) good = read_reply ("* OK [COPYUID 9 1:3,5 7:9,11] Moved");
  g_autoptr (SafiImapReply) odd = read_reply ("* OK [COPYUID 9 1:3,5 7:9] Moved");
  g_autoptr (SafiImapReply) huge = read_reply ("* OK [COPYUID 9 1:4294967295 1:4294967295] x");

  g_assert_cmpuint (good->uidvalidity, ==, 9);
  g_assert_cmpuint (good->copied_to->len, ==, 4);
  g_assert_cmpuint (g_array_index (good->copied_to, guint32, 3), ==, 11);
  g_assert_null (odd->copied_from);
  g_assert_null (huge->copied_from);
}

static void
test_refusals_have_meanings (void)
{
  static const struct {
    const char *line;
    SafiError code;
  } cases[] = {
    { "C1 NO [AUTHENTICATIONFAILED] no", SAFI_ERROR_WRONG_PASSWORD },
    { "C1 NO LOGIN failed", SAFI_ERROR_WRONG_PASSWORD },
    { "C1 BAD what", SAFI_ERROR_WRONG_PASSWORD },
    { "C1 NO [ALERT] Application-specific password required: https://x", SAFI_ERROR_APP_PASSWORD },
    { "C1 NO [ALERT] Please log in via your web browser", SAFI_ERROR_WEB_SIGN_IN },
    { "C1 NO [ALERT] Login to your account via a web browser", SAFI_ERROR_WEB_SIGN_IN },
    { "C1 NO AUTHENTICATE failed. BasicAuthBlocked", SAFI_ERROR_SIGN_IN_OTHER_WAY },
    { "C1 NO [WEBALERT https://x] y", SAFI_ERROR_WEB_SIGN_IN },
    { "C1 NO [ALERT] Your account is not enabled for IMAP use.", SAFI_ERROR_IMAP_OFF },
    { "C1 NO [EXPIRED] x", SAFI_ERROR_PASSWORD_EXPIRED },
    { "C1 NO [CONTACTADMIN] x", SAFI_ERROR_MAILBOX_BLOCKED },
    { "C1 NO Account exceeded command or bandwidth limits.", SAFI_ERROR_SERVER_BUSY },
    { "C1 NO Service temporarily unavailable", SAFI_ERROR_SERVER_BUSY },
    { "C1 NO [UNAVAILABLE] later", SAFI_ERROR_SERVER_BUSY },
    { "C1 NO [LIMIT] Rate limit hit", SAFI_ERROR_SERVER_BUSY },
    { "C1 NO [INUSE] x", SAFI_ERROR_SERVER_BUSY },
    { "C1 NO [ALERT] Too many simultaneous connections. (Failure)",
      SAFI_ERROR_TOO_MANY_CONNECTIONS },
    { "C1 NO [PRIVACYREQUIRED] x", SAFI_ERROR_NO_TLS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiImapReply) reply = read_reply (cases[i].line);
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (reply->type, ==, SAFI_IMAP_REPLY_TAGGED);
    g_assert_false (safi_imap_error_set_sign_in (&error, FALSE, reply->code, reply->text));
    g_assert_error (error, SAFI_ERROR, (int) cases[i].code);
    g_assert_null (strstr (error->message, "https"));
  }
}

static void
test_a_busy_server_says_how_long (void)
{
  static const struct {
    const char *text;
    guint seconds;
  } cases[] = {
    { "Request is throttled. Suggested Backoff Time: 299961 milliseconds", 300 },
    { "throttled", 0 },
    { "Backoff Time: soon", 0 },
    { "Backoff Time: 5 minutes", 0 },
    { "backoff time: 99999999999999999999 milliseconds", SAFI_ERROR_WAIT_MAX },
    { "Backoff Time: 3600000 milliseconds", SAFI_ERROR_WAIT_MAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GError) copy = NULL;

    g_assert_false (safi_imap_error_set_refused (&error, NULL, cases[i].text));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_SERVER_BUSY);
    copy = g_error_copy (error);
    g_assert_cmpuint (safi_error_get_wait (copy), ==, cases[i].seconds);
  }
}

static void
test_certificates_have_meanings (void)
{
  static const struct {
    GTlsCertificateFlags faults;
    SafiError code;
  } cases[] = {
    { G_TLS_CERTIFICATE_EXPIRED, SAFI_ERROR_CERTIFICATE_EXPIRED },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, SAFI_ERROR_CERTIFICATE_OTHER_NAME },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, SAFI_ERROR_CERTIFICATE_UNKNOWN },
    { G_TLS_CERTIFICATE_REVOKED, SAFI_ERROR_CERTIFICATE_UNKNOWN },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, SAFI_ERROR_WRONG_CLOCK },
    { G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY,
      SAFI_ERROR_CERTIFICATE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (safi_network_error_set_certificate (&error, cases[i].faults, NULL));
    g_assert_error (error, SAFI_ERROR, (int) cases[i].code);
  }
}

/* Stream */

static SafiImapStream *
make_stream (GString *octets)
{
  g_autoptr (GInputStream) input =
      g_memory_input_stream_new_from_data (octets->str, (gssize) octets->len, NULL);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GIOStream) io = g_simple_io_stream_new (input, output);

  return safi_imap_stream_new (io, 1000);
}

static void
assert_received (const char *octets, const char *expected, const char *rest)
{
  g_autoptr (GString) all = g_string_new (octets);
  g_autoptr (SafiImapStream) stream = make_stream (all);
  g_autoptr (GString) first = safi_imap_stream_receive (stream, NULL, NULL);
  g_autoptr (GString) second = safi_imap_stream_receive (stream, NULL, NULL);

  g_assert_cmpstr (first != NULL ? first->str : NULL, ==, expected);
  g_assert_cmpstr (second != NULL ? second->str : NULL, ==, rest);
}

static void
test_stream_takes_whole_responses (void)
{
  assert_received ("* OK a\r\n* OK b\r\n", "* OK a", "* OK b");
  assert_received ("* OK a\n* OK b\n", "* OK a", "* OK b");
  assert_received ("* X {3}\r\na\r\n y\r\nrest\r\n", "* X {3}\r\na\r\n y", "rest");
  assert_received ("* X {3}\r\n{9}\r\nrest\r\n", "* X {3}\r\n{9}", "rest");
  assert_received ("* X {1}\r\n\r\r\nrest\r\n", "* X {1}\r\n\r", "rest");
  assert_received ("* X {0}\r\n\r\n\r\n", "* X {0}\r\n", "");
  assert_received ("{}\r\n{x}\r\n", "{}", "{x}");
  assert_received ("* X {3}\r\na", NULL, NULL);
  assert_received ("* X {99999999999999999999}\r\na", NULL, NULL);
}

static void
assert_line (gsize length, gboolean expected)
{
  g_autofree char *line = g_strnfill (length, 'x');
  g_autoptr (GString) all = g_string_new (line);
  g_autoptr (SafiImapStream) stream = make_stream (g_string_append (all, "\r\n"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) response = safi_imap_stream_receive (stream, NULL, &error);

  g_assert_cmpint (response != NULL, ==, expected);
  if (!expected)
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_PROTOCOL);
}

static void
test_stream_bounds_lines (void)
{
  assert_line (SAFI_IMAP_LINE_MAX - 2, TRUE);
  assert_line (SAFI_IMAP_LINE_MAX - 1, FALSE);
  assert_line (8 * 1024 * 1024, FALSE);
}

static void
assert_literal (gsize length, gboolean expected)
{
  g_autofree char *octets = g_strnfill (length, 'x');
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (SafiImapStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) response = NULL;

  g_string_printf (all, "* X {%" G_GSIZE_FORMAT "}\r\n%s\r\n", length, octets);
  stream = make_stream (all);
  response = safi_imap_stream_receive (stream, NULL, &error);
  g_assert_cmpint (response != NULL, ==, expected);
  if (!expected)
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_PROTOCOL);
}

static void
test_stream_bounds_literals (void)
{
  assert_literal (SAFI_IMAP_LITERAL_MAX, TRUE);
  assert_literal (SAFI_IMAP_LITERAL_MAX + 1, FALSE);
}

static void
test_stream_bounds_all_responses (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (SafiImapStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  while (all->len <= SAFI_IMAP_OCTETS_MAX)
    g_string_append (all, LINE);
  stream = make_stream (all);
  while (error == NULL) {
    g_autoptr (GString) response = safi_imap_stream_receive (stream, NULL, &error);

    count += response != NULL;
  }
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_PROTOCOL);
  g_assert_cmpuint (count, ==, SAFI_IMAP_OCTETS_MAX / strlen (LINE));
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* A server that never says a word: only the cancellable or the patience ends the wait. */
static void
assert_wait_ends (GCancellable *cancellable, guint silence, GQuark domain, int code)
{
  int ends[2];
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (SafiImapStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  socket = g_socket_new_from_fd (ends[0], &error);
  g_assert_no_error (error);
  connection = g_socket_connection_factory_create_connection (socket);
  stream = safi_imap_stream_new (G_IO_STREAM (connection), silence);
  g_assert_null (safi_imap_stream_receive (stream, cancellable, &error));
  g_assert_error (error, domain, code);
  close (ends[1]);
}

static void
test_stream_wait_can_be_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  assert_wait_ends (cancellable, 60000, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_stream_silence_ends (void)
{
  assert_wait_ends (NULL, 20, SAFI_ERROR, SAFI_ERROR_TIMED_OUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-names/decode", test_names_decode);
  g_test_add_func ("/imap-names/encode", test_names_encode);
  g_test_add_func ("/imap-names/malformed-are-shown-raw", test_malformed_names_are_shown_raw);
  g_test_add_func ("/imap-set/read", test_sets_read);
  g_test_add_func ("/imap-set/write-within-a-line", test_sets_write_within_a_line);
  g_test_add_func ("/imap-guard/rebuilds-or-leaves-out", test_guard_rebuilds_or_leaves_out);
  g_test_add_func ("/imap-parser/reads-what-the-guard-gives",
                   test_parser_reads_what_the_guard_gives);
  g_test_add_func ("/imap-reply/lines-that-crashed-libetpan", test_lines_that_crashed_libetpan);
  g_test_add_func ("/imap-reply/fetch-is-read-whole", test_fetch_is_read_whole);
  g_test_add_func ("/imap-reply/nul-octets-survive", test_nul_octets_in_a_message_survive);
  g_test_add_func ("/imap-reply/appenduid-names-one-message", test_appenduid_names_one_message);
  g_test_add_func ("/imap-reply/copyuid-must-fit-together", test_copyuid_must_fit_together);
  g_test_add_func ("/imap-error/refusals-have-meanings", test_refusals_have_meanings);
  g_test_add_func ("/imap-error/a-busy-server-says-how-long", test_a_busy_server_says_how_long);
  g_test_add_func ("/imap-error/certificates-have-meanings", test_certificates_have_meanings);
  g_test_add_func ("/imap-stream/takes-whole-responses", test_stream_takes_whole_responses);
  g_test_add_func ("/imap-stream/bounds-lines", test_stream_bounds_lines);
  g_test_add_func ("/imap-stream/bounds-literals", test_stream_bounds_literals);
  g_test_add_func ("/imap-stream/bounds-all-responses", test_stream_bounds_all_responses);
  g_test_add_func ("/imap-stream/wait-can-be-cancelled", test_stream_wait_can_be_cancelled);
  g_test_add_func ("/imap-stream/silence-ends", test_stream_silence_ends);
  return g_test_run ();
}
