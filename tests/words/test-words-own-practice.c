/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "filter/safi-filter.h"
#include "words/teaching/safi-words-own-practice.h"
#include "words/teaching/safi-words-practice.h"

#define ESCAPE "\033[31m"
#define OVERRIDE "\u202e" /* RIGHT-TO-LEFT OVERRIDE */

static void
add_evidence (GPtrArray *evidence, const char *code, double weight)
{
  SafiEvidence *one = safi_evidence_new (safi_filter_lookup (code));

  safi_evidence_add_arg (one, SAFI_ARG_TEXT, "your PIN");
  safi_evidence_set_weight (one, weight);
  g_ptr_array_add (evidence, one);
}

/* A message that speaks for both, and that the person called @said. */
static SafiPracticeItem *
make_item (GPtrArray **ret_items, SafiClass said)
{
  g_autoptr (GPtrArray) evidence =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new ("a", "INBOX", 1, 1, "x");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  g_autoptr (SafiVerdict) verdict = NULL;
  SafiJudged fields = {
    .id = 7,
    .ref = ref,
    .sender_name = (char *) "Bank <help@bank.example>" OVERRIDE,
    .sender_address = (char *) "x@pay77.example",
    .subject = (char *) "<b>Your PIN</b>" ESCAPE "\r\nhttps://pay77.example/",
    .is_taught = TRUE,
    .taught_class = said,
  };

  add_evidence (evidence, "money.ask-code", 2);
  add_evidence (evidence, "bayes.good-like", -1);
  verdict = safi_verdict_new (SAFI_DECISION_UNSURE, SAFI_KIND_NONE, 0, 0.5, evidence);
  fields.verdict = verdict;
  g_ptr_array_add (list, safi_judged_new (&fields));
  *ret_items = safi_words_own_items (list);
  g_assert_cmpuint ((*ret_items)->len, ==, 1);
  return (*ret_items)->pdata[0];
}

static void
test_a_strangers_words_stay_plain_text_on_one_line (void)
{
  g_autoptr (GPtrArray) items = NULL;
  const SafiPracticeItem *item = make_item (&items, SAFI_CLASS_JUNK);
  g_autofree char *from = safi_words_practice_from (item);

  g_assert_nonnull (strstr (from, "pay77.example"));
  g_assert_null (strstr (from, OVERRIDE));
  g_assert_null (strpbrk (item->message.subject, "\033\r\n"));
  g_assert_nonnull (strstr (item->message.subject, "<b>Your PIN</b>"));
  g_assert_cmpuint (item->message.text->len, ==, 0);
}

static void
test_the_persons_word_explains_it_then_what_was_found (void)
{
  g_autoptr (GPtrArray) items = NULL;
  const SafiPracticeItem *item = make_item (&items, SAFI_CLASS_JUNK);

  g_assert_true (item->is_scam && item->is_own);
  g_assert_cmpuint (item->reasons->len, ==, 1);
  g_assert_cmpstr (item->reasons->pdata[0], ==, "You said it is junk.");
  g_assert_cmpuint (item->signs->len, ==, 1);
  g_assert_nonnull (safi_practice_item_find_tip (item, SAFI_AGE_ADULT));
}

static void
test_what_looked_like_junk_in_real_mail_is_no_reason (void)
{
  g_autoptr (GPtrArray) items = NULL;
  const SafiPracticeItem *item = make_item (&items, SAFI_CLASS_GOOD);

  g_assert_false (item->is_scam);
  g_assert_cmpuint (item->reasons->len, ==, 2);
  g_assert_cmpstr (item->reasons->pdata[0], ==, "You said it is good.");
  g_assert_cmpuint (item->signs->len, ==, 1);
  g_assert_cmpstr (item->signs->pdata[0], !=, item->reasons->pdata[1]);
}

static void
test_own_junk_is_never_called_a_scam (void)
{
  for (SafiClass said = SAFI_CLASS_GOOD; said <= SAFI_CLASS_JUNK; said++) {
    g_autoptr (GPtrArray) items = NULL;
    const SafiPracticeItem *item = make_item (&items, said);

    g_assert_null (strstr (safi_words_practice_mark (item), "cam"));
    g_assert_null (strstr (safi_words_practice_signs (item), "cam"));
    for (SafiGuess guess = SAFI_GUESS_SCAM; guess <= SAFI_GUESS_UNSURE; guess++) {
      const char *answer = safi_words_practice_answer (item, guess);

      g_assert_null (strstr (answer, "cam"));
      g_assert_true (g_str_has_prefix (answer, "Yes") ==
                     (guess == (item->is_scam ? SAFI_GUESS_SCAM : SAFI_GUESS_REAL)));
    }
  }
}

static void
test_the_gap_is_told_in_numbers (void)
{
  const SafiOwnPracticeGap gap = { 2, 4 };
  g_autofree char *told = safi_words_own_gap (&gap);

  g_assert_nonnull (strstr (told, "junk 2"));
  g_assert_nonnull (strstr (told, "good 4"));
}

static void
test_each_end_has_words_of_its_own (void)
{
  const SafiPracticeScore scores[] = {
    { 1, 3, 3, 3, 3 }, { 1, 3, 3, 3, 2 }, { 1, 3, 2, 3, 3 }, { 1, 3, 0, 3, 0 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++) {
    g_assert_null (strstr (safi_words_own_end (&scores[i]), "scam"));
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (safi_words_own_end (&scores[i]), !=, safi_words_own_end (&scores[j]));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-own-practice/a-strangers-words-stay-plain-text-on-one-line",
                   test_a_strangers_words_stay_plain_text_on_one_line);
  g_test_add_func ("/words-own-practice/the-persons-word-explains-it-then-what-was-found",
                   test_the_persons_word_explains_it_then_what_was_found);
  g_test_add_func ("/words-own-practice/what-looked-like-junk-in-real-mail-is-no-reason",
                   test_what_looked_like_junk_in_real_mail_is_no_reason);
  g_test_add_func ("/words-own-practice/own-junk-is-never-called-a-scam",
                   test_own_junk_is_never_called_a_scam);
  g_test_add_func ("/words-own-practice/the-gap-is-told-in-numbers",
                   test_the_gap_is_told_in_numbers);
  g_test_add_func ("/words-own-practice/each-end-has-words-of-its-own",
                   test_each_end_has_words_of_its_own);
  return g_test_run ();
}
