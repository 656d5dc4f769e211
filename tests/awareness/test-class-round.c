/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-class-round.h"
#include "awareness/tips/safi-tip-group.h"

#define SEEDS 200

/* Kinds of scam that no child is shown. */
static const char *const never_for_children[] = { "romance", "sextortion", NULL };

static void
test_a_class_has_two_scores_of_hands (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autofree SafiPracticeRound *round =
      safi_practice_round_new (SAFI_TOPIC_SCHOOL, NULL, record, 1);
  SafiClassRound class_round = { .round = round };
  SafiPracticeScore score;

  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    class_round.hands[i] = (SafiClassHands){ .scam = 20, .real = 7 };
  score = safi_class_round_count (&class_round, 5);
  g_assert_cmpint (score.time, ==, 5);
  g_assert_cmpuint (score.scams, ==, 27 * 3);
  g_assert_cmpuint (score.caught, ==, 20 * 3);
  g_assert_cmpuint (score.real, ==, 27 * 3);
  g_assert_cmpuint (score.kept, ==, 7 * 3);
}

static void
test_without_a_hand_there_is_no_score (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autofree SafiPracticeRound *round =
      safi_practice_round_new (SAFI_TOPIC_SCHOOL, NULL, record, 1);
  const SafiClassRound class_round = { .round = round };
  const SafiPracticeScore score = safi_class_round_count (&class_round, 5);

  g_assert_cmpuint (score.scams + score.real, ==, 0);
  g_assert_cmpuint (safi_practice_score_get_caught (&score), ==, 0);
  g_assert_cmpuint (safi_practice_score_get_kept (&score), ==, 0);
}

static void
test_a_class_says_what_most_hands_say (void)
{
  g_assert_cmpint (safi_class_hands_get_guess (&(SafiClassHands){ 2, 1 }), ==, SAFI_GUESS_SCAM);
  g_assert_cmpint (safi_class_hands_get_guess (&(SafiClassHands){ 1, 2 }), ==, SAFI_GUESS_REAL);
  g_assert_cmpint (safi_class_hands_get_guess (&(SafiClassHands){ 2, 2 }), ==, SAFI_GUESS_UNSURE);
  g_assert_cmpint (safi_class_hands_get_guess (&(SafiClassHands){ 0, 0 }), ==, SAFI_GUESS_UNSURE);
}

static void
test_a_round_shows_nothing_that_is_meant_for_older_people (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  for (SafiAge age = SAFI_AGE_CHILD; age <= SAFI_AGE_ADULT; age++)
    for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++)
      for (guint seed = 0; safi_practice_has_round (topic, age) && seed < SEEDS; seed++) {
        g_autofree SafiPracticeRound *round =
            safi_practice_round_new_for_age (topic, age, NULL, record, seed);

        for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
          g_assert_cmpint (round->items[i]->age, <=, age);
      }
}

static void
test_there_is_a_round_for_every_age (void)
{
  for (SafiAge age = SAFI_AGE_CHILD; age <= SAFI_AGE_ADULT; age++)
    g_assert_true (safi_practice_has_round (SAFI_TOPIC_SCHOOL, age));
  for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++)
    g_assert_true (safi_practice_has_round (topic, SAFI_AGE_ADULT));
  g_assert_true (safi_practice_has_round (SAFI_TOPIC_MIXED, SAFI_AGE_TEEN));
  g_assert_false (safi_practice_has_round (SAFI_TOPIC_SHOP, SAFI_AGE_CHILD));
}

static void
test_nobody_below_13_is_shown_love_or_threats_with_pictures (void)
{
  GPtrArray *items = safi_practice_item_list ();
  GPtrArray *tips = safi_tip_list ();

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    g_assert_true (item->age > SAFI_AGE_CHILD ||
                   !g_strv_contains (never_for_children, item->theme));
  }
  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);

    g_assert_true (tip->age > SAFI_AGE_CHILD || !g_strv_contains (never_for_children, tip->theme));
  }
  for (guint i = 0; never_for_children[i] != NULL; i++) {
    g_assert_null (safi_tip_find_theme_for_age (never_for_children[i], SAFI_AGE_CHILD));
    g_assert_nonnull (safi_tip_find_theme_for_age (never_for_children[i], SAFI_AGE_TEEN));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-round/a-class-has-two-scores-of-hands",
                   test_a_class_has_two_scores_of_hands);
  g_test_add_func ("/class-round/without-a-hand-there-is-no-score",
                   test_without_a_hand_there_is_no_score);
  g_test_add_func ("/class-round/a-class-says-what-most-hands-say",
                   test_a_class_says_what_most_hands_say);
  g_test_add_func ("/class-round/a-round-shows-nothing-that-is-meant-for-older-people",
                   test_a_round_shows_nothing_that_is_meant_for_older_people);
  g_test_add_func ("/class-round/there-is-a-round-for-every-age",
                   test_there_is_a_round_for_every_age);
  g_test_add_func ("/class-round/nobody-below-13-is-shown-love-or-threats-with-pictures",
                   test_nobody_below_13_is_shown_love_or_threats_with_pictures);
  return g_test_run ();
}
