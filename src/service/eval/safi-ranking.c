/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/eval/safi-ranking.h"

#include <math.h>

static gint
compare_scores_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SafiFiguresRow *rows = user_data;
  const double left = rows[*(const guint *) a].score;
  const double right = rows[*(const guint *) b].score;

  return (left > right) - (left < right);
}

SafiRanking *
safi_ranking_new (const SafiFiguresRow *rows, guint n_rows)
{
  SafiRanking *self = g_new0 (SafiRanking, 1);

  self->rows = rows;
  self->n_rows = n_rows;
  self->order = g_new (guint, n_rows);
  self->is_new = g_new (guint8, n_rows);
  for (guint i = 0; i < n_rows; i++) {
    self->order[i] = i;
    self->n_of[rows[i].truth]++;
  }
  g_qsort_with_data (self->order, (gint) n_rows, sizeof (guint), compare_scores_cb,
                     (gpointer) rows);
  for (guint i = 0; i < n_rows; i++)
    self->is_new[i] = i == 0 || rows[self->order[i]].score != rows[self->order[i - 1]].score;
  return self;
}

void
safi_ranking_free (SafiRanking *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_free (self->is_new);
  g_free (self);
}

guint
safi_ranking_find_tie (const SafiRanking *self, guint end)
{
  guint begin = end - 1;

  while (!self->is_new[begin])
    begin--;
  return begin;
}

double
safi_ranking_measure_gap (const SafiRanking *self, const guint *weights)
{
  guint64 of[2] = { 0 };   /* by class: all so far */
  guint64 tied[2] = { 0 }; /* of those with the present score */
  guint64 halves = 0;      /* of pairs */

  for (guint i = 0; i < self->n_rows; i++) {
    const guint row = self->order[i];
    const SafiClass truth = self->rows[row].truth;
    const guint weight = weights != NULL ? weights[row] : 1;

    if (self->is_new[i])
      tied[SAFI_CLASS_GOOD] = tied[SAFI_CLASS_JUNK] = 0;
    of[truth] += weight;
    tied[truth] += weight;
    /* A good message is above the junk before it and halfway above the junk beside it, whichever
       of these came first. */
    if (truth == SAFI_CLASS_GOOD)
      halves += weight * (2 * of[SAFI_CLASS_JUNK] - tied[SAFI_CLASS_JUNK]);
    else
      halves += weight * tied[SAFI_CLASS_GOOD];
  }
  if (of[SAFI_CLASS_GOOD] == 0 || of[SAFI_CLASS_JUNK] == 0)
    return NAN;
  return (double) halves / (2.0 * (double) of[SAFI_CLASS_GOOD] * (double) of[SAFI_CLASS_JUNK]);
}
