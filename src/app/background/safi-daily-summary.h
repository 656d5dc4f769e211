/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* While mailboxes are only watched: tells what would have gone to Junk, in one sentence and at most
 * once a day (safi-summary-day.h). Main thread only. */
typedef struct _SafiDailySummary SafiDailySummary;

/* Returns: TRUE if the sentence was told. */
typedef gboolean (*SafiSummaryFunc) (const char *sentence, gpointer user_data);

/* @settings keeps which day was told. */
SafiDailySummary *safi_daily_summary_new (SafiEngine *engine,
                                          GSettings *settings,
                                          SafiSummaryFunc tell,
                                          gpointer user_data);
void safi_daily_summary_free (SafiDailySummary *self);

G_END_DECLS
