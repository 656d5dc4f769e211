/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-lesson.h"
#include "filter/model/safi-count-table.h"

G_BEGIN_DECLS

/* The generative half of the model: how often each word and pair of words was added, in good and in
 * junk messages, and what the ratio of these frequencies says (EDDC, "exponential differential
 * document count" with a confidence factor: F. Assis, OSBF-Lua, TREC 2006 and 2008), trained on or
 * near error. */
typedef struct {
  SafiCountTable *counts;
  guint32 taught[2]; /* by class, in quarters of a message */
} SafiWordModel;

/* Passes over one message at most: the first, and the extra ones while the answer is wrong. */
#define SAFI_WORD_PASSES_MAX 11

/* How far @features (element-type guint64) speak toward junk: the sum of log ratios (nats, far too
 * sure of itself because pairs repeat one another), scaled and limited.
 * @ret_parts: (nullable): room for one number for each feature; they add up to the result. */
double safi_word_model_score (SafiWordModel *self, GArray *features, double *ret_parts);

/* Adds the features of @lesson as often as training on or near error asks for, beside the passes it
 * has; these always say exactly what is in the counts. FALSE: no room for another pass. */
gboolean safi_word_model_learn (SafiWordModel *self, SafiLesson *lesson);

/* Adds (@sign = 1) or takes back (@sign = -1) what @lesson holds. FALSE: no room; the counts are as
 * they were. */
gboolean safi_word_model_apply (SafiWordModel *self, const SafiLesson *lesson, gint sign);

G_END_DECLS
