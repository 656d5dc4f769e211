/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* What a person says of messages, at work: message after message, and job after job in the order
 * they were given. Failures are told as sentences. Main thread only.
 * Signals: "changed": the progress is another;
 * "rule-set" (const char *sender, guint rule: SafiSenderRule): that holds now;
 * "told" (const char *sentence, GVariant *undo): a job is done, so that "Undo" takes back something
 * that has happened; @undo: (nullable), of SAFI_ANSWERS_UNDO_TYPE, for safi_answers_undo. */
#define SAFI_TYPE_ANSWERS (safi_answers_get_type ())
G_DECLARE_FINAL_TYPE (SafiAnswers, safi_answers, SAFI, ANSWERS, GObject)

/* Of each message: its id, whether the answer moved it, the answer before (a SafiClass, -1 none);
 * then account, sender ("" none) and the SafiSenderRule that held before. */
#define SAFI_ANSWERS_UNDO_TYPE "(a(xbi)ssu)"

SafiAnswers *safi_answers_new (SafiEngine *engine);

/* @messages: (element-type SafiJudged). */
void safi_answers_say (SafiAnswers *self, GPtrArray *messages, SafiClass class);
/* A word about the sender is one about this message, too: what is trusted comes back, what is not
 * wanted goes. */
void safi_answers_say_of_sender (SafiAnswers *self,
                                 SafiJudged *judged,
                                 const char *sender,
                                 SafiSenderRule rule);
/* The last answer to each message and its move. */
void safi_answers_take_back (SafiAnswers *self, GPtrArray *messages);
void safi_answers_undo (SafiAnswers *self, GVariant *undo);

/* Ends the job at work after the message that it is at; what is done stays, and can be undone. */
void safi_answers_stop (SafiAnswers *self);
/* FALSE if no job is at work that has more than one message. */
gboolean safi_answers_get_progress (SafiAnswers *self, guint *ret_done, guint *ret_all);

G_END_DECLS
