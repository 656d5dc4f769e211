/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/eval/safi-bootstrap.h"

#include <math.h>
#include <string.h>

/* Of 1,000 sorted resamples 25 are cut at either end. */
#define TAIL (SAFI_BOOTSTRAP_RESAMPLES / 40)

typedef struct {
  GRand *random;
  guint n_rows;
  guint *rows_of[2]; /* by class: places of its rows */
  guint n_of[2];
  guint *weights; /* by row: how often the present resample drew it */
} Sampler;

static Sampler *
sampler_new (const SafiRanking *ranking)
{
  Sampler *self = g_new0 (Sampler, 1);

  self->random = g_rand_new_with_seed (SAFI_BOOTSTRAP_SEED);
  self->n_rows = ranking->n_rows;
  self->weights = g_new (guint, ranking->n_rows);
  for (guint truth = 0; truth < 2; truth++)
    self->rows_of[truth] = g_new (guint, ranking->n_of[truth]);
  for (guint i = 0; i < ranking->n_rows; i++) {
    const SafiClass truth = ranking->rows[i].truth;

    self->rows_of[truth][self->n_of[truth]++] = i;
  }
  return self;
}

static void
sampler_free (Sampler *self)
{
  g_rand_free (self->random);
  g_free (self->rows_of[0]);
  g_free (self->rows_of[1]);
  g_free (self->weights);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sampler, sampler_free)

static void
sampler_draw (Sampler *self)
{
  memset (self->weights, 0, self->n_rows * sizeof (guint));
  for (guint truth = 0; truth < 2; truth++)
    for (guint i = 0; i < self->n_of[truth]; i++)
      self->weights[self->rows_of[truth]
                                 [g_rand_int_range (self->random, 0, (gint) self->n_of[truth])]]++;
}

static gint
compare_doubles_cb (gconstpointer a, gconstpointer b)
{
  const double left = *(const double *) a;
  const double right = *(const double *) b;

  return (left > right) - (left < right);
}

static gboolean
has_both_classes (const SafiRanking *ranking)
{
  return ranking->n_of[SAFI_CLASS_GOOD] > 0 && ranking->n_of[SAFI_CLASS_JUNK] > 0;
}

void
safi_bootstrap_interval (const SafiRanking *ranking, double *ret_low, double *ret_high)
{
  g_autoptr (Sampler) sampler = sampler_new (ranking);
  double gaps[SAFI_BOOTSTRAP_RESAMPLES];

  *ret_low = *ret_high = NAN;
  if (!has_both_classes (ranking))
    return;
  for (guint i = 0; i < SAFI_BOOTSTRAP_RESAMPLES; i++) {
    sampler_draw (sampler);
    gaps[i] = safi_ranking_measure_gap (ranking, sampler->weights);
  }
  qsort (gaps, SAFI_BOOTSTRAP_RESAMPLES, sizeof (double), compare_doubles_cb);
  *ret_low = gaps[TAIL];
  *ret_high = gaps[SAFI_BOOTSTRAP_RESAMPLES - 1 - TAIL];
}

static gboolean
has_same_truths (const SafiRanking *a, const SafiRanking *b)
{
  if (a->n_rows != b->n_rows)
    return FALSE;
  for (guint i = 0; i < a->n_rows; i++)
    if (a->rows[i].truth != b->rows[i].truth)
      return FALSE;
  return TRUE;
}

gboolean
safi_bootstrap_compare (const SafiRanking *a, const SafiRanking *b, double *ret_p)
{
  g_autoptr (Sampler) sampler = NULL;
  guint not_less = 0;
  guint not_more = 0;

  if (!has_same_truths (a, b))
    return FALSE;
  *ret_p = NAN;
  if (!has_both_classes (a))
    return TRUE;
  sampler = sampler_new (a);
  for (guint i = 0; i < SAFI_BOOTSTRAP_RESAMPLES; i++) {
    double difference;

    sampler_draw (sampler);
    difference = safi_ranking_measure_gap (a, sampler->weights) -
                 safi_ranking_measure_gap (b, sampler->weights);
    not_less += difference >= 0;
    not_more += difference <= 0;
  }
  *ret_p = MIN (1, 2.0 * (MIN (not_less, not_more) + 1) / (SAFI_BOOTSTRAP_RESAMPLES + 1));
  return TRUE;
}
