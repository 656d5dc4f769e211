/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-types.h"
#include "filter/safi-tokens.h"

G_BEGIN_DECLS

/* What one mailbox's junk and good mail look like: integer counts of features, nothing else. The
 * same counts always give the same scores, whatever way led to them. */
typedef struct _SafiBayesModel SafiBayesModel;

/* Passes over one message at most: the first, and the extra ones after a wrong answer. */
#define SAFI_BAYES_PASSES_MAX 11

/* @key: 16 octets, copied: the store's own. */
SafiBayesModel *safi_bayes_model_new (const guint8 *key);
void safi_bayes_model_free (SafiBayesModel *self);
const guint8 *safi_bayes_model_get_key (SafiBayesModel *self);

/* Changes a feature's counts. Counts of 0 are the same as a feature never seen. */
void safi_bayes_model_add (SafiBayesModel *self, guint64 hash, gint32 good, gint32 junk);

/* Changes how many messages of @taught_class were taught. */
void safi_bayes_model_add_messages (SafiBayesModel *self, SafiClass taught_class, gint n);
void safi_bayes_model_get_totals (SafiBayesModel *self, guint *ret_good, guint *ret_junk);

/* How far the counts speak toward junk, not calibrated: the sum of the regions, each limited.
 * @ret_by_token: (nullable): room for a number per token, receives what each added. */
double safi_bayes_model_score (SafiBayesModel *self, SafiTokens *tokens, double *ret_by_token);

/* The same in honest nats: 0 as long as too little was taught. */
double safi_bayes_model_weigh (SafiBayesModel *self, double score);

/* Adds the message as often as training on or near error asks for.
 * Returns: the passes, 0 if the model was right already and sure. */
guint safi_bayes_model_learn (SafiBayesModel *self, SafiTokens *tokens, SafiClass taught_class);

/* Takes back @passes of the message's @features (element-type guint64). */
void safi_bayes_model_unlearn (SafiBayesModel *self,
                               GArray *features,
                               guint passes,
                               SafiClass taught_class);

/* The distinct feature hashes. Returns: (transfer full) (element-type guint64). */
GArray *safi_bayes_model_list_hashes (SafiTokens *tokens);

typedef void (*SafiBayesFunc) (guint64 hash, gint32 good, gint32 junk, gpointer user_data);

/* Every feature that has a count, in ascending order of hash. */
void safi_bayes_model_foreach (SafiBayesModel *self, SafiBayesFunc func, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiBayesModel, safi_bayes_model_free)

G_END_DECLS
