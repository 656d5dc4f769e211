/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/safi-error.h"
#include "store-fixture.h"

#define MESSAGES 1000
#define FEATURES 1500

typedef struct {
  guint n_lessons;
  guint n_features;
  gint64 good; /* passes of features */
  gint64 junk;
} Sum;

static gboolean
add_lesson_cb (const SafiLesson *lesson, gpointer data, GError **error)
{
  Sum *sum = data;
  const gint64 passes = (gint64) lesson->passes * lesson->features->len;

  sum->n_lessons++;
  sum->n_features += lesson->features->len;
  sum->good += lesson->taught_class == SAFI_CLASS_GOOD ? passes : 0;
  sum->junk += lesson->taught_class == SAFI_CLASS_JUNK ? passes : 0;
  return TRUE;
}

static Sum
load (SafiStore *store)
{
  g_autoptr (GError) error = NULL;
  Sum sum = { 0 };

  safi_training_load (store, ACCOUNT, add_lesson_cb, &sum, &error);
  g_assert_no_error (error);
  return sum;
}

static void
add (SafiStore *store, const char *identity, SafiClass taught_class, guint passes, guint first)
{
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (taught_class, passes, first, 100);
  g_autoptr (GError) error = NULL;

  safi_training_add (store, ACCOUNT, identity, taught, &error);
  g_assert_no_error (error);
}

static void
test_all_that_was_taught_is_loaded (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  Sum sum;

  add (store, "a", SAFI_CLASS_GOOD, 1, 0);
  add (store, "b", SAFI_CLASS_JUNK, 3, 50);
  add (store, "c", SAFI_CLASS_JUNK, 0, 500);
  sum = load (store);
  g_assert_cmpuint (sum.n_lessons, ==, 3);
  g_assert_cmpuint (sum.n_features, ==, 200);
  g_assert_cmpint (sum.good, ==, 100);
  g_assert_cmpint (sum.junk, ==, 300);
}

static gboolean
fail_cb (const SafiLesson *lesson, gpointer data, GError **error)
{
  guint *n_calls = data;

  ++*n_calls;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "enough");
  return FALSE;
}

static void
test_loading_stops_where_it_is_told_to (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  guint n_calls = 0;

  add (store, "a", SAFI_CLASS_GOOD, 1, 0);
  add (store, "b", SAFI_CLASS_JUNK, 1, 0);
  g_assert_false (safi_training_load (store, ACCOUNT, fail_cb, &n_calls, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  g_assert_cmpuint (n_calls, ==, 1);
}

static void
test_add_then_remove_leaves_every_octet (void)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autoptr (SafiStore) store = store_fixture_open (directory);
  g_autofree char *before = NULL;
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  add (store, "a", SAFI_CLASS_GOOD, 1, 0);
  before = store_fixture_dump (directory);
  add (store, "b", SAFI_CLASS_JUNK, 2, 50);
  between = store_fixture_dump (directory);
  g_assert_true (safi_training_remove (store, ACCOUNT, "b", &error));
  after = store_fixture_dump (directory);
  g_assert_cmpstr (between, !=, before);
  g_assert_cmpstr (after, ==, before);
  g_clear_pointer (&store, safi_store_close);
  store_fixture_remove_directory (g_steal_pointer (&directory));
}

static gint
compare_features_cb (gconstpointer a, gconstpointer b)
{
  const guint64 left = *(const guint64 *) a;
  const guint64 right = *(const guint64 *) b;

  return left < right ? -1 : left > right;
}

/* @got: as the store gives them, in ascending order. */
static void
assert_same_features (GArray *got, GArray *expected)
{
  g_autoptr (GArray) sorted = g_array_copy (expected);

  g_array_sort (sorted, compare_features_cb);
  g_assert_cmpmem (got->data, got->len * sizeof (guint64), sorted->data,
                   sorted->len * sizeof (guint64));
}

static void
assert_same_grams (GArray *got, GArray *expected)
{
  g_assert_cmpmem (got->data, got->len * sizeof (guint32), expected->data,
                   expected->len * sizeof (guint32));
}

static void
assert_same_lesson (const SafiLesson *got, const SafiLesson *expected)
{
  g_assert_cmpint (got->taught_class, ==, expected->taught_class);
  g_assert_cmpint (got->strength, ==, expected->strength);
  g_assert_cmpuint (got->passes, ==, expected->passes);
  assert_same_features (got->features, expected->features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    g_assert_cmpint (got->grams[kind].step, ==, expected->grams[kind].step);
    g_assert_cmpuint (got->grams[kind].square, ==, expected->grams[kind].square);
    assert_same_grams (got->grams[kind].numbers, expected->grams[kind].numbers);
  }
}

static void
test_taught_comes_back_whole (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_JUNK, 2, 7, FEATURES);
  g_autoptr (SafiTaught) got = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (safi_training_add (store, ACCOUNT, "a", taught, &error));
  got = safi_training_get (store, ACCOUNT, "a", &error);
  g_assert_no_error (error);
  assert_same_lesson (got->lesson, taught->lesson);
  g_assert_cmpint (got->time, ==, NOW);
  g_assert_cmpfloat (got->log_odds, ==, 1.5);
  g_assert_cmpuint (got->codes->len, ==, 2);
  g_assert_cmpstr (got->codes->pdata[0], ==, "test.junk");
  g_assert_cmpstr (got->codes->pdata[1], ==, "test.good");
}

static void
test_message_that_was_not_judged_has_no_log_odds (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_JUNK, 1, 0, 3);
  g_autoptr (SafiTaught) got = NULL;
  g_autoptr (GError) error = NULL;

  taught->log_odds = NAN;
  g_assert_true (safi_training_add (store, ACCOUNT, "a", taught, &error));
  got = safi_training_get (store, ACCOUNT, "a", &error);
  g_assert_true (isnan (got->log_odds));
}

static void
test_message_that_was_right_keeps_no_features (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) got = NULL;
  g_autoptr (GError) error = NULL;

  add (store, "a", SAFI_CLASS_GOOD, 0, 0);
  got = safi_training_get (store, ACCOUNT, "a", &error);
  g_assert_cmpuint (got->lesson->passes, ==, 0);
  g_assert_cmpuint (got->lesson->features->len, ==, 0);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    g_assert_cmpuint (got->lesson->grams[kind].numbers->len, ==, 0);
  g_assert_cmpuint (got->codes->len, ==, 2);
}

static void
test_untaught_is_null_without_error (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_null (safi_training_get (store, ACCOUNT, "a", &error));
  g_assert_no_error (error);
  g_assert_false (safi_training_remove (store, ACCOUNT, "a", &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
}

static void
test_teaching_twice_is_refused_and_changes_nothing (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) again = store_fixture_new_taught (SAFI_CLASS_JUNK, 1, 0, 100);
  g_autoptr (GError) error = NULL;
  SafiTotals counts;
  Sum sum;

  add (store, "a", SAFI_CLASS_GOOD, 1, 0);
  g_assert_false (safi_training_add (store, ACCOUNT, "a", again, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  g_clear_error (&error);
  sum = load (store);
  g_assert_cmpint (sum.good, ==, 100);
  g_assert_cmpint (sum.junk, ==, 0);
  counts = store_fixture_count_finding (store, "test.junk");
  g_assert_cmpuint (counts.good, ==, 1);
  g_assert_cmpuint (counts.junk, ==, 0);
}

static void
test_findings_are_counted_by_class (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) all = NULL;
  g_autoptr (GHashTable) none = NULL;
  const SafiTotals *listed;
  SafiTotals counts;

  add (store, "a", SAFI_CLASS_GOOD, 1, 0);
  add (store, "b", SAFI_CLASS_JUNK, 0, 0);
  add (store, "c", SAFI_CLASS_JUNK, 1, 0);
  counts = store_fixture_count_finding (store, "test.junk");
  g_assert_cmpuint (counts.good, ==, 1);
  g_assert_cmpuint (counts.junk, ==, 2);
  all = safi_training_list_findings (store, ACCOUNT, &error);
  g_assert_cmpuint (g_hash_table_size (all), ==, 2);
  listed = g_hash_table_lookup (all, "test.good");
  g_assert_cmpuint (listed->junk, ==, 2);
  none = safi_training_list_findings (store, "other", &error);
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
}

static void
test_judged_row_knows_the_answer (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autofree char *identity = store_fixture_identity (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) taught = NULL;
  g_autoptr (SafiJudged) untaught = NULL;
  gint64 id = store_fixture_put (store, 5, SAFI_DECISION_UNSURE);

  add (store, identity, SAFI_CLASS_JUNK, 1, 0);
  taught = safi_store_get_judged (store, id, &error);
  g_assert_true (taught->is_taught);
  g_assert_cmpint (taught->taught_class, ==, SAFI_CLASS_JUNK);
  g_assert_true (safi_training_remove (store, ACCOUNT, identity, &error));
  untaught = safi_store_get_judged (store, id, &error);
  g_assert_false (untaught->is_taught);
}

static void
test_strange_codes_are_refused (void)
{
  static const char *const codes[] = { "two words", "" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (SafiStore) store = store_fixture_open_memory ();
    g_autoptr (SafiTaught) strange = store_fixture_new_taught (SAFI_CLASS_JUNK, 1, 0, 1);
    g_autoptr (GError) error = NULL;

    g_ptr_array_add (strange->codes, g_strdup (codes[i]));
    g_assert_false (safi_training_add (store, ACCOUNT, "a", strange, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  }
}

/* Returns: (transfer full): a weakly taught message that added nothing but a step. */
static SafiTaught *
new_guess (gint32 step)
{
  SafiTaught *taught = store_fixture_new_taught (SAFI_CLASS_JUNK, 0, 0, 10);

  taught->lesson->strength = SAFI_STRENGTH_WEAK;
  taught->lesson->grams[SAFI_GRAMS_TEXT].step = step;
  return taught;
}

static void
test_all_that_added_something_are_listed_in_order (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  /* The square of a small step is rounded to 0. */
  g_autoptr (SafiTaught) guess = new_guess (74);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) listed = NULL;

  add (store, "c", SAFI_CLASS_GOOD, 1, 0);
  add (store, "b", SAFI_CLASS_GOOD, 0, 0);
  g_assert_true (safi_training_add (store, ACCOUNT, "a", guess, &error));
  listed = safi_training_list (store, ACCOUNT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (listed->len, ==, 2);
  g_assert_cmpstr (listed->pdata[0], ==, "c");
  g_assert_cmpstr (listed->pdata[1], ==, "a");
}

static void
test_guesses_are_forgotten_first (void)
{
  static const char *const order[] = { "c", "d", "a", "e" };
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;

  add (store, "a", SAFI_CLASS_GOOD, 1, 0);
  add (store, "b", SAFI_CLASS_GOOD, 0, 0); /* takes no room */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (SafiTaught) guess = store_fixture_new_taught (SAFI_CLASS_JUNK, 1, 0, 10);

    guess->lesson->strength = SAFI_STRENGTH_WEAK;
    g_assert_true (safi_training_add (store, ACCOUNT, order[i], guess, &error));
  }
  add (store, "e", SAFI_CLASS_GOOD, 1, 0);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    g_autofree char *oldest =
        safi_training_find_oldest (store, ACCOUNT, SAFI_STRENGTH_STRONG, &error);

    g_assert_cmpstr (oldest, ==, order[i]);
    g_assert_true (safi_training_remove (store, ACCOUNT, oldest, &error));
    if (i == 1)
      g_assert_null (safi_training_find_oldest (store, ACCOUNT, SAFI_STRENGTH_WEAK, &error));
  }
  g_assert_null (safi_training_find_oldest (store, ACCOUNT, SAFI_STRENGTH_STRONG, &error));
  g_assert_no_error (error);
}

static void
test_scores_are_those_of_answers_newest_first (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) scores = NULL;

  for (guint i = 0; i < 6; i++) {
    g_autofree char *identity = store_fixture_identity (i);
    g_autoptr (SafiTaught) taught =
        store_fixture_new_taught (i == 1 ? SAFI_CLASS_GOOD : SAFI_CLASS_JUNK, 1, 0, 3);

    taught->log_odds = i == 2 ? NAN : i;
    taught->lesson->strength = i == 3 ? SAFI_STRENGTH_WEAK : SAFI_STRENGTH_STRONG;
    g_assert_true (safi_training_add (store, ACCOUNT, identity, taught, &error));
  }
  scores = safi_training_list_scores (store, ACCOUNT, SAFI_CLASS_JUNK, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scores->len, ==, 2);
  g_assert_cmpfloat (g_array_index (scores, double, 0), ==, 5);
  g_assert_cmpfloat (g_array_index (scores, double, 1), ==, 4);
}

static void
test_more_can_be_added_to_what_was_taught (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_JUNK, 1, 0, 10);
  g_autoptr (SafiTaught) got = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (safi_training_add (store, ACCOUNT, "a", taught, &error));
  taught->lesson->passes = 3;
  taught->lesson->grams[SAFI_GRAMS_WHOLE].step = 1000;
  taught->lesson->grams[SAFI_GRAMS_TEXT].square = 77;
  g_assert_true (safi_training_update (store, ACCOUNT, "a", taught->lesson, &error));
  got = safi_training_get (store, ACCOUNT, "a", &error);
  g_assert_no_error (error);
  assert_same_lesson (got->lesson, taught->lesson);
}

static void
test_damaged_lesson_is_corrupt (void)
{
  static const char *const damages[] = {
    "UPDATE taught SET grams = x'8080808001'",
    "UPDATE taught SET text_grams = x'80'",
    "UPDATE taught SET features = x'0700000000000000'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++) {
    g_autofree char *directory = store_fixture_make_directory ();
    g_autoptr (SafiStore) store = store_fixture_open (directory);
    g_autoptr (GError) error = NULL;
    Sum sum = { 0 };

    add (store, "a", SAFI_CLASS_JUNK, 1, 0);
    store_fixture_run_sql (directory, damages[i]);
    g_assert_false (safi_training_load (store, ACCOUNT, add_lesson_cb, &sum, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT);
    g_clear_error (&error);
    g_assert_null (safi_training_get (store, ACCOUNT, "a", &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT);
    g_clear_pointer (&store, safi_store_close);
    store_fixture_remove_directory (g_steal_pointer (&directory));
  }
}

static void
change_many (SafiStore *store, gboolean is_adding)
{
  g_autoptr (GError) error = NULL;

  safi_store_begin (store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < MESSAGES; i++) {
    g_autofree char *identity = store_fixture_identity (i);
    SafiClass taught_class = i % 2 == 0 ? SAFI_CLASS_GOOD : SAFI_CLASS_JUNK;
    g_autoptr (SafiTaught) taught =
        store_fixture_new_taught (taught_class, 1, i * FEATURES / 3, FEATURES);

    if (is_adding)
      safi_training_add (store, ACCOUNT, identity, taught, &error);
    else
      safi_training_remove (store, ACCOUNT, identity, &error);
    g_assert_no_error (error);
  }
  safi_store_commit (store, &error);
  g_assert_no_error (error);
}

/* The figures are printed, not judged: they are the computer's. */
static void
test_thousand_messages_add_up (void)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autoptr (SafiStore) store = store_fixture_open (directory);
  g_autofree char *before = store_fixture_dump (directory);
  g_autofree char *after = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 added, loaded, removed;
  Sum sum;

  change_many (store, TRUE);
  added = g_get_monotonic_time ();
  sum = load (store);
  loaded = g_get_monotonic_time ();
  g_assert_cmpint (sum.good + sum.junk, ==, MESSAGES * FEATURES);
  g_assert_cmpuint (sum.n_features, ==, MESSAGES * FEATURES);
  g_assert_cmpuint (sum.n_lessons, ==, MESSAGES);
  change_many (store, FALSE);
  removed = g_get_monotonic_time ();
  g_test_message ("add %.0f messages/s, remove %.0f messages/s, load %.1f ms",
                  MESSAGES * 1e6 / (added - start), MESSAGES * 1e6 / (removed - loaded),
                  (loaded - added) / 1e3);
  after = store_fixture_dump (directory);
  g_assert_cmpstr (after, ==, before);
  g_clear_pointer (&store, safi_store_close);
  store_fixture_remove_directory (g_steal_pointer (&directory));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training/all-that-was-taught-is-loaded", test_all_that_was_taught_is_loaded);
  g_test_add_func ("/training/loading-stops-where-it-is-told-to",
                   test_loading_stops_where_it_is_told_to);
  g_test_add_func ("/training/add-then-remove-leaves-every-octet",
                   test_add_then_remove_leaves_every_octet);
  g_test_add_func ("/training/taught-comes-back-whole", test_taught_comes_back_whole);
  g_test_add_func ("/training/message-that-was-not-judged-has-no-log-odds",
                   test_message_that_was_not_judged_has_no_log_odds);
  g_test_add_func ("/training/message-that-was-right-keeps-no-features",
                   test_message_that_was_right_keeps_no_features);
  g_test_add_func ("/training/untaught-is-null-without-error", test_untaught_is_null_without_error);
  g_test_add_func ("/training/teaching-twice-is-refused-and-changes-nothing",
                   test_teaching_twice_is_refused_and_changes_nothing);
  g_test_add_func ("/training/findings-are-counted-by-class", test_findings_are_counted_by_class);
  g_test_add_func ("/training/judged-row-knows-the-answer", test_judged_row_knows_the_answer);
  g_test_add_func ("/training/strange-codes-are-refused", test_strange_codes_are_refused);
  g_test_add_func ("/training/all-that-added-something-are-listed-in-order",
                   test_all_that_added_something_are_listed_in_order);
  g_test_add_func ("/training/guesses-are-forgotten-first", test_guesses_are_forgotten_first);
  g_test_add_func ("/training/scores-are-those-of-answers-newest-first",
                   test_scores_are_those_of_answers_newest_first);
  g_test_add_func ("/training/more-can-be-added-to-what-was-taught",
                   test_more_can_be_added_to_what_was_taught);
  g_test_add_func ("/training/damaged-lesson-is-corrupt", test_damaged_lesson_is_corrupt);
  g_test_add_func ("/training/thousand-messages-add-up", test_thousand_messages_add_up);
  return g_test_run ();
}
