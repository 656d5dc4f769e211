/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/country/safi-country.h"
#include "words/report/safi-words-evidence.h"
#include "words/report/safi-words-report.h"
#include "words/teaching/safi-words-emergency.h"
#include "words/teaching/safi-words-hours.h"

#define NOW 1795651200 /* 2026-11-26 00:00 UTC */

static SafiMessage *
parse (const char *text, gsize length)
{
  g_autoptr (GBytes) octets = g_bytes_new_static (text, length);

  return safi_message_new (octets, 0);
}

static void
assert_age (int year, gboolean is_weak, const char *words)
{
  SafiCountryFact fact = { .is_weak = is_weak };
  GDate today;
  g_autofree char *age = NULL;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 26, G_DATE_NOVEMBER, 2026);
  g_date_clear (&fact.date, 1);
  if (year > 0)
    g_date_set_dmy (&fact.date, 1, G_DATE_JULY, (GDateYear) year);
  age = safi_words_fact_age (&fact, &today);
  g_assert_cmpstr (age, ==, words);
}

static void
test_a_fact_says_how_old_it_is (void)
{
  assert_age (2025, FALSE, "Reported in 2025");
  assert_age (2024, FALSE, "Reported in 2024, may be out of date");
  assert_age (2025, TRUE, "Reported in 2025, not confirmed, ask first");
  assert_age (0, FALSE, "Date unknown, ask first");
  assert_age (0, TRUE, "Date unknown, ask first");
}

/* What a source says stands between isolates; what is not known is left out. */
static void
test_a_contact_says_who_answers_for_whom_at_what_price_and_when (void)
{
  SafiCountryFact fact = { .body = "Line", .only_of = "Nyota", .cost = "free", .hours = "24/7" };
  GDate today;
  g_autofree char *all = NULL;
  g_autofree char *little = NULL;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 26, G_DATE_NOVEMBER, 2026);
  g_date_clear (&fact.date, 1);
  g_date_set_dmy (&fact.date, 1, G_DATE_JULY, 2025);
  all = safi_words_contact_details (&fact, &today);
  g_assert_cmpstr (
      all, ==,
      "\u2068Line\u2069 \u2060· only for customers of \u2068Nyota\u2069 \u2060· \u2068free\u2069 \u2060· "
      "24 hours a day, every day \u2060· Reported in 2025");
  fact = (SafiCountryFact){ .body = "Line", .only_of = "", .cost = "2 KES", .hours = "" };
  g_date_clear (&fact.date, 1);
  little = safi_words_contact_details (&fact, &today);
  g_assert_cmpstr (little, ==,
                   "\u2068Line\u2069 \u2060· \u20682 KES\u2069 \u2060· Date unknown, ask first");
}

static void
assert_hours (const char *hours, const char *words)
{
  const SafiCountryFact fact = { .body = "A", .only_of = "", .cost = "", .hours = (char *) hours };
  g_autofree char *expected =
      g_strdup_printf ("\u2068A\u2069 \u2060· %s \u2060· Date unknown, ask first", words);
  GDate today;
  g_autofree char *told = NULL;

  g_date_clear (&today, 1);
  told = safi_words_contact_details (&fact, &today);
  g_assert_cmpstr (told, ==, expected);
}

static void
test_hours_are_sentences_and_their_times_stand_from_left_to_right (void)
{
  assert_hours ("24/7", "24 hours a day, every day");
  assert_hours ("24h", "24 hours a day");
  assert_hours ("24/7 including holidays", "24 hours a day, every day, on public holidays too");
  assert_hours ("08:30-17:30", "\u206608:30\u200e–\u2060\u200e17:30\u2069");
  assert_hours ("every day 00:00-23:59", "every day \u206600:00\u200e–\u2060\u200e23:59\u2069");
  assert_hours ("Monday to Friday 09:00-17:00",
                "Monday to Friday \u206609:00\u200e–\u2060\u200e17:00\u2069");
  assert_hours (
      "weekdays 08:00-16:30, not public holidays",
      "on working days \u206608:00\u200e–\u2060\u200e16:30\u2069, but not on public holidays");
}

/* That experts keep watch at all hours does not say that they answer. */
static void
test_hours_say_what_happens_then_and_no_site (void)
{
  assert_hours ("24/7 (radio.example)", "24 hours a day, every day");
  assert_hours ("24/7 (detection)", "looks for attacks 24 hours a day, every day");
  assert_hours ("24h incident response", "acts on attacks 24 hours a day");
}

/* In the language of whoever wrote them, between isolates: they are read wrong by nobody. */
static void
test_hours_and_costs_that_are_not_known_stand_as_they_are (void)
{
  static const char *const cases[] = {
    "8:00 to 20:00",
    "every day",
    "every day 8:30-19:30",
    "every day 08:30-24:00",
    "every day 08:60-19:30",
    "every day 08:30-19:3",
    "every day 08:30-19:305",
    "every day 108:30-19:30",
    "every day 08:30-12:00, 13:00-19:30",
    "every day {0}",
    "{0}",
    "every day {0} 08:30-19:30",
    "24/7 (radio.example) or later",
    "24/7 (call 0700.5 first)",
    "24/7 ()",
    "24/7, not public holidays",
    "Lundi 09:00-17:00",
    "2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = g_strdup_printf ("\u2068%s\u2069", cases[i]);
    g_autofree char *words = safi_words_hours (cases[i]);

    g_assert_null (words);
    assert_hours (cases[i], shown);
  }
  g_assert_null (safi_words_cost ("2 KES"));
  g_assert_null (safi_words_hours (""));
  g_assert_null (safi_words_cost (""));
}

/* As the lint of countries says, without building. */
static void
test_no_fact_of_ours_is_shown_in_raw_english (void)
{
  GPtrArray *facts = safi_country_list_facts ();

  for (guint i = 0; i < facts->len; i++) {
    const SafiCountryFact *fact = facts->pdata[i];
    g_autofree char *hours = safi_words_hours (fact->hours);

    g_assert_true (*fact->hours == '\0' || hours != NULL);
    g_assert_true (*fact->cost == '\0' || safi_words_cost (fact->cost) != NULL);
  }
}

static void
assert_source (const char *source, const char *words)
{
  const SafiCountryFact fact = { .source = (char *) source };
  g_autofree char *told = safi_words_contact_source (&fact);

  g_assert_cmpstr (told, ==, words);
}

static void
test_a_fact_says_where_it_was_found (void)
{
  assert_source ("https://www.CERT.example/a?b=c", "Source: \u2066www.cert.example\u2069");
  assert_source ("http://user@cert.example:81/", "Source: \u2066cert.example\u2069");
  assert_source ("A letter of\nthe ministry", "Source: \u2068A letter of the ministry\u2069");
  assert_source ("", NULL);
}

static void
test_a_number_stands_from_left_to_right (void)
{
  g_autofree char *number = safi_words_contact_value ("+254 1");

  g_assert_cmpstr (number, ==, "\u2066+254 1\u2069");
}

static void
test_the_sheet_tells_sender_time_hash_and_own_words (void)
{
  static const char mail[] = "From: Bank <pay@bank.example>\r\nSubject: Urgent\r\n"
                             "Date: Thu, 26 Nov 2026 06:00:00 +0000\r\nMessage-ID: <1@x>\r\n"
                             "X-Own: one\r\n\r\nThe secret body.\r\n";
  g_autoptr (SafiMessage) message = parse (mail, strlen (mail));
  g_autofree char *hash =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) mail, strlen (mail));
  g_autofree char *sheet =
      safi_words_evidence_sheet (message, "4,850 KES", "They called.\nTwice.", NOW);

  g_assert_nonnull (strstr (sheet, "Bank <pay@bank.example>"));
  g_assert_nonnull (strstr (sheet, "Urgent"));
  g_assert_nonnull (strstr (sheet, "Date in the message: 2026-11-26 "));
  g_assert_nonnull (strstr (sheet, hash));
  g_assert_nonnull (strstr (sheet, "Amount\n4,850 KES\n"));
  g_assert_nonnull (strstr (sheet, "They called.\nTwice.\n"));
  g_assert_nonnull (strstr (sheet, "X-Own: "));
  g_assert_null (strstr (sheet, "secret body"));
  g_assert_null (strstr (sheet, "bytes"));
}

static void
test_what_was_not_read_of_a_message_is_told (void)
{
  static const char mail[] = "From: a@b.example\r\n\r\nHi\r\n";
  g_autoptr (GBytes) octets = g_bytes_new_static (mail, strlen (mail));
  g_autoptr (SafiMessage) message = safi_message_new_seen (octets, 5000, SAFI_UNSEEN_TEXT);
  g_autofree char *sheet = safi_words_evidence_sheet (message, "", "", NOW);

  g_assert_nonnull (strstr (sheet, "what Safibox read: 25 of 5000 bytes."));
  g_assert_nonnull (strstr (sheet, "Amount\n____")); /* a line to write on */
}

static void
test_a_hostile_message_makes_a_small_harmless_sheet (void)
{
  g_autofree char *long_text = g_strnfill (200000, 'x');
  g_autoptr (GString) mail = g_string_new ("From: \u202e\x1b[2J <a@b.example>\r\nSubject: ");
  g_autoptr (SafiMessage) message = NULL;
  g_autofree char *sheet = NULL;

  g_string_append_printf (mail, "%s\r\n", long_text);
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (mail, "X-%u: <b>%%s\u2028\u202e\r\n", i);
  message = parse (mail->str, mail->len);
  sheet = safi_words_evidence_sheet (message, long_text, long_text, NOW);
  g_assert_true (g_utf8_validate (sheet, -1, NULL));
  g_assert_null (strstr (sheet, "\x1b"));
  g_assert_null (strstr (sheet, "\u202e"));
  g_assert_cmpuint (g_utf8_strlen (sheet, -1), <,
                    SAFI_EVIDENCE_HAPPENED_MAX + SAFI_EVIDENCE_AMOUNT_MAX + 2000 +
                        SAFI_REPORT_LINES_MAX * (2 * SAFI_REPORT_CHARS_MAX));
}

static void
test_own_words_are_cut_at_their_limits (void)
{
  static const char mail[] = "From: a@b.example\r\n\r\n";
  g_autoptr (SafiMessage) message = parse (mail, strlen (mail));
  g_autofree char *most = g_strnfill (SAFI_EVIDENCE_AMOUNT_MAX, '7');
  g_autofree char *more = g_strconcat (most, "7", NULL);
  g_autofree char *whole = safi_words_evidence_sheet (message, most, "", NOW);
  g_autofree char *cut = safi_words_evidence_sheet (message, more, "", NOW);

  g_assert_nonnull (strstr (whole, most));
  g_assert_null (strstr (whole, "…"));
  g_assert_null (strstr (cut, more));
  g_assert_nonnull (strstr (cut, "…"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-emergency/a-fact-says-how-old-it-is", test_a_fact_says_how_old_it_is);
  g_test_add_func ("/words-emergency/a-contact-says-who-answers-for-whom-at-what-price-and-when",
                   test_a_contact_says_who_answers_for_whom_at_what_price_and_when);
  g_test_add_func ("/words-emergency/hours-are-sentences-and-their-times-stand-from-left-to-right",
                   test_hours_are_sentences_and_their_times_stand_from_left_to_right);
  g_test_add_func ("/words-emergency/hours-say-what-happens-then-and-no-site",
                   test_hours_say_what_happens_then_and_no_site);
  g_test_add_func ("/words-emergency/hours-and-costs-that-are-not-known-stand-as-they-are",
                   test_hours_and_costs_that_are_not_known_stand_as_they_are);
  g_test_add_func ("/words-emergency/no-fact-of-ours-is-shown-in-raw-english",
                   test_no_fact_of_ours_is_shown_in_raw_english);
  g_test_add_func ("/words-emergency/a-fact-says-where-it-was-found",
                   test_a_fact_says_where_it_was_found);
  g_test_add_func ("/words-emergency/a-number-stands-from-left-to-right",
                   test_a_number_stands_from_left_to_right);
  g_test_add_func ("/words-emergency/the-sheet-tells-sender-time-hash-and-own-words",
                   test_the_sheet_tells_sender_time_hash_and_own_words);
  g_test_add_func ("/words-emergency/what-was-not-read-of-a-message-is-told",
                   test_what_was_not_read_of_a_message_is_told);
  g_test_add_func ("/words-emergency/a-hostile-message-makes-a-small-harmless-sheet",
                   test_a_hostile_message_makes_a_small_harmless_sheet);
  g_test_add_func ("/words-emergency/own-words-are-cut-at-their-limits",
                   test_own_words_are_cut_at_their_limits);
  return g_test_run ();
}
