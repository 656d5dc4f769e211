/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "words/teaching/safi-words-practice.h"
#include "words/teaching/safi-words-tip.h"

/* No word of blame, whatever was answered. */
static void
assert_kind (const char *sentence)
{
  static const char *const blame[] = { "wrong", "fail", "mistake", "fault", "should have", "!" };

  g_assert_cmpstr (sentence, !=, "");
  for (guint i = 0; i < G_N_ELEMENTS (blame); i++)
    g_assert_null (strstr (sentence, blame[i]));
}

static void
test_no_answer_is_blamed_and_each_tells_what_it_was (void)
{
  GPtrArray *items = safi_practice_item_list ();

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    for (SafiGuess guess = SAFI_GUESS_SCAM; guess <= SAFI_GUESS_UNSURE; guess++) {
      const char *answer = safi_words_practice_answer (item, guess);

      assert_kind (answer);
      g_assert_true (g_str_has_suffix (answer, item->is_scam ? "is a scam." : "is real."));
      g_assert_true (g_str_has_prefix (answer, "Yes") ==
                     (guess == (item->is_scam ? SAFI_GUESS_SCAM : SAFI_GUESS_REAL)));
    }
  }
}

static void
test_both_scores_are_told_with_their_goals (void)
{
  const SafiPracticeScore score = { 1, 3, 2, 4, 4 };
  g_autofree char *caught = safi_words_practice_caught (&score);
  g_autofree char *kept = safi_words_practice_kept (&score);

  g_assert_cmpstr (caught, ==, "2 of 3, or 66 %. The goal is 80 %.");
  g_assert_cmpstr (kept, ==, "4 of 4, or 100 %. The goal is 90 %.");
}

static void
test_the_end_names_what_to_look_at (void)
{
  const SafiPracticeScore scores[] = {
    { 1, 3, 3, 3, 3 }, { 1, 3, 3, 3, 2 }, { 1, 3, 2, 3, 3 }, { 1, 3, 0, 3, 0 }
  };
  const char *told[G_N_ELEMENTS (scores)];

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++) {
    told[i] = safi_words_practice_end (&scores[i]);
    assert_kind (told[i]);
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (told[i], !=, told[j]);
  }
}

static void
test_the_question_names_the_kind_that_came (void)
{
  g_autofree char *after_months = safi_words_refresher (NULL);
  g_autofree char *after_scam = safi_words_refresher (safi_tip_find_theme ("parcel-fee"));

  g_assert_nonnull (strstr (after_months, "some time"));
  g_assert_nonnull (strstr (after_scam, "A small fee for a parcel"));
}

static void
test_each_topic_and_group_has_words (void)
{
  for (guint i = 0; i < SAFI_N_TOPICS; i++) {
    g_assert_cmpstr (safi_words_topic ((SafiTopic) i), !=, "");
    g_assert_cmpstr (safi_words_topic_summary ((SafiTopic) i), !=, "");
  }
  for (guint i = 0; i < SAFI_N_TIP_GROUPS; i++)
    g_assert_cmpstr (safi_words_tip_group ((SafiTipGroup) i), !=, "");
}

/* Else its brackets would stand apart from it among words from right to left. */
static void
test_an_address_runs_from_left_to_right_with_its_brackets (void)
{
  static const struct {
    SafiChannel channel;
    const char *from;
    const char *told;
  } cases[] = {
    { SAFI_CHANNEL_MAIL, "مكتب <a@b.example>",
      "Mail from \u2068مكتب \u2066<a@b.example>\u2069\u2069" },
    { SAFI_CHANNEL_MAIL, "a@b.example", "Mail from \u2068a@b.example\u2069" },
    { SAFI_CHANNEL_SMS, "NYOTA", "SMS from \u2068NYOTA\u2069" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SafiExample example = { .channel = cases[i].channel, .from = (char *) cases[i].from };
    g_autofree char *told = safi_words_example_from ("none", &example);

    g_assert_cmpstr (told, ==, cases[i].told);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-practice/no-answer-is-blamed-and-each-tells-what-it-was",
                   test_no_answer_is_blamed_and_each_tells_what_it_was);
  g_test_add_func ("/words-practice/both-scores-are-told-with-their-goals",
                   test_both_scores_are_told_with_their_goals);
  g_test_add_func ("/words-practice/the-end-names-what-to-look-at",
                   test_the_end_names_what_to_look_at);
  g_test_add_func ("/words-practice/the-question-names-the-kind-that-came",
                   test_the_question_names_the_kind_that_came);
  g_test_add_func ("/words-practice/each-topic-and-group-has-words",
                   test_each_topic_and_group_has_words);
  g_test_add_func ("/words-practice/an-address-runs-from-left-to-right-with-its-brackets",
                   test_an_address_runs_from_left_to_right_with_its_brackets);
  return g_test_run ();
}
