/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "service/eval/safi-bootstrap.h"
#include "service/eval/safi-figures.h"

#define GOOD SAFI_CLASS_GOOD
#define JUNK SAFI_CLASS_JUNK

/* Counted by hand, so equal but for rounding. */
#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-9)

static SafiFigures
measure (const SafiFiguresRow *rows, guint n_rows)
{
  SafiFigures figures;

  safi_figures_measure (rows, n_rows, &figures);
  return figures;
}

static double
measure_gap (const SafiFiguresRow *rows, guint n_rows)
{
  return measure (rows, n_rows).auc_gap;
}

static void
test_ties_count_half (void)
{
  /* Of six pairs the good one is above in one (3 over 2) and level in one (2 and 2). */
  static const SafiFiguresRow rows[] = {
    { GOOD, SAFI_DECISION_GOOD, 1 }, { JUNK, SAFI_DECISION_JUNK, 4 },
    { GOOD, SAFI_DECISION_GOOD, 2 }, { JUNK, SAFI_DECISION_JUNK, 2 },
    { GOOD, SAFI_DECISION_GOOD, 3 },
  };
  static const SafiFiguresRow tied[] = {
    { JUNK, SAFI_DECISION_GOOD, 7 },
    { GOOD, SAFI_DECISION_GOOD, 7 },
    { GOOD, SAFI_DECISION_GOOD, 7 },
    { JUNK, SAFI_DECISION_GOOD, 7 },
  };

  assert_near (measure_gap (rows, G_N_ELEMENTS (rows)), 1.5 / 6);
  assert_near (measure_gap (tied, G_N_ELEMENTS (tied)), 0.5);
}

static void
test_the_best_and_the_worst_order (void)
{
  static const SafiFiguresRow best[] = { { JUNK, SAFI_DECISION_JUNK, 2 },
                                         { GOOD, SAFI_DECISION_GOOD, -1 } };
  static const SafiFiguresRow worst[] = { { JUNK, SAFI_DECISION_GOOD, -2 },
                                          { GOOD, SAFI_DECISION_JUNK, 1 } };
  const SafiFigures figures = measure (worst, 2);

  assert_near (measure_gap (best, 2), 0);
  assert_near (figures.auc_gap, 1);
  /* Every resample of one and one is the same one and one. */
  assert_near (figures.auc_gap_low, 1);
  assert_near (figures.auc_gap_high, 1);
  assert_near (figures.good_lost, 1);
  assert_near (figures.junk_missed, 1);
  assert_near (figures.logistic_average, 0.5);
  assert_near (figures.missed_at_1_in_100, 1);
}

static void
test_a_missing_class_has_no_shares (void)
{
  static const SafiFiguresRow junk = { JUNK, SAFI_DECISION_UNSURE, 2 };
  static const SafiFiguresRow good = { GOOD, SAFI_DECISION_JUNK, 2 };
  const SafiFigures none = measure (NULL, 0);
  const SafiFigures only_junk = measure (&junk, 1);
  const SafiFigures only_good = measure (&good, 1);

  g_assert_true (isnan (none.auc_gap) && isnan (none.unsure) && isnan (none.auc_gap_high));
  g_assert_true (isnan (only_junk.auc_gap) && isnan (only_junk.good_lost));
  g_assert_true (isnan (only_junk.missed_at_1_in_1000) && isnan (only_junk.logistic_average));
  g_assert_cmpuint (only_junk.n_junk, ==, 1);
  assert_near (only_junk.junk_missed, 1);
  assert_near (only_junk.unsure, 1);
  g_assert_true (isnan (only_good.junk_missed) && isnan (only_good.missed_at_1_in_100));
  assert_near (only_good.good_lost, 1);
  assert_near (only_good.good_unsure, 0);
}

static void
test_the_logistic_average (void)
{
  /* hm 1 of 4: odds 1/3; sm 2 of 5: odds 2/3; the average has the odds sqrt (2/9). */
  SafiFiguresRow rows[] = {
    { GOOD, SAFI_DECISION_JUNK, 9 },   { GOOD, SAFI_DECISION_GOOD, 1 },
    { GOOD, SAFI_DECISION_UNSURE, 4 }, { GOOD, SAFI_DECISION_GOOD, 0 },
    { JUNK, SAFI_DECISION_JUNK, 9 },   { JUNK, SAFI_DECISION_JUNK, 8 },
    { JUNK, SAFI_DECISION_JUNK, 7 },   { JUNK, SAFI_DECISION_UNSURE, 3 },
    { JUNK, SAFI_DECISION_GOOD, 2 },
  };
  SafiFigures figures = measure (rows, G_N_ELEMENTS (rows));

  assert_near (figures.good_lost, 0.25);
  assert_near (figures.junk_missed, 0.4);
  assert_near (figures.good_unsure, 0.25);
  assert_near (figures.unsure, 2.0 / 9);
  assert_near (figures.logistic_average, sqrt (2.0 / 9) / (1 + sqrt (2.0 / 9)));

  /* hm 0 counts as half a message of four: odds 1/7. */
  rows[0].decision = SAFI_DECISION_GOOD;
  figures = measure (rows, G_N_ELEMENTS (rows));
  assert_near (figures.good_lost, 0);
  assert_near (figures.logistic_average, sqrt (2.0 / 21) / (1 + sqrt (2.0 / 21)));
}

/* 2,000 good messages score 0 to 1,999, so that two may be lost at .1 % and twenty at 1 %. */
static GArray *
make_ladder (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (SafiFiguresRow));

  for (guint i = 0; i < 2000; i++)
    g_array_append_vals (rows, &(SafiFiguresRow){ GOOD, SAFI_DECISION_GOOD, i }, 1);
  return rows;
}

static void
test_junk_missed_at_a_given_loss (void)
{
  static const double scores[] = { 1978.5, 1979.5, 1996.5, 1997.5 };
  g_autoptr (GArray) rows = make_ladder ();
  SafiFigures figures;

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    g_array_append_vals (rows, &(SafiFiguresRow){ JUNK, SAFI_DECISION_JUNK, scores[i] }, 1);
  figures = measure ((SafiFiguresRow *) (gpointer) rows->data, rows->len);
  assert_near (figures.missed_at_1_in_1000, 0.75); /* 1,997 must stay: only 1,997.5 is found */
  assert_near (figures.missed_at_1_in_100, 0.25);  /* 1,979 must stay */
}

static void
test_junk_level_with_good_that_must_stay_is_missed (void)
{
  g_autoptr (GArray) rows = make_ladder ();
  SafiFigures figures;

  for (guint i = 1990; i < 2000; i++)
    g_array_index (rows, SafiFiguresRow, i).score = 5000;
  g_array_append_vals (rows, &(SafiFiguresRow){ JUNK, SAFI_DECISION_JUNK, 5000 }, 1);
  figures = measure ((SafiFiguresRow *) (gpointer) rows->data, rows->len);
  assert_near (figures.missed_at_1_in_1000, 1); /* ten are level, two may be lost */
  assert_near (figures.missed_at_1_in_100, 0);
}

static void
test_the_mean_leaves_out_what_is_not_there (void)
{
  SafiFigures figures[2] = { { .n_good = 3, .auc_gap = 0.1, .good_lost = 0.2 },
                             { .n_good = 4, .auc_gap = NAN, .good_lost = 0.4 } };
  SafiFigures mean;

  safi_figures_average (figures, 2, &mean);
  g_assert_cmpuint (mean.n_good, ==, 7);
  assert_near (mean.auc_gap, 0.1);
  assert_near (mean.good_lost, 0.3);
  g_assert_true (isnan (mean.auc_gap_low));
}

/* @n_swapped of a hundred good and a hundred junk messages change places in the order. */
static void
fill_pairs (SafiFiguresRow *rows, guint n_swapped)
{
  for (guint i = 0; i < 100; i++) {
    const double sign = i < n_swapped ? -1 : 1;

    rows[2 * i] = (SafiFiguresRow){ GOOD, SAFI_DECISION_GOOD, -sign * (i + 1) };
    rows[2 * i + 1] = (SafiFiguresRow){ JUNK, SAFI_DECISION_JUNK, sign * (i + 1) };
  }
}

static void
test_the_interval_holds_the_figure_and_repeats (void)
{
  SafiFiguresRow rows[200];
  SafiFigures first, second;

  fill_pairs (rows, 20);
  first = measure (rows, 200);
  second = measure (rows, 200);
  g_assert_cmpfloat (first.auc_gap_low, <, first.auc_gap);
  g_assert_cmpfloat (first.auc_gap, <, first.auc_gap_high);
  /* Only pairs of two swapped ones are wrong: 0.2 squared, each factor with an error of 0.04, so
     that the interval is about 2 * 1.96 * 0.2 * 0.04 * sqrt (2) wide. */
  assert_near (first.auc_gap, 0.04);
  g_assert_cmpfloat (first.auc_gap_high - first.auc_gap_low, >, 0.035);
  g_assert_cmpfloat (first.auc_gap_high - first.auc_gap_low, <, 0.055);
  g_assert_cmpfloat (first.auc_gap_low, ==, second.auc_gap_low);
  g_assert_cmpfloat (first.auc_gap_high, ==, second.auc_gap_high);
}

static double
compare (const SafiFiguresRow *a, const SafiFiguresRow *b, guint n_rows)
{
  g_autoptr (SafiRanking) left = safi_ranking_new (a, n_rows);
  g_autoptr (SafiRanking) right = safi_ranking_new (b, n_rows);
  double p = -1;

  g_assert_true (safi_bootstrap_compare (left, right, &p));
  return p;
}

static void
test_a_clear_difference_is_told_from_none (void)
{
  SafiFiguresRow best[200], same[200], poor[200];

  fill_pairs (best, 1);
  fill_pairs (same, 1);
  fill_pairs (poor, 40);
  assert_near (compare (best, same, 200), 1);
  assert_near (compare (best, poor, 200), 2.0 / 1001);
  assert_near (compare (poor, best, 200), 2.0 / 1001);
}

static void
test_only_the_same_messages_are_compared (void)
{
  SafiFiguresRow rows[200], others[200];
  g_autoptr (SafiRanking) all = NULL;
  g_autoptr (SafiRanking) fewer = NULL;
  g_autoptr (SafiRanking) turned = NULL;
  double p;

  fill_pairs (rows, 1);
  fill_pairs (others, 1);
  others[0].truth = JUNK;
  all = safi_ranking_new (rows, 200);
  fewer = safi_ranking_new (rows, 199);
  turned = safi_ranking_new (others, 200);
  g_assert_false (safi_bootstrap_compare (all, fewer, &p));
  g_assert_false (safi_bootstrap_compare (all, turned, &p));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/ties-count-half", test_ties_count_half);
  g_test_add_func ("/figures/the-best-and-the-worst-order", test_the_best_and_the_worst_order);
  g_test_add_func ("/figures/a-missing-class-has-no-shares", test_a_missing_class_has_no_shares);
  g_test_add_func ("/figures/the-logistic-average", test_the_logistic_average);
  g_test_add_func ("/figures/junk-missed-at-a-given-loss", test_junk_missed_at_a_given_loss);
  g_test_add_func ("/figures/junk-level-with-good-that-must-stay-is-missed",
                   test_junk_level_with_good_that_must_stay_is_missed);
  g_test_add_func ("/figures/the-mean-leaves-out-what-is-not-there",
                   test_the_mean_leaves_out_what_is_not_there);
  g_test_add_func ("/figures/the-interval-holds-the-figure-and-repeats",
                   test_the_interval_holds_the_figure_and_repeats);
  g_test_add_func ("/figures/a-clear-difference-is-told-from-none",
                   test_a_clear_difference_is_told_from_none);
  g_test_add_func ("/figures/only-the-same-messages-are-compared",
                   test_only_the_same_messages_are_compared);
  return g_test_run ();
}
