/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-trial.h"

#include <math.h>

#include "filter/model/safi-cut.h"

#define GOOD -5.0
#define UNSURE 1.0
#define JUNK 9.0

static void
add (GArray *history, guint n, SafiClass taught_class, SafiStrength strength, double log_odds)
{
  const SafiTaughtScore score = { taught_class, strength, log_odds };

  for (guint i = 0; i < n; i++)
    g_array_append_val (history, score);
}

/* Returns: (transfer full): with just enough of each class to judge by. */
static GArray *
new_history (void)
{
  GArray *history = g_array_new (FALSE, FALSE, sizeof (SafiTaughtScore));

  add (history, SAFI_CUT_ENOUGH, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, GOOD);
  add (history, SAFI_CUT_ENOUGH, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, UNSURE);
  return history;
}

static SafiTrial
run (GArray *history)
{
  const SafiPolicy policy = safi_policy_default ();
  SafiTrial trial;

  safi_trial_run (history, &policy, &trial);
  return trial;
}

static void
test_what_only_taught_does_not_count (void)
{
  g_autoptr (GArray) history = new_history ();
  SafiTrial trial = run (history);

  g_assert_cmpuint (trial.good + trial.junk, ==, 0);
  g_assert_cmpuint (trial.learning, ==, 2 * SAFI_CUT_ENOUGH);
  g_assert_cmpuint (trial.one_in, ==, 0);
  add (history, 1, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, GOOD);
  trial = run (history);
  g_assert_cmpuint (trial.good, ==, 1);
  g_assert_cmpuint (trial.learning, ==, 2 * SAFI_CUT_ENOUGH);
}

static void
test_each_counts_as_it_was_judged (void)
{
  g_autoptr (GArray) history = new_history ();
  SafiTrial trial;

  add (history, 90, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, GOOD);
  add (history, 8, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, UNSURE);
  add (history, 2, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, JUNK);
  add (history, 70, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, JUNK);
  add (history, 20, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, UNSURE);
  add (history, 10, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, GOOD);
  trial = run (history);
  g_assert_cmpuint (trial.good, ==, 100);
  g_assert_cmpuint (trial.good_moved, ==, 2);
  g_assert_cmpuint (trial.good_unsure, ==, 8);
  g_assert_cmpuint (trial.junk, ==, 100);
  g_assert_cmpuint (trial.junk_moved, ==, 70);
  g_assert_cmpuint (trial.junk_unsure, ==, 20);
}

/* A good message at 4 nats lifts the cut above itself: for those after it, not for itself. */
static void
test_the_cut_is_that_of_the_messages_before (void)
{
  g_autoptr (GArray) history = new_history ();
  SafiTrial trial;

  add (history, 1, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, 4);
  add (history, 1, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, 4);
  add (history, 1, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, 4);
  trial = run (history);
  g_assert_cmpuint (trial.good_moved, ==, 1);
  g_assert_cmpuint (trial.junk_moved, ==, 1);
  g_assert_cmpuint (trial.junk_unsure, ==, 1);
}

static void
test_guesses_are_no_proof (void)
{
  g_autoptr (GArray) history = new_history ();
  SafiTrial trial;

  add (history, 5, SAFI_CLASS_GOOD, SAFI_STRENGTH_WEAK, JUNK);
  add (history, 5, SAFI_CLASS_JUNK, SAFI_STRENGTH_MEDIUM, GOOD);
  add (history, 5, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, NAN);
  trial = run (history);
  g_assert_cmpuint (trial.good + trial.junk, ==, 0);
}

static void
test_only_the_newest_are_looked_at (void)
{
  g_autoptr (GArray) history = new_history ();

  add (history, 1, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, JUNK);
  add (history, SAFI_TRIAL_MESSAGES_MAX - 1, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, GOOD);
  g_assert_cmpuint (run (history).junk, ==, 1);
  add (history, 1, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, GOOD);
  g_assert_cmpuint (run (history).junk, ==, 0);
  g_assert_cmpuint (run (history).good, ==, SAFI_TRIAL_MESSAGES_MAX);
}

/* 0 of 300: 1 - 0.05^(1/300) is just below 1 in 100. */
static void
test_the_bound_is_that_of_what_was_seen (void)
{
  g_autoptr (GArray) history = new_history ();

  add (history, 300, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, GOOD);
  g_assert_cmpuint (run (history).one_in, ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trial/what-only-taught-does-not-count", test_what_only_taught_does_not_count);
  g_test_add_func ("/trial/each-counts-as-it-was-judged", test_each_counts_as_it_was_judged);
  g_test_add_func ("/trial/the-cut-is-that-of-the-messages-before",
                   test_the_cut_is_that_of_the_messages_before);
  g_test_add_func ("/trial/guesses-are-no-proof", test_guesses_are_no_proof);
  g_test_add_func ("/trial/only-the-newest-are-looked-at", test_only_the_newest_are_looked_at);
  g_test_add_func ("/trial/the-bound-is-that-of-what-was-seen",
                   test_the_bound_is_that_of_what_was_seen);
  return g_test_run ();
}
