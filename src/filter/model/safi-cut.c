/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-cut.h"

#include <math.h>

/* Nats relative to the widest cut. */
#define STEP_TAUGHT 1.3 /* down, with enough messages of each class */
#define STEP_PROVEN 3.1 /* down, if the history proves the bound */
#define STEP_BURNT 0.4  /* up, if good messages stood as high */

#define ABOVE 0.01 /* nats: the cut stands so much above a good message */
#define CONFIDENCE 0.95

/* Good messages needed so that k of them above the cut are still fewer than 1 in SAFI_CUT_ONE_IN.
 */
static const guint needed[] = { 898, 1422, 1887, 2324, 2744 };

/* The chance of at most @k of @n where each happens with chance @p. */
static double
get_chance (guint k, guint n, double p)
{
  double chance = 0;

  for (guint i = 0; i <= k; i++)
    chance += exp (lgamma (n + 1.0) - lgamma (i + 1.0) - lgamma (n - i + 1.0) + i * log (p) +
                   (n - i) * log1p (-p));
  return chance;
}

double
safi_cut_bound (guint k, guint n)
{
  double low = n > 0 ? (double) k / n : 1;
  double high = 1;

  while (high - low > 1e-9) {
    const double middle = (low + high) / 2;

    if (get_chance (k, n, middle) > 1 - CONFIDENCE)
      low = middle;
    else
      high = middle;
  }
  return high;
}

/* The @k-th highest score, from 0 and below G_N_ELEMENTS (needed); minus infinity if there are
 * fewer. */
static double
get_highest (GArray *scores, guint k)
{
  double highest[G_N_ELEMENTS (needed)];

  for (guint i = 0; i <= k; i++)
    highest[i] = -INFINITY;
  for (guint i = 0; i < scores->len; i++) {
    double score = g_array_index (scores, double, i);

    for (guint place = 0; place <= k; place++)
      if (score > highest[place]) {
        const double lower = highest[place];

        highest[place] = score;
        score = lower;
      }
  }
  return highest[k];
}

double
safi_cut_place (double widest, GArray *good_scores, guint n_fewer)
{
  const double taught = MIN (1, n_fewer / (double) SAFI_CUT_ENOUGH);
  double lowest = widest - STEP_TAUGHT * taught;
  guint n_allowed = 0;

  while (n_allowed < G_N_ELEMENTS (needed) && good_scores->len >= needed[n_allowed])
    n_allowed++;
  if (n_allowed > 0)
    lowest = widest - STEP_PROVEN;
  return CLAMP (get_highest (good_scores, MAX (n_allowed, 1) - 1) + ABOVE, lowest,
                widest + STEP_BURNT);
}
