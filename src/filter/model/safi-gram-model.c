/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-gram-model.h"

#include <math.h>

#define RATE 0.015
#define DELTA 0.1
#define LIMIT 12.0

/* A right answer with so many nats or more is not trained again (a thick threshold). */
#define SURE_NATS 4.0

SafiGramModel *
safi_gram_model_new (void)
{
  return g_new0 (SafiGramModel, 1);
}

void
safi_gram_model_free (SafiGramModel *self)
{
  g_free (self);
}

static double
get_weight (const SafiGramWeight *weight)
{
  if (weight->sum == 0)
    return 0;
  return RATE * weight->sum / SAFI_LESSON_UNIT /
         (DELTA + sqrt (weight->squares / (double) SAFI_LESSON_UNIT));
}

static double
sum_weights (SafiGramModel *self, GArray *grams, double *ret_parts)
{
  double sum = get_weight (&self->bias);

  for (guint i = 0; i < grams->len; i++) {
    const double weight = get_weight (&self->weights[g_array_index (grams, guint32, i)]);

    if (ret_parts != NULL)
      ret_parts[i] = weight;
    sum += weight;
  }
  return sum;
}

double
safi_gram_model_score (SafiGramModel *self, GArray *grams, double *ret_parts)
{
  const double sum = sum_weights (self, grams, ret_parts);
  const double score = CLAMP (sum, -LIMIT, LIMIT);

  for (guint i = 0; ret_parts != NULL && score != sum && i < grams->len; i++)
    ret_parts[i] *= score / sum;
  return score;
}

static void
add (SafiGramModel *self, const SafiGramLesson *lesson, gint32 step, guint32 square)
{
  self->bias.sum += step;
  self->bias.squares += square;
  for (guint i = 0; i < lesson->numbers->len; i++) {
    SafiGramWeight *weight = &self->weights[g_array_index (lesson->numbers, guint32, i)];

    weight->sum += step;
    weight->squares += square;
  }
}

void
safi_gram_model_learn (SafiGramModel *self,
                       SafiGramLesson *lesson,
                       SafiClass taught_class,
                       SafiStrength strength)
{
  const double sum = sum_weights (self, lesson->numbers, NULL);
  const gboolean is_junk = taught_class == SAFI_CLASS_JUNK;
  const double share = strength / (double) SAFI_STRENGTH_STRONG;
  double gradient;
  gint32 step;
  guint32 square;

  if (lesson->numbers->len == 0 || (is_junk ? sum : -sum) >= SURE_NATS)
    return;
  gradient = share * (is_junk - 1 / (1 + exp (-sum)));
  step = (gint32) lround (gradient * SAFI_LESSON_UNIT);
  square = (guint32) lround (gradient * gradient * SAFI_LESSON_UNIT);
  add (self, lesson, step, square);
  lesson->step += step;
  lesson->square += square;
}

void
safi_gram_model_apply (SafiGramModel *self, const SafiGramLesson *lesson, gint sign)
{
  add (self, lesson, sign * lesson->step, (guint32) sign * lesson->square);
}
