/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-cut.h"

#include <math.h>

#define WIDEST 4.6

/* @n good messages at @score, and one at each of the others (0-terminated). */
static GArray *
make_history (guint n, double score, const double *others)
{
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; others != NULL && others[i] != 0; i++)
    g_array_append_val (scores, others[i]);
  for (guint i = scores->len; i < n; i++)
    g_array_append_val (scores, score);
  return scores;
}

static double
place (guint n, const double *others, guint n_fewer)
{
  g_autoptr (GArray) history = make_history (n, -9, others);

  return safi_cut_place (WIDEST, history, n_fewer);
}

static void
test_bound_is_the_exact_one (void)
{
  /* 1 - 0.05^(1/n) for none seen. */
  g_assert_cmpfloat_with_epsilon (safi_cut_bound (0, 10), 1 - pow (0.05, 0.1), 1e-8);
  g_assert_cmpfloat_with_epsilon (safi_cut_bound (0, 1000), 1 - pow (0.05, 0.001), 1e-8);
  /* Tables of Clopper and Pearson: 5 of 100, one-sided 95 %. */
  g_assert_cmpfloat_with_epsilon (safi_cut_bound (5, 100), 0.10225, 1e-4);
  g_assert_cmpfloat (safi_cut_bound (0, 0), ==, 1);
  g_assert_cmpfloat_with_epsilon (safi_cut_bound (7, 7), 1, 1e-6);
}

static void
test_history_long_enough_is_the_bound_s_own (void)
{
  static const guint needed[] = { 898, 1422, 1887, 2324, 2744 };

  for (guint k = 0; k < G_N_ELEMENTS (needed); k++) {
    g_assert_cmpfloat (safi_cut_bound (k, needed[k]), <=, 1.0 / SAFI_CUT_ONE_IN);
    g_assert_cmpfloat (safi_cut_bound (k, needed[k] - 1), >, 1.0 / SAFI_CUT_ONE_IN);
  }
}

static void
test_little_data_widens_the_cut (void)
{
  double last = 99;

  g_assert_cmpfloat (place (0, NULL, 0), ==, WIDEST);
  for (guint n = 0; n <= 20; n++) {
    const double cut = place (n, NULL, n);

    g_assert_cmpfloat (cut, <, last);
    last = cut;
  }
  g_assert_cmpfloat_with_epsilon (last, WIDEST - 1.3, 1e-9);
  g_assert_cmpfloat (place (500, NULL, 500), ==, last);
}

static void
test_good_message_up_there_lifts_the_cut (void)
{
  const double high[] = { 4.2, 0 };
  const double odd[] = { 11, 0 };

  g_assert_cmpfloat_with_epsilon (place (100, high, 100), 4.21, 1e-9);
  g_assert_cmpfloat_with_epsilon (place (100, odd, 100), WIDEST + 0.4, 1e-9);
}

static void
test_long_history_lowers_the_cut (void)
{
  const double one[] = { 4.2, 0 };
  const double two[] = { 4.2, 3.9, 0 };

  g_assert_cmpfloat_with_epsilon (place (897, NULL, 500), WIDEST - 1.3, 1e-9);
  g_assert_cmpfloat_with_epsilon (place (898, NULL, 500), WIDEST - 3.1, 1e-9);
  /* One above the cut is too many of 898, and few enough of 1,422. */
  g_assert_cmpfloat_with_epsilon (place (898, one, 500), 4.21, 1e-9);
  g_assert_cmpfloat_with_epsilon (place (1422, one, 500), WIDEST - 3.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (place (1422, two, 500), 3.91, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cut/the-bound-is-the-exact-one", test_bound_is_the_exact_one);
  g_test_add_func ("/cut/a-history-long-enough-is-the-bound-s-own",
                   test_history_long_enough_is_the_bound_s_own);
  g_test_add_func ("/cut/little-data-widens-it", test_little_data_widens_the_cut);
  g_test_add_func ("/cut/a-good-message-up-there-lifts-it",
                   test_good_message_up_there_lifts_the_cut);
  g_test_add_func ("/cut/a-long-history-lowers-it", test_long_history_lowers_the_cut);
  return g_test_run ();
}
