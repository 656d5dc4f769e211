/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/safi-text.h"
#include "filter/safi-bayes-model.h"
#include "filter/safi-check.h"

/* Less than this is not worth a row (nats). */
#define WEIGHT_MIN 0.05
/* Words shorter than this explain nothing (octets). */
#define WORD_MIN 3

enum {
  JUNK_LIKE,
  GOOD_LIKE
};

static const SafiFinding findings[] = {
  [JUNK_LIKE] = { "bayes.junk-like", 1.0,
                  /* Translators: {0} is a list of words from the message, such as "offer, free". */
                  N_ ("It looks like mail you called junk: {0}."),
                  N_ ("If that is wrong, press Good and Safibox learns."), "learned-words" },
  [GOOD_LIKE] = { "bayes.good-like", -1.0,
                  /* Translators: {0} is a list of words from the message, such as "invoice,
                     meeting". */
                  N_ ("It looks like your good mail: {0}."),
                  N_ ("If that is wrong, press Junk and Safibox learns."), "learned-words" },
};

typedef struct {
  const SafiToken *tokens[SAFI_EVIDENCE_ARGS_MAX];
  double parts[SAFI_EVIDENCE_ARGS_MAX]; /* strongest first */
  guint n;
} Strongest;

static gboolean
is_same_word (const SafiToken *a, const SafiToken *b)
{
  return a->length == b->length && g_ascii_strncasecmp (a->start, b->start, a->length) == 0;
}

static void
insert (Strongest *strongest, const SafiToken *token, double part)
{
  guint at = strongest->n;

  for (guint i = 0; i < strongest->n; i++)
    if (is_same_word (strongest->tokens[i], token))
      return;
  while (at > 0 && strongest->parts[at - 1] < part)
    at--;
  if (at >= SAFI_EVIDENCE_ARGS_MAX)
    return;
  if (strongest->n < SAFI_EVIDENCE_ARGS_MAX)
    strongest->n++;
  for (guint i = strongest->n - 1; i > at; i--) {
    strongest->tokens[i] = strongest->tokens[i - 1];
    strongest->parts[i] = strongest->parts[i - 1];
  }
  strongest->tokens[at] = token;
  strongest->parts[at] = part;
}

/* Only words of this message are shown: the model holds none. */
static Strongest
find_strongest (SafiTokens *tokens, const double *by_token, double sign)
{
  Strongest strongest = { .n = 0 };

  for (guint i = 0; i < tokens->tokens->len; i++) {
    const SafiToken *token = &g_array_index (tokens->tokens, SafiToken, i);

    if (token->is_readable && token->length >= WORD_MIN && by_token[i] * sign > 0)
      insert (&strongest, token, by_token[i] * sign);
  }
  return strongest;
}

static void
set_spot (SafiEvidence *row, const SafiToken *token, const char *text)
{
  if (token->field != NULL)
    safi_evidence_set_spot_header (row, token->field);
  else
    safi_evidence_set_spot_text (row, (guint) (token->start - text), token->length);
}

static SafiEvidence *
explain (SafiMessage *message, SafiTokens *tokens, const double *by_token, double weight)
{
  const guint finding = weight > 0 ? JUNK_LIKE : GOOD_LIKE;
  const Strongest strongest = find_strongest (tokens, by_token, weight > 0 ? 1 : -1);
  SafiEvidence *row = safi_evidence_new (&findings[finding]);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < strongest.n; i++)
    g_string_append_len (g_string_append (words, i > 0 ? ", " : ""), strongest.tokens[i]->start,
                         strongest.tokens[i]->length);
  safi_evidence_set_weight (row, weight);
  safi_evidence_add_arg (row, SAFI_ARG_TEXT, words->len > 0 ? words->str : "…");
  if (strongest.n > 0)
    set_spot (row, strongest.tokens[0], safi_message_get_text (message));
  return row;
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree double *by_token = NULL;
  double weight;

  if (context->model == NULL)
    return TRUE;
  by_token = g_new (double, context->tokens->tokens->len + 1);
  weight = safi_bayes_model_score (context->model, context->tokens, by_token);
  if (fabs (weight) >= WEIGHT_MIN)
    g_ptr_array_add (evidence, explain (message, context->tokens, by_token, weight));
  return TRUE;
}

const SafiCheck safi_check_bayes = {
  .name = "bayes",
  .group = SAFI_GROUP_MODEL,
  .needs = SAFI_NEEDS_HEADER | SAFI_NEEDS_TEXT,
  .unseen = 0.5,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
