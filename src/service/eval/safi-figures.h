/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* What a run over labelled messages says about a filter, in the measures of the TREC spam track.
 * Shares are 0..1; one that has nothing to be a share of is NAN. */

/* One judged message. */
typedef struct {
  SafiClass truth;
  SafiDecision decision;
  double score; /* more is more like junk; the scale does not matter */
} SafiFiguresRow;

typedef struct {
  guint n_good;
  guint n_junk;
  double auc_gap;     /* 1-AUC: a good message scores above a junk one; ties count half */
  double auc_gap_low; /* 95 % interval by bootstrap */
  double auc_gap_high;
  double good_lost;           /* hm: good called junk */
  double junk_missed;         /* sm: junk not called junk; "not sure" is not called */
  double logistic_average;    /* lam: of both; a share of 0 or 1 counts as half a message from it */
  double missed_at_1_in_1000; /* h=.1: junk missed where 1 in 1,000 good messages is lost */
  double missed_at_1_in_100;  /* h=1 */
  double good_unsure;         /* of the good messages */
  double unsure;              /* of all messages */
} SafiFigures;

void safi_figures_measure (const SafiFiguresRow *rows, guint n_rows, SafiFigures *ret_figures);

/* The mean of each share; those that are NAN are left out. Intervals have no mean: NAN. The counts
 * are sums. */
void safi_figures_average (const SafiFigures *figures, guint n_figures, SafiFigures *ret_figures);

G_END_DECLS
