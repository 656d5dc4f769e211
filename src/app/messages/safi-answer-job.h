/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

#define SAFI_ANSWERED_NOTHING (-1) /* no SafiClass */

/* A message of a job. */
typedef struct {
  gint64 id;
  SafiFate fate;     /* before the job */
  gboolean is_moved; /* the answer that is taken back moved it */
  int class_before;  /* what the person had said of it before: a SafiClass, or none */
} SafiAnswered;

typedef enum {
  SAFI_ANSWER_JOB_SAY,
  SAFI_ANSWER_JOB_TAKE_BACK,
} SafiAnswerJobKind;

/* One thing that the person said, of one message or many, and how far it is done. */
typedef struct {
  SafiAnswerJobKind kind;
  GPtrArray *messages; /* (element-type SafiAnswered) */
  guint next;          /* of the messages */
  guint n_done;
  gboolean is_stopped;
  SafiClass class;  /* with SAY */
  SafiJudged *last; /* (nullable): as the last answer left it */
  GError *error;    /* (nullable): the first */

  char *account;
  char *sender; /* (nullable): said of its mail, too */
  SafiSenderRule rule;
  SafiSenderRule rule_before;
  gboolean is_rule_set;

  GVariantBuilder *undo; /* of the messages that were changed */
  guint n_undo;
} SafiAnswerJob;

/* @messages: (element-type SafiJudged). */
SafiAnswerJob *safi_answer_job_new (SafiAnswerJobKind kind, GPtrArray *messages);
/* @undo: what safi_answer_job_end gave. */
SafiAnswerJob *safi_answer_job_new_undo (GVariant *undo);
void safi_answer_job_free (SafiAnswerJob *self);

/* The next message was answered, and this is what it is now. */
void safi_answer_job_add (SafiAnswerJob *self, SafiJudged *judged);
/* @rules: (element-type SafiSaidRule): those that hold before the job changes one. */
void safi_answer_job_note_rule (SafiAnswerJob *self, GPtrArray *rules);
/* Returns: (transfer full) (nullable): how it is taken back, of SAFI_ANSWERS_UNDO_TYPE. */
GVariant *safi_answer_job_end (SafiAnswerJob *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAnswerJob, safi_answer_job_free)

G_END_DECLS
