/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-error.h"
#include "store-fixture.h"

#define MESSAGES 1000
#define FEATURES 1500

typedef struct {
  guint n_features;
  gint64 good;
  gint64 junk;
} Sum;

static void
add_count_cb (const SafiFeatureCount *count, gpointer data)
{
  Sum *sum = data;

  g_assert_cmpint (count->good, >=, 0);
  g_assert_cmpint (count->junk, >=, 0);
  sum->n_features++;
  sum->good += count->good;
  sum->junk += count->junk;
}

static Sum
load (SafiStore *store, SafiTotals *ret_totals)
{
  g_autoptr (GError) error = NULL;
  Sum sum = { 0 };

  safi_training_load (store, ACCOUNT, add_count_cb, &sum, ret_totals, &error);
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
test_sums_are_those_of_the_messages (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  SafiTotals totals;
  Sum sum;

  add (store, "a", SAFI_CLASS_GOOD, 1, 0);
  add (store, "b", SAFI_CLASS_JUNK, 3, 50);
  add (store, "c", SAFI_CLASS_JUNK, 0, 500);
  sum = load (store, &totals);
  g_assert_cmpuint (sum.n_features, ==, 150);
  g_assert_cmpint (sum.good, ==, 100);
  g_assert_cmpint (sum.junk, ==, 300);
  g_assert_cmpuint (totals.good, ==, 1);
  g_assert_cmpuint (totals.junk, ==, 2);
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
  g_assert_cmpint (got->taught_class, ==, SAFI_CLASS_JUNK);
  g_assert_cmpuint (got->passes, ==, 2);
  g_assert_cmpint (got->time, ==, NOW);
  g_assert_cmpmem (got->features->data, got->features->len * sizeof (guint64),
                   taught->features->data, taught->features->len * sizeof (guint64));
  g_assert_cmpuint (got->codes->len, ==, 2);
  g_assert_cmpstr (got->codes->pdata[0], ==, "test.junk");
  g_assert_cmpstr (got->codes->pdata[1], ==, "test.good");
}

static void
test_message_that_was_right_keeps_no_features (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) got = NULL;
  g_autoptr (GError) error = NULL;

  add (store, "a", SAFI_CLASS_GOOD, 0, 0);
  got = safi_training_get (store, ACCOUNT, "a", &error);
  g_assert_cmpuint (got->passes, ==, 0);
  g_assert_cmpuint (got->features->len, ==, 0);
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
  SafiTotals totals;
  Sum sum;

  add (store, "a", SAFI_CLASS_GOOD, 1, 0);
  g_assert_false (safi_training_add (store, ACCOUNT, "a", again, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  g_clear_error (&error);
  sum = load (store, &totals);
  g_assert_cmpint (sum.good, ==, 100);
  g_assert_cmpint (sum.junk, ==, 0);
  g_assert_true (safi_training_get_finding (store, ACCOUNT, "test.junk", &counts, &error));
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
  g_assert_true (safi_training_get_finding (store, ACCOUNT, "test.junk", &counts, &error));
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
test_strange_values_are_refused (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiTaught) at_limit = store_fixture_new_taught (SAFI_CLASS_JUNK, 1000, 0, 1);
  g_autoptr (SafiTaught) beyond = store_fixture_new_taught (SAFI_CLASS_JUNK, 1001, 0, 1);
  g_autoptr (SafiTaught) spaced = store_fixture_new_taught (SAFI_CLASS_JUNK, 1, 0, 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (safi_training_add (store, ACCOUNT, "a", at_limit, &error));
  g_assert_false (safi_training_add (store, ACCOUNT, "b", beyond, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  g_clear_error (&error);
  g_ptr_array_add (spaced->codes, g_strdup ("two words"));
  g_assert_false (safi_training_add (store, ACCOUNT, "b", spaced, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
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
  SafiTotals totals;
  Sum sum;

  change_many (store, TRUE);
  added = g_get_monotonic_time ();
  sum = load (store, &totals);
  loaded = g_get_monotonic_time ();
  g_assert_cmpint (sum.good + sum.junk, ==, MESSAGES * FEATURES);
  g_assert_cmpuint (sum.n_features, ==, (MESSAGES + 2) * FEATURES / 3);
  g_assert_cmpuint (totals.good + totals.junk, ==, MESSAGES);
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
  g_test_add_func ("/training/sums-are-those-of-the-messages", test_sums_are_those_of_the_messages);
  g_test_add_func ("/training/add-then-remove-leaves-every-octet",
                   test_add_then_remove_leaves_every_octet);
  g_test_add_func ("/training/taught-comes-back-whole", test_taught_comes_back_whole);
  g_test_add_func ("/training/message-that-was-right-keeps-no-features",
                   test_message_that_was_right_keeps_no_features);
  g_test_add_func ("/training/untaught-is-null-without-error", test_untaught_is_null_without_error);
  g_test_add_func ("/training/teaching-twice-is-refused-and-changes-nothing",
                   test_teaching_twice_is_refused_and_changes_nothing);
  g_test_add_func ("/training/findings-are-counted-by-class", test_findings_are_counted_by_class);
  g_test_add_func ("/training/judged-row-knows-the-answer", test_judged_row_knows_the_answer);
  g_test_add_func ("/training/strange-values-are-refused", test_strange_values_are_refused);
  g_test_add_func ("/training/thousand-messages-add-up", test_thousand_messages_add_up);
  return g_test_run ();
}
