/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/eval/safi-ranking.h"

G_BEGIN_DECLS

/* Resampling with replacement, each class by itself (stratified), from a fixed seed: the same rows
 * give the same answer. */
#define SAFI_BOOTSTRAP_RESAMPLES 1000
#define SAFI_BOOTSTRAP_SEED 20051

/* The central 95 % of 1-AUC over the resamples; NAN if a class is empty. */
void safi_bootstrap_interval (const SafiRanking *ranking, double *ret_low, double *ret_high);

/* Two filters on the same messages in the same order (else FALSE). @ret_p: two-sided, the share of
 * resamples in which the difference of their 1-AUC has the other sign (or is none), twice; at
 * least 2 in 1,001, at most 1; NAN if a class is empty. */
gboolean safi_bootstrap_compare (const SafiRanking *a, const SafiRanking *b, double *ret_p);

G_END_DECLS
