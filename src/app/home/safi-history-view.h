/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Mail of the last weeks and data of the last days, each as a plot. Signal "changed": another
 * history was read. Hidden while there is nothing to show. */
#define SAFI_TYPE_HISTORY_VIEW (safi_history_view_get_type ())
G_DECLARE_FINAL_TYPE (SafiHistoryView, safi_history_view, SAFI, HISTORY_VIEW, AdwBin)

void safi_history_view_set_engine (SafiHistoryView *self, SafiEngine *engine);
/* Reads it anew, at most every other second, once the view is on the screen. */
void safi_history_view_refresh (SafiHistoryView *self);
/* What was read last. */
const SafiHistory *safi_history_view_get (SafiHistoryView *self);

G_END_DECLS
