/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/plots/safi-plot.h"

G_BEGIN_DECLS

/* Where everything of a plot stands while it has one size: made for each drawing. */
typedef struct _SafiPlotLayout SafiPlotLayout;

/* Pixels: how high a plot is; it grows with the text. */
int safi_plot_layout_get_height (GtkWidget *widget);

/* @bars: (element-type SafiPlotBar): borrowed, as @widget. */
SafiPlotLayout *safi_plot_layout_new (GtkWidget *widget, GPtrArray *bars, SafiPlotFormat format);
void safi_plot_layout_free (SafiPlotLayout *self);

/* The bar at @x pixels; -1: none. */
int safi_plot_layout_find_bar (SafiPlotLayout *self, double x);
/* @shown: the bar that is chosen; -1: none. */
void safi_plot_layout_draw (SafiPlotLayout *self, GtkSnapshot *snapshot, int shown);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPlotLayout, safi_plot_layout_free)

G_END_DECLS
