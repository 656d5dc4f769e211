/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "words/mailbox/safi-words-history.h"
#include "words/mailbox/safi-words-home.h"
#include "words/safi-words.h"

#define NOON G_GINT64_CONSTANT (1795694400) /* 2026-11-26 12:00 UTC, a Thursday */
#define HOUR (60 * 60)                      /* seconds */

static void
assert_takes (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static void
test_every_state_has_a_sentence_of_its_own_that_promises_nothing (void)
{
  static const char *const forbidden[] = { "safe ", "clean", "protected", "guarantee", "secure" };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int mood = SAFI_MOOD_EMPTY; mood < SAFI_N_MOODS; mood++) {
    const SafiTally today = { .counts = { 1 } };
    g_autofree char *sentence = safi_words_mood ((SafiMood) mood, 3, 0, NOON);
    g_autofree char *summary = safi_words_mood_summary ((SafiMood) mood, &today, 2, 1);
    g_autofree char *both = g_strconcat (sentence, " ", summary, NULL);
    g_autofree char *lower = g_ascii_strdown (both, -1);

    for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
      g_assert_null (strstr (lower, forbidden[i]));
    g_assert_true (g_hash_table_add (sentences, g_steal_pointer (&sentence)));
  }
}

static void
test_a_pause_says_when_it_ends (void)
{
  assert_takes (safi_words_mood (SAFI_MOOD_PAUSED, 0, 0, NOON), "Paused");
  assert_takes (safi_words_mood (SAFI_MOOD_PAUSED, 0, NOON + HOUR, NOON), "Paused until 13:00");
  assert_takes (safi_words_mood (SAFI_MOOD_PAUSED, 0, NOON + 18 * HOUR, NOON),
                "Paused until Friday 06:00");
}

static void
test_what_waits_for_an_answer_is_counted (void)
{
  assert_takes (safi_words_mood (SAFI_MOOD_UNSURE, 1, 0, NOON), "1 message waits for your answer");
  assert_takes (safi_words_mood (SAFI_MOOD_UNSURE, 3, 0, NOON), "3 messages wait for your answer");
}

static void
test_the_day_and_the_week_are_told_where_mail_is_looked_at (void)
{
  static const SafiTally none = { .counts = { 0 } };
  static const SafiTally one = { .counts = { 0, 0, 0, 0, 0, 1 } };
  static const SafiTally many = { .counts = { 1, 0, 2, 0, 4, 8 } };

  assert_takes (safi_words_mood_summary (SAFI_MOOD_QUIET, &none, 0, 0),
                "No mail today. No junk found this week.");
  assert_takes (safi_words_mood_summary (SAFI_MOOD_UNSURE, &one, 2, 0),
                "Today: 1 message, 0 junk. 2 junk messages found this week, none moved.");
  assert_takes (safi_words_mood_summary (SAFI_MOOD_METERED, &many, 5, 1),
                "Today: 15 messages, 3 junk. 1 junk message moved this week.");
  assert_takes (safi_words_mood_summary (SAFI_MOOD_PAUSED, &many, 5, 1),
                "Safibox does not look for junk until you let it go on.");
}

static void
test_the_last_check_is_told_where_mail_is_looked_at (void)
{
  assert_takes (safi_words_mood_last_check (SAFI_MOOD_QUIET, 0, NOON), "Not checked yet.");
  assert_takes (safi_words_mood_last_check (SAFI_MOOD_QUIET, NOON - HOUR, NOON),
                "Last check: 11:00. Works while this computer is on.");
  assert_takes (safi_words_mood_last_check (SAFI_MOOD_OFFLINE, NOON - HOUR, NOON), NULL);
}

static void
test_every_value_of_a_bar_is_in_its_words (void)
{
  static const SafiTally none = { .counts = { 0 } };
  static const SafiTally all = { .counts = { 1, 2, 3, 4, 5, 600 } };

  assert_takes (safi_words_tally (&none), "No mail.");
  assert_takes (safi_words_tally (&all), "Scams: 1. Harmful files: 2. Adverts: 3. Other junk: 4. "
                                         "Not sure: 5. Good mail: 600.");
}

static void
test_a_week_has_its_first_and_its_last_day (void)
{
  const SafiHistory history = safi_history_begin (NOON);

  assert_takes (safi_words_week (&history.weeks[SAFI_HISTORY_WEEKS - 1]), "20 Nov to 26 Nov");
  assert_takes (safi_words_week (&history.weeks[0]), "2 Oct to 8 Oct");
}

static void
test_the_last_week_is_compared_with_the_one_before (void)
{
  SafiHistory history = safi_history_begin (NOON);
  SafiTally *last = &history.weeks[SAFI_HISTORY_WEEKS - 1];

  assert_takes (safi_words_weeks (&history), "No mail came in the last 7 days.");
  last->counts[SAFI_SORT_GOOD] = 1;
  assert_takes (safi_words_weeks (&history), "In the last 7 days 1 message came, 0 of them junk.");
  last->counts[SAFI_SORT_ADVERT] = 9;
  last->counts[SAFI_SORT_SCAM] = 3;
  (last - 1)->counts[SAFI_SORT_SCAM] = 20;
  assert_takes (safi_words_weeks (&history),
                "In the last 7 days 13 messages came, 12 of them junk. Junk in the week before: "
                "20. Adverts came most often.");
}

static void
test_data_are_told_for_today_and_two_weeks (void)
{
  SafiHistory history = { 0 };

  history.octets[SAFI_HISTORY_DAYS - 1] = 200000;
  history.octets[SAFI_HISTORY_DAYS - 7] = 3200000;
  assert_takes (safi_words_data_days (&history),
                "Today 200.0\302\240kB, in the last 7 days 3.4\302\240MB.");
  history.octets[SAFI_HISTORY_DAYS - 8] = 5000000;
  assert_takes (safi_words_data_days (&history),
                "Today 200.0\302\240kB, in the last 7 days 3.4\302\240MB. The week before, it was "
                "5.0\302\240MB.");
}

static void
test_what_is_held_back_says_why (void)
{
  assert_takes (safi_words_held_back (1, FALSE),
                "Safibox only watches. It would have moved 1 message.");
  assert_takes (safi_words_held_back (2, FALSE),
                "Safibox only watches. It would have moved 2 messages.");
  assert_takes (safi_words_held_back (1, TRUE),
                "Safibox found much more junk than usual, and stopped moving it. 1 message waits "
                "for your yes.");
  assert_takes (safi_words_held_back (80, TRUE),
                "Safibox found much more junk than usual, and stopped moving it. 80 messages wait "
                "for your yes.");
}

#define ADD(name, test) g_test_add_func ("/words-home/" name, test)

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("every-state-has-a-sentence-of-its-own-that-promises-nothing",
       test_every_state_has_a_sentence_of_its_own_that_promises_nothing);
  ADD ("a-pause-says-when-it-ends", test_a_pause_says_when_it_ends);
  ADD ("what-waits-for-an-answer-is-counted", test_what_waits_for_an_answer_is_counted);
  ADD ("the-day-and-the-week-are-told-where-mail-is-looked-at",
       test_the_day_and_the_week_are_told_where_mail_is_looked_at);
  ADD ("what-is-held-back-says-why", test_what_is_held_back_says_why);
  ADD ("the-last-check-is-told-where-mail-is-looked-at",
       test_the_last_check_is_told_where_mail_is_looked_at);
  ADD ("every-value-of-a-bar-is-in-its-words", test_every_value_of_a_bar_is_in_its_words);
  ADD ("a-week-has-its-first-and-its-last-day", test_a_week_has_its_first_and_its_last_day);
  ADD ("the-last-week-is-compared-with-the-one-before",
       test_the_last_week_is_compared_with_the_one_before);
  ADD ("data-are-told-for-today-and-two-weeks", test_data_are_told_for_today_and_two_weeks);
  return g_test_run ();
}
