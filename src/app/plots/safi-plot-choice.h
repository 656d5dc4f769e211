/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which part of a plot is chosen, by the mouse or by keys: shared by all plots. A part is chosen by
 * keys as long as the plot has the focus; the mouse goes before. */
typedef struct _SafiPlotChoice SafiPlotChoice;

/* The part of @plot at a place in pixels; -1: none. */
typedef int (*SafiPlotFind) (GtkWidget *plot, double x, double y);
/* Another part of @plot is chosen now. */
typedef void (*SafiPlotTell) (GtkWidget *plot);

/* @orientation: in which direction the parts stand. The focus chooses the last part where parts
 * stand side by side (the newest), else the first. @plot owns the result, and frees it when it is
 * finalized. */
SafiPlotChoice *safi_plot_choice_new (GtkWidget *plot,
                                      GtkOrientation orientation,
                                      SafiPlotFind find,
                                      SafiPlotTell tell);
void safi_plot_choice_free (SafiPlotChoice *self);

void safi_plot_choice_set_count (SafiPlotChoice *self, guint n_parts);
int safi_plot_choice_get (SafiPlotChoice *self); /* -1: none */

/* Says the name of the plot with @words about its chosen part ("" = none): a reader says the name
 * of what has the focus again when it changes. */
void safi_plot_choice_say (GtkWidget *plot, const char *title, const char *words);

G_END_DECLS
