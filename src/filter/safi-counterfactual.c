/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-counterfactual.h"

#include <math.h>
#include <string.h>

/* Rows that are looked at, the strongest ones, and steps of the search for the lightest set: a
 * stranger's message must not make it long. Beyond, the set is still one of the smallest. */
#define ROWS_MAX 64
#define STEPS_MAX 20000

typedef struct {
  SafiEvidence *rows[ROWS_MAX]; /* that speak against the direction, strongest first */
  double sums[ROWS_MAX + 1];    /* nats: of the first so many rows */
  guint n;
  double need;        /* nats: what must go */
  gboolean need_more; /* exactly that much is not enough */

  guint chosen[ROWS_MAX]; /* the set under way */
  guint best[ROWS_MAX];   /* the lightest set so far */
  guint n_best;
  double best_sum; /* nats */
  guint n_steps;
} Search;

static double
get_strength (Search *search, guint i)
{
  return search->sums[i + 1] - search->sums[i];
}

static gboolean
is_enough (Search *search, double sum)
{
  return search->need_more ? sum > search->need : sum >= search->need;
}

static gint
compare_strength_cb (gconstpointer a, gconstpointer b)
{
  const double left = fabs (safi_evidence_get_weight (*(SafiEvidence *const *) a));
  const double right = fabs (safi_evidence_get_weight (*(SafiEvidence *const *) b));

  return (left < right) - (left > right);
}

/* Rows with a weight of @sign. */
static void
collect (Search *search, GPtrArray *evidence, double sign)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < evidence->len; i++)
    if (safi_evidence_get_weight (evidence->pdata[i]) * sign > 0)
      g_ptr_array_add (rows, evidence->pdata[i]);
  g_ptr_array_sort (rows, compare_strength_cb);
  search->n = MIN (rows->len, ROWS_MAX);
  for (guint i = 0; i < search->n; i++) {
    search->rows[i] = rows->pdata[i];
    search->sums[i + 1] = search->sums[i] + fabs (safi_evidence_get_weight (rows->pdata[i]));
  }
}

/* How many rows are needed. The decision is a comparison of a plain sum, so only the total that is
 * taken away counts; no k rows weigh more together than the k strongest. If these are not enough,
 * no k rows are, and if they are enough, k rows do. So the shortest prefix of the sorted rows that
 * is enough is as small as a set can be. Returns: FALSE if all rows together are not enough. */
static gboolean
take_strongest (Search *search)
{
  while (search->n_best < search->n && !is_enough (search, search->sums[search->n_best]))
    search->n_best++;
  for (guint i = 0; i < search->n_best; i++)
    search->best[i] = i;
  search->best_sum = search->sums[search->n_best];
  return search->n_best > 0 && is_enough (search, search->best_sum);
}

/* Of the sets of that size the prefix is the heaviest; this finds the lightest. Chooses rows from
 * @from on, with @n_chosen chosen that weigh @sum; leaves a branch where even the strongest rows
 * left are not enough, or even the weakest ones make it no lighter than the best set. */
static void
search_lightest (Search *search, guint from, guint n_chosen, double sum)
{
  const guint n_left = search->n_best - n_chosen;
  const double weakest = search->sums[search->n] - search->sums[search->n - n_left];

  if (n_left == 0 && sum < search->best_sum && is_enough (search, sum)) {
    memcpy (search->best, search->chosen, sizeof search->best);
    search->best_sum = sum;
  }
  if (n_left == 0 || sum + weakest >= search->best_sum)
    return;
  for (guint i = from; i + n_left <= search->n && search->n_steps < STEPS_MAX; i++) {
    const double strongest = search->sums[i + n_left] - search->sums[i];

    if (!is_enough (search, sum + strongest))
      return;
    search->n_steps++;
    search->chosen[n_chosen] = i;
    search_lightest (search, i + 1, n_chosen + 1, sum + get_strength (search, i));
  }
}

/* Returns: FALSE if there is no decision further @toward that class. */
static gboolean
set_need (Search *search, SafiVerdict *verdict, SafiClass toward)
{
  const SafiBorders *borders = safi_verdict_get_borders (verdict);
  const double log_odds = safi_verdict_get_log_odds (verdict);
  const SafiDecision decision = safi_verdict_get_decision (verdict);

  if (borders == NULL)
    return FALSE;
  search->need_more = toward == SAFI_CLASS_GOOD; /* below the border, but at it or above */
  if (toward == SAFI_CLASS_GOOD) {
    search->need =
        log_odds - (decision == SAFI_DECISION_JUNK ? borders->junk_from : borders->good_below);
    return decision != SAFI_DECISION_GOOD;
  }
  search->need =
      (decision == SAFI_DECISION_GOOD ? borders->good_below : borders->junk_from) - log_odds;
  return decision != SAFI_DECISION_JUNK;
}

GPtrArray *
safi_counterfactual_find (SafiVerdict *verdict, SafiClass toward)
{
  Search search = { .n = 0 };
  GPtrArray *rows;

  if (!set_need (&search, verdict, toward))
    return NULL;
  collect (&search, safi_verdict_get_evidence (verdict), toward == SAFI_CLASS_GOOD ? 1 : -1);
  if (!take_strongest (&search))
    return NULL;
  search_lightest (&search, 0, 0, 0);
  rows = g_ptr_array_sized_new (search.n_best);
  for (guint i = 0; i < search.n_best; i++)
    g_ptr_array_add (rows, search.rows[search.best[i]]);
  return rows;
}
