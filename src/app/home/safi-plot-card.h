/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/plots/safi-plot.h"

G_BEGIN_DECLS

/* A plot with what makes it readable for everybody: a summary in words, the exact values of the bar
 * that is pointed at, a legend, and all of it as a list. */
#define SAFI_TYPE_PLOT_CARD (safi_plot_card_get_type ())
G_DECLARE_FINAL_TYPE (SafiPlotCard, safi_plot_card, SAFI, PLOT_CARD, AdwPreferencesGroup)

/* Adds an entry to the legend. */
void safi_plot_card_add_fill (SafiPlotCard *self, guint fill, const char *name);

/* A row of the list: what it is, and its values. */
typedef struct {
  char *title;
  char *values;
} SafiPlotRow;

/* @rows: (element-type SafiPlotRow): newest first; borrowed. The rest as safi_plot_show. */
void safi_plot_card_show (SafiPlotCard *self,
                          const char *summary,
                          GPtrArray *bars,
                          GPtrArray *rows,
                          SafiPlotFormat format);

SafiPlotRow *safi_plot_row_new (const char *title, const char *values);
void safi_plot_row_free (SafiPlotRow *self);

G_END_DECLS
