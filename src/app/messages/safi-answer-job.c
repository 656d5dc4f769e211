/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-answer-job.h"

#include "app/messages/safi-answers.h"

#define MESSAGES_TYPE "a(xbi)"

static SafiAnswerJob *
new_job (SafiAnswerJobKind kind)
{
  SafiAnswerJob *self = g_new0 (SafiAnswerJob, 1);

  self->kind = kind;
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->undo = g_variant_builder_new (G_VARIANT_TYPE (MESSAGES_TYPE));
  return self;
}

SafiAnswerJob *
safi_answer_job_new (SafiAnswerJobKind kind, GPtrArray *messages)
{
  SafiAnswerJob *self = new_job (kind);

  for (guint i = 0; i < messages->len; i++) {
    SafiJudged *judged = messages->pdata[i];
    SafiAnswered *answered = g_new0 (SafiAnswered, 1);

    answered->id = judged->id;
    answered->fate = judged->fate;
    answered->is_moved = TRUE;
    answered->class_before = SAFI_ANSWERED_NOTHING;
    if (kind == SAFI_ANSWER_JOB_SAY && judged->is_taught)
      answered->class_before = (int) judged->taught_class;
    g_ptr_array_add (self->messages, answered);
  }
  return self;
}

SafiAnswerJob *
safi_answer_job_new_undo (GVariant *undo)
{
  SafiAnswerJob *self = new_job (SAFI_ANSWER_JOB_TAKE_BACK);
  g_autoptr (GVariantIter) messages = NULL;
  SafiAnswered one = { 0 };
  guint32 rule = SAFI_SENDER_RULE_NONE;

  g_variant_get (undo, SAFI_ANSWERS_UNDO_TYPE, &messages, &self->account, &self->sender, &rule);
  while (g_variant_iter_next (messages, "(xbi)", &one.id, &one.is_moved, &one.class_before))
    g_ptr_array_add (self->messages, g_memdup2 (&one, sizeof one));
  if (self->sender[0] == '\0')
    g_clear_pointer (&self->sender, g_free);
  self->rule = (SafiSenderRule) rule;
  return self;
}

void
safi_answer_job_free (SafiAnswerJob *self)
{
  g_ptr_array_unref (self->messages);
  g_clear_pointer (&self->last, safi_judged_unref);
  g_clear_error (&self->error);
  g_free (self->account);
  g_free (self->sender);
  g_variant_builder_unref (self->undo);
  g_free (self);
}

/* Nothing is to be taken back where the same was said before and nothing moved. */
void
safi_answer_job_add (SafiAnswerJob *self, SafiJudged *judged)
{
  const SafiAnswered *before = g_ptr_array_index (self->messages, self->next);
  gboolean is_moved = judged->fate != before->fate &&
                      (judged->fate == SAFI_FATE_MOVED || judged->fate == SAFI_FATE_MOVED_BACK);

  g_clear_pointer (&self->last, safi_judged_unref);
  self->last = safi_judged_ref (judged);
  self->n_done++;
  if (!is_moved && before->class_before == (int) self->class)
    return;
  g_variant_builder_add (self->undo, "(xbi)", judged->id, is_moved,
                         before->class_before == (int) self->class ? SAFI_ANSWERED_NOTHING
                                                                   : before->class_before);
  self->n_undo++;
}

void
safi_answer_job_note_rule (SafiAnswerJob *self, GPtrArray *rules)
{
  g_autofree char *name = safi_sender_name (self->sender);

  for (guint i = 0; i < rules->len; i++) {
    const SafiSaidRule *said = rules->pdata[i];

    if (g_str_equal (said->sender, name))
      self->rule_before = said->rule;
  }
}

GVariant *
safi_answer_job_end (SafiAnswerJob *self)
{
  if (self->kind == SAFI_ANSWER_JOB_TAKE_BACK || (self->n_undo == 0 && !self->is_rule_set))
    return NULL;
  return g_variant_ref_sink (
      g_variant_new (SAFI_ANSWERS_UNDO_TYPE, self->undo, self->account != NULL ? self->account : "",
                     self->is_rule_set ? self->sender : "", (guint32) self->rule_before));
}
