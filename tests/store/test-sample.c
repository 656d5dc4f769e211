/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-sample.h"

#include "store-fixture.h"

#define FIRST 100 /* number of the first moved message */

/* @n junk messages that were moved. */
static void
put_moved (SafiStore *store, guint n)
{
  for (guint i = 0; i < n; i++) {
    const gint64 id = store_fixture_put (store, FIRST + i, SAFI_DECISION_JUNK);

    g_assert_true (safi_store_set_fate (store, id, SAFI_FATE_MOVED, NULL));
  }
}

static guint
count_asked (SafiStore *store)
{
  const SafiJudgedQuery query = { .account = ACCOUNT, .filter = SAFI_JUDGED_NEEDS_YOU };
  guint count;

  g_assert_true (safi_store_count_judged (store, &query, &count, NULL));
  return count;
}

static void
draw (SafiStore *store)
{
  g_assert_true (safi_sample_draw (store, ACCOUNT, NULL));
}

/* As if the last draw had been @seconds ago. */
static void
set_last_draw (SafiStore *store, gint64 seconds)
{
  g_autofree char *note = g_strdup_printf ("%" G_GINT64_FORMAT, NOW - seconds);

  g_assert_true (safi_store_set_note (store, ACCOUNT, "last-sample", note, NULL));
}

/* Answers each message that is asked about. */
static void
answer (SafiStore *store, SafiClass taught_class, guint n)
{
  const SafiJudgedQuery query = { .account = ACCOUNT, .filter = SAFI_JUDGED_NEEDS_YOU };
  g_autoptr (GPtrArray) rows = safi_store_list_judged (store, &query, NULL);

  for (guint i = 0; i < n; i++) {
    SafiJudged *row = rows->pdata[i];
    g_autoptr (SafiTaught) taught = store_fixture_new_taught (taught_class, 0, 1, 1);

    g_assert_true (
        safi_training_add (store, ACCOUNT, safi_message_ref_get_identity (row->ref), taught, NULL));
  }
}

static void
test_three_are_drawn (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  put_moved (store, 10);
  draw (store);
  g_assert_cmpuint (count_asked (store), ==, SAFI_SAMPLE_MESSAGES);
}

static void
test_fewer_than_three_are_not_asked_about (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  put_moved (store, SAFI_SAMPLE_MESSAGES - 1);
  draw (store);
  g_assert_cmpuint (count_asked (store), ==, 0);
  put_moved (store, SAFI_SAMPLE_MESSAGES);
  draw (store);
  g_assert_cmpuint (count_asked (store), ==, SAFI_SAMPLE_MESSAGES);
}

static void
test_only_once_a_week (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  put_moved (store, 10);
  draw (store);
  answer (store, SAFI_CLASS_JUNK, SAFI_SAMPLE_MESSAGES);
  set_last_draw (store, SAFI_SAMPLE_SECONDS - 1);
  draw (store);
  g_assert_cmpuint (count_asked (store), ==, 0);
  set_last_draw (store, SAFI_SAMPLE_SECONDS);
  draw (store);
  g_assert_cmpuint (count_asked (store), ==, SAFI_SAMPLE_MESSAGES);
}

static void
test_a_clock_set_back_does_not_silence_it (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  put_moved (store, 10);
  set_last_draw (store, -1000000);
  draw (store);
  g_assert_cmpuint (count_asked (store), ==, SAFI_SAMPLE_MESSAGES);
}

static void
test_unanswered_ones_do_not_pile_up (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  put_moved (store, 10);
  draw (store);
  set_last_draw (store, SAFI_SAMPLE_SECONDS);
  draw (store);
  g_assert_cmpuint (count_asked (store), ==, SAFI_SAMPLE_MESSAGES);
}

static void
test_what_stayed_is_not_drawn (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();

  for (guint i = 0; i < 10; i++)
    store_fixture_put (store, FIRST + i, SAFI_DECISION_JUNK);
  draw (store);
  g_assert_cmpuint (count_asked (store), ==, 0);
}

static void
test_answers_are_counted (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  SafiSampleResult result;

  g_assert_true (safi_sample_get_result (store, ACCOUNT, &result, NULL));
  g_assert_cmpuint (result.n_answered, ==, 0);
  put_moved (store, 10);
  draw (store);
  answer (store, SAFI_CLASS_GOOD, 1);
  answer (store, SAFI_CLASS_JUNK, 1);
  g_assert_true (safi_sample_get_result (store, ACCOUNT, &result, NULL));
  g_assert_cmpuint (result.n_answered, ==, 2);
  g_assert_cmpuint (result.n_good, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/three-are-drawn", test_three_are_drawn);
  g_test_add_func ("/sample/fewer-than-three-are-not-asked-about",
                   test_fewer_than_three_are_not_asked_about);
  g_test_add_func ("/sample/only-once-a-week", test_only_once_a_week);
  g_test_add_func ("/sample/a-clock-set-back-does-not-silence-it",
                   test_a_clock_set_back_does_not_silence_it);
  g_test_add_func ("/sample/unanswered-ones-do-not-pile-up", test_unanswered_ones_do_not_pile_up);
  g_test_add_func ("/sample/what-stayed-is-not-drawn", test_what_stayed_is_not_drawn);
  g_test_add_func ("/sample/answers-are-counted", test_answers_are_counted);
  return g_test_run ();
}
