/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/training/safi-training.h"

G_BEGIN_DECLS

/* The weights of findings in one mailbox: as shipped, moved by how many taught messages showed
 * them. */
typedef struct _SafiFindingWeights SafiFindingWeights;

/* @counts: (nullable) (transfer full) (element-type utf8 SafiTotals): taught messages by code. */
SafiFindingWeights *safi_finding_weights_new (GHashTable *counts, const SafiTotals *totals);
void safi_finding_weights_free (SafiFindingWeights *self);

/* Adds @n (1 or -1) messages of @taught_class that showed @codes (element-type utf8). */
void safi_finding_weights_add (SafiFindingWeights *self,
                               GPtrArray *codes,
                               SafiClass taught_class,
                               gint n);

/* Returns: nats, within ± @limit: @shipped, moved toward what this mailbox shows. */
double safi_finding_weights_apply (SafiFindingWeights *self,
                                   const char *code,
                                   double shipped,
                                   double limit);

G_END_DECLS
