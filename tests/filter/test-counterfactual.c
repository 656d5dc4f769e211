/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-counterfactual.h"

#include <math.h>
#include <string.h>

#include "filter/safi-filter.h"

#define MESSAGES 500
#define ROWS_MAX 14 /* brute force looks at 2^14 sets */
#define PRIOR -0.75
#define ADDRESS "amina@practice.example"

static const SafiFinding finding = { "money.sum", 0, "It is about money.", "Wait.", "hurry-money" };
static const SafiBorders borders = { .good_below = 0, .junk_from = 4.5 };

static SafiDecision
decide (const SafiBorders *limits, double log_odds)
{
  if (log_odds >= limits->junk_from)
    return SAFI_DECISION_JUNK;
  return log_odds < limits->good_below ? SAFI_DECISION_GOOD : SAFI_DECISION_UNSURE;
}

static SafiVerdict *
make_verdict (double prior, const double *weights, guint n)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  g_autoptr (SafiVerdict) verdict = NULL;
  double sum = prior;

  for (guint i = 0; i < n; i++) {
    g_ptr_array_add (rows, safi_evidence_new (&finding));
    safi_evidence_set_weight (rows->pdata[i], weights[i]);
    sum += weights[i];
  }
  verdict = safi_verdict_new (decide (&borders, sum), SAFI_KIND_OTHER, prior, 0.5, rows);
  return safi_verdict_with_borders (verdict, &borders);
}

static double
weigh (GPtrArray *rows)
{
  double sum = 0;

  for (guint i = 0; i < rows->len; i++)
    sum += safi_evidence_get_weight (rows->pdata[i]);
  return sum;
}

static gboolean
is_further (SafiVerdict *verdict, double removed, SafiClass toward)
{
  const SafiDecision then =
      decide (safi_verdict_get_borders (verdict), safi_verdict_get_log_odds (verdict) - removed);
  const SafiDecision now = safi_verdict_get_decision (verdict);

  return toward == SAFI_CLASS_GOOD ? then < now : then > now;
}

/* Looks at all sets of rows. Returns: the size of the smallest one that is enough, 0 if none is;
 * @ret_sum: how little such a set can weigh (nats, without sign). */
static guint
try_all (SafiVerdict *verdict, SafiClass toward, double *ret_sum)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  guint best = 0;

  g_assert_cmpuint (evidence->len, <=, 20);
  for (guint set = 1; set < 1u << evidence->len; set++) {
    guint n = 0;
    double sum = 0;

    for (guint i = 0; i < evidence->len; i++)
      if (set & 1u << i) {
        sum += safi_evidence_get_weight (evidence->pdata[i]);
        n++;
      }
    if (!is_further (verdict, sum, toward) || (best != 0 && n > best) ||
        (n == best && fabs (sum) >= *ret_sum))
      continue;
    best = n;
    *ret_sum = fabs (sum);
  }
  return best;
}

static void
check_against_all (SafiVerdict *verdict, SafiClass toward)
{
  g_autoptr (GPtrArray) rows = safi_counterfactual_find (verdict, toward);
  double least = 0;
  const guint n = try_all (verdict, toward, &least);

  if (n == 0) {
    g_assert_null (rows);
    return;
  }
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, n);
  g_assert_true (is_further (verdict, weigh (rows), toward));
  g_assert_cmpfloat_with_epsilon (fabs (weigh (rows)), least, 1e-9);
  for (guint i = 1; i < rows->len; i++)
    g_assert_cmpfloat (fabs (safi_evidence_get_weight (rows->pdata[i])), <=,
                       fabs (safi_evidence_get_weight (rows->pdata[i - 1])));
}

static void
test_random_evidence_like_all_sets (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);
  guint n_by_decision[3] = { 0 };

  for (guint i = 0; i < MESSAGES; i++) {
    const guint n = (guint) g_rand_int_range (dice, 0, ROWS_MAX);
    const double lean = g_rand_double_range (dice, -2, 2);
    double weights[ROWS_MAX];
    g_autoptr (SafiVerdict) verdict = NULL;

    /* Eighths, so that equal weights and sums on the very border occur, and are exact. */
    for (guint k = 0; k < n; k++)
      weights[k] = round (8 * (g_rand_double_range (dice, -3, 3) + lean)) / 8;
    verdict = make_verdict (PRIOR, weights, n);
    n_by_decision[safi_verdict_get_decision (verdict)]++;
    check_against_all (verdict, SAFI_CLASS_GOOD);
    check_against_all (verdict, SAFI_CLASS_JUNK);
  }
  for (guint i = 0; i < G_N_ELEMENTS (n_by_decision); i++)
    g_assert_cmpuint (n_by_decision[i], >, MESSAGES / 20);
}

static SafiMessage *
load (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *source = NULL;
  gsize length;
  g_autoptr (GBytes) octets = NULL;

  g_assert_true (g_file_get_contents (path, &source, &length, NULL));
  octets = g_bytes_new (source, length);
  return safi_message_new (octets, 0);
}

static void
check_real (SafiFilter *filter, SafiMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiVerdict) verdict = safi_filter_judge (filter, message, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (safi_verdict_get_borders (verdict));
  check_against_all (verdict, SAFI_CLASS_GOOD);
  check_against_all (verdict, SAFI_CLASS_JUNK);
}

/* Each message of the practice mailbox, before and after it is taught. */
static void
test_real_evidence_like_all_sets (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("SAFI_TEST_ROOT"), "data/practice/INBOX", NULL);
  g_autoptr (SafiStore) store = NULL;
  g_autoptr (SafiAccount) account = safi_account_new_practice (NULL, ADDRESS, "/nowhere");
  g_autoptr (SafiFilter) filter = NULL;
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  guint n = 0;
  const char *name;

  store = safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, NULL);
  g_assert_true (safi_store_save_account (store, account, NULL));
  filter = safi_filter_new (store, account, NULL);
  g_assert_nonnull (filter);
  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autoptr (SafiMessage) message = NULL;

    if (!g_str_has_suffix (name, ".eml"))
      continue;
    message = load (path, name);
    check_real (filter, message);
    g_assert_true (safi_filter_teach (filter, message, n % 2 ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD,
                                      SAFI_STRENGTH_STRONG, NULL));
    check_real (filter, message);
    n++;
  }
  g_assert_cmpuint (n, >, 100);
}

static void
test_the_border_itself_is_junk (void)
{
  const double on_it[] = { 3, 2, 0.25 };
  const double above[] = { 3, 1.75, 0.75 };
  g_autoptr (SafiVerdict) low = make_verdict (PRIOR, on_it, 3);
  g_autoptr (SafiVerdict) high = make_verdict (PRIOR, above, 3);
  g_autoptr (GPtrArray) of_low = safi_counterfactual_find (low, SAFI_CLASS_GOOD);
  g_autoptr (GPtrArray) of_high = safi_counterfactual_find (high, SAFI_CLASS_GOOD);

  /* One row is enough in both, and the lightest is taken. */
  g_assert_cmpuint (of_low->len, ==, 1);
  g_assert_cmpfloat (weigh (of_low), ==, 0.25);
  g_assert_cmpfloat (weigh (of_high), ==, 0.75);
}

static void
test_nothing_to_find_is_null (void)
{
  const double for_junk[] = { 5, 4 };
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (SafiVerdict) good = make_verdict (PRIOR, NULL, 0);
  g_autoptr (SafiVerdict) junk = make_verdict (PRIOR, for_junk, 2);
  g_autoptr (SafiVerdict) old =
      safi_verdict_new (SAFI_DECISION_JUNK, SAFI_KIND_OTHER, 6, 1, nothing);

  g_assert_null (safi_counterfactual_find (good, SAFI_CLASS_GOOD));
  g_assert_null (safi_counterfactual_find (good, SAFI_CLASS_JUNK)); /* nothing speaks for good */
  g_assert_null (safi_counterfactual_find (junk, SAFI_CLASS_JUNK));
  g_assert_null (safi_counterfactual_find (old, SAFI_CLASS_GOOD)); /* borders not known */
}

static void
test_many_rows_end_in_time (void)
{
  double weights[300];
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  /* Weights that all lead to nearly the same sums: nothing can be left out of the search. */
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    weights[i] = 1 + i * 1e-7;
  verdict = make_verdict (-30, weights, G_N_ELEMENTS (weights));
  rows = safi_counterfactual_find (verdict, SAFI_CLASS_GOOD);
  g_assert_null (rows); /* 266 rows would have to go, and only the strongest are looked at */
  g_clear_pointer (&verdict, safi_verdict_unref);
  verdict = make_verdict (-27, weights, 60);
  rows = safi_counterfactual_find (verdict, SAFI_CLASS_GOOD);
  g_assert_cmpuint (rows->len, ==, 29);
  g_assert_true (is_further (verdict, weigh (rows), SAFI_CLASS_GOOD));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counterfactual/random-evidence-like-all-sets",
                   test_random_evidence_like_all_sets);
  g_test_add_func ("/counterfactual/real-evidence-like-all-sets", test_real_evidence_like_all_sets);
  g_test_add_func ("/counterfactual/the-border-itself-is-junk", test_the_border_itself_is_junk);
  g_test_add_func ("/counterfactual/nothing-to-find-is-null", test_nothing_to_find_is_null);
  g_test_add_func ("/counterfactual/many-rows-end-in-time", test_many_rows_end_in_time);
  return g_test_run ();
}
