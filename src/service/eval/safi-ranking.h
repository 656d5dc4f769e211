/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/eval/safi-figures.h"

G_BEGIN_DECLS

/* Judged messages in the order of their scores, lowest first. */
typedef struct {
  const SafiFiguresRow *rows; /* borrowed */
  guint n_rows;
  guint n_of[2];  /* by class */
  guint *order;   /* @n_rows places in @rows */
  guint8 *is_new; /* by place in @order: the score is not the one before it */
} SafiRanking;

SafiRanking *safi_ranking_new (const SafiFiguresRow *rows, guint n_rows);
void safi_ranking_free (SafiRanking *self);

/* Returns: where in the order the messages begin whose score is that of the one before @end. */
guint safi_ranking_find_tie (const SafiRanking *self, guint end);

/* The share of pairs of a good and a junk message in which the good one scores higher, ties half.
 * @weights: (nullable): how often each row counts. NAN if either class counts nothing. */
double safi_ranking_measure_gap (const SafiRanking *self, const guint *weights);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiRanking, safi_ranking_free)

G_END_DECLS
