/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "filter/checks/safi-check.h"
#include "filter/model/safi-bayes-model.h"
#include "filter/tokens/safi-explain.h"

static const SafiFinding findings[] = {
  [SAFI_EXPLAIN_JUNK_LIKE] = { "bayes.junk-like", 1.0,
                               /* Translators: {0} is a list of words from the message, such as
                                  "offer, free". */
                               N_ ("It has words of mail you called junk: {0}."),
                               N_ ("If that is wrong, press “Not junk” and Safibox learns."),
                               "learned-words" },
  [SAFI_EXPLAIN_GOOD_LIKE] = { "bayes.good-like", -1.0,
                               /* Translators: {0} is a list of words from the message, such as
                                  "invoice, meeting". */
                               N_ ("It has words of your good mail: {0}."),
                               N_ ("If that is wrong, press “Junk” and Safibox learns."),
                               "learned-words" },
  [SAFI_EXPLAIN_JUNK_OVERALL] = { "bayes.junk-overall", 1.0,
                                  N_ ("On the whole it looks like mail you called junk."),
                                  N_ ("If that is wrong, press “Not junk” and Safibox learns."),
                                  "learned-words" },
  [SAFI_EXPLAIN_GOOD_OVERALL] = { "bayes.good-overall", -1.0,
                                  N_ ("On the whole it looks like your good mail."),
                                  N_ ("If that is wrong, press “Junk” and Safibox learns."),
                                  "learned-words" },
};

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree double *by_token = NULL;
  double score;

  if (context->model == NULL)
    return TRUE;
  by_token = g_new (double, context->tokens->tokens->len + 1);
  score = safi_bayes_model_score (context->model, context->tokens, by_token);
  safi_explain (findings, message, context->tokens, by_token, score, evidence);
  return TRUE;
}

const SafiCheck safi_check_bayes = {
  .name = "bayes",
  .group = SAFI_GROUP_MODEL,
  .unseen = 0.5,
  .unseen_of = SAFI_UNSEEN_TEXT,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
