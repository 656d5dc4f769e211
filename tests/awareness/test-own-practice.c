/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-own-practice.h"
#include "awareness/practice/safi-practice-round.h"

#define SEEDS 200

static void
add_full (GPtrArray *list,
          const char *sender,
          const char *subject,
          gboolean is_taught,
          SafiClass taught_class)
{
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
  g_autoptr (SafiVerdict) verdict =
      safi_verdict_new (SAFI_DECISION_UNSURE, SAFI_KIND_NONE, 0, 0.5, evidence);
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new ("a", "INBOX", 1, list->len + 1, "x");
  const SafiJudged fields = {
    .id = list->len + 1,
    .ref = ref,
    .sender_address = (char *) sender,
    .subject = (char *) subject,
    .verdict = verdict,
    .is_taught = is_taught,
    .taught_class = taught_class,
  };

  g_ptr_array_add (list, safi_judged_new (&fields));
}

static void
add (GPtrArray *list, SafiClass taught_class, guint number)
{
  g_autofree char *sender = g_strdup_printf ("sender%u@shop.example", number);

  add_full (list, sender, "Hello", TRUE, taught_class);
}

static GPtrArray *
new_list (guint n_junk, guint n_good)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);

  for (guint i = 0; i < n_junk; i++)
    add (list, SAFI_CLASS_JUNK, i);
  for (guint i = 0; i < n_good; i++)
    add (list, SAFI_CLASS_GOOD, i);
  return list;
}

static void
test_only_what_the_person_called_something_is_chosen (void)
{
  g_autoptr (GPtrArray) list = new_list (0, 0);
  g_autoptr (GPtrArray) chosen = NULL;

  add_full (list, "a@one.example", "Not answered", FALSE, SAFI_CLASS_GOOD);
  add_full (list, "b@two.example", "Answered", TRUE, SAFI_CLASS_JUNK);
  chosen = safi_own_practice_choose (list);
  g_assert_cmpuint (chosen->len, ==, 1);
  g_assert_true (chosen->pdata[0] == list->pdata[1]);
}

static void
test_what_cannot_be_shown_is_left_out (void)
{
  g_autoptr (GPtrArray) list = new_list (0, 0);
  g_autoptr (GPtrArray) chosen = NULL;

  add_full (list, "", "No sender", TRUE, SAFI_CLASS_JUNK);
  add_full (list, "a@one.example", "", TRUE, SAFI_CLASS_JUNK);
  add_full (list, NULL, NULL, TRUE, SAFI_CLASS_GOOD);
  chosen = safi_own_practice_choose (list);
  g_assert_cmpuint (chosen->len, ==, 0);
}

static void
test_a_sender_comes_once_of_each_sort (void)
{
  g_autoptr (GPtrArray) list = new_list (0, 0);
  g_autoptr (GPtrArray) chosen = NULL;

  add_full (list, "news@shop.example", "The newest", TRUE, SAFI_CLASS_GOOD);
  add_full (list, "News@Shop.example", "One before", TRUE, SAFI_CLASS_GOOD);
  add_full (list, "news@shop.example", "In the name of the shop", TRUE, SAFI_CLASS_JUNK);
  chosen = safi_own_practice_choose (list);
  g_assert_cmpuint (chosen->len, ==, 2);
  g_assert_true (chosen->pdata[0] == list->pdata[0] && chosen->pdata[1] == list->pdata[2]);
}

static void
test_the_gap_is_told_until_there_are_enough (void)
{
  static const struct {
    guint junk, good, junk_missing, good_missing;
  } cases[] = { { 0, 0, 3, 4 }, { 2, 4, 1, 0 }, { 3, 3, 0, 1 }, { 3, 4, 0, 0 }, { 99, 1, 0, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) list = new_list (cases[i].junk, cases[i].good);
    g_autoptr (GPtrArray) chosen = safi_own_practice_choose (list);
    const SafiOwnPracticeGap gap = safi_own_practice_find_gap (chosen);

    g_assert_cmpuint (gap.junk, ==, cases[i].junk_missing);
    g_assert_cmpuint (gap.good, ==, cases[i].good_missing);
  }
}

/* The fewest messages without a gap. */
static GPtrArray *
new_items (void)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < SAFI_PRACTICE_SCAMS_NEEDED + SAFI_PRACTICE_REAL_NEEDED; i++) {
    SafiPracticeItem *item = g_new0 (SafiPracticeItem, 1);

    item->id = (char *) "own";
    item->is_own = TRUE;
    item->is_scam = i < SAFI_PRACTICE_SCAMS_NEEDED;
    g_ptr_array_add (items, item);
  }
  return items;
}

static void
test_without_a_gap_there_is_a_round_also_after_real_mail_kept_fell (void)
{
  const SafiPracticeScore scores[] = { { 1, 3, 3, 3, 3 }, { 2, 3, 3, 3, 1 } };
  g_autoptr (GPtrArray) items = new_items ();
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  for (guint seed = 0; seed < SEEDS; seed++) {
    g_autofree SafiPracticeRound *round = NULL;

    if (seed == SEEDS / 2)
      for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
        safi_practice_record_add_score (record, &scores[i]);
    round = safi_practice_round_new_from (items, NULL, record, seed);
    g_assert_cmpuint (safi_practice_round_count (round, 0).real, ==, seed < SEEDS / 2 ? 3 : 4);
    for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
      for (guint j = 0; j < i; j++)
        g_assert_true (round->items[i] != round->items[j]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-practice/only-what-the-person-called-something-is-chosen",
                   test_only_what_the_person_called_something_is_chosen);
  g_test_add_func ("/own-practice/what-cannot-be-shown-is-left-out",
                   test_what_cannot_be_shown_is_left_out);
  g_test_add_func ("/own-practice/a-sender-comes-once-of-each-sort",
                   test_a_sender_comes_once_of_each_sort);
  g_test_add_func ("/own-practice/the-gap-is-told-until-there-are-enough",
                   test_the_gap_is_told_until_there_are_enough);
  g_test_add_func ("/own-practice/without-a-gap-there-is-a-round-also-after-real-mail-kept-fell",
                   test_without_a_gap_there_is_a_round_also_after_real_mail_kept_fell);
  return g_test_run ();
}
