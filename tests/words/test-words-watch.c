/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-watch.h"

static void
test_one_and_several_have_sentences_of_their_own (void)
{
  g_autofree char *one = safi_words_watch_today (1);
  g_autofree char *three = safi_words_watch_today (3);
  g_autofree char *yesterday = safi_words_watch_yesterday (2);

  g_assert_cmpstr (one, ==, "Today 1 message would have gone to Junk.");
  g_assert_cmpstr (three, ==, "Today 3 messages would have gone to Junk.");
  g_assert_cmpstr (yesterday, ==, "Yesterday 2 messages would have gone to Junk.");
}

static void
test_the_day_is_told_of_all (void)
{
  g_autofree char *day = safi_words_watch_day (3);

  g_assert_cmpstr (day, ==, "Day 3 of 7");
}

static void
test_a_week_tells_what_was_corrected (void)
{
  g_autofree char *nothing = safi_words_watch_week (0, 0);
  g_autofree char *trusted = safi_words_watch_week (12, 0);
  g_autofree char *corrected = safi_words_watch_week (1, 1);

  g_assert_cmpstr (nothing, ==, "In this time no message would have gone to Junk.");
  g_assert_cmpstr (trusted, ==,
                   "In this time 12 messages would have gone to Junk. You corrected none of them.");
  g_assert_cmpstr (corrected, ==,
                   "In this time 1 message would have gone to Junk. You corrected 1 of them.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-watch/one-and-several-have-sentences-of-their-own",
                   test_one_and_several_have_sentences_of_their_own);
  g_test_add_func ("/words-watch/the-day-is-told-of-all", test_the_day_is_told_of_all);
  g_test_add_func ("/words-watch/a-week-tells-what-was-corrected",
                   test_a_week_tells_what_was_corrected);
  return g_test_run ();
}
