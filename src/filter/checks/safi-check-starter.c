/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "filter/checks/safi-check.h"
#include "filter/model/safi-bayes-model.h"
#include "filter/model/safi-starter.h"
#include "filter/tokens/safi-explain.h"

/* Less than this is not worth a row (nats). */
#define WEIGHT_MIN 0.05

#define TEXT SAFI_EXPLAIN_FINDINGS /* from here on in findings */

/* Of mail, then of texts without a header. */
static const SafiFinding findings[] = {
  [SAFI_EXPLAIN_JUNK_LIKE] = { "starter.junk-like", 1.0,
                               /* Translators: {0} is a list of words from the message, such as
                                  "offer, free". */
                               N_ ("It has words of junk that many people get: {0}."),
                               N_ ("If that is wrong, press “Not junk” and Safibox learns."),
                               "many-people" },
  [SAFI_EXPLAIN_GOOD_LIKE] = { "starter.good-like", -1.0,
                               /* Translators: {0} is a list of words from the message, such as
                                  "invoice, meeting". */
                               N_ ("It has words of good mail that many people get: {0}."),
                               N_ ("If that is wrong, press “Junk” and Safibox learns."),
                               "many-people" },
  [SAFI_EXPLAIN_JUNK_OVERALL] = { "starter.junk-overall", 1.0,
                                  N_ ("It is written like junk that many people get."),
                                  N_ ("If that is wrong, press “Not junk” and Safibox learns."),
                                  "many-people" },
  [SAFI_EXPLAIN_GOOD_OVERALL] = { "starter.good-overall", -1.0,
                                  N_ ("It is written like good mail that many people get."),
                                  N_ ("If that is wrong, press “Junk” and Safibox learns."),
                                  "many-people" },
  [TEXT + SAFI_EXPLAIN_JUNK_LIKE] = { "starter.scam-like", 1.0,
                                      /* Translators: {0} is a list of words from an SMS, a chat or
                                         a call, such as "send, code". */
                                      N_ ("It has words that scams have: {0}."),
                                      N_ ("Ask somebody you trust before you act."),
                                      "many-people" },
  [TEXT +
      SAFI_EXPLAIN_GOOD_LIKE] = { "starter.real-like", -1.0,
                                  /* Translators: {0} is a list of words from an SMS, a chat or
                                     a call, such as "receipt, Tuesday". */
                                  N_ ("It has words that real messages have: {0}."),
                                  N_ ("If you are not sure, ask the sender on a number you know."),
                                  "many-people" },
  [TEXT + SAFI_EXPLAIN_JUNK_OVERALL] = { "starter.scam-overall", 1.0,
                                         N_ ("It is written like many scams."),
                                         N_ ("Ask somebody you trust before you act."),
                                         "many-people" },
  [TEXT +
      SAFI_EXPLAIN_GOOD_OVERALL] = { "starter.real-overall", -1.0,
                                     N_ ("It is written like many real messages."),
                                     N_ ("If you are not sure, ask the sender on a number you know."),
                                     "many-people" },
};

/* What the mailbox itself taught counts more with every message. */
static double
get_share (SafiBayesModel *model)
{
  guint good = 0;
  guint junk = 0;

  if (model != NULL)
    safi_bayes_model_get_totals (model, &good, &junk);
  return safi_starter_get_share (good + junk);
}

static void
run_on_mail (SafiMessage *message, const SafiCheckContext *context, GPtrArray *evidence)
{
  const double share = get_share (context->model);
  g_autoptr (SafiStarterWords) words = NULL;
  g_autofree double *by_token = NULL;
  double score;

  if (context->starter == NULL || share * SAFI_STARTER_MAX < WEIGHT_MIN)
    return;
  words =
      safi_starter_words_new (message, context->tokens, safi_starter_get_bits (context->starter));
  by_token = g_new (double, words->n_tokens);
  score = safi_starter_score (context->starter, words, by_token);
  if (fabs (score) * share < WEIGHT_MIN)
    return;
  for (guint i = 0; i < words->n_tokens; i++)
    by_token[i] *= share;
  safi_explain (findings, message, context->tokens, by_token, score * share, evidence);
}

/* Mail teaches nothing about texts, so what is shipped keeps its voice. */
static void
run_on_text (SafiMessage *message, const SafiCheckContext *context, GPtrArray *evidence)
{
  SafiStarter *starter = safi_starter_get_shipped_for_texts ();
  g_autoptr (SafiStarterWords) words = NULL;
  g_autofree double *by_token = NULL;
  double score;

  if (starter == NULL)
    return;
  words = safi_starter_words_new (message, context->tokens, safi_starter_get_bits (starter));
  by_token = g_new (double, words->n_tokens);
  score = safi_starter_score_text (starter, words, by_token);
  if (fabs (score) >= WEIGHT_MIN)
    safi_explain (findings + TEXT, message, context->tokens, by_token, score, evidence);
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  if (safi_message_get_form (message) == SAFI_FORM_TEXT)
    run_on_text (message, context, evidence);
  else if (safi_message_get_form (message) == SAFI_FORM_MAIL)
    run_on_mail (message, context, evidence);
  return TRUE;
}

const SafiCheck safi_check_starter = {
  .name = "starter",
  .group = SAFI_GROUP_MODEL,
  .unseen = 0, /* it reads the beginning; the other check of its group counts what is not seen */
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
