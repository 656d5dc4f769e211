/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "filter/safi-bayes-model.h"
#include "filter/safi-check.h"
#include "filter/safi-phrase.h"

/* Less cannot be seen in a weight with two digits (nats): no row of its own. */
#define WEIGHT_MIN 0.005

enum {
  JUNK_LIKE,
  GOOD_LIKE,
  JUNK_OVERALL,
  GOOD_OVERALL
};

static const SafiFinding findings[] = {
  [JUNK_LIKE] = { "bayes.junk-like", 1.0,
                  /* Translators: {0} is a list of words from the message, such as "offer, free". */
                  N_ ("It has words of mail you called junk: {0}."),
                  N_ ("If that is wrong, press Good and Safibox learns."), "learned-words" },
  [GOOD_LIKE] = { "bayes.good-like", -1.0,
                  /* Translators: {0} is a list of words from the message, such as "invoice,
                     meeting". */
                  N_ ("It has words of your good mail: {0}."),
                  N_ ("If that is wrong, press Junk and Safibox learns."), "learned-words" },
  [JUNK_OVERALL] = { "bayes.junk-overall", 1.0,
                     N_ ("On the whole it looks like mail you called junk."),
                     N_ ("If that is wrong, press Good and Safibox learns."), "learned-words" },
  [GOOD_OVERALL] = { "bayes.good-overall", -1.0, N_ ("On the whole it looks like your good mail."),
                     N_ ("If that is wrong, press Junk and Safibox learns."), "learned-words" },
};

static void
set_spot (SafiEvidence *row, const SafiPhrase *phrase, const char *text)
{
  if (phrase->field != NULL)
    safi_evidence_set_spot_header (row, phrase->field);
  else
    safi_evidence_set_spot_text (row, (guint) (phrase->start - text), phrase->length);
}

/* One row for the loudest words in the direction of @sign, if there are any: it weighs exactly what
 * the words it names said. Only words of this message are shown: the model holds none.
 * Returns: nats. */
static double
explain_words (SafiMessage *message,
               SafiTokens *tokens,
               const double *by_token,
               double sign,
               GPtrArray *evidence)
{
  SafiPhrase phrases[SAFI_PHRASES_MAX];
  const guint n = safi_phrase_find (tokens, by_token, sign, phrases);
  g_autoptr (GString) words = g_string_new (NULL);
  SafiEvidence *row;
  double weight = 0;

  if (n == 0)
    return 0;
  row = safi_evidence_new (&findings[sign > 0 ? JUNK_LIKE : GOOD_LIKE]);
  set_spot (row, &phrases[0], safi_message_get_text (message));
  for (guint i = 0; i < n; i++) {
    g_string_append (g_string_append (words, i > 0 ? ", " : ""), phrases[i].text);
    weight += phrases[i].nats;
    safi_phrase_clear (&phrases[i]);
  }
  safi_evidence_add_arg (row, SAFI_ARG_TEXT, words->str);
  safi_evidence_set_weight (row, weight);
  g_ptr_array_add (evidence, row);
  return weight;
}

/* What no word of these rows said: hundreds of small signs in text and header. Too little for a row
 * of its own goes to the row that is there. */
static void
explain_rest (GPtrArray *evidence, double rest)
{
  SafiEvidence *row;

  if (fabs (rest) < WEIGHT_MIN && evidence->len > 0) {
    row = evidence->pdata[0];
    safi_evidence_set_weight (row, safi_evidence_get_weight (row) + rest);
    return;
  }
  if (fabs (rest) == 0)
    return;
  row = safi_evidence_new (&findings[rest > 0 ? JUNK_OVERALL : GOOD_OVERALL]);
  safi_evidence_set_weight (row, rest);
  g_ptr_array_add (evidence, row);
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree double *by_token = NULL;
  double rest;

  if (context->model == NULL)
    return TRUE;
  by_token = g_new (double, context->tokens->tokens->len + 1);
  rest = safi_bayes_model_score (context->model, context->tokens, by_token);
  rest -= explain_words (message, context->tokens, by_token, 1, evidence);
  rest -= explain_words (message, context->tokens, by_token, -1, evidence);
  explain_rest (evidence, rest);
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
