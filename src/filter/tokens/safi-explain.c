/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/tokens/safi-explain.h"

#include <math.h>

#include "filter/tokens/safi-phrase.h"

/* Less cannot be seen in a weight with two digits (nats): no row of its own. */
#define WEIGHT_MIN 0.005

static void
set_spot (SafiEvidence *row, const SafiPhrase *phrase, const char *text)
{
  if (phrase->field != NULL)
    safi_evidence_set_spot_header (row, phrase->field);
  else
    safi_evidence_set_spot_text (row, (guint) (phrase->start - text), phrase->length);
}

/* One row for the loudest words in the direction of @sign, if there are any: it weighs exactly what
 * the words it names said.
 * Returns: nats. */
static double
explain_words (const SafiFinding *findings,
               SafiMessage *message,
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
  row = safi_evidence_new (&findings[sign > 0 ? SAFI_EXPLAIN_JUNK_LIKE : SAFI_EXPLAIN_GOOD_LIKE]);
  set_spot (row, &phrases[0], safi_message_get_text (message));
  for (guint i = 0; i < n; i++) {
    g_string_append (words, i > 0 ? ", " : "");
    g_string_append (words, phrases[i].text);
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
explain_rest (const SafiFinding *findings, GPtrArray *evidence, double rest)
{
  SafiEvidence *row;

  if (fabs (rest) < WEIGHT_MIN && evidence->len > 0) {
    row = evidence->pdata[0];
    safi_evidence_set_weight (row, safi_evidence_get_weight (row) + rest);
    return;
  }
  if (fabs (rest) == 0)
    return;
  row = safi_evidence_new (
      &findings[rest > 0 ? SAFI_EXPLAIN_JUNK_OVERALL : SAFI_EXPLAIN_GOOD_OVERALL]);
  safi_evidence_set_weight (row, rest);
  g_ptr_array_add (evidence, row);
}

void
safi_explain (const SafiFinding findings[SAFI_EXPLAIN_FINDINGS],
              SafiMessage *message,
              SafiTokens *tokens,
              const double *by_token,
              double score,
              GPtrArray *evidence)
{
  double rest = score;

  rest -= explain_words (findings, message, tokens, by_token, 1, evidence);
  rest -= explain_words (findings, message, tokens, by_token, -1, evidence);
  explain_rest (findings, evidence, rest);
}
