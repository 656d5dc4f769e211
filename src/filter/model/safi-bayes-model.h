/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-lesson.h"
#include "filter/tokens/safi-tokens.h"

G_BEGIN_DECLS

/* What one mailbox's junk and good mail look like: the sum of a generative half (words) and a
 * discriminative one (grams), which fail on different messages (Lynam, Cormack and Cheriton, SIGIR
 * 2006). Everything in it is a sum of integers over lessons: the same lessons always give the same
 * scores, whatever way led to them. About 10 MB, however much is taught. */
typedef struct _SafiBayesModel SafiBayesModel;

/* @key: 16 octets, copied: the store's own. */
SafiBayesModel *safi_bayes_model_new (const guint8 *key);
void safi_bayes_model_free (SafiBayesModel *self);
const guint8 *safi_bayes_model_get_key (SafiBayesModel *self);

/* How many messages of each class were taught, strongly or weakly. */
void safi_bayes_model_get_totals (SafiBayesModel *self, guint *ret_good, guint *ret_junk);

/* Nats toward junk, as far as the taught messages tell. @ret_by_token: (nullable): room for a
 * number per token, receives what each added; together, and with what belongs to no word, they are
 * the result. */
double safi_bayes_model_score (SafiBayesModel *self, SafiTokens *tokens, double *ret_by_token);

/* Learns a message that was not taught. Returns: (transfer full): what it added; NULL if there is
 * no room: then the model is as it was. */
SafiLesson *safi_bayes_model_learn (SafiBayesModel *self,
                                    SafiTokens *tokens,
                                    SafiClass taught_class,
                                    SafiStrength strength);

/* The same with a lesson that adds nothing yet: it holds all it added afterwards. FALSE if there is
 * no room: then both are as they were. */
gboolean safi_bayes_model_add (SafiBayesModel *self, SafiLesson *lesson);

/* Learns once more from a lesson that is in the model, which makes little mail go further: @lesson
 * holds all it added afterwards. FALSE if there is no room: then both are as they were. */
gboolean safi_bayes_model_rehearse (SafiBayesModel *self, SafiLesson *lesson);

/* Adds (@sign = 1) or takes back (@sign = -1) exactly what @lesson holds. FALSE, with the model as
 * it was: no room. */
gboolean safi_bayes_model_apply (SafiBayesModel *self, const SafiLesson *lesson, gint sign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiBayesModel, safi_bayes_model_free)

G_END_DECLS
