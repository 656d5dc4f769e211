/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-answers.h"

#include <glib/gi18n.h>

#include "app/common/safi-tasks.h"
#include "app/messages/safi-answer-job.h"
#include "app/messages/safi-undoing.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"

#define SENDER_CHARS_MAX 60

struct _SafiAnswers {
  GObject parent_instance;

  SafiEngine *engine;
  GQueue jobs; /* of SafiAnswerJob; the head is at work */
};

G_DEFINE_FINAL_TYPE (SafiAnswers, safi_answers, G_TYPE_OBJECT)

enum {
  CHANGED,
  RULE_SET,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void go_on (SafiAnswers *self);

static SafiAnswerJob *
get_job (SafiAnswers *self)
{
  return g_queue_peek_head (&self->jobs);
}

static char *
describe_sender (SafiAnswerJob *job)
{
  g_autofree char *sender = safi_text_isolate (job->sender, SENDER_CHARS_MAX);

  if (job->kind == SAFI_ANSWER_JOB_TAKE_BACK || job->rule == SAFI_SENDER_RULE_NONE)
    /* Translators: what was said of a sender holds no more; %s is an address. */
    return g_strdup_printf (_ ("Taken back: %s"), sender);
  if (job->rule == SAFI_SENDER_RULE_TRUSTED)
    /* Translators: what the person has said of a sender; %s is an address. */
    return g_strdup_printf (_ ("Always trust: %s"), sender);
  /* Translators: what the person has said of a sender; %s is an address. */
  return g_strdup_printf (_ ("Never again: %s"), sender);
}

static char *
describe_one (SafiJudged *judged)
{
  if (judged->fate == SAFI_FATE_MOVED || judged->fate == SAFI_FATE_MOVED_BACK)
    return g_strdup (safi_words_fate (judged->fate));
  return g_strdup (judged->taught_class == SAFI_CLASS_JUNK
                       /* Translators: told after the person said that a message is junk. */
                       ? _ ("Noted: junk")
                       /* Translators: told after the person said that a message is no junk. */
                       : _ ("Noted: not junk"));
}

static char *
describe_many (SafiAnswerJob *job)
{
  guint n = job->n_done;

  if (job->kind == SAFI_ANSWER_JOB_TAKE_BACK)
    return g_strdup_printf (ngettext ("%u answer taken back", "%u answers taken back", n), n);
  if (job->class == SAFI_CLASS_JUNK)
    return g_strdup_printf (ngettext ("%u noted as junk", "%u noted as junk", n), n);
  return g_strdup_printf (ngettext ("%u noted as not junk", "%u noted as not junk", n), n);
}

/* Of one message that was taken back its row tells enough. */
static char *
describe (SafiAnswerJob *job)
{
  if (job->sender != NULL)
    return job->is_rule_set ? describe_sender (job) : NULL;
  if (job->n_done == 0)
    return NULL;
  if (job->messages->len > 1)
    return describe_many (job);
  return job->kind == SAFI_ANSWER_JOB_TAKE_BACK ? NULL : describe_one (job->last);
}

static void
end_job (SafiAnswers *self)
{
  g_autoptr (SafiAnswerJob) job = g_queue_pop_head (&self->jobs);
  g_autofree char *sentence = describe (job);
  g_autoptr (GVariant) undo = safi_answer_job_end (job);

  if (job->error != NULL)
    safi_tasks_tell_error (job->error);
  if (sentence != NULL)
    g_signal_emit (self, signals[TOLD], 0, sentence, undo);
  go_on (self);
}

/* What is wrong with one message is no reason to leave out the others. */
static void
note_error (SafiAnswerJob *job, GError *error)
{
  if (safi_error_get_remedy (error) != SAFI_REMEDY_SKIP_MESSAGE)
    job->is_stopped = TRUE;
  if (job->error == NULL)
    job->error = error;
  else
    g_error_free (error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAnswers) self = user_data;
  SafiAnswerJob *job = get_job (self);
  GError *error = NULL;
  g_autoptr (SafiJudged) judged = safi_engine_answer_finish (SAFI_ENGINE (source), result, &error);

  if (judged == NULL)
    note_error (job, error);
  else
    safi_answer_job_add (job, judged);
  job->next++;
  go_on (self);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAnswers) self = user_data;
  SafiAnswerJob *job = get_job (self);
  GError *error = NULL;

  if (!safi_undoing_finish (SAFI_ENGINE (source), result, &error))
    note_error (job, error);
  else
    job->n_done++;
  job->next++;
  go_on (self);
}

static void
rule_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAnswers) self = user_data;
  SafiAnswerJob *job = get_job (self);
  GError *error = NULL;

  if (safi_engine_set_sender_rule_finish (SAFI_ENGINE (source), result, &error)) {
    job->is_rule_set = TRUE;
    g_signal_emit (self, signals[RULE_SET], 0, job->sender, (guint) job->rule);
  } else {
    note_error (job, error);
    job->is_stopped = TRUE;
  }
  go_on (self);
}

static void
set_rule (SafiAnswers *self, SafiAnswerJob *job)
{
  safi_engine_set_sender_rule_async (self->engine, job->account, job->sender, job->rule, NULL,
                                     rule_set_cb, g_object_ref (self));
}

static void
rules_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAnswers) self = user_data;
  SafiAnswerJob *job = get_job (self);
  GError *error = NULL;
  g_autoptr (GPtrArray) rules =
      safi_engine_list_sender_rules_finish (SAFI_ENGINE (source), result, &error);

  if (rules == NULL) {
    note_error (job, error);
    job->is_stopped = TRUE;
    go_on (self);
    return;
  }
  safi_answer_job_note_rule (job, rules);
  set_rule (self, job);
}

static void
begin_rule (SafiAnswers *self, SafiAnswerJob *job)
{
  if (job->kind == SAFI_ANSWER_JOB_TAKE_BACK)
    set_rule (self, job);
  else
    safi_engine_list_sender_rules_async (self->engine, job->account, NULL, rules_listed_cb,
                                         g_object_ref (self));
}

static void
begin_message (SafiAnswers *self, SafiAnswerJob *job)
{
  const SafiAnswered *message = g_ptr_array_index (job->messages, job->next);

  if (job->kind == SAFI_ANSWER_JOB_TAKE_BACK)
    safi_undoing_async (self->engine, message, taken_back_cb, g_object_ref (self));
  else
    safi_engine_answer_async (self->engine, message->id, job->class, NULL, answered_cb,
                              g_object_ref (self));
}

/* The next step of the job at work. */
static void
go_on (SafiAnswers *self)
{
  SafiAnswerJob *job = get_job (self);

  g_signal_emit (self, signals[CHANGED], 0);
  if (job == NULL)
    return;
  if (job->is_stopped)
    end_job (self);
  else if (job->sender != NULL && !job->is_rule_set)
    begin_rule (self, job);
  else if (job->next < job->messages->len)
    begin_message (self, job);
  else
    end_job (self);
}

static void
push_job (SafiAnswers *self, SafiAnswerJob *job)
{
  g_queue_push_tail (&self->jobs, job);
  if (g_queue_get_length (&self->jobs) == 1)
    go_on (self);
}

static void
safi_answers_finalize (GObject *object)
{
  SafiAnswers *self = SAFI_ANSWERS (object);

  g_queue_clear_full (&self->jobs, (GDestroyNotify) safi_answer_job_free);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (safi_answers_parent_class)->finalize (object);
}

static void
safi_answers_class_init (SafiAnswersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_answers_finalize;
  signals[CHANGED] = g_signal_new ("changed", SAFI_TYPE_ANSWERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[RULE_SET] = g_signal_new ("rule-set", SAFI_TYPE_ANSWERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[TOLD] = g_signal_new ("told", SAFI_TYPE_ANSWERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
}

static void
safi_answers_init (SafiAnswers *self)
{
  g_queue_init (&self->jobs);
}

SafiAnswers *
safi_answers_new (SafiEngine *engine)
{
  SafiAnswers *self = g_object_new (SAFI_TYPE_ANSWERS, NULL);

  self->engine = g_object_ref (engine);
  return self;
}

void
safi_answers_say (SafiAnswers *self, GPtrArray *messages, SafiClass class)
{
  SafiAnswerJob *job = safi_answer_job_new (SAFI_ANSWER_JOB_SAY, messages);

  job->class = class;
  push_job (self, job);
}

void
safi_answers_say_of_sender (SafiAnswers *self,
                            SafiJudged *judged,
                            const char *sender,
                            SafiSenderRule rule)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();
  SafiAnswerJob *job;

  /* Taking a rule back says nothing about the message. */
  if (rule != SAFI_SENDER_RULE_NONE)
    g_ptr_array_add (messages, judged);
  job = safi_answer_job_new (SAFI_ANSWER_JOB_SAY, messages);
  job->class = rule == SAFI_SENDER_RULE_TRUSTED ? SAFI_CLASS_GOOD : SAFI_CLASS_JUNK;
  job->account = g_strdup (safi_message_ref_get_account (judged->ref));
  job->sender = g_strdup (sender);
  job->rule = rule;
  push_job (self, job);
}

void
safi_answers_take_back (SafiAnswers *self, GPtrArray *messages)
{
  push_job (self, safi_answer_job_new (SAFI_ANSWER_JOB_TAKE_BACK, messages));
}

void
safi_answers_undo (SafiAnswers *self, GVariant *undo)
{
  push_job (self, safi_answer_job_new_undo (undo));
}

void
safi_answers_stop (SafiAnswers *self)
{
  SafiAnswerJob *job = get_job (self);

  if (job != NULL)
    job->is_stopped = TRUE;
}

gboolean
safi_answers_get_progress (SafiAnswers *self, guint *ret_done, guint *ret_all)
{
  SafiAnswerJob *job = get_job (self);

  if (job == NULL || job->messages->len < 2)
    return FALSE;
  *ret_done = job->next;
  *ret_all = job->messages->len;
  return TRUE;
}
