/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/eval/safi-figures.h"

#include <math.h>

#include "service/eval/safi-bootstrap.h"
#include "service/eval/safi-ranking.h"

static double
share (guint count, guint total)
{
  return total > 0 ? (double) count / total : NAN;
}

static double
logit (double p)
{
  return log (p / (1 - p));
}

/* Moves @p off 0 and 1 by half a message of @total, where log-odds would be without end. */
static double
keep_inside (double p, guint total)
{
  const double half = 0.5 / total;

  return CLAMP (p, half, 1 - half);
}

static double
average_logistic (const SafiFigures *figures)
{
  double sum;

  if (figures->n_good == 0 || figures->n_junk == 0)
    return NAN;
  sum = logit (keep_inside (figures->good_lost, figures->n_good)) +
        logit (keep_inside (figures->junk_missed, figures->n_junk));
  return 1 / (1 + exp (-sum / 2));
}

/* The share of junk that scores no higher than the good message that is the first not to be given
 * up when @n_lost good messages are. */
static double
measure_missed (const SafiRanking *ranking, guint n_lost)
{
  const guint n_good = ranking->n_of[SAFI_CLASS_GOOD];
  guint good_above = 0;
  guint junk_above = 0;

  if (n_good == 0)
    return NAN;
  for (guint end = ranking->n_rows; end > 0;) {
    const guint begin = safi_ranking_find_tie (ranking, end);
    guint good = 0;

    for (guint i = begin; i < end; i++)
      good += ranking->rows[ranking->order[i]].truth == SAFI_CLASS_GOOD;
    if (good_above + good > n_lost)
      break;
    good_above += good;
    junk_above += end - begin - good;
    end = begin;
  }
  return share (ranking->n_of[SAFI_CLASS_JUNK] - junk_above, ranking->n_of[SAFI_CLASS_JUNK]);
}

void
safi_figures_measure (const SafiFiguresRow *rows, guint n_rows, SafiFigures *ret_figures)
{
  g_autoptr (SafiRanking) ranking = safi_ranking_new (rows, n_rows);
  const guint n_good = ranking->n_of[SAFI_CLASS_GOOD];
  const guint n_junk = ranking->n_of[SAFI_CLASS_JUNK];
  guint counts[2][3] = { 0 }; /* by truth and decision */
  SafiFigures figures = { .n_good = n_good, .n_junk = n_junk };

  for (guint i = 0; i < n_rows; i++)
    counts[rows[i].truth][rows[i].decision]++;
  figures.auc_gap = safi_ranking_measure_gap (ranking, NULL);
  safi_bootstrap_interval (ranking, &figures.auc_gap_low, &figures.auc_gap_high);
  figures.good_lost = share (counts[SAFI_CLASS_GOOD][SAFI_DECISION_JUNK], n_good);
  figures.junk_missed = share (n_junk - counts[SAFI_CLASS_JUNK][SAFI_DECISION_JUNK], n_junk);
  figures.logistic_average = average_logistic (&figures);
  figures.missed_at_1_in_1000 = measure_missed (ranking, n_good / 1000);
  figures.missed_at_1_in_100 = measure_missed (ranking, n_good / 100);
  figures.good_unsure = share (counts[SAFI_CLASS_GOOD][SAFI_DECISION_UNSURE], n_good);
  figures.unsure = share (counts[SAFI_CLASS_GOOD][SAFI_DECISION_UNSURE] +
                              counts[SAFI_CLASS_JUNK][SAFI_DECISION_UNSURE],
                          n_rows);
  *ret_figures = figures;
}

void
safi_figures_average (const SafiFigures *figures, guint n_figures, SafiFigures *ret_figures)
{
  static const goffset shares[] = {
    G_STRUCT_OFFSET (SafiFigures, auc_gap),
    G_STRUCT_OFFSET (SafiFigures, good_lost),
    G_STRUCT_OFFSET (SafiFigures, junk_missed),
    G_STRUCT_OFFSET (SafiFigures, logistic_average),
    G_STRUCT_OFFSET (SafiFigures, missed_at_1_in_1000),
    G_STRUCT_OFFSET (SafiFigures, missed_at_1_in_100),
    G_STRUCT_OFFSET (SafiFigures, good_unsure),
    G_STRUCT_OFFSET (SafiFigures, unsure),
  };
  SafiFigures mean = { .auc_gap_low = NAN, .auc_gap_high = NAN };

  for (guint i = 0; i < n_figures; i++) {
    mean.n_good += figures[i].n_good;
    mean.n_junk += figures[i].n_junk;
  }
  for (guint k = 0; k < G_N_ELEMENTS (shares); k++) {
    double sum = 0;
    guint n = 0;

    for (guint i = 0; i < n_figures; i++) {
      const double value = G_STRUCT_MEMBER (double, &figures[i], shares[k]);

      sum += isnan (value) ? 0 : value;
      n += !isnan (value);
    }
    G_STRUCT_MEMBER (double, &mean, shares[k]) = n > 0 ? sum / n : NAN;
  }
  *ret_figures = mean;
}
