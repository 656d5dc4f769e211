/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <gmime/gmime.h>

#include "core/mime/safi-address.h"
#include "core/report/safi-feedback.h"
#include "core/report/safi-redact-mail.h"

#define MESSAGE                                                                                    \
  "Return-Path: <ops@mailer77.example>\r\n"                                                        \
  "From: Your bank <security@mailer77.example>\r\n"                                                \
  "To: amina@practice.example\r\n"                                                                 \
  "Subject: Closed today\r\n"                                                                      \
  "\r\n"                                                                                           \
  "Confirm, amina@practice.example.\r\n"

#define FUZZ_ROUNDS 400

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)

static SafiMessage *
new_message (const char *octets)
{
  g_autoptr (GBytes) bytes = g_bytes_new (octets, strlen (octets));

  return safi_message_new (bytes, 0);
}

static SafiAuthResult *
new_auth (void)
{
  SafiAuthResult *auth = safi_auth_result_new ();

  safi_auth_result_set_text (&auth->ip, "192.0.2.7");
  auth->received = 1795600000;
  safi_auth_result_add_row (auth, SAFI_AUTH_METHOD_SPF, SAFI_AUTH_BY_US, SAFI_AUTH_PASS,
                            "mailer77.example", NULL);
  safi_auth_result_add_row (auth, SAFI_AUTH_METHOD_DKIM, SAFI_AUTH_BY_US, SAFI_AUTH_NONE,
                            "evil\r\nInjected: yes", NULL);
  return auth;
}

/* Returns: (transfer full): the report as GMime reads it. */
static GMimeObject *
parse (GBytes *octets)
{
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeParser) parser = NULL;

  safi_address_start_gmime ();
  stream = g_mime_stream_mem_new_with_buffer (g_bytes_get_data (octets, NULL),
                                              g_bytes_get_size (octets));
  parser = g_mime_parser_new_with_stream (stream);
  return GMIME_OBJECT (g_mime_parser_construct_message (parser, NULL));
}

static char *
read_part (GMimeObject *part)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GByteArray *octets;

  g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (part)), stream);
  octets = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  return g_strndup ((const char *) octets->data, octets->len);
}

static gboolean
holds (GBytes *octets, const char *word)
{
  return g_strstr_len (g_bytes_get_data (octets, NULL), (gssize) g_bytes_get_size (octets), word) !=
         NULL;
}

static GBytes *
write_handover (const SafiHandover *handover, SafiAuthResult *auth)
{
  const SafiFeedback feedback = { .kind = SAFI_KIND_PHISHING,
                                  .auth = auth,
                                  .text = "I got this.\nIt is “false”.",
                                  .now = 1795600000 };

  return safi_feedback_write (&feedback, handover);
}

static GBytes *
write_report (SafiMessage *message, SafiAuthResult *auth)
{
  g_auto (SafiHandover) handover = safi_redact_keep (message);

  return write_handover (&handover, auth);
}

static void
test_says_what_programs_read (void)
{
  g_autoptr (SafiMessage) message = new_message (MESSAGE);
  g_autoptr (SafiAuthResult) auth = new_auth ();
  g_autoptr (GBytes) octets = write_report (message, auth);
  g_autoptr (GMimeObject) report = parse (octets);
  GMimeObject *top = g_mime_message_get_mime_part (GMIME_MESSAGE (report));
  g_autofree char *fields = NULL;

  g_assert_cmpstr (g_mime_object_get_content_type_parameter (top, "report-type"), ==,
                   "feedback-report");
  g_assert_cmpint (g_mime_multipart_get_count (GMIME_MULTIPART (top)), ==, 3);
  fields = read_part (g_mime_multipart_get_part (GMIME_MULTIPART (top), 1));
  g_assert_cmpstr (fields, ==,
                   "Feedback-Type: fraud\r\n"
                   "User-Agent: Safibox/" SAFI_VERSION "\r\n"
                   "Version: 1\r\n"
                   "Original-Mail-From: <ops@mailer77.example>\r\n"
                   "Arrival-Date: Wed, 25 Nov 2026 09:46:40 +0000\r\n"
                   "Source-IP: 192.0.2.7\r\n"
                   "Authentication-Results: safibox.invalid;\r\n"
                   " spf=pass smtp.mailfrom=mailer77.example;\r\n"
                   " dkim=none\r\n");
}

static void
test_holds_the_message_or_its_header (void)
{
  g_autoptr (SafiMessage) message = new_message (MESSAGE);
  g_autoptr (SafiMessage) part =
      safi_message_new_seen (safi_message_get_octets (message), 0, SAFI_UNSEEN_TEXT);
  g_autoptr (GBytes) whole = write_report (message, NULL);
  g_autoptr (GBytes) header = write_report (part, NULL);
  g_autoptr (GMimeObject) report = parse (header);
  GMimeObject *top = g_mime_message_get_mime_part (GMIME_MESSAGE (report));
  GMimeObject *last = g_mime_multipart_get_part (GMIME_MULTIPART (top), 2);

  g_assert_true (holds (whole, MESSAGE));
  g_assert_true (g_mime_content_type_is_type (g_mime_object_get_content_type (last), "text",
                                              "rfc822-headers"));
  g_assert_false (holds (header, "Confirm"));
}

static const char *
get_boundary (GMimeObject *report)
{
  return g_mime_object_get_content_type_parameter (
      g_mime_message_get_mime_part (GMIME_MESSAGE (report)), "boundary");
}

/* Also of a report about a report, which brings a boundary of ours along. */
static void
test_boundary_keeps_to_its_limit_and_is_not_in_the_message (void)
{
  g_autoptr (GBytes) octets = g_bytes_new_static (MESSAGE, strlen (MESSAGE));

  for (guint round = 0; round < 3; round++) {
    g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
    g_autoptr (GBytes) written = write_report (message, NULL);
    g_autoptr (GMimeObject) report = parse (written);
    const char *boundary = get_boundary (report);

    g_assert_cmpuint (strlen (boundary), ==, SAFI_FEEDBACK_BOUNDARY_MAX);
    g_assert_true (holds (written, boundary));
    g_assert_false (holds (octets, boundary));
    g_bytes_unref (octets);
    octets = g_bytes_ref (written);
  }
}

static void
test_reporter_is_who_got_it (void)
{
  static const char *const own[] = { "other@practice.example", "Amina@Practice.example", NULL };
  static const char *const nobody[] = { "other@practice.example", NULL };
  g_autoptr (SafiMessage) message = new_message (MESSAGE);

  g_assert_cmpstr (safi_feedback_find_reporter (message, own), ==, own[1]);
  g_assert_null (safi_feedback_find_reporter (message, nobody));
  g_assert_null (safi_feedback_find_reporter (message, NULL));
}

/* A host made for this one person is taken out of the message, and may not come back beside it. */
static void
test_results_tell_no_domain_that_was_taken_out (void)
{
  static const char made[] = "zk83jd0qx91.mailer77.example";
  g_autoptr (SafiMessage) message =
      new_message ("Return-Path: <bounce@zk83jd0qx91.mailer77.example>\r\n"
                   "From: a@mailer77.example\r\nTo: amina@practice.example\r\n\r\nx\r\n");
  g_autoptr (SafiAuthResult) auth = safi_auth_result_new ();
  g_auto (SafiHandover) handover = safi_redact_mail (message, NULL);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) redacted = NULL;

  safi_auth_result_add_row (auth, SAFI_AUTH_METHOD_SPF, SAFI_AUTH_BY_US, SAFI_AUTH_PASS, made,
                            NULL);
  safi_auth_result_add_row (auth, SAFI_AUTH_METHOD_DMARC, SAFI_AUTH_BY_US, SAFI_AUTH_PASS,
                            "mailer77.example", NULL);
  whole = write_report (message, auth);
  redacted = write_handover (&handover, auth);
  g_assert_true (holds (whole, "spf=pass smtp.mailfrom=zk83jd0qx91.mailer77.example;"));
  g_assert_true (holds (redacted, "spf=pass;\r\n dmarc=pass header.from=mailer77.example"));
  g_assert_false (holds (redacted, "zk83jd0qx91"));
}

/* What a forged line says of its way is nobody's word. */
static void
test_source_is_told_only_where_it_is_known (void)
{
  g_autoptr (SafiMessage) message =
      new_message ("Received: from a (a [192.0.2.9]) by b; Tue, 24 Nov 2026 10:00:00 +0000\r\n"
                   "From: a@b.example\r\n\r\nx\r\n");
  g_autoptr (SafiAuthResult) unknown = safi_auth_result_new ();
  g_autoptr (GBytes) octets = write_report (message, unknown);

  g_assert_false (holds (octets, "Source-IP"));
  g_assert_false (holds (octets, "Arrival-Date"));
}

static void
test_sender_to_himself_stays_known (void)
{
  static const char *const own[] = { "amina@practice.example", NULL };
  g_autoptr (SafiMessage) message =
      new_message ("From: security@bank.example\r\nTo: security@bank.example\r\n"
                   "Delivered-To: amina@practice.example\r\nSubject: x\r\n\r\n"
                   "Write to security@bank.example, amina@practice.example\r\n");
  g_auto (SafiHandover) handover = safi_redact_mail (message, own);
  g_autofree char *text = NULL;

  text = g_strndup (g_bytes_get_data (handover.octets, NULL), g_bytes_get_size (handover.octets));
  g_assert_cmpstr (text, ==,
                   "From: security@bank.example\r\nTo: redacted@redacted.invalid\r\n"
                   "Delivered-To: redacted@redacted.invalid\r\nSubject: x\r\n\r\n"
                   "Write to security@bank.example, redacted\r\n");
}

/* As a server gives a message that has just gone; the sanitizers see more of it. */
static void
test_nothing_is_handed_over_of_nothing (void)
{
  g_autoptr (SafiMessage) message = new_message ("");
  g_auto (SafiHandover) handover = safi_redact_mail (message, NULL);

  g_assert_cmpuint (g_bytes_get_size (handover.octets), <=, strlen ("\r\n"));
}

/* A program that knows no better may have put it there, or one that wants to know who reports. */
static void
test_a_field_whose_name_tells_who_got_it_is_left_out (void)
{
  static const char *const own[] = { "amina@practice.example", NULL };
  g_autoptr (SafiMessage) message = new_message (
      "From: a@bank.example\r\nX-amina@practice.example: y\r\nSubject: x\r\n\r\nx\r\n");
  g_auto (SafiHandover) handover = safi_redact_mail (message, own);
  g_autofree char *text =
      g_strndup (g_bytes_get_data (handover.octets, NULL), g_bytes_get_size (handover.octets));

  g_assert_cmpstr (text, ==, "From: a@bank.example\r\nSubject: x\r\n\r\nx\r\n");
}

/* Returns: (transfer full): a message with a field @name, whose value has @length octets and ends
 * with @end, and a short one after it. */
static SafiMessage *
new_long (const char *name, gsize length, const char *end)
{
  g_autoptr (GString) octets = g_string_new (NULL);

  g_string_append_printf (octets, "%s: ", name);
  for (gsize i = strlen (end); i < length; i++)
    g_string_append_c (octets, i % 60 == 0 ? ' ' : 'x');
  g_string_append_printf (octets, "%s\r\nX-Short: stays\r\n\r\nx\r\n", end);
  return new_message (octets->str);
}

/* Neither what is beyond the limit nor what is cut in two there is handed over unseen. */
static void
test_a_field_that_is_too_long_is_left_out (void)
{
  static const char *const own[] = { "amina@practice.example", NULL };
  static const char *const names[] = { "X-Long", "Subject", "Received", "From", "List-Id" };
  static const char address[] = " amina@practice.example";
  /* One beyond, and a whole address, with the blank before it, beyond. */
  static const gsize beyond[] = { 0, 1, sizeof address - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (names) * G_N_ELEMENTS (beyond); i++) {
    const char *name = names[i / G_N_ELEMENTS (beyond)];
    const gsize n_beyond = beyond[i % G_N_ELEMENTS (beyond)];
    const gsize length = SAFI_MESSAGE_HEADER_OCTETS_MAX + n_beyond;
    g_autoptr (SafiMessage) harmless = new_long (name, length, " end");
    g_autoptr (SafiMessage) own_mail = new_long (name, length, address);
    g_auto (SafiHandover) kept = safi_redact_mail (harmless, own);
    g_auto (SafiHandover) redacted = safi_redact_mail (own_mail, own);

    g_assert_true (holds (kept.octets, " end") == (n_beyond == 0));
    g_assert_false (holds (redacted.octets, "amina"));
    g_assert_false (n_beyond > 0 && holds (redacted.octets, "xxx"));
    g_assert_true (holds (redacted.octets, "\r\nX-Short: stays\r\n"));
  }
}

static gboolean
shows (GBytes *octets, const char *word)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);
  g_autofree char *text = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = data[i] == '\0' ? ' ' : g_ascii_tolower (data[i]);
  text[length] = '\0';
  return strstr (text, word) != NULL;
}

/* However a message is broken, the person's address is not in what is handed over. */
static void
test_address_never_shows (void)
{
  static const char seed[] =
      "Return-Path: <b-amina=practice.example@x.example>\r\nTo: amina@practice.example\r\n"
      "From: \"amina@practice.example\" <a@x.example>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
      "RGVhciBhbWluYUBwcmFjdGljZS5leGFtcGxlLCBjb25maXJtLg==\r\n--b\r\n"
      "Content-Type: text/html\r\n\r\n<a href=\"https://x.example/?u=amina%40practice.example\">"
      "amina@practice.example</a>\r\n--b--\r\n";
  static const char *const own[] = { "amina@practice.example", NULL };

  for (guint round = 0; round < FUZZ_ROUNDS; round++) {
    g_autofree char *octets = g_memdup2 (seed, sizeof seed);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (SafiMessage) message = NULL;
    g_auto (SafiHandover) handover = { 0 };

    for (guint i = 0; i < round % 8; i++)
      octets[g_test_rand_int_range (0, sizeof seed - 1)] = (char) g_test_rand_int_range (0, 256);
    bytes = g_bytes_new (octets, (gsize) g_test_rand_int_range (1, sizeof seed));
    message = safi_message_new (bytes, 0);
    handover = safi_redact_mail (message, own);
    g_assert_false (shows (handover.octets, "amina@practice.example"));
    g_assert_false (shows (handover.octets, "amina=practice.example"));
    g_assert_false (shows (handover.octets, "amina%40practice.example"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feedback/says-what-programs-read", test_says_what_programs_read);
  g_test_add_func ("/feedback/holds-the-message-or-its-header",
                   test_holds_the_message_or_its_header);
  g_test_add_func ("/feedback/boundary-keeps-to-its-limit-and-is-not-in-the-message",
                   test_boundary_keeps_to_its_limit_and_is_not_in_the_message);
  g_test_add_func ("/feedback/reporter-is-who-got-it", test_reporter_is_who_got_it);
  g_test_add_func ("/feedback/results-tell-no-domain-that-was-taken-out",
                   test_results_tell_no_domain_that_was_taken_out);
  g_test_add_func ("/feedback/source-is-told-only-where-it-is-known",
                   test_source_is_told_only_where_it_is_known);
  g_test_add_func ("/redact-mail/sender-to-himself-stays-known",
                   test_sender_to_himself_stays_known);
  g_test_add_func ("/redact-mail/nothing-is-handed-over-of-nothing",
                   test_nothing_is_handed_over_of_nothing);
  g_test_add_func ("/redact-mail/a-field-whose-name-tells-who-got-it-is-left-out",
                   test_a_field_whose_name_tells_who_got_it_is_left_out);
  g_test_add_func ("/redact-mail/a-field-that-is-too-long-is-left-out",
                   test_a_field_that_is_too_long_is_left_out);
  g_test_add_func ("/redact-mail/address-never-shows", test_address_never_shows);
  return g_test_run ();
}
