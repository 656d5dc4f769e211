/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-word-model.h"

#include <math.h>
#include <string.h>

#include "filter/tokens/safi-tokens.h"

/* A right answer with so many nats or more is not trained again (a thick threshold). */
#define SURE_NATS 64.0

/* Confidence of a feature: K1 keeps rare features small, K3 with the weight of the distance keeps
 * far pairs small. */
#define K1 0.25
#define K3 8.0
/* Near pairs say more than far ones: 5^5, 4^4. A word alone says less than a pair. */
static const double distance_weights[SAFI_FEATURE_DISTANCE_MAX + 1] = { 100, 3125, 256 };

/* Nats of the sum that are worth one nat beside the other half of the model, and the limit. */
#define SCALE 0.08
#define LIMIT 12.0

/* A message of which little is known, as after a change of the route of delivery, may be told by
 * what only seems to be known: the score is drawn to 0 by this power of the known share. */
#define KNOWN_POWER 0.7

/* So many features before its turn a slot is asked for. */
#define AHEAD 16

/* Messages taught, what the frequencies are relative to. */
typedef struct {
  double good;
  double junk;
  double larger;
  double confidence; /* grows from 0.8 to 1 with the first messages */
} Scale;

static Scale
get_scale (const SafiWordModel *self)
{
  const double good = self->taught[SAFI_CLASS_GOOD] / (double) SAFI_STRENGTH_STRONG;
  const double junk = self->taught[SAFI_CLASS_JUNK] / (double) SAFI_STRENGTH_STRONG;

  return (Scale){ .good = MAX (good, 1),
                  .junk = MAX (junk, 1),
                  .larger = MAX (MAX (good, junk), 1),
                  .confidence = MIN (1, 0.8 + (good + junk) / 20) };
}

/* The ratio of a feature's frequencies, drawn to 1 by a power of their difference, so that features
 * common in both classes say nothing. Nats. */
static double
get_ratio (const Scale *scale, SafiCounts counts, guint distance)
{
  const double junk = counts.junk / (double) SAFI_STRENGTH_STRONG;
  const double good = counts.good / (double) SAFI_STRENGTH_STRONG;
  const double count = junk + good;
  const double p_junk = MIN (1, junk / scale->junk);
  const double p_good = MIN (1, good / scale->good);
  const double difference = (p_junk - p_good) * scale->larger;
  const double sum = (p_junk + p_good) * scale->larger;
  double share, confidence;

  if (fabs (p_junk - p_good) < 1e-6)
    return 0;
  share = MAX (0, difference * difference - K1 / count) / (sum * sum);
  confidence = scale->confidence * share * share / (1 + K3 / (count * distance_weights[distance]));
  return log ((0.5 + confidence * (p_junk - 0.5)) / (0.5 + confidence * (p_good - 0.5)));
}

static guint64
get_hash (guint64 feature)
{
  return feature >> SAFI_FEATURE_DISTANCE_BITS;
}

/* Returns: nats. @ret_known: the share of features that were ever added. */
static double
sum_ratios (SafiWordModel *self, GArray *features, double *ret_parts, double *ret_known)
{
  const Scale scale = get_scale (self);
  double sum = 0;
  guint n_known = 0;

  for (guint i = 0; i < features->len; i++) {
    const guint64 feature = g_array_index (features, guint64, i);
    const guint64 later = g_array_index (features, guint64, MIN (i + AHEAD, features->len - 1));
    const SafiCounts counts = safi_count_table_get (self->counts, get_hash (feature));
    double ratio = 0;

    safi_count_table_prefetch (self->counts, get_hash (later));
    if (counts.good + counts.junk > 0) {
      ratio = get_ratio (&scale, counts, safi_feature_get_distance (feature));
      n_known++;
    }
    if (ret_parts != NULL)
      ret_parts[i] = ratio;
    sum += ratio;
  }
  *ret_known = (n_known + 1.0) / (features->len + 1.0);
  return sum;
}

double
safi_word_model_score (SafiWordModel *self, GArray *features, double *ret_parts)
{
  double known;
  const double sum = sum_ratios (self, features, ret_parts, &known);
  const double score = CLAMP (sum * SCALE, -LIMIT, LIMIT) * pow (known, KNOWN_POWER);

  for (guint i = 0; ret_parts != NULL && i < features->len; i++)
    ret_parts[i] *= sum != 0 ? score / sum : 0;
  return score;
}

/* Adds @n quarters of each feature to the class's counts, all or none. */
static gboolean
add_all (SafiWordModel *self, const SafiLesson *lesson, gint n)
{
  const gint good = lesson->taught_class == SAFI_CLASS_GOOD ? n : 0;
  const gint junk = lesson->taught_class == SAFI_CLASS_JUNK ? n : 0;
  const guint64 *features = (const guint64 *) (gpointer) lesson->features->data;

  for (guint i = 0; i < lesson->features->len; i++) {
    if (safi_count_table_add (self->counts, get_hash (features[i]), good, junk))
      continue;
    while (i-- > 0)
      safi_count_table_add (self->counts, get_hash (features[i]), -good, -junk);
    return FALSE;
  }
  return TRUE;
}

static gboolean
add_pass (SafiWordModel *self, SafiLesson *lesson)
{
  if (!add_all (self, lesson, lesson->strength))
    return FALSE;
  lesson->passes++;
  return TRUE;
}

gboolean
safi_word_model_learn (SafiWordModel *self, SafiLesson *lesson)
{
  const double sign = lesson->taught_class == SAFI_CLASS_JUNK ? 1 : -1;
  const guint before = lesson->passes;
  double known;
  double nats = sign * sum_ratios (self, lesson->features, NULL, &known);

  if (lesson->features->len == 0 || nats >= SURE_NATS)
    return TRUE;
  /* Right but near, or a guess: once. Wrong: until it is right. */
  do {
    if (!add_pass (self, lesson))
      return FALSE;
    if (nats <= 0)
      nats = sign * sum_ratios (self, lesson->features, NULL, &known);
  } while (nats <= 0 && lesson->passes - before < SAFI_WORD_PASSES_MAX &&
           lesson->strength == SAFI_STRENGTH_STRONG);
  return TRUE;
}

gboolean
safi_word_model_apply (SafiWordModel *self, const SafiLesson *lesson, gint sign)
{
  return add_all (self, lesson, sign * (gint) lesson->passes * (gint) lesson->strength);
}
