/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-training.h"

G_BEGIN_DECLS

/* Adds up the features of many messages: an open-addressed table of plain counts (16 octets each),
 * because a model has up to a million of them. */
typedef struct _SafiFeatureSum SafiFeatureSum;

SafiFeatureSum *safi_feature_sum_new (void);
void safi_feature_sum_free (SafiFeatureSum *self);

/* @hash must be spread evenly, as keyed hashes are. FALSE if a count would not fit. */
gboolean
safi_feature_sum_add (SafiFeatureSum *self, guint64 hash, SafiClass taught_class, guint passes);
void safi_feature_sum_foreach (SafiFeatureSum *self, SafiFeatureFunc func, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiFeatureSum, safi_feature_sum_free)

G_END_DECLS
