/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include "service/eval/safi-eval.h"
#include "service/eval/safi-figures.h"

G_BEGIN_DECLS

/* What one measuring run came to, or the mean of several cold starts. */
typedef struct {
  const char *view; /* its word */
  guint n_starts;   /* 0: the whole stream; more than 1: a mean */
  guint start;      /* if @n_starts is 1 */
  SafiFigures figures;
  guint lessons;
  guint64 octets;      /* of mail that the view fetched */
  double classify_cpu; /* seconds of the process's own clock */
  double train_cpu;
} SafiEvalSummary;

/* One line for one message. @start: 0 unless a cold start. */
void safi_cli_eval_print_result (FILE *out,
                                 gboolean json,
                                 const SafiEvalOptions *options,
                                 const SafiEvalResult *result);

/* One object in JSON, a few lines as text. */
void safi_cli_eval_print_summary (FILE *out, gboolean json, const SafiEvalSummary *summary);

G_END_DECLS
