/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/mailbox/safi-history.h"

G_BEGIN_DECLS

/* What the parts of a bar are filled with: a colour of the theme and a pattern, so that nobody
 * needs to see the colour. The first ones are those of SafiSort. */
#define SAFI_PLOT_FILL_DATA SAFI_N_SORTS
#define SAFI_PLOT_FILL_TO_JUNK (SAFI_PLOT_FILL_DATA + 1)
#define SAFI_PLOT_FILL_TO_GOOD (SAFI_PLOT_FILL_DATA + 2)
#define SAFI_PLOT_FILL_SUM (SAFI_PLOT_FILL_DATA + 3)
#define SAFI_PLOT_N_FILLS (SAFI_PLOT_FILL_DATA + 4)

/* @widget: whose theme counts. */
void safi_plot_fill (GtkWidget *widget, cairo_t *cairo, const graphene_rect_t *rect, guint fill);

/* A colour of the theme, made that much less opaque; the colour of text if the theme has no such
 * one or @name is NULL. */
void safi_plot_get_colour (GtkWidget *widget, const char *name, float alpha, GdkRGBA *ret_colour);

/* A small square of it, for the legend. */
#define SAFI_TYPE_PLOT_SWATCH (safi_plot_swatch_get_type ())
G_DECLARE_FINAL_TYPE (SafiPlotSwatch, safi_plot_swatch, SAFI, PLOT_SWATCH, GtkWidget)

GtkWidget *safi_plot_swatch_new (guint fill);

G_END_DECLS
