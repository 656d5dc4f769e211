/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-practice-record.h"

#include "awareness/practice/safi-practice-item.h"

static void
add (SafiPracticeRecord *record, guint scams, guint caught, guint real, guint kept)
{
  const SafiPracticeScore score = { record->scores->len + 1, scams, caught, real, kept };

  safi_practice_record_add_score (record, &score);
}

static SafiPracticeRecord *
read_text (const char *scores_text, const char *seen_text)
{
  g_autoptr (GVariant) scores =
      g_variant_parse (G_VARIANT_TYPE (SAFI_PRACTICE_SCORES_TYPE), scores_text, NULL, NULL, NULL);
  g_autoptr (GVariant) seen =
      g_variant_parse (G_VARIANT_TYPE_STRING_ARRAY, seen_text, NULL, NULL, NULL);

  g_assert_nonnull (scores);
  return safi_practice_record_read (scores, seen);
}

static void
test_what_was_written_is_read (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autoptr (SafiPracticeRecord) again = NULL;
  g_autoptr (GVariant) scores = NULL;
  g_autoptr (GVariant) seen = NULL;
  SafiPracticeScore sum;

  add (record, 3, 2, 3, 1);
  safi_practice_record_add_seen (record, "one");
  safi_practice_record_add_seen (record, "two");
  scores = g_variant_ref_sink (safi_practice_record_write_scores (record));
  seen = g_variant_ref_sink (safi_practice_record_write_seen (record));
  again = safi_practice_record_read (scores, seen);
  sum = safi_practice_record_sum (again, 1);
  g_assert_cmpint (sum.time, ==, 1);
  g_assert_cmpuint (sum.scams, ==, 3);
  g_assert_cmpuint (sum.caught, ==, 2);
  g_assert_cmpuint (sum.real, ==, 3);
  g_assert_cmpuint (sum.kept, ==, 1);
  g_assert_cmpuint (safi_practice_record_find_seen (again, "two"), ==, 2);
}

static void
test_scores_that_make_no_sense_are_left_out (void)
{
  g_autoptr (SafiPracticeRecord) record =
      read_text ("[(1, 3, 4, 3, 3), (1, 3, 3, 3, 4), (1, 9, 3, 3, 3), (1, 3, 3, 9, 3),"
                 " (-1, 3, 3, 3, 3), (1, 0, 0, 0, 0), (5, 3, 3, 3, 3)]",
                 "['a']");

  g_assert_cmpuint (record->scores->len, ==, 1);
  g_assert_cmpint (safi_practice_record_sum (record, 9).time, ==, 5);
}

static void
test_the_newest_scores_are_kept (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  for (guint i = 0; i < SAFI_PRACTICE_SCORES_MAX; i++)
    add (record, 3, 3, 3, 3);
  g_assert_cmpuint (record->scores->len, ==, SAFI_PRACTICE_SCORES_MAX);
  add (record, 3, 0, 3, 0);
  g_assert_cmpuint (record->scores->len, ==, SAFI_PRACTICE_SCORES_MAX);
  g_assert_cmpuint (safi_practice_record_sum (record, 1).caught, ==, 0);
  g_assert_cmpint (g_array_index (record->scores, SafiPracticeScore, 0).time, ==, 2);
}

static void
test_the_messages_seen_last_are_kept (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  for (guint i = 0; i <= SAFI_PRACTICE_SEEN_MAX; i++) {
    g_autofree char *id = g_strdup_printf ("id-%u", i);

    safi_practice_record_add_seen (record, id);
  }
  g_assert_cmpuint (record->seen->len, ==, SAFI_PRACTICE_SEEN_MAX);
  g_assert_cmpuint (safi_practice_record_find_seen (record, "id-0"), ==, 0);
  g_assert_cmpuint (safi_practice_record_find_seen (record, "id-1"), ==, 1);
  safi_practice_record_add_seen (record, "id-1");
  g_assert_cmpuint (safi_practice_record_find_seen (record, "id-1"), ==, SAFI_PRACTICE_SEEN_MAX);
}

static void
test_two_rounds_tell_whether_real_mail_kept_fell (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  g_assert_false (safi_practice_record_fell (record));
  add (record, 3, 0, 3, 2);
  g_assert_false (safi_practice_record_fell (record));
  add (record, 3, 3, 3, 1);
  g_assert_true (safi_practice_record_fell (record));
  add (record, 2, 2, 4, 2); /* a half is more than a third */
  g_assert_false (safi_practice_record_fell (record));
  add (record, 3, 2, 3, 1);
  g_assert_true (safi_practice_record_fell (record));
}

static void
test_the_level_follows_both_goals_and_has_ends (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();

  g_assert_cmpuint (safi_practice_record_get_level (record), ==, 2);
  add (record, 3, 3, 3, 3);
  g_assert_cmpuint (safi_practice_record_get_level (record), ==, 3);
  add (record, 3, 3, 3, 0); /* one goal only */
  g_assert_cmpuint (safi_practice_record_get_level (record), ==, 3);
  for (guint i = 0; i < 9; i++)
    add (record, 3, 3, 3, 3);
  g_assert_cmpuint (safi_practice_record_get_level (record), ==, SAFI_DIFFICULTY_MAX);
  for (guint i = 0; i < 9; i++)
    add (record, 3, 0, 3, 0);
  g_assert_cmpuint (safi_practice_record_get_level (record), ==, 1);
}

static void
test_rounds_are_summed_from_the_newest_back (void)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  SafiPracticeScore sum = safi_practice_record_sum (record, 5);

  g_assert_cmpuint (safi_practice_score_get_caught (&sum), ==, 0);
  g_assert_cmpuint (safi_practice_score_get_kept (&sum), ==, 0);
  add (record, 3, 0, 3, 0);
  add (record, 3, 3, 3, 2);
  add (record, 2, 1, 4, 4);
  sum = safi_practice_record_sum (record, 2);
  g_assert_cmpuint (safi_practice_score_get_caught (&sum), ==, 80);
  g_assert_cmpuint (safi_practice_score_get_kept (&sum), ==, 85);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice-record/what-was-written-is-read", test_what_was_written_is_read);
  g_test_add_func ("/practice-record/scores-that-make-no-sense-are-left-out",
                   test_scores_that_make_no_sense_are_left_out);
  g_test_add_func ("/practice-record/the-newest-scores-are-kept", test_the_newest_scores_are_kept);
  g_test_add_func ("/practice-record/the-messages-seen-last-are-kept",
                   test_the_messages_seen_last_are_kept);
  g_test_add_func ("/practice-record/two-rounds-tell-whether-real-mail-kept-fell",
                   test_two_rounds_tell_whether_real_mail_kept_fell);
  g_test_add_func ("/practice-record/the-level-follows-both-goals-and-has-ends",
                   test_the_level_follows_both_goals_and_has_ends);
  g_test_add_func ("/practice-record/rounds-are-summed-from-the-newest-back",
                   test_rounds_are_summed_from_the_newest_back);
  return g_test_run ();
}
