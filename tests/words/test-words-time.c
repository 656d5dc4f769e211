/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/safi-words-time.h"

static void
assert_words (const char *language, const char *format, const char *expected)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2026, 11, 1, 9, 5, 0); /* a Sunday */
  g_autofree char *words = NULL;

  g_setenv ("LANGUAGE", language, TRUE);
  words = safi_words_format_time (time, format);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_names_are_of_the_language_that_is_spoken (void)
{
  assert_words ("en", "%A %-d %B", "Sunday 1 November");
  assert_words ("fr", "%A %-d %B", "dimanche 1 novembre");
  assert_words ("ar", "%-d %b", "1 نوفمبر");
  assert_words ("sw", "%A %H:%M", "Jumapili 09:05");
  assert_words ("pt_BR", "%-d de %B", "1 de novembro");
  assert_words ("am", "%b %-d", "ኖቬም 1");
}

static void
test_codesets_and_further_languages_do_not_disturb (void)
{
  assert_words ("fr_FR.UTF-8:en", "%B", "novembre");
  assert_words ("hi:en", "%A", "रविवार");
}

static void
test_a_language_that_has_no_names_takes_those_of_the_system (void)
{
  assert_words ("zxx", "%A %-d %b", "Sunday 1 Nov");
  assert_words ("C", "%B", "November");
}

static void
test_calendars_of_other_countries_are_not_taken (void)
{
  assert_words ("ar_SA", "%-d %B", "1 نوفمبر");
  assert_words ("th_TH", "%B", "พฤศจิกายน");
}

static void
test_what_is_no_name_stays (void)
{
  assert_words ("fr", "100 %% %H:%M %F", "100 % 09:05 2026-11-01");
  assert_words ("fr", "%%A %-d", "%A 1");
  assert_words ("fr", "", "");
}

/* A translation may have broken it. */
static void
test_a_format_that_cannot_be_read_still_gives_a_time (void)
{
  assert_words ("fr", "%!", "2026-11-01 09:05");
  assert_words ("am", "%-d %B %!", "2026-11-01 09:05");
  assert_words ("zxx", "%Q", "2026-11-01 09:05");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-time/names-are-of-the-language-that-is-spoken",
                   test_names_are_of_the_language_that_is_spoken);
  g_test_add_func ("/words-time/codesets-and-further-languages-do-not-disturb",
                   test_codesets_and_further_languages_do_not_disturb);
  g_test_add_func ("/words-time/a-language-that-has-no-names-takes-those-of-the-system",
                   test_a_language_that_has_no_names_takes_those_of_the_system);
  g_test_add_func ("/words-time/calendars-of-other-countries-are-not-taken",
                   test_calendars_of_other_countries_are_not_taken);
  g_test_add_func ("/words-time/what-is-no-name-stays", test_what_is_no_name_stays);
  g_test_add_func ("/words-time/a-format-that-cannot-be-read-still-gives-a-time",
                   test_a_format_that_cannot_be_read_still_gives_a_time);
  return g_test_run ();
}
