/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-calibration.h"

#include <math.h>
#include <string.h>

#include "filter/safi-filter.h"
#include "store/training/safi-training.h"

#define ADDRESS "amina@practice.example"

typedef struct {
  GArray *good;
  GArray *junk;
} History;

/* @n messages whose true log-odds spread evenly over ±6 nats, each junk with just that chance.
 * Their scores are @factor times as far out, and @shift nats off. */
static History
make_history (guint n, double factor, double shift)
{
  History history = { g_array_new (FALSE, FALSE, sizeof (double)),
                      g_array_new (FALSE, FALSE, sizeof (double)) };
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);

  for (guint i = 0; i < n; i++) {
    const double truth = g_rand_double_range (dice, -6, 6);
    const double score = factor * truth + shift;
    const gboolean is_junk = g_rand_double (dice) < 1 / (1 + exp (-truth));

    g_array_append_val (is_junk ? history.junk : history.good, score);
  }
  return history;
}

static SafiCalibration
fit (History history)
{
  const SafiCalibration calibration = safi_calibration_fit (history.good, history.junk);

  g_array_unref (history.good);
  g_array_unref (history.junk);
  return calibration;
}

static void
assert_is (SafiCalibration calibration, double alpha, double beta, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (calibration.alpha, alpha, tolerance);
  g_assert_cmpfloat_with_epsilon (calibration.beta, beta, tolerance);
}

static void
test_honest_scores_stay_as_they_are (void)
{
  assert_is (fit (make_history (4000, 1, 0)), 1, 0, 0.1);
}

static void
test_scores_twice_too_sure_count_half (void)
{
  assert_is (fit (make_history (4000, 2, 0)), 0.5, 0, 0.1);
}

static void
test_scores_too_shy_count_more (void)
{
  assert_is (fit (make_history (4000, 0.7, 0)), 1 / 0.7, 0, 0.15);
}

static void
test_a_shift_is_taken_back (void)
{
  assert_is (fit (make_history (4000, 1, 1)), 1, -1, 0.15);
}

static void
test_little_changes_little (void)
{
  double last = 0;

  for (guint n = 10; n <= 1280; n *= 2) {
    const SafiCalibration calibration = fit (make_history (n, 2, 0));

    if (n == 10)
      assert_is (calibration, 1, 0, 0.25);
    last = calibration.alpha;
  }
  g_assert_cmpfloat (last, <, 0.6);
}

static void
test_one_class_alone_says_nothing (void)
{
  History history = make_history (4000, 2, 1);
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (double));

  assert_is (safi_calibration_fit (history.good, nothing), 1, 0, 1e-12);
  assert_is (safi_calibration_fit (nothing, history.junk), 1, 0, 1e-12);
  assert_is (safi_calibration_fit (nothing, nothing), 1, 0, 1e-12);
  g_array_unref (history.good);
  g_array_unref (history.junk);
}

static void
test_a_history_of_errors_alone_is_not_believed (void)
{
  History history = make_history (0, 1, 0);
  const double low = -3, high = 6;
  SafiCalibration calibration;

  for (guint i = 0; i < 500; i++) {
    g_array_append_val (history.junk, low);
    g_array_append_val (history.good, high);
  }
  calibration = fit (history);
  g_assert_cmpfloat (calibration.alpha, >=, 0.4);
  g_assert_cmpfloat (ABS (calibration.beta), <=, 2);
}

static void
test_wild_scores_are_borne (void)
{
  History history = make_history (0, 1, 0);
  const double wild[] = { 1e6, -1e6, 40, -40 };
  SafiCalibration calibration;

  for (guint i = 0; i < G_N_ELEMENTS (wild); i++) {
    g_array_append_val (history.junk, wild[i]);
    g_array_append_val (history.good, wild[i]);
  }
  calibration = fit (history);
  g_assert_true (isfinite (calibration.alpha) && isfinite (calibration.beta));
}

static void
test_more_nats_are_a_higher_probability (void)
{
  const SafiCalibration calibration = fit (make_history (500, 1.5, 0.5));
  double last = -1;

  for (double nats = -20; nats <= 20; nats++) {
    const double probability = safi_calibration_apply (&calibration, nats);

    g_assert_cmpfloat (probability, >, last);
    g_assert_cmpfloat (probability, <=, 1);
    last = probability;
  }
  g_assert_cmpfloat (safi_calibration_apply (&(SafiCalibration){ 1, 0 }, 0), ==, 0.5);
}

/* One word in three is of the other kind, so that the filter errs now and then. */
static SafiMessage *
make_message (GRand *dice, SafiClass truth, guint number)
{
  static const char *const words[2][3] = { { "minutes", "school", "meeting" },
                                           { "cheap", "pills", "offer" } };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *source = NULL;
  g_autoptr (GBytes) octets = NULL;

  for (guint i = 0; i < 6; i++) {
    const guint kind = g_rand_int_range (dice, 0, 3) == 0 ? 1 - truth : truth;

    g_string_append_printf (text, "%s ", words[kind][g_rand_int_range (dice, 0, 3)]);
  }
  source = g_strdup_printf ("From: Rose <rose@garden.example>\nTo: " ADDRESS "\n"
                            "Message-ID: <%u@garden.example>\n\n%s\n",
                            number, text->str);
  octets = g_bytes_new (source, strlen (source));
  return safi_message_new (octets, 0);
}

static SafiCalibration
fit_stored (SafiStore *store, const char *id)
{
  g_autoptr (GArray) good = safi_training_list_scores (store, id, SAFI_CLASS_GOOD, 1000, NULL);
  g_autoptr (GArray) junk = safi_training_list_scores (store, id, SAFI_CLASS_JUNK, 1000, NULL);

  g_assert_cmpuint (good->len, >, 20);
  g_assert_cmpuint (junk->len, >, 20);
  return safi_calibration_fit (good, junk);
}

/* The probability of a verdict follows the history that the store holds: after every 50 answers,
 * and when it is read again. */
static void
test_a_filter_shows_what_its_history_says (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (3);
  g_autoptr (SafiStore) store =
      safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, NULL);
  g_autoptr (SafiAccount) account = safi_account_new_practice (NULL, ADDRESS, "/nowhere");
  g_autoptr (SafiFilter) filter = NULL;
  g_autoptr (SafiMessage) asked = make_message (dice, SAFI_CLASS_JUNK, 0);
  SafiCalibration expected = { 1, 0 };

  g_assert_true (safi_store_save_account (store, account, NULL));
  filter = safi_filter_new (store, account, NULL);
  for (guint i = 0; i <= 130; i++) {
    const SafiClass truth = i % 2 ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD;
    g_autoptr (SafiMessage) message = make_message (dice, truth, i + 1);
    g_autoptr (SafiVerdict) verdict = NULL;

    if (i > 0 && i % 50 == 0)
      expected = fit_stored (store, safi_account_get_id (account));
    if (i == 130) {
      g_assert_true (safi_filter_reload (filter, NULL));
      expected = fit_stored (store, safi_account_get_id (account));
    }
    verdict = safi_filter_judge (filter, asked, NULL, NULL);
    g_assert_cmpfloat_with_epsilon (
        safi_verdict_get_probability (verdict),
        safi_calibration_apply (&expected, safi_verdict_get_log_odds (verdict)), 1e-9);
    g_assert_true (safi_filter_teach (filter, message, truth, SAFI_STRENGTH_STRONG, NULL));
  }
  g_assert_cmpfloat (fabs (expected.alpha - 1), >, 0.001);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration/honest-scores-stay-as-they-are",
                   test_honest_scores_stay_as_they_are);
  g_test_add_func ("/calibration/scores-twice-too-sure-count-half",
                   test_scores_twice_too_sure_count_half);
  g_test_add_func ("/calibration/scores-too-shy-count-more", test_scores_too_shy_count_more);
  g_test_add_func ("/calibration/a-shift-is-taken-back", test_a_shift_is_taken_back);
  g_test_add_func ("/calibration/little-changes-little", test_little_changes_little);
  g_test_add_func ("/calibration/one-class-alone-says-nothing", test_one_class_alone_says_nothing);
  g_test_add_func ("/calibration/a-history-of-errors-alone-is-not-believed",
                   test_a_history_of_errors_alone_is_not_believed);
  g_test_add_func ("/calibration/wild-scores-are-borne", test_wild_scores_are_borne);
  g_test_add_func ("/calibration/more-nats-are-a-higher-probability",
                   test_more_nats_are_a_higher_probability);
  g_test_add_func ("/calibration/a-filter-shows-what-its-history-says",
                   test_a_filter_shows_what_its_history_says);
  return g_test_run ();
}
