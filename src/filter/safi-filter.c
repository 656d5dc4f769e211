/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-filter.h"

#include <math.h>
#include <string.h>

#include "filter/safi-bayes-model.h"
#include "filter/safi-finding-weights.h"
#include "filter/safi-kind.h"
#include "store/safi-training.h"

/* Nats: three messages in ten are junk before anything is known about them. */
#define PRIOR -0.8

/* Probability = logistic (ALPHA * log-odds + BETA), measured on the corpora (docs/filter.md). */
#define ALPHA 1.0
#define BETA 0.0

struct _SafiFilter {
  SafiStore *store;      /* (nullable) (not owned) */
  SafiAccount *account;  /* (nullable) */
  SafiBayesModel *model; /* (nullable): none without a store or an account */
  SafiFindingWeights *weights;
  SafiPolicy policy;
};

static const SafiCheck *const checks[] = {
  &safi_check_sender, &safi_check_links, &safi_check_attachments,
  &safi_check_money,  &safi_check_bayes,
};

static const struct {
  const char *word;
  double limit; /* nats */
} groups[SAFI_N_GROUPS] = {
  [SAFI_GROUP_ENVELOPE] = { "envelope", 6 }, [SAFI_GROUP_LINKS] = { "links", 4 },
  [SAFI_GROUP_WORDS] = { "words", 4 },       [SAFI_GROUP_ATTACHMENTS] = { "attachments", 4 },
  [SAFI_GROUP_MODEL] = { "model", 12 },
};

static void
load_feature_cb (const SafiFeatureCount *count, gpointer user_data)
{
  safi_bayes_model_add (user_data, count->hash, count->good, count->junk);
}

/* Runs @list on @message. Returns: (transfer full): rows of each check, with the weights that this
 * mailbox gives them; NULL with @error. */
static GPtrArray *
run_check (SafiFilter *self,
           const SafiCheck *check,
           SafiMessage *message,
           GCancellable *cancellable,
           GError **error)
{
  const SafiCheckContext context = { .account = self->account, .model = self->model };
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check->run (message, &context, rows, cancellable, error))
    return NULL;
  for (guint i = 0; check->group != SAFI_GROUP_MODEL && i < rows->len; i++) {
    SafiEvidence *row = g_ptr_array_index (rows, i);
    const double weight =
        safi_finding_weights_apply (self->weights, safi_evidence_get_finding (row)->code,
                                    safi_evidence_get_weight (row), groups[check->group].limit);

    safi_evidence_set_weight (row, weight);
  }
  return g_steal_pointer (&rows);
}

/* Takes over @rows of one group into @evidence, all scaled if they say more than the limit. */
static void
add_group (SafiGroup group, GPtrArray *rows, GPtrArray *evidence)
{
  double sum = 0;
  double scale;

  for (guint i = 0; i < rows->len; i++)
    sum += safi_evidence_get_weight (g_ptr_array_index (rows, i));
  scale = fabs (sum) > groups[group].limit ? groups[group].limit / fabs (sum) : 1;
  for (guint i = 0; i < rows->len; i++) {
    SafiEvidence *row = g_ptr_array_index (rows, i);

    g_ptr_array_add (evidence,
                     safi_evidence_with_weight (row, safi_evidence_get_weight (row) * scale));
  }
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

/* Returns: (transfer full) (element-type SafiEvidence): strongest first; NULL with @error. */
static GPtrArray *
collect (SafiFilter *self, SafiMessage *message, GCancellable *cancellable, GError **error)
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
      rows = run_check (self, checks[i], message, cancellable, error);
      if (rows == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&rows));
    }
    add_group (group, all, evidence);
  }
  g_ptr_array_sort (evidence, compare_strength_cb);
  return g_steal_pointer (&evidence);
}

static SafiDecision
decide (const SafiPolicy *policy, double log_odds)
{
  if (log_odds >= policy->junk_from)
    return SAFI_DECISION_JUNK;
  return log_odds < policy->good_below ? SAFI_DECISION_GOOD : SAFI_DECISION_UNSURE;
}

/* The codes that @message shows, without the model's: it must not learn from itself.
 * Returns: (transfer full) (element-type utf8): each once; NULL with @error. */
static GPtrArray *
list_codes (SafiFilter *self, SafiMessage *message, GError **error)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autoptr (GPtrArray) rows = NULL;

    if (checks[i]->group == SAFI_GROUP_MODEL)
      continue;
    rows = run_check (self, checks[i], message, NULL, error);
    if (rows == NULL)
      return NULL;
    for (guint k = 0; k < rows->len; k++) {
      const char *code = safi_evidence_get_finding (g_ptr_array_index (rows, k))->code;

      if (!g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
        g_ptr_array_add (codes, g_strdup (code));
    }
  }
  return g_steal_pointer (&codes);
}

SafiFilter *
safi_filter_new (SafiStore *store, SafiAccount *account, GError **error)
{
  g_autoptr (SafiFilter) self = g_new0 (SafiFilter, 1);

  self->store = account != NULL ? store : NULL;
  self->account = account != NULL ? safi_account_ref (account) : NULL;
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
  g_clear_pointer (&self->account, safi_account_unref);
  g_free (self);
}

void
safi_filter_set_policy (SafiFilter *self, const SafiPolicy *policy)
{
  self->policy = *policy;
}

SafiVerdict *
safi_filter_judge (SafiFilter *self,
                   SafiMessage *message,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) evidence = collect (self, message, cancellable, error);
  double log_odds = PRIOR;
  SafiDecision decision;

  if (evidence == NULL)
    return NULL;
  for (guint i = 0; i < evidence->len; i++)
    log_odds += safi_evidence_get_weight (g_ptr_array_index (evidence, i));
  decision = decide (&self->policy, log_odds);
  return safi_verdict_new (
      decision, decision == SAFI_DECISION_GOOD ? SAFI_KIND_NONE : safi_kind_of_evidence (evidence),
      PRIOR, 1 / (1 + exp (-(ALPHA * log_odds + BETA))), evidence);
}

gboolean
safi_filter_wants_more (SafiFilter *self, SafiMessage *message, SafiVerdict *verdict)
{
  const double log_odds = safi_verdict_get_log_odds (verdict);
  const SafiDecision decision = safi_verdict_get_decision (verdict);
  double unseen = 0;

  if (!(safi_message_get_flaws (message) & SAFI_FLAW_PARTIAL))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    unseen += checks[i]->unseen;
  return decide (&self->policy, log_odds + unseen) != decision;
}

static gboolean
forget (SafiFilter *self, const char *identity, const SafiTaught *taught, GError **error)
{
  if (!safi_training_remove (self->store, safi_account_get_id (self->account), identity, error))
    return FALSE;
  safi_bayes_model_unlearn (self->model, taught->features, taught->passes, taught->taught_class);
  safi_finding_weights_add (self->weights, taught->codes, taught->taught_class, -1);
  return TRUE;
}

static gboolean
learn (SafiFilter *self, SafiMessage *message, SafiClass taught_class, GError **error)
{
  g_autoptr (SafiTokens) tokens = NULL;
  g_autoptr (GPtrArray) codes = list_codes (self, message, error);
  g_autoptr (GArray) hashes = NULL;
  g_autoptr (SafiTaught) taught = NULL;
  guint passes;

  if (codes == NULL)
    return FALSE;
  tokens = safi_tokens_new (message, safi_bayes_model_get_key (self->model));
  hashes = safi_bayes_model_list_hashes (tokens);
  passes = safi_bayes_model_learn (self->model, tokens, taught_class);
  safi_finding_weights_add (self->weights, codes, taught_class, 1);
  taught = safi_taught_new (taught_class, passes, hashes, codes);
  return safi_training_add (self->store, safi_account_get_id (self->account),
                            safi_message_get_identity (message), taught, error);
}

static gboolean
reteach (SafiFilter *self, SafiMessage *message, SafiClass taught_class, GError **error)
{
  const char *identity = safi_message_get_identity (message);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SafiTaught) before =
      safi_training_get (self->store, safi_account_get_id (self->account), identity, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (before != NULL && before->taught_class == taught_class)
    return TRUE;
  return (before == NULL || forget (self, identity, before, error)) &&
         learn (self, message, taught_class, error);
}

/* Closes the transaction as @done says. After a failure the model is what the store says again. */
static gboolean
finish (SafiFilter *self, gboolean done, GError **error)
{
  if (done && safi_store_commit (self->store, error))
    return TRUE;
  safi_store_rollback (self->store);
  safi_filter_reload (self, NULL);
  return FALSE;
}

gboolean
safi_filter_teach (SafiFilter *self, SafiMessage *message, SafiClass taught_class, GError **error)
{
  g_return_val_if_fail (self->store != NULL, FALSE);

  return safi_store_begin (self->store, error) &&
         finish (self, reteach (self, message, taught_class, error), error);
}

gboolean
safi_filter_unteach (SafiFilter *self, const char *identity, GError **error)
{
  g_autoptr (SafiTaught) taught = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self->store != NULL, FALSE);

  taught = safi_training_get (self->store, safi_account_get_id (self->account), identity, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (taught == NULL)
    return TRUE;
  return safi_store_begin (self->store, error) &&
         finish (self, forget (self, identity, taught, error), error);
}

gboolean
safi_filter_reload (SafiFilter *self, GError **error)
{
  g_autoptr (SafiBayesModel) model = NULL;
  g_autoptr (GHashTable) counts = NULL;
  SafiTotals totals = { 0 };

  if (self->store != NULL) {
    const char *id = safi_account_get_id (self->account);

    model = safi_bayes_model_new (safi_store_get_key (self->store));
    if (!safi_training_load (self->store, id, load_feature_cb, model, &totals, error))
      return FALSE;
    safi_bayes_model_add_messages (model, SAFI_CLASS_GOOD, (gint) totals.good);
    safi_bayes_model_add_messages (model, SAFI_CLASS_JUNK, (gint) totals.junk);
    counts = safi_training_list_findings (self->store, id, error);
    if (counts == NULL)
      return FALSE;
  }
  g_clear_pointer (&self->model, safi_bayes_model_free);
  g_clear_pointer (&self->weights, safi_finding_weights_free);
  self->model = g_steal_pointer (&model);
  self->weights = safi_finding_weights_new (g_steal_pointer (&counts), &totals);
  return TRUE;
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
