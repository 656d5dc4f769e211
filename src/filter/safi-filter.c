/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-filter.h"

#include <math.h>
#include <string.h>

#include "filter/model/safi-cut.h"
#include "filter/safi-filter-private.h"
#include "filter/safi-kind.h"
#include "filter/safi-rule.h"

/* Nats: three messages in ten are junk before anything is known about them. */
#define PRIOR (-0.8)

/* Nats. A text without a header, or a call, is called a scam from here on: nothing is moved by
 * that, and only its words speak. Of texts from which nothing was learned some 4 in 100 genuine
 * ones stand higher (docs/filter.md, section 8). */
#define TEXT_JUNK_FROM 1.7

static const SafiCheck *const checks[] = {
  &safi_check_sender, &safi_check_links,   &safi_check_attachments, &safi_check_money,
  &safi_check_bayes,  &safi_check_starter, &safi_check_auth,        &safi_check_zombie,
  &safi_check_rule,   &safi_check_text,    &safi_check_call,
};

static const struct {
  const char *word;
  double limit; /* nats */
} groups[SAFI_N_GROUPS] = {
  [SAFI_GROUP_ENVELOPE] = { "envelope", 6 }, [SAFI_GROUP_LINKS] = { "links", 4 },
  [SAFI_GROUP_WORDS] = { "words", 4 },       [SAFI_GROUP_ATTACHMENTS] = { "attachments", 4 },
  [SAFI_GROUP_TEXT] = { "text", 8 },         [SAFI_GROUP_RULE] = { "rule", 4 },
  [SAFI_GROUP_MODEL] = { "model", 12 },
};

/* Scales @rows, all alike, if together they say more than @limit nats. */
static void
limit_rows (GPtrArray *rows, double limit)
{
  double sum = 0;
  double scale;

  for (guint i = 0; i < rows->len; i++)
    sum += safi_evidence_get_weight (rows->pdata[i]);
  scale = fabs (sum) > limit ? limit / fabs (sum) : 1;
  for (guint i = 0; i < rows->len; i++)
    safi_evidence_set_weight (rows->pdata[i], safi_evidence_get_weight (rows->pdata[i]) * scale);
}

/* Models weigh themselves, and a person's word weighs the same always. */
static gboolean
is_weighed (SafiGroup group)
{
  return group != SAFI_GROUP_MODEL && group != SAFI_GROUP_RULE;
}

/* Returns: (transfer full): rows of each check, with the weights that this
 * mailbox gives them; NULL with @error. */
static GPtrArray *
run_check (SafiFilter *self,
           const SafiCheck *check,
           const SafiReadMail *mail,
           GCancellable *cancellable,
           GError **error)
{
  const SafiCheckContext context = { self->account, self->model, self->starter,
                                     mail->tokens,  mail->auth,  mail->rule };
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check->run (mail->message, &context, rows, cancellable, error))
    return NULL;
  for (guint i = 0; is_weighed (check->group) && i < rows->len; i++) {
    SafiEvidence *row = g_ptr_array_index (rows, i);
    const double weight =
        safi_finding_weights_apply (self->weights, safi_evidence_get_finding (row)->code,
                                    safi_evidence_get_weight (row), groups[check->group].limit);

    safi_evidence_set_weight (row, weight);
  }
  if (check->limit > 0)
    limit_rows (rows, check->limit);
  return g_steal_pointer (&rows);
}

static gint
compare_strength_cb (gconstpointer a, gconstpointer b)
{
  SafiEvidence *left = *(SafiEvidence *const *) a;
  SafiEvidence *right = *(SafiEvidence *const *) b;
  const double left_weight = fabs (safi_evidence_get_weight (left));
  const double right_weight = fabs (safi_evidence_get_weight (right));

  if (left_weight != right_weight)
    return left_weight > right_weight ? -1 : 1;
  return strcmp (safi_evidence_get_finding (left)->code, safi_evidence_get_finding (right)->code);
}

GPtrArray *
safi_filter_collect (SafiFilter *self,
                     const SafiReadMail *mail,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) evidence =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

  for (guint group = 0; group < SAFI_N_GROUPS; group++) {
    g_autoptr (GPtrArray) all =
        g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

    for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
      g_autoptr (GPtrArray) rows = NULL;

      if (checks[i]->group != group)
        continue;
      rows = run_check (self, checks[i], mail, cancellable, error);
      if (rows == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&rows));
    }
    limit_rows (all, groups[group].limit);
    g_ptr_array_extend_and_steal (evidence, g_steal_pointer (&all));
  }
  g_ptr_array_sort (evidence, compare_strength_cb);
  return g_steal_pointer (&evidence);
}

double
safi_filter_get_cut (SafiFilter *self)
{
  guint good, junk;

  safi_filter_get_totals (self, &good, &junk);
  return safi_cut_place (self->policy.junk_from, self->good_scores, MIN (good, junk));
}

double
safi_filter_get_bound (SafiFilter *self)
{
  const double cut = safi_filter_get_cut (self);
  guint n_above = 0;

  for (guint i = 0; i < self->good_scores->len; i++)
    n_above += g_array_index (self->good_scores, double, i) >= cut;
  return safi_cut_bound (n_above, self->good_scores->len);
}

static SafiBorders
get_borders (SafiFilter *self, SafiMessage *message)
{
  const double cut = safi_message_get_form (message) == SAFI_FORM_MAIL ? safi_filter_get_cut (self)
                                                                       : TEXT_JUNK_FROM;

  return (SafiBorders){ .good_below = self->policy.good_below, .junk_from = cut };
}

static SafiDecision
decide (const SafiBorders *borders, double log_odds)
{
  if (log_odds >= borders->junk_from)
    return SAFI_DECISION_JUNK;
  return log_odds < borders->good_below ? SAFI_DECISION_GOOD : SAFI_DECISION_UNSURE;
}

double
safi_filter_sum (GPtrArray *evidence)
{
  double log_odds = PRIOR;

  for (guint i = 0; i < evidence->len; i++)
    log_odds += safi_evidence_get_weight (g_ptr_array_index (evidence, i));
  return log_odds;
}

double
safi_filter_without_model (SafiVerdict *verdict)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  double log_odds = safi_verdict_get_log_odds (verdict);

  for (guint i = 0; i < evidence->len; i++)
    if (safi_evidence_is_of_model (evidence->pdata[i]))
      log_odds -= safi_evidence_get_weight (evidence->pdata[i]);
  return log_odds;
}

/* Nats: what the mailbox itself taught. */
static double
sum_of_bayes (GPtrArray *evidence)
{
  double sum = 0;

  for (guint i = 0; i < evidence->len; i++) {
    SafiEvidence *row = evidence->pdata[i];

    if (g_str_has_prefix (safi_evidence_get_finding (row)->code, "bayes."))
      sum += safi_evidence_get_weight (row);
  }
  return sum;
}

double
safi_filter_get_unheard (SafiFilter *self, GPtrArray *evidence)
{
  guint good, junk;

  safi_filter_get_totals (self, &good, &junk);
  return good < SAFI_CUT_ENOUGH ? MAX (sum_of_bayes (evidence), 0) : 0;
}

SafiFilter *
safi_filter_new (SafiStore *store, SafiAccount *account, GError **error)
{
  g_autoptr (SafiFilter) self = g_new0 (SafiFilter, 1);

  self->store = account != NULL ? store : NULL;
  self->account = account != NULL ? safi_account_ref (account) : NULL;
  self->starter = safi_starter_get_shipped ();
  self->policy = safi_policy_default ();
  if (!safi_filter_reload (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
safi_filter_free (SafiFilter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->model, safi_bayes_model_free);
  g_clear_pointer (&self->weights, safi_finding_weights_free);
  g_clear_pointer (&self->good_scores, g_array_unref);
  g_clear_pointer (&self->account, safi_account_unref);
  g_free (self);
}

void
safi_filter_set_policy (SafiFilter *self, const SafiPolicy *policy)
{
  self->policy = *policy;
}

void
safi_filter_set_starter (SafiFilter *self, SafiStarter *starter)
{
  self->starter = starter;
}

SafiVerdict *
safi_filter_judge (SafiFilter *self,
                   SafiMessage *message,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SafiReadMail) mail = safi_filter_read (self, message, error);
  g_autoptr (GPtrArray) evidence =
      mail != NULL ? safi_filter_collect (self, mail, cancellable, error) : NULL;
  SafiBorders borders = get_borders (self, message);
  g_autoptr (SafiVerdict) verdict = NULL;
  SafiDecision decision;
  double log_odds;

  if (evidence == NULL)
    return NULL;
  borders.junk_from += safi_filter_get_unheard (self, evidence);
  if (safi_rule_enforce (evidence, safi_filter_sum (evidence), &borders))
    g_ptr_array_sort (evidence, compare_strength_cb);
  log_odds = safi_filter_sum (evidence);
  decision = decide (&borders, log_odds);
  verdict = safi_verdict_new (
      decision, decision == SAFI_DECISION_GOOD ? SAFI_KIND_NONE : safi_kind_of_evidence (evidence),
      PRIOR, safi_calibration_apply (&self->calibration, log_odds), evidence);
  return safi_verdict_with_borders (verdict, &borders);
}

gboolean
safi_filter_wants_more (SafiFilter *self, SafiMessage *message, SafiVerdict *verdict)
{
  const double log_odds = safi_verdict_get_log_odds (verdict);
  const SafiDecision decision = safi_verdict_get_decision (verdict);
  double unseen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (checks[i]->unseen_of & safi_message_get_unseen (message))
      unseen += checks[i]->unseen;
  return decision != SAFI_DECISION_JUNK && !safi_rule_is_in (verdict) &&
         decide (safi_verdict_get_borders (verdict), log_odds + unseen) == SAFI_DECISION_JUNK;
}

gboolean
safi_filter_could_change (SafiVerdict *verdict, double nats)
{
  return decide (safi_verdict_get_borders (verdict), safi_verdict_get_log_odds (verdict) + nats) !=
         safi_verdict_get_decision (verdict);
}

void
safi_filter_get_totals (SafiFilter *self, guint *ret_good, guint *ret_junk)
{
  *ret_good = 0;
  *ret_junk = 0;
  if (self->model != NULL)
    safi_bayes_model_get_totals (self->model, ret_good, ret_junk);
}

const SafiCheck *const *
safi_filter_list_checks (guint *ret_n_checks)
{
  *ret_n_checks = G_N_ELEMENTS (checks);
  return checks;
}

const SafiFinding *
safi_filter_lookup (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    for (guint k = 0; k < checks[i]->n_findings; k++)
      if (g_str_equal (checks[i]->findings[k].code, code))
        return &checks[i]->findings[k];
  return NULL;
}

SafiKind
safi_filter_get_kind (const char *code)
{
  return safi_kind_of_code (code);
}

double
safi_group_get_limit (SafiGroup group)
{
  return groups[group].limit;
}

const char *
safi_group_to_word (SafiGroup group)
{
  return groups[group].word;
}
