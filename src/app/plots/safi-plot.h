/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/plots/safi-plot-fill.h"

G_BEGIN_DECLS

/* Stacked bars over time, oldest first (in the direction of the person's script). The mouse, or the
 * arrow keys, choose a bar; its exact values are the property "words" ("" = none is chosen), which
 * is also told to a screen reader. */
#define SAFI_TYPE_PLOT (safi_plot_get_type ())
G_DECLARE_FINAL_TYPE (SafiPlot, safi_plot, SAFI, PLOT, GtkWidget)

typedef struct {
  char *label;                      /* below the bar: a short date */
  char *words;                      /* its exact values, as a sentence */
  double values[SAFI_PLOT_N_FILLS]; /* from the bottom up */
} SafiPlotBar;

/* Takes both. */
SafiPlotBar *safi_plot_bar_new (char *label, char *words);
void safi_plot_bar_free (SafiPlotBar *self);

/* How a value is written beside the plot. Returns: (transfer full). */
typedef char *(*SafiPlotFormat) (double value);

/* @title, @summary: what a screen reader says of the whole. @bars: (element-type SafiPlotBar). */
void safi_plot_show (SafiPlot *self,
                     const char *title,
                     const char *summary,
                     GPtrArray *bars,
                     SafiPlotFormat format);
const char *safi_plot_get_words (SafiPlot *self);

G_END_DECLS
