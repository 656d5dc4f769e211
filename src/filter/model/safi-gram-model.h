/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-lesson.h"
#include "filter/tokens/safi-tokens.h"

G_BEGIN_DECLS

/* The discriminative half of the model: logistic regression on strings of four letters (Goodman and
 * Yih, CEAS 2006), learned by adaptive dual averaging (Duchi, Hazan and Singer, JMLR 12, 2011): the
 * weight of a gram follows from the sum of its gradients and of their squares alone,
 *
 *     w = RATE * sum / (DELTA + sqrt (squares)),
 *
 * so that both sums are integers over the lessons and a lesson can be taken back exactly. */
typedef struct {
  gint32 sum;      /* of the steps, in 1/SAFI_LESSON_UNIT, positive toward junk */
  guint32 squares; /* of the steps, in the same unit */
} SafiGramWeight;

typedef struct {
  SafiGramWeight weights[1 << SAFI_GRAM_BITS];
  SafiGramWeight bias; /* a gram that every message has */
} SafiGramModel;

SafiGramModel *safi_gram_model_new (void);
void safi_gram_model_free (SafiGramModel *self);

/* Log-odds toward junk, nats, limited. @grams: (element-type guint32). @ret_parts: (nullable): room
 * for one number for each gram; with the bias they add up to the result. */
double safi_gram_model_score (SafiGramModel *self, GArray *grams, double *ret_parts);

/* One step toward @taught_class unless the answer is right and sure; the lesson notes it. */
void safi_gram_model_learn (SafiGramModel *self,
                            SafiGramLesson *lesson,
                            SafiClass taught_class,
                            SafiStrength strength);

/* Adds (@sign = 1) or takes back (@sign = -1) what @lesson holds. */
void safi_gram_model_apply (SafiGramModel *self, const SafiGramLesson *lesson, gint sign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiGramModel, safi_gram_model_free)

G_END_DECLS
