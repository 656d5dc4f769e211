/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How sure a sum is: probability = logistic (alpha * sum + beta). The sum of the evidence is in
 * nats already (1, 0); what a person said about messages that were judged before tells how honest
 * it is in this mailbox. Only the probability that is shown follows it, no decision does. */
typedef struct {
  double alpha;
  double beta; /* nats */
} SafiCalibration;

/* Platt's logistic regression ("Probabilistic outputs for support vector machines", 1999) by
 * Newton's method with backtracking (Lin, Lin and Weng, Machine Learning 68, 2007). Instead of
 * Platt's softened targets a normal prior holds alpha at 1 and beta at 0 as long as there is little
 * to learn from. @good_scores, @junk_scores: (element-type double): nats, finite. One class alone
 * says nothing: 1, 0. */
SafiCalibration safi_calibration_fit (GArray *good_scores, GArray *junk_scores);

/* Returns: 0 … 1. */
double safi_calibration_apply (const SafiCalibration *self, double log_odds);

G_END_DECLS
