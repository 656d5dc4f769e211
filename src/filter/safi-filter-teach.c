/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/safi-error.h"
#include "filter/model/safi-cut.h"
#include "filter/safi-filter-private.h"
#include "store/training/safi-pending.h"

/* So many answers of a person are worth fitting the calibration anew. */
#define ANSWERS_PER_FIT 50

/* With more messages taught than these, which is more than are learned from the mail that is there
 * at first, nothing need be gone through again: only what was added is kept. */
#define REHEARSED_MAX 500

static const char *
get_account (SafiFilter *self)
{
  return safi_account_get_id (self->account);
}

/* The codes that a message showed, without the models': they must not learn from themselves.
 * Returns: (transfer full) (element-type utf8): each once. */
static GPtrArray *
list_codes (GPtrArray *evidence)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < evidence->len; i++) {
    SafiEvidence *row = g_ptr_array_index (evidence, i);
    const char *code = safi_evidence_get_finding (row)->code;

    if (!safi_evidence_is_of_model (row) &&
        !g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
      g_ptr_array_add (codes, g_strdup (code));
  }
  return codes;
}

/* Returns: (transfer full) (nullable): NULL without @error: nothing was taught. */
static SafiTaught *
get_taught (SafiFilter *self, const char *identity, gboolean *ret_failed, GError **error)
{
  g_autoptr (GError) failure = NULL;
  SafiTaught *taught = safi_training_get (self->store, get_account (self), identity, &failure);

  *ret_failed = failure != NULL;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return taught;
}

/* The history as the store has it. */
static gboolean
read_history (SafiFilter *self, GError **error)
{
  GArray *scores = self->store == NULL
                       ? g_array_new (FALSE, FALSE, sizeof (double))
                       : safi_training_list_scores (self->store, get_account (self),
                                                    SAFI_CLASS_GOOD, SAFI_CUT_HISTORY_MAX, error);

  if (scores == NULL)
    return FALSE;
  g_clear_pointer (&self->good_scores, g_array_unref);
  self->good_scores = scores;
  return TRUE;
}

static gboolean
fit_calibration (SafiFilter *self, GError **error)
{
  g_autoptr (GArray) junk_scores =
      self->store == NULL
          ? g_array_new (FALSE, FALSE, sizeof (double))
          : safi_training_list_scores (self->store, get_account (self), SAFI_CLASS_JUNK,
                                       SAFI_CUT_HISTORY_MAX, error);

  if (junk_scores == NULL)
    return FALSE;
  self->calibration = safi_calibration_fit (self->good_scores, junk_scores);
  self->n_unfitted = 0;
  return TRUE;
}

static gboolean
note_answer (SafiFilter *self, SafiStrength strength, GError **error)
{
  if (strength == SAFI_STRENGTH_STRONG)
    self->n_unfitted++;
  return self->n_unfitted < ANSWERS_PER_FIT || fit_calibration (self, error);
}

/* Guesses are no history: nobody said that they were right. */
static void
add_history (SafiFilter *self, const SafiTaught *taught)
{
  if (taught->lesson->taught_class != SAFI_CLASS_GOOD ||
      taught->lesson->strength != SAFI_STRENGTH_STRONG)
    return;
  g_array_prepend_val (self->good_scores, taught->log_odds);
  if (self->good_scores->len > SAFI_CUT_HISTORY_MAX)
    g_array_set_size (self->good_scores, SAFI_CUT_HISTORY_MAX);
}

static gboolean
set_full (GError **error)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "the model has no room for this");
  return FALSE;
}

static gboolean
forget (SafiFilter *self, const char *identity, const SafiTaught *taught, GError **error)
{
  if (!safi_training_remove (self->store, get_account (self), identity, error))
    return FALSE;
  safi_finding_weights_add (self->weights, taught->codes, taught->lesson->taught_class, -1);
  return (safi_bayes_model_apply (self->model, taught->lesson, -1) || set_full (error)) &&
         read_history (self, error);
}

/* Single features are never dropped: the oldest message is forgotten whole. A guess pushes out no
 * answer. @ret_made: FALSE if nothing may be forgotten for a label of @strength. */
static gboolean
make_room (SafiFilter *self, SafiStrength strength, gboolean *ret_made, GError **error)
{
  g_autofree char *identity = NULL;
  g_autoptr (SafiTaught) taught = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean failed = FALSE;

  identity = safi_training_find_oldest (self->store, get_account (self), strength, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (identity != NULL)
    taught = get_taught (self, identity, &failed, error);
  if (failed)
    return FALSE;
  *ret_made = taught != NULL;
  return taught == NULL || forget (self, identity, taught, error);
}

/* @ret_lesson: (transfer full) (nullable): NULL for a guess that there is no room for. */
static gboolean
learn (SafiFilter *self,
       SafiTokens *tokens,
       SafiClass taught_class,
       SafiStrength strength,
       SafiLesson **ret_lesson,
       GError **error)
{
  gboolean has_room = TRUE;

  do {
    *ret_lesson = safi_bayes_model_learn (self->model, tokens, taught_class, strength);
    if (*ret_lesson != NULL)
      return TRUE;
    if (!make_room (self, strength, &has_room, error))
      return FALSE;
  } while (has_room);
  return strength != SAFI_STRENGTH_STRONG || set_full (error);
}

static void
trim (SafiFilter *self, SafiLesson *lesson)
{
  guint good, junk;

  safi_filter_get_totals (self, &good, &junk);
  if (good + junk > REHEARSED_MAX)
    safi_lesson_trim (lesson);
}

static gboolean
teach (SafiFilter *self,
       SafiMessage *message,
       SafiClass taught_class,
       SafiStrength strength,
       GError **error)
{
  g_autoptr (SafiReadMail) mail = safi_filter_read (self, message, error);
  g_autoptr (GPtrArray) evidence =
      mail != NULL ? safi_filter_collect (self, mail, NULL, error) : NULL;
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (SafiTaught) taught = NULL;
  SafiLesson *lesson = NULL;
  double log_odds;

  if (evidence == NULL)
    return FALSE;
  log_odds = safi_filter_sum (evidence);
  if (taught_class == SAFI_CLASS_GOOD)
    log_odds -= safi_filter_get_unheard (self, evidence);
  if (!learn (self, mail->tokens, taught_class, strength, &lesson, error))
    return FALSE;
  if (lesson == NULL)
    return TRUE;
  trim (self, lesson);
  codes = list_codes (evidence);
  safi_finding_weights_add (self->weights, codes, taught_class, 1);
  taught = safi_taught_new (lesson, codes, log_odds);
  add_history (self, taught);
  return safi_training_add (self->store, get_account (self), safi_message_get_identity (message),
                            taught, error) &&
         note_answer (self, strength, error);
}

/* A guess never overrides a person's word. */
static gboolean
is_known (const SafiTaught *before, SafiClass taught_class, SafiStrength strength)
{
  if (before == NULL)
    return FALSE;
  if (strength < before->lesson->strength)
    return TRUE;
  return before->lesson->taught_class == taught_class && before->lesson->strength == strength;
}

static gboolean
reteach (SafiFilter *self,
         SafiMessage *message,
         SafiClass taught_class,
         SafiStrength strength,
         GError **error)
{
  const char *identity = safi_message_get_identity (message);
  gboolean failed;
  g_autoptr (SafiTaught) before = get_taught (self, identity, &failed, error);

  if (failed)
    return FALSE;
  if (is_known (before, taught_class, strength))
    return TRUE;
  return (before == NULL || forget (self, identity, before, error)) &&
         teach (self, message, taught_class, strength, error);
}

/* What somebody said goes before what nobody objected to. */
static gboolean
drop_prepared (SafiFilter *self, const char *identity, SafiStrength strength, GError **error)
{
  return strength == SAFI_STRENGTH_WEAK ||
         safi_pending_remove (self->store, get_account (self), identity, error);
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
safi_filter_teach (SafiFilter *self,
                   SafiMessage *message,
                   SafiClass taught_class,
                   SafiStrength strength,
                   GError **error)
{
  g_return_val_if_fail (self->store != NULL, FALSE);

  return safi_store_begin (self->store, error) &&
         finish (self,
                 drop_prepared (self, safi_message_get_identity (message), strength, error) &&
                     reteach (self, message, taught_class, strength, error),
                 error);
}

/* The model learns it and takes it back, exactly. */
static gboolean
would_add (SafiFilter *self, SafiTokens *tokens, SafiClass taught_class)
{
  g_autoptr (SafiLesson) lesson =
      safi_bayes_model_learn (self->model, tokens, taught_class, SAFI_STRENGTH_WEAK);

  return lesson != NULL && safi_bayes_model_apply (self->model, lesson, -1) &&
         safi_lesson_adds_something (lesson);
}

SafiTaught *
safi_filter_prepare (SafiFilter *self,
                     SafiMessage *message,
                     SafiVerdict *verdict,
                     SafiClass taught_class)
{
  g_autoptr (SafiReadMail) mail = safi_filter_read (self, message, NULL);
  g_autoptr (GPtrArray) codes = NULL;

  if (mail == NULL || !would_add (self, mail->tokens, taught_class))
    return NULL;
  codes = list_codes (safi_verdict_get_evidence (verdict));
  return safi_taught_new (safi_lesson_new (taught_class, SAFI_STRENGTH_WEAK, mail->tokens->features,
                                           mail->tokens->grams),
                          codes, safi_verdict_get_log_odds (verdict));
}

static gboolean
teach_prepared (SafiFilter *self, const char *identity, SafiTaught *prepared, GError **error)
{
  gboolean failed;
  gboolean has_room = TRUE;
  g_autoptr (SafiTaught) before = get_taught (self, identity, &failed, error);

  if (before != NULL || failed)
    return !failed;
  while (!safi_bayes_model_add (self->model, prepared->lesson)) {
    if (!make_room (self, SAFI_STRENGTH_WEAK, &has_room, error))
      return FALSE;
    if (!has_room)
      return TRUE;
  }
  trim (self, prepared->lesson);
  safi_finding_weights_add (self->weights, prepared->codes, prepared->lesson->taught_class, 1);
  prepared->time = 0;
  return safi_training_add (self->store, get_account (self), identity, prepared, error);
}

gboolean
safi_filter_teach_prepared (SafiFilter *self,
                            const char *identity,
                            SafiTaught *prepared,
                            GError **error)
{
  g_autoptr (SafiTaught) owned = prepared;

  return safi_store_begin (self->store, error) &&
         finish (self, teach_prepared (self, identity, owned, error), error);
}

gboolean
safi_filter_unteach (SafiFilter *self, const char *identity, GError **error)
{
  gboolean failed;
  g_autoptr (SafiTaught) taught = NULL;

  g_return_val_if_fail (self->store != NULL, FALSE);

  if (!drop_prepared (self, identity, SAFI_STRENGTH_STRONG, error))
    return FALSE;
  taught = get_taught (self, identity, &failed, error);
  if (taught == NULL)
    return !failed && safi_training_unmark (self->store, get_account (self), identity, error);
  return safi_store_begin (self->store, error) &&
         finish (self, forget (self, identity, taught, error), error);
}

static gboolean
rehearse_one (SafiFilter *self, const char *identity, GError **error)
{
  gboolean failed;
  g_autoptr (SafiTaught) taught = get_taught (self, identity, &failed, error);

  /* Without room for another pass the message stays as well learned as it was. */
  if (taught == NULL || !safi_bayes_model_rehearse (self->model, taught->lesson))
    return !failed;
  return safi_training_update (self->store, get_account (self), identity, taught->lesson, error);
}

static gboolean
rehearse_all (SafiFilter *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) identities = safi_training_list (self->store, get_account (self), error);

  for (guint i = 0; identities != NULL && i < identities->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !rehearse_one (self, identities->pdata[i], error))
      return FALSE;
  return identities != NULL;
}

gboolean
safi_filter_rehearse (SafiFilter *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self->store != NULL, FALSE);

  return safi_store_begin (self->store, error) &&
         finish (self, rehearse_all (self, cancellable, error), error);
}

static gboolean
load_lesson_cb (const SafiLesson *lesson, gpointer user_data, GError **error)
{
  return safi_bayes_model_apply (user_data, lesson, 1) || set_full (error);
}

gboolean
safi_filter_reload (SafiFilter *self, GError **error)
{
  g_autoptr (SafiBayesModel) model = NULL;
  g_autoptr (GHashTable) counts = NULL;
  SafiTotals totals = { 0 };
  guint8 key[SAFI_TRAINING_KEY_OCTETS];

  if (self->store != NULL) {
    if (!safi_training_get_key (self->store, get_account (self), key, error))
      return FALSE;
    model = safi_bayes_model_new (key);
    if (!safi_training_load (self->store, get_account (self), load_lesson_cb, model, error))
      return FALSE;
    counts = safi_training_list_findings (self->store, get_account (self), error);
    if (counts == NULL)
      return FALSE;
    safi_bayes_model_get_totals (model, &totals.good, &totals.junk);
  }
  g_clear_pointer (&self->model, safi_bayes_model_free);
  g_clear_pointer (&self->weights, safi_finding_weights_free);
  self->model = g_steal_pointer (&model);
  self->weights = safi_finding_weights_new (g_steal_pointer (&counts), &totals);
  return read_history (self, error) && fit_calibration (self, error);
}
