/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-bounce.h"

#include <string.h>

#include "auth/clear/safi-batv.h"

#define REPORT                                                                                     \
  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"                \
  "--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n"

#define RETURNED                                                                                   \
  "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: me@home.example\r\n"                           \
  "Message-ID: <1@home.example>\r\n\r\nHello\r\n--b--\r\n"

static SafiBounce *
read_bounce (const char *text, const char *mail_from)
{
  return safi_bounce_read (text, strlen (text), mail_from);
}

static void
test_a_report_returns_a_message (void)
{
  g_autoptr (SafiBounce) bounce = read_bounce (REPORT RETURNED, "x@b.example");

  g_assert_true (bounce->is_bounce && bounce->is_report);
  g_assert_cmpstr (bounce->message_id, ==, "1@home.example");
  g_assert_cmpstr (bounce->returned_from, ==, "me@home.example");
}

static void
test_headers_alone_and_in_base64 (void)
{
  g_autoptr (SafiBounce) headers = read_bounce (
      REPORT
      "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID:\r\n <2@home.example>\r\n--b--\r\n",
      "");
  g_autoptr (SafiBounce) encoded = read_bounce (
      REPORT "--b\r\nContent-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n"
             "TWVzc2FnZS1JRDogPDNAaG9tZS5leGFtcGxlPgo=\r\n--b--\r\n",
      "");

  g_assert_cmpstr (headers->message_id, ==, "2@home.example");
  g_assert_cmpstr (encoded->message_id, ==, "3@home.example");
}

static void
test_older_servers_write_it_into_the_text (void)
{
  g_autoptr (SafiBounce) bounce = read_bounce (
      "From: MAILER-DAEMON@b.example\n\nHi. This is the qmail-send program.\n\n"
      "--- Below this line is a copy of the message.\n\nReturn-Path: <me@home.example>\n"
      "From: me@home.example\nMessage-ID: <4@home.example>\n\nHello\n",
      "");

  g_assert_true (bounce->is_bounce);
  g_assert_false (bounce->is_report);
  g_assert_cmpstr (bounce->message_id, ==, "4@home.example");
  g_assert_cmpstr (bounce->returned_from, ==, "me@home.example");
}

static void
test_what_is_a_bounce (void)
{
  static const struct {
    const char *text, *mail_from;
    gboolean is_bounce;
  } cases[] = {
    { "\r\nx", "", TRUE },
    { "\r\nx", NULL, FALSE },
    { "\r\nx", "a@b.example", FALSE },
    { "\r\nx", "MAILER-DAEMON@b.example", TRUE },
    { "\r\nx", "postmaster@b.example", TRUE },
    { "\r\nx", "postmasters@b.example", FALSE },
    { REPORT, NULL, TRUE },
    { "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n",
      NULL, FALSE },
    { "Content-Type: multipart/mixed; report-type=delivery-status; boundary=b\r\n\r\n", NULL,
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiBounce) bounce = read_bounce (cases[i].text, cases[i].mail_from);

    g_assert_cmpint (bounce->is_bounce, ==, cases[i].is_bounce);
    g_assert_cmpstr (bounce->message_id, ==, "");
  }
}

static void
test_parts_have_a_limit (void)
{
  for (guint n = SAFI_BOUNCE_PARTS_MAX - 1; n <= SAFI_BOUNCE_PARTS_MAX; n++) {
    g_autoptr (GString) text = g_string_new (
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n");
    g_autoptr (SafiBounce) bounce = NULL;

    for (guint i = 0; i < n; i++)
      g_string_append (text, "--b\n\nx\n");
    g_string_append (text, RETURNED);
    bounce = read_bounce (text->str, "");
    g_assert_cmpint (*bounce->message_id != '\0', ==, n < SAFI_BOUNCE_PARTS_MAX);
  }
}

static void
test_text_has_a_limit (void)
{
  static const char id[] = "\n\nMessage-ID: <5@home.example>";

  for (guint beyond = 0; beyond < 2; beyond++) {
    g_autoptr (GString) text = g_string_new ("From: x@b.example\n\n");
    gsize start = text->len;
    g_autoptr (SafiBounce) bounce = NULL;

    while (text->len + strlen (id) < start + SAFI_BOUNCE_TEXT_OCTETS_MAX + beyond)
      g_string_append_c (text, 'x');
    g_string_append (text, id);
    bounce = read_bounce (text->str, "");
    g_assert_cmpstr (bounce->message_id, ==, beyond ? "<5@home.example" : "5@home.example");
  }
}

static gboolean
was_sent (const char *message_id, gpointer user_data)
{
  return g_str_equal (message_id, user_data);
}

static void
test_what_was_sent_from_here_comes_back_rightly (void)
{
  g_autoptr (SafiBounce) bounce = read_bounce (REPORT RETURNED, "");
  g_autoptr (SafiBounce) nothing = read_bounce (REPORT, "");
  g_autoptr (SafiBounce) letter = read_bounce ("\n\nx", "a@b.example");
  const char *me = "me@home.example";

  g_assert_cmpint (safi_bounce_judge (bounce, me, NULL, 0, was_sent, (gpointer) "1@home.example"),
                   ==, SAFI_BACKSCATTER_NO);
  g_assert_cmpint (safi_bounce_judge (bounce, me, NULL, 0, was_sent, (gpointer) "9@home.example"),
                   ==, SAFI_BACKSCATTER_YES);
  g_assert_cmpint (safi_bounce_judge (bounce, me, NULL, 0, NULL, NULL), ==,
                   SAFI_BACKSCATTER_UNKNOWN);
  g_assert_cmpint (safi_bounce_judge (nothing, me, NULL, 0, was_sent, (gpointer) "x"), ==,
                   SAFI_BACKSCATTER_UNKNOWN);
  g_assert_cmpint (safi_bounce_judge (letter, me, NULL, 0, was_sent, (gpointer) "x"), ==,
                   SAFI_BACKSCATTER_UNKNOWN);
}

static void
test_the_key_decides_alone (void)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("secret", 6);
  g_autoptr (SafiBounce) bounce = read_bounce (REPORT RETURNED, "");
  g_autofree char *tagged = safi_batv_sign (key, 1, 20123, "me@home.example");

  g_assert_cmpint (safi_bounce_judge (bounce, tagged, key, 20120, was_sent, (gpointer) "x"), ==,
                   SAFI_BACKSCATTER_NO);
  g_assert_cmpint (safi_bounce_judge (bounce, tagged, key, 20130, was_sent, (gpointer) "x"), ==,
                   SAFI_BACKSCATTER_YES);
  g_assert_cmpint (safi_bounce_judge (bounce, "me@home.example", key, 20120, was_sent,
                                      (gpointer) "1@home.example"),
                   ==, SAFI_BACKSCATTER_YES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-bounce/a-report-returns-a-message", test_a_report_returns_a_message);
  g_test_add_func ("/auth-bounce/headers-alone-and-in-base64", test_headers_alone_and_in_base64);
  g_test_add_func ("/auth-bounce/older-servers-write-it-into-the-text",
                   test_older_servers_write_it_into_the_text);
  g_test_add_func ("/auth-bounce/what-is-a-bounce", test_what_is_a_bounce);
  g_test_add_func ("/auth-bounce/parts-have-a-limit", test_parts_have_a_limit);
  g_test_add_func ("/auth-bounce/text-has-a-limit", test_text_has_a_limit);
  g_test_add_func ("/auth-bounce/what-was-sent-from-here-comes-back-rightly",
                   test_what_was_sent_from_here_comes_back_rightly);
  g_test_add_func ("/auth-bounce/the-key-decides-alone", test_the_key_decides_alone);
  return g_test_run ();
}
