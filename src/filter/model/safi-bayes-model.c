/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-bayes-model.h"

#include <string.h>

#include "filter/model/safi-gram-model.h"
#include "filter/model/safi-word-model.h"
#include "filter/tokens/safi-siphash.h"

/* With fewer messages than this the model speaks softly, in proportion. */
#define MESSAGES_FOR_FULL_VOICE 40

/* How much the strings of letters of each kind count in the sum. The text alone at half weight:
 * with it the model errs half as often with little mail and after a change of the route of
 * delivery, at full weight more often when neither is the case (docs/filter.md). */
static const double gram_shares[SAFI_N_GRAM_KINDS] = { 1, 0.5 };

struct _SafiBayesModel {
  guint8 key[SAFI_SIPHASH_KEY_OCTETS];
  SafiWordModel words;
  SafiGramModel *grams[SAFI_N_GRAM_KINDS];
  guint n_messages[2];
};

SafiBayesModel *
safi_bayes_model_new (const guint8 *key)
{
  SafiBayesModel *self = g_new0 (SafiBayesModel, 1);

  memcpy (self->key, key, sizeof self->key);
  self->words.counts = safi_count_table_new ();
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    self->grams[kind] = safi_gram_model_new ();
  return self;
}

void
safi_bayes_model_free (SafiBayesModel *self)
{
  if (self == NULL)
    return;
  safi_count_table_free (self->words.counts);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    safi_gram_model_free (self->grams[kind]);
  g_free (self);
}

const guint8 *
safi_bayes_model_get_key (SafiBayesModel *self)
{
  return self->key;
}

void
safi_bayes_model_get_totals (SafiBayesModel *self, guint *ret_good, guint *ret_junk)
{
  *ret_good = self->n_messages[SAFI_CLASS_GOOD];
  *ret_junk = self->n_messages[SAFI_CLASS_JUNK];
}

/* 0 … 1: by all messages, not by the rarer class, because the balance of a mailbox is no sign. */
static double
get_voice (SafiBayesModel *self)
{
  const double n = self->n_messages[SAFI_CLASS_GOOD] + self->n_messages[SAFI_CLASS_JUNK];

  return MIN (1, n / MESSAGES_FOR_FULL_VOICE);
}

/* Hands out what each feature said to the word it belongs to. */
static void
share_out (GArray *owners, const double *parts, double share, double *ret_by_token)
{
  for (guint i = 0; i < owners->len; i++)
    ret_by_token[g_array_index (owners, guint32, i)] += parts[i] * share;
}

static double
score_words (SafiBayesModel *self, SafiTokens *tokens, double voice, double *ret_by_token)
{
  g_autofree double *parts =
      ret_by_token != NULL ? g_new (double, tokens->features->len + 1) : NULL;
  const double score = safi_word_model_score (&self->words, tokens->features, parts);

  if (parts != NULL)
    share_out (tokens->feature_tokens, parts, voice, ret_by_token);
  return score * voice;
}

static double
score_grams (SafiBayesModel *self,
             SafiTokens *tokens,
             SafiGramKind kind,
             double voice,
             double *ret_by_token)
{
  const double share = voice * gram_shares[kind];
  g_autofree double *parts =
      ret_by_token != NULL ? g_new (double, tokens->grams[kind]->len + 1) : NULL;
  const double score = safi_gram_model_score (self->grams[kind], tokens->grams[kind], parts);

  if (parts != NULL)
    share_out (tokens->gram_tokens[kind], parts, share, ret_by_token);
  return score * share;
}

double
safi_bayes_model_score (SafiBayesModel *self, SafiTokens *tokens, double *ret_by_token)
{
  const double voice = get_voice (self);
  double score;

  if (ret_by_token != NULL)
    memset (ret_by_token, 0, sizeof (double) * tokens->tokens->len);
  score = score_words (self, tokens, voice, ret_by_token);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    score += score_grams (self, tokens, kind, voice, ret_by_token);
  return score;
}

static void
count_message (SafiBayesModel *self, const SafiLesson *lesson, gint sign)
{
  self->n_messages[lesson->taught_class] += sign;
  self->words.taught[lesson->taught_class] += sign * (gint) lesson->strength;
}

gboolean
safi_bayes_model_add (SafiBayesModel *self, SafiLesson *lesson)
{
  count_message (self, lesson, 1);
  if (safi_bayes_model_rehearse (self, lesson))
    return TRUE;
  count_message (self, lesson, -1);
  return FALSE;
}

SafiLesson *
safi_bayes_model_learn (SafiBayesModel *self,
                        SafiTokens *tokens,
                        SafiClass taught_class,
                        SafiStrength strength)
{
  g_autoptr (SafiLesson) lesson =
      safi_lesson_new (taught_class, strength, tokens->features, tokens->grams);

  return safi_bayes_model_add (self, lesson) ? g_steal_pointer (&lesson) : NULL;
}

gboolean
safi_bayes_model_rehearse (SafiBayesModel *self, SafiLesson *lesson)
{
  const guint before = lesson->passes;
  guint added;

  if (safi_word_model_learn (&self->words, lesson)) {
    for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
      safi_gram_model_learn (self->grams[kind], &lesson->grams[kind], lesson->taught_class,
                             lesson->strength);
    return TRUE;
  }
  added = lesson->passes - before;
  lesson->passes = added;
  safi_word_model_apply (&self->words, lesson, -1);
  lesson->passes = before;
  return FALSE;
}

gboolean
safi_bayes_model_apply (SafiBayesModel *self, const SafiLesson *lesson, gint sign)
{
  if (!safi_word_model_apply (&self->words, lesson, sign))
    return FALSE;
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    safi_gram_model_apply (self->grams[kind], &lesson->grams[kind], sign);
  count_message (self, lesson, sign);
  return TRUE;
}
