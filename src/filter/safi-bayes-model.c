/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-bayes-model.h"

#include <math.h>
#include <string.h>

#include "filter/safi-siphash.h"

#define FIRST_CAPACITY 4096 /* slots; always a power of two */

/* A right answer at least this far from the border is not trained again (a thick threshold). */
#define SURE_SCORE 8.0

/* Confidence of a feature (Assis, OSBF-Lua): K1 keeps rare features small, K3 with the weight of
 * the distance keeps far pairs small. */
#define K1 0.25
#define K3 8.0

/* How the two readings of the counts are added (docs/filter.md): nats are divided by the number of
 * pairs that repeat one another, deviations by the square root of the number of features. */
#define RATIO_SCALE 0.06
#define SPLIT_SCALE 0.7

/* Nats per unit of score, and the messages of each class from which on the model speaks freely. */
#define NATS_PER_SCORE 0.8
#define MESSAGES_FOR_FULL_VOICE 50

typedef struct {
  guint64 hash; /* 0: empty */
  gint32 good;
  gint32 junk;
} Slot;

struct _SafiBayesModel {
  guint8 key[SAFI_SIPHASH_KEY_OCTETS];
  Slot *slots;
  gsize capacity;
  gsize n_used; /* slots with a hash, also those whose counts came back to 0 */
  guint n_messages[2];
};

/* Learned messages of both classes: what the scores are relative to. */
typedef struct {
  double good;
  double junk;
  double larger;
  double confidence; /* grows from 0.8 to 1 with the first messages */
} Scale;

/* Near pairs say more than far ones: 5^5, 4^4, 3^3, 2^2. A word alone says less than a pair. */
static const double distance_weights[SAFI_TOKENS_WINDOW + 1] = { 100, 3125, 256, 27, 4 };

/* The most that each region may say. */
static const double region_limits[SAFI_N_REGIONS] = { 8, 8, 4, 1 };

/* What the features of one region say. */
typedef struct {
  double ratio; /* sum of log ratios, nats */
  double split; /* sum of deviations from an even split */
  guint n_features;
  guint n_known; /* of these, with a count */
} Voice;

SafiBayesModel *
safi_bayes_model_new (const guint8 *key)
{
  SafiBayesModel *self = g_new0 (SafiBayesModel, 1);

  memcpy (self->key, key, sizeof self->key);
  self->capacity = FIRST_CAPACITY;
  self->slots = g_new0 (Slot, self->capacity);
  return self;
}

void
safi_bayes_model_free (SafiBayesModel *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

const guint8 *
safi_bayes_model_get_key (SafiBayesModel *self)
{
  return self->key;
}

/* The slot of @hash, or the empty one where it would go. */
static Slot *
find_slot (Slot *slots, gsize capacity, guint64 hash)
{
  gsize at = (hash >> 8) & (capacity - 1);

  while (slots[at].hash != 0 && slots[at].hash != hash)
    at = (at + 1) & (capacity - 1);
  return &slots[at];
}

/* Twice the room; features whose counts came back to 0 are dropped on the way. */
static void
grow (SafiBayesModel *self)
{
  const gsize capacity = self->capacity * 2;
  Slot *slots = g_new0 (Slot, capacity);

  self->n_used = 0;
  for (gsize i = 0; i < self->capacity; i++)
    if (self->slots[i].good != 0 || self->slots[i].junk != 0) {
      *find_slot (slots, capacity, self->slots[i].hash) = self->slots[i];
      self->n_used++;
    }
  g_free (self->slots);
  self->slots = slots;
  self->capacity = capacity;
}

void
safi_bayes_model_add (SafiBayesModel *self, guint64 hash, gint32 good, gint32 junk)
{
  Slot *slot;

  if (self->n_used * 3 >= self->capacity * 2)
    grow (self);
  slot = find_slot (self->slots, self->capacity, hash);
  if (slot->hash == 0) {
    slot->hash = hash;
    self->n_used++;
  }
  slot->good += good;
  slot->junk += junk;
}

void
safi_bayes_model_add_messages (SafiBayesModel *self, SafiClass taught_class, gint n)
{
  self->n_messages[taught_class] += n;
}

void
safi_bayes_model_get_totals (SafiBayesModel *self, guint *ret_good, guint *ret_junk)
{
  *ret_good = self->n_messages[SAFI_CLASS_GOOD];
  *ret_junk = self->n_messages[SAFI_CLASS_JUNK];
}

/* What one feature says (Assis' EDDC): the ratio of its frequencies, drawn to 1 by a power of their
 * difference, so that features common in both classes say nothing. */
static double
score_ratio (const Scale *scale, const Slot *slot, guint distance)
{
  const double p_junk = MIN (1, slot->junk / scale->junk);
  const double p_good = MIN (1, slot->good / scale->good);
  const double difference = (p_junk - p_good) * scale->larger;
  const double sum = (p_junk + p_good) * scale->larger;
  const double count = slot->junk + slot->good;
  double share, confidence;

  if (fabs (p_junk - p_good) < 1e-6)
    return 0;
  share = MAX (0, difference * difference - K1 / count) / (sum * sum);
  confidence = scale->confidence * share * share / (1 + K3 / (count * distance_weights[distance]));
  return log ((0.5 + confidence * (p_junk - 0.5)) / (0.5 + confidence * (p_good - 0.5)));
}

/* The same by the difference of the passes: how many standard deviations a split of so many passes
 * lies from an even one. Passes are errors mended, so this is a perceptron's weight, scaled. */
static double
score_split (const Slot *slot)
{
  return (slot->junk - slot->good) / sqrt (slot->junk + slot->good + 1.0);
}

static double
get_voice_score (const Voice *voice)
{
  return RATIO_SCALE * voice->ratio + SPLIT_SCALE * voice->split / sqrt (voice->n_features + 1.0);
}

/* After a change of the route of delivery most transport fields are new, and those that are not
 * mislead: they belonged to whatever came that way before. So this region speaks as far as it is
 * known. */
static double
get_limit (const Voice *voices, guint region)
{
  double known;

  if (region != SAFI_REGION_TRANSPORT)
    return region_limits[region];
  known = (voices[region].n_known + 1.0) / (voices[region].n_features + 1.0);
  return region_limits[region] * known * known;
}

static Scale
get_scale (SafiBayesModel *self)
{
  const double good = self->n_messages[SAFI_CLASS_GOOD];
  const double junk = self->n_messages[SAFI_CLASS_JUNK];

  return (Scale){ .good = MAX (good, 1),
                  .junk = MAX (junk, 1),
                  .larger = MAX (MAX (good, junk), 1),
                  .confidence = MIN (1, 0.8 + (good + junk) / 20) };
}

/* What each token adds to its region's score, scaled like the region by its limit. */
static void
share_among_tokens (SafiTokens *tokens,
                    const double *ratios,
                    const double *splits,
                    const Voice *voices,
                    double *ret_by_token)
{
  memset (ret_by_token, 0, sizeof (double) * tokens->tokens->len);
  for (guint i = 0; i < tokens->features->len; i++) {
    const SafiFeature *feature = &g_array_index (tokens->features, SafiFeature, i);
    const Voice *voice = &voices[feature->region];
    const double all = fabs (get_voice_score (voice));
    const double limit = get_limit (voices, feature->region);
    const double part =
        RATIO_SCALE * ratios[i] + SPLIT_SCALE * splits[i] / sqrt (voice->n_features + 1.0);

    ret_by_token[feature->token] += all > limit ? part * limit / all : part;
  }
}

double
safi_bayes_model_score (SafiBayesModel *self, SafiTokens *tokens, double *ret_by_token)
{
  const Scale scale = get_scale (self);
  const guint n = tokens->features->len;
  g_autofree double *ratios = g_new0 (double, n);
  g_autofree double *splits = g_new0 (double, n);
  Voice voices[SAFI_N_REGIONS] = { { 0 } };
  double score = 0;

  for (guint i = 0; i < n; i++) {
    const SafiFeature *feature = &g_array_index (tokens->features, SafiFeature, i);
    const Slot *slot = find_slot (self->slots, self->capacity, feature->hash);
    Voice *voice = &voices[feature->region];

    voice->n_features++;
    if (slot->good == 0 && slot->junk == 0)
      continue;
    ratios[i] = score_ratio (&scale, slot, feature->distance);
    splits[i] = score_split (slot);
    voice->n_known++;
    voice->ratio += ratios[i];
    voice->split += splits[i];
  }
  for (guint region = 0; region < SAFI_N_REGIONS; region++) {
    const double limit = get_limit (voices, region);

    score += CLAMP (get_voice_score (&voices[region]), -limit, limit);
  }
  if (ret_by_token != NULL)
    share_among_tokens (tokens, ratios, splits, voices, ret_by_token);
  return score;
}

double
safi_bayes_model_weigh (SafiBayesModel *self, double score)
{
  const double fewer = MIN (self->n_messages[SAFI_CLASS_GOOD], self->n_messages[SAFI_CLASS_JUNK]);

  return score * NATS_PER_SCORE * MIN (1, fewer / MESSAGES_FOR_FULL_VOICE);
}

static void
add_all (SafiBayesModel *self, SafiTokens *tokens, SafiClass taught_class)
{
  for (guint i = 0; i < tokens->features->len; i++)
    safi_bayes_model_add (self, g_array_index (tokens->features, SafiFeature, i).hash,
                          taught_class == SAFI_CLASS_GOOD, taught_class == SAFI_CLASS_JUNK);
}

guint
safi_bayes_model_learn (SafiBayesModel *self, SafiTokens *tokens, SafiClass taught_class)
{
  const double sign = taught_class == SAFI_CLASS_JUNK ? 1 : -1;
  double score;
  guint passes = 0;

  safi_bayes_model_add_messages (self, taught_class, 1);
  score = sign * safi_bayes_model_score (self, tokens, NULL);
  if (score >= SURE_SCORE)
    return 0;
  /* Right but near: once. Wrong: until it is right. */
  do {
    add_all (self, tokens, taught_class);
    passes++;
    if (score <= 0)
      score = sign * safi_bayes_model_score (self, tokens, NULL);
  } while (score <= 0 && passes < SAFI_BAYES_PASSES_MAX);
  return passes;
}

void
safi_bayes_model_unlearn (SafiBayesModel *self,
                          GArray *features,
                          guint passes,
                          SafiClass taught_class)
{
  const gint32 n = -(gint32) passes;

  safi_bayes_model_add_messages (self, taught_class, -1);
  for (guint i = 0; passes > 0 && i < features->len; i++)
    safi_bayes_model_add (self, g_array_index (features, guint64, i),
                          taught_class == SAFI_CLASS_GOOD ? n : 0,
                          taught_class == SAFI_CLASS_JUNK ? n : 0);
}

GArray *
safi_bayes_model_list_hashes (SafiTokens *tokens)
{
  GArray *hashes = g_array_sized_new (FALSE, FALSE, sizeof (guint64), tokens->features->len);

  for (guint i = 0; i < tokens->features->len; i++)
    g_array_append_val (hashes, g_array_index (tokens->features, SafiFeature, i).hash);
  return hashes;
}

static gint
compare_slots_cb (gconstpointer a, gconstpointer b)
{
  const Slot *left = a;
  const Slot *right = b;

  return left->hash < right->hash ? -1 : left->hash > right->hash;
}

void
safi_bayes_model_foreach (SafiBayesModel *self, SafiBayesFunc func, gpointer user_data)
{
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));

  for (gsize i = 0; i < self->capacity; i++)
    if (self->slots[i].good != 0 || self->slots[i].junk != 0)
      g_array_append_val (slots, self->slots[i]);
  g_array_sort (slots, compare_slots_cb);
  for (guint i = 0; i < slots->len; i++) {
    const Slot *slot = &g_array_index (slots, Slot, i);

    func (slot->hash, slot->good, slot->junk, user_data);
  }
}
