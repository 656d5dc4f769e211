/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-verdict.h"

G_BEGIN_DECLS

/* One step of the sum behind a verdict. */
typedef struct {
  const char *code; /* static: the finding's; "prior", "log-odds", or "" for several */
  char *title;      /* what it is, as a sentence */
  char *weight;     /* "+1.20", "−0.35": rounded so that the printed rows add up as printed */
  double start;     /* nats: the sum before it; of the first and the last row 0 */
  double end;       /* nats: the sum with it */
} SafiSumRow;

/* Where every message starts, each finding, and the sum. With more than @max findings (0: any
 * number) the last ones are one row. Returns: (transfer full) (element-type SafiSumRow). */
GPtrArray *safi_words_sum (SafiVerdict *verdict, guint max);

/* "+1.20". @nats: rounded to hundredths. Returns: (transfer full). */
char *safi_words_weight (double nats);

G_END_DECLS
