/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/practice/safi-practice-round.h"
#include "awareness/tips/safi-tip-group.h"

#define SEEDS 1000

static guint
count_real (const SafiPracticeRound *round)
{
  return safi_practice_round_count (round, 0).real;
}

static void
add_score (SafiPracticeRecord *record, guint caught, guint kept)
{
  const SafiPracticeScore score = { record->scores->len + 1, 3, caught, 3, kept };

  safi_practice_record_add_score (record, &score);
}

static void
remember (SafiPracticeRecord *record, const SafiPracticeRound *round)
{
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    safi_practice_record_add_seen (record, round->items[i]->id);
}

static void
assert_no_twins (const SafiPracticeRound *round)
{
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    for (guint j = 0; j < i; j++)
      g_assert_true (round->items[i] != round->items[j]);
}

static void
test_half_of_each_round_is_real_whatever_the_seed (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  for (guint seed = 0; seed < SEEDS; seed++) {
    for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++) {
      g_autofree SafiPracticeRound *round = safi_practice_round_new (topic, NULL, record, seed);

      g_assert_cmpuint (count_real (round), ==, SAFI_PRACTICE_REAL);
      assert_no_twins (round);
      for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
        g_assert_true (safi_topic_has (topic, round->items[i]));
    }
  }
}

static void
test_a_real_message_is_as_likely_at_each_place (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  guint n_real[SAFI_PRACTICE_ROUND] = { 0 };

  for (guint seed = 0; seed < SEEDS; seed++) {
    g_autofree SafiPracticeRound *round =
        safi_practice_round_new (SAFI_TOPIC_MIXED, NULL, record, seed);

    for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
      n_real[i] += round->items[i]->is_scam ? 0 : 1;
  }
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++) {
    g_assert_cmpuint (n_real[i], >, SEEDS * 4 / 10);
    g_assert_cmpuint (n_real[i], <, SEEDS * 6 / 10);
  }
}

static void
test_the_same_seed_gives_the_same_round (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autofree SafiPracticeRound *one = safi_practice_round_new (SAFI_TOPIC_SHOP, NULL, record, 7);
  g_autofree SafiPracticeRound *two = safi_practice_round_new (SAFI_TOPIC_SHOP, NULL, record, 7);
  g_autofree SafiPracticeRound *other = safi_practice_round_new (SAFI_TOPIC_SHOP, NULL, record, 8);

  g_assert_cmpmem (one->items, sizeof one->items, two->items, sizeof two->items);
  g_assert_true (memcmp (one->items, other->items, sizeof one->items) != 0);
}

static void
test_four_are_real_after_real_mail_kept_fell (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  add_score (record, 3, 3);
  add_score (record, 3, 2);
  for (guint seed = 0; seed < SEEDS; seed++) {
    g_autofree SafiPracticeRound *round =
        safi_practice_round_new (seed % SAFI_N_TOPICS, NULL, record, seed);

    g_assert_cmpuint (count_real (round), ==, SAFI_PRACTICE_REAL + 1);
  }
  add_score (record, 3, 2);
  {
    g_autofree SafiPracticeRound *round =
        safi_practice_round_new (SAFI_TOPIC_MIXED, NULL, record, 1);

    g_assert_cmpuint (count_real (round), ==, SAFI_PRACTICE_REAL);
  }
}

static void
test_nothing_comes_twice_while_there_are_others (void)
{
  for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++) {
    g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
    g_autofree SafiPracticeRound *first = safi_practice_round_new (topic, NULL, record, topic);
    g_autofree SafiPracticeRound *second = NULL;

    remember (record, first);
    add_score (record, 3, 3);
    add_score (record, 3, 2);
    second = safi_practice_round_new (topic, NULL, record, topic + 100);
    for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
      g_assert_cmpuint (safi_practice_record_find_seen (record, second->items[i]->id), ==, 0);
  }
}

static void
test_what_was_shown_longest_ago_comes_again_first (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  GPtrArray *items = safi_practice_item_list ();
  g_autofree SafiPracticeRound *first = NULL;
  g_autofree SafiPracticeRound *again = NULL;

  first = safi_practice_round_new (SAFI_TOPIC_MIXED, NULL, record, 1);
  remember (record, first);
  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    if (safi_practice_record_find_seen (record, item->id) == 0)
      safi_practice_record_add_seen (record, item->id);
  }
  again = safi_practice_round_new (SAFI_TOPIC_MIXED, NULL, record, 2);
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    g_assert_cmpuint (safi_practice_record_find_seen (record, again->items[i]->id), <=,
                      SAFI_PRACTICE_ROUND);
}

static guint
sum_difficulty (const SafiPracticeRecord *record)
{
  guint sum = 0;

  for (guint seed = 0; seed < 50; seed++) {
    g_autofree SafiPracticeRound *round =
        safi_practice_round_new (SAFI_TOPIC_MIXED, NULL, record, seed);

    for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
      sum += round->items[i]->difficulty;
  }
  return sum;
}

static void
test_who_does_well_gets_harder_ones (void)
{
  g_autoptr (SafiPracticeRecord) beginner = safi_practice_record_new ();
  g_autoptr (SafiPracticeRecord) expert = safi_practice_record_new ();

  for (guint i = 0; i < 3; i++)
    add_score (expert, 3, 3);
  g_assert_cmpuint (sum_difficulty (expert), >, sum_difficulty (beginner));
}

static gboolean
round_has (const SafiPracticeRound *round, const SafiPracticeItem *item)
{
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    if (round->items[i] == item)
      return TRUE;
  return FALSE;
}

/* The core of the same difficulty, and as real. */
static void
assert_core_is_there (const SafiPracticeRound *round, const SafiPracticeItem *other)
{
  GPtrArray *items = safi_practice_item_list ();

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    if (item->is_core && item->is_scam == other->is_scam && item->difficulty == other->difficulty)
      g_assert_true (round_has (round, item));
  }
}

static void
test_of_messages_as_hard_the_core_comes_first (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  for (guint seed = 0; seed < 100; seed++) {
    g_autofree SafiPracticeRound *round =
        safi_practice_round_new (SAFI_TOPIC_MIXED, NULL, record, seed);

    for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
      if (!round->items[i]->is_core)
        assert_core_is_there (round, round->items[i]);
  }
}

static void
test_a_kind_that_is_asked_for_comes_even_if_it_was_seen (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  safi_practice_record_add_seen (record, "parcel-address");
  for (guint seed = 0; seed < 100; seed++) {
    g_autofree SafiPracticeRound *round =
        safi_practice_round_new (SAFI_TOPIC_MIXED, "parcel-fee", record, seed);
    guint n_found = 0;

    for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
      n_found += g_str_equal (round->items[i]->theme, "parcel-fee") ? 1 : 0;
    g_assert_cmpuint (n_found, ==, 4); /* all that there are */
  }
}

static void
test_scams_and_real_messages_are_counted_apart (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autofree SafiPracticeRound *round = safi_practice_round_new (SAFI_TOPIC_MIXED, NULL, record, 1);
  SafiPracticeScore score;

  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    round->guesses[i] = SAFI_GUESS_SCAM;
  score = safi_practice_round_count (round, 42);
  g_assert_cmpint (score.time, ==, 42);
  g_assert_cmpuint (score.caught, ==, 3);
  g_assert_cmpuint (score.kept, ==, 0);
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    round->guesses[i] = round->items[i]->is_scam ? SAFI_GUESS_UNSURE : SAFI_GUESS_REAL;
  score = safi_practice_round_count (round, 42);
  g_assert_cmpuint (score.caught, ==, 0);
  g_assert_cmpuint (score.kept, ==, 3);
}

static void
test_each_message_has_a_topic_and_a_tip (void)
{
  GPtrArray *items = safi_practice_item_list ();

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);
    guint n_topics = 0;

    for (SafiTopic topic = SAFI_TOPIC_SCHOOL; topic < SAFI_N_TOPICS; topic++)
      n_topics += safi_topic_has (topic, item) ? 1 : 0;
    if (n_topics == 0)
      g_error ("%s is in no topic", item->id);
    g_assert_nonnull (safi_tip_find_theme (item->theme));
  }
}

static void
test_what_is_not_for_children_is_not_for_school (void)
{
  GPtrArray *items = safi_practice_item_list ();

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    g_assert_true (safi_topic_has (SAFI_TOPIC_SCHOOL, item) == (item->age == SAFI_AGE_CHILD));
    if (g_str_equal (item->theme, "sextortion") || g_str_equal (item->theme, "romance"))
      g_assert_false (safi_topic_has (SAFI_TOPIC_SCHOOL, item));
  }
}

static void
test_topics_have_words (void)
{
  for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++) {
    SafiTopic read;

    g_assert_true (safi_topic_from_word (safi_topic_to_word (topic), &read));
    g_assert_cmpint (read, ==, topic);
  }
  g_assert_false (safi_topic_from_word ("farm", &(SafiTopic){ 0 }));
  g_assert_true (safi_practice_has_kind ("romance"));
  g_assert_false (safi_practice_has_kind ("link"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice-round/half-of-each-round-is-real-whatever-the-seed",
                   test_half_of_each_round_is_real_whatever_the_seed);
  g_test_add_func ("/practice-round/a-real-message-is-as-likely-at-each-place",
                   test_a_real_message_is_as_likely_at_each_place);
  g_test_add_func ("/practice-round/the-same-seed-gives-the-same-round",
                   test_the_same_seed_gives_the_same_round);
  g_test_add_func ("/practice-round/four-are-real-after-real-mail-kept-fell",
                   test_four_are_real_after_real_mail_kept_fell);
  g_test_add_func ("/practice-round/nothing-comes-twice-while-there-are-others",
                   test_nothing_comes_twice_while_there_are_others);
  g_test_add_func ("/practice-round/what-was-shown-longest-ago-comes-again-first",
                   test_what_was_shown_longest_ago_comes_again_first);
  g_test_add_func ("/practice-round/who-does-well-gets-harder-ones",
                   test_who_does_well_gets_harder_ones);
  g_test_add_func ("/practice-round/of-messages-as-hard-the-core-comes-first",
                   test_of_messages_as_hard_the_core_comes_first);
  g_test_add_func ("/practice-round/a-kind-that-is-asked-for-comes-even-if-it-was-seen",
                   test_a_kind_that_is_asked_for_comes_even_if_it_was_seen);
  g_test_add_func ("/practice-round/scams-and-real-messages-are-counted-apart",
                   test_scams_and_real_messages_are_counted_apart);
  g_test_add_func ("/practice-round/each-message-has-a-topic-and-a-tip",
                   test_each_message_has_a_topic_and_a_tip);
  g_test_add_func ("/practice-round/what-is-not-for-children-is-not-for-school",
                   test_what_is_not_for_children_is_not_for_school);
  g_test_add_func ("/practice-round/topics-have-words", test_topics_have_words);
  return g_test_run ();
}
