/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* What the person of a measuring run tells the filter, and when. */
typedef enum {
  SAFI_FEEDBACK_NONE,
  SAFI_FEEDBACK_IMMEDIATE, /* the class of every message, at once */
  SAFI_FEEDBACK_ERRORS,    /* that of each whose verdict was wrong or "not sure", at once */
  SAFI_FEEDBACK_DELAYED,   /* the same, but @hours later by the dates of the messages */
  SAFI_FEEDBACK_RATE,      /* the same, at once, but only with probability @rate */
} SafiFeedbackKind;

typedef struct {
  SafiFeedbackKind kind;
  double hours;
  double rate; /* 0..1 */
} SafiFeedback;

/* Seed of the chances of SAFI_FEEDBACK_RATE: every run draws the same. */
#define SAFI_FEEDBACK_SEED 20061

/* Reads "immediate", "errors", "delayed:HOURS" or "rate:P". */
gboolean safi_feedback_from_word (const char *word, SafiFeedback *ret_feedback);

/* When @message came in, by the receiving host's Received field, else by Date. Returns: seconds
 * UTC; 0 if neither can be read. */
gint64 safi_feedback_read_time (SafiMessage *message);

/* A message and the class that the person says it has. */
typedef struct {
  SafiMessage *message;
  SafiClass truth;
  gint64 due; /* seconds UTC */
} SafiCorrection;

typedef struct _SafiEvalFeedback SafiEvalFeedback;

SafiEvalFeedback *safi_eval_feedback_new (const SafiFeedback *feedback);
void safi_eval_feedback_free (SafiEvalFeedback *self);

/* Sets the clock of the stream: the time of the message that comes next. Dates may run backwards
 * and the clock with them; a message without a date leaves it. Returns: (transfer full)
 * (element-type SafiCorrection): what falls due by now, oldest first. */
GPtrArray *safi_eval_feedback_advance (SafiEvalFeedback *self, SafiMessage *message);

/* Says what became of the message. Returns: TRUE if it is to be taught at once. */
gboolean safi_eval_feedback_answer (SafiEvalFeedback *self,
                                    SafiMessage *message,
                                    SafiClass truth,
                                    SafiDecision decision);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiEvalFeedback, safi_eval_feedback_free)

G_END_DECLS
