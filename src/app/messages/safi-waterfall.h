/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/judgement/safi-verdict.h"

G_BEGIN_DECLS

/* The sum behind a verdict as a plot: one bar below the other, each beginning where the one above
 * it ended; the last is the sum. Toward junk is the end of a line of text, and the borders are
 * upright lines. The mouse, or the arrow keys, choose a bar; its exact values are the property
 * "words" ("" = none is chosen), which is also told to a screen reader. */
#define SAFI_TYPE_WATERFALL (safi_waterfall_get_type ())
G_DECLARE_FINAL_TYPE (SafiWaterfall, safi_waterfall, SAFI, WATERFALL, GtkWidget)

void safi_waterfall_show (SafiWaterfall *self, SafiVerdict *verdict);
const char *safi_waterfall_get_words (SafiWaterfall *self);

G_END_DECLS
