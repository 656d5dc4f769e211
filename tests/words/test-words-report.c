/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/report/safi-words-report.h"

#include <string.h>

#include "core/report/safi-redact.h"
#include "words/report/safi-words-evidence.h"
#include "words/report/safi-words-route.h"
#include "words/report/safi-words-sum.h"

static const SafiFinding bad = { "links.x", 1.004, "It leads to {0}.", "", NULL };
static const SafiFinding good = { "sender.x", -0.334, "You know the sender.", "", NULL };

static SafiVerdict *
make_verdict (guint n_bad)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  const SafiBorders borders = { -1, 2.5 };
  g_autoptr (SafiVerdict) verdict = NULL;

  for (guint i = 0; i < n_bad; i++) {
    SafiEvidence *row = safi_evidence_new (&bad);

    safi_evidence_add_arg (row, SAFI_ARG_ADDRESS, "Amina@Shop.example");
    g_ptr_array_add (rows, row);
  }
  g_ptr_array_add (rows, safi_evidence_new (&good));
  verdict = safi_verdict_new (SAFI_DECISION_JUNK, SAFI_KIND_MONEY, 0.114, 0.9, rows);
  return safi_verdict_with_borders (verdict, &borders);
}

static SafiMessage *
make_message (const char *header)
{
  g_autofree char *mail = g_strconcat (header, "\nHello\n", NULL);
  g_autoptr (GBytes) octets = g_bytes_new (mail, strlen (mail));

  return safi_message_new (octets, 0);
}

static long
read_hundredths (const char *weight)
{
  const gboolean is_negative = g_str_has_prefix (weight, "−");
  const char *digits = weight + (is_negative ? strlen ("−") : 1);

  return (is_negative ? -1 : 1) *
         (strtol (digits, NULL, 10) * 100 + strtol (strchr (digits, '.') + 1, NULL, 10));
}

static void
assert_adds_up (GPtrArray *rows)
{
  const SafiSumRow *total = rows->pdata[rows->len - 1];
  long sum = 0;

  for (guint i = 0; i + 1 < rows->len; i++)
    sum += read_hundredths (((const SafiSumRow *) rows->pdata[i])->weight);
  g_assert_cmpint (sum, ==, read_hundredths (total->weight));
}

static void
printed_rows_add_up (void)
{
  g_autoptr (SafiVerdict) verdict = make_verdict (7);
  g_autoptr (GPtrArray) rows = safi_words_sum (verdict, 0);
  const SafiSumRow *total = rows->pdata[rows->len - 1];

  g_assert_cmpuint (rows->len, ==, 10);
  assert_adds_up (rows);
  g_assert_cmpfloat_with_epsilon (total->end, safi_verdict_get_log_odds (verdict), 1e-9);
}

static void
what_is_beyond_the_limit_is_one_row (void)
{
  g_autoptr (SafiVerdict) verdict = make_verdict (7);
  g_autoptr (GPtrArray) whole = safi_words_sum (verdict, 8);
  g_autoptr (GPtrArray) cut = safi_words_sum (verdict, 7);
  g_autoptr (GPtrArray) shorter = safi_words_sum (verdict, 5);

  g_assert_cmpstr (((SafiSumRow *) whole->pdata[8])->title, ==, "You know the sender.");
  g_assert_cmpstr (((SafiSumRow *) cut->pdata[8])->title, ==, "1 other finding");
  g_assert_cmpuint (shorter->len, ==, 8);
  g_assert_cmpstr (((SafiSumRow *) shorter->pdata[6])->title, ==, "3 other findings");
  assert_adds_up (shorter);
}

static void
the_report_has_verdict_sum_and_header (void)
{
  g_autoptr (SafiVerdict) verdict = make_verdict (1);
  g_autoptr (SafiMessage) message =
      make_message ("From: a@b.example\nSubject: =?utf-8?q?caf=C3=A9?=\n");
  g_autofree char *report = safi_words_report (verdict, NULL, message, NULL);

  g_assert_nonnull (strstr (report, "This is probably a scam. It wants your money.\n"));
  g_assert_nonnull (strstr (report, "Good below −1.00, junk from +2.50.\n"));
  g_assert_nonnull (strstr (report, "−0.34\tsender.x\tYou know the sender.\n"));
  g_assert_nonnull (strstr (report, "+0.78\tlog-odds\tSum\n"));
  /* As it was sent, for an administrator to compare. */
  g_assert_nonnull (strstr (report, "Subject: \u2068=?utf-8?q?caf=C3=A9?=\u2069\n"));
}

static void
own_addresses_are_left_out_in_every_form (void)
{
  static const char *const own[] = { "amina@shop.example", NULL };
  g_autoptr (SafiVerdict) verdict = make_verdict (1);
  g_autoptr (SafiMessage) message = make_message (
      "Return-Path: <bounce-AMINA=shop.example@list.example>\n"
      "Received: from a.example by b.example for <second@home.example>; Mon, 1 Jan 2024 00:00:00 "
      "+0000\n"
      "Delivered-To: second@home.example\n"
      "From: Shop <amina@shop.example>\n"
      "To: Amina Otieno <second@home.example>,\n Juma <juma@other.example>\n"
      "List-Unsubscribe: <https://list.example/?a=amina%40shop.example>\n");
  g_autofree char *report = safi_words_report (verdict, NULL, message, own);
  g_autofree char *lower = g_utf8_strdown (report, -1);

  g_assert_null (strstr (lower, "amina"));
  g_assert_null (strstr (lower, "otieno"));
  g_assert_null (strstr (lower, "second"));
  g_assert_null (strstr (lower, "juma"));
  g_assert_nonnull (strstr (report, "for <[your address]>"));
  g_assert_nonnull (strstr (report, "To: [left out]\n"));
  g_assert_nonnull (strstr (report, "https://list.example/?a=[your address]"));
}

static void
a_quoted_local_part_may_hold_an_at_sign (void)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (addresses, (char *) "\"a@b\"@c.example");
  text = safi_redact ("for \"A@b\"@C.example, \"a@b\"=c.example; b@c.example", addresses, "-");
  g_assert_cmpstr (text, ==, "for -, -; b@c.example");
}

/* A part of an address where a line is cut would be a part of an address told. */
static void
an_address_at_the_cut_is_left_out (void)
{
  static const char *const own[] = { "amina@shop.example", NULL };
  g_autoptr (SafiVerdict) verdict = make_verdict (0);
  g_autofree char *fill = g_strnfill (SAFI_REPORT_CHARS_MAX - 8, 'x');
  g_autofree char *header = g_strconcat ("X-A: ", fill, " amina@shop.example\n", NULL);
  g_autoptr (SafiMessage) message = make_message (header);
  g_autofree char *report = safi_words_report (verdict, NULL, message, own);

  g_assert_null (strstr (report, "amina"));
}

static void
header_lines_are_bounded_and_harmless (void)
{
  g_autoptr (GString) header = g_string_new ("A: x\342\200\256y\033z\n\tfolded\n");
  g_autoptr (SafiMessage) message = NULL;
  g_autofree char *lines = NULL;

  for (guint i = 0; i < SAFI_REPORT_LINES_MAX; i++)
    g_string_append_printf (header, "X-%u: %s\n", i, i == 0 ? "To" : "value");
  message = make_message (header->str);
  lines = safi_words_header_lines (message);
  g_assert_true (g_str_has_prefix (lines, "A: \u2068xyz folded\u2069\n"));
  g_assert_true (g_str_has_suffix (lines, "\n… 1"));
}

static void
a_text_without_header_has_no_lines (void)
{
  g_autoptr (SafiMessage) message = safi_message_new_from_text ("From: me\n\nhello", -1);
  g_autofree char *lines = safi_words_header_lines (message);

  g_assert_cmpstr (lines, ==, "");
}

/* In a report, and on the sheet for the bank, which knows no fingerprint of a call. */
static void
a_call_is_told_by_questions_and_answers (void)
{
  g_autoptr (SafiMessage) message = safi_message_new_from_call (SAFI_CALL_MONEY);
  g_autofree char *report = safi_words_route_text (message, SAFI_KIND_MONEY, NULL);
  g_autofree char *sheet = safi_words_evidence_sheet (message, "", "", 0);
  const char *const texts[] = { report, sheet };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_assert_nonnull (strstr (texts[i], "\nThe call\n"));
    g_assert_nonnull (strstr (texts[i], "Did they want money sent, moved or handed over? Yes\n"));
    g_assert_nonnull (strstr (texts[i], "on a number you knew before? No\n"));
    g_assert_null (strstr (texts[i], "SHA-256"));
  }
}

static void
so_many_addresses_are_left_out_and_no_more (void)
{
  g_autoptr (GString) header = g_string_new ("To: a@b.example");
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (GPtrArray) addresses = NULL;

  for (guint i = 0; i < SAFI_REDACT_ADDRESSES_MAX; i++)
    g_string_append_printf (header, ",\n x%u@b.example", i);
  g_string_append_c (header, '\n');
  message = make_message (header->str);
  addresses = safi_redact_collect (message, NULL);
  g_assert_cmpuint (addresses->len, ==, SAFI_REDACT_ADDRESSES_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-report/printed-rows-add-up", printed_rows_add_up);
  g_test_add_func ("/words-report/what-is-beyond-the-limit-is-one-row",
                   what_is_beyond_the_limit_is_one_row);
  g_test_add_func ("/words-report/the-report-has-verdict-sum-and-header",
                   the_report_has_verdict_sum_and_header);
  g_test_add_func ("/words-report/own-addresses-are-left-out-in-every-form",
                   own_addresses_are_left_out_in_every_form);
  g_test_add_func ("/words-report/an-address-at-the-cut-is-left-out",
                   an_address_at_the_cut_is_left_out);
  g_test_add_func ("/words-report/a-quoted-local-part-may-hold-an-at-sign",
                   a_quoted_local_part_may_hold_an_at_sign);
  g_test_add_func ("/words-report/header-lines-are-bounded-and-harmless",
                   header_lines_are_bounded_and_harmless);
  g_test_add_func ("/words-report/a-text-without-header-has-no-lines",
                   a_text_without_header_has_no_lines);
  g_test_add_func ("/words-report/a-call-is-told-by-questions-and-answers",
                   a_call_is_told_by_questions_and_answers);
  g_test_add_func ("/words-report/so-many-addresses-are-left-out-and-no-more",
                   so_many_addresses_are_left_out_and_no_more);
  return g_test_run ();
}
