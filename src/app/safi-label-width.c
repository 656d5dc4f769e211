/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-label-width.h"

#include <gtk/gtk.h>

/* A horizontal box, as in a row with an arrow or beside the place for a group's button, asks how
 * wide a text is at the height that it gets. GTK 4.8 looks for the answer by halving, as if a
 * narrower text were never lower; for some sentences in Arabic, Bengali and Hindi that ends at the
 * width of a single line, which then reaches out of the window. So a text that can be wrapped never
 * wants more than it wants at any height: its longest word. */

static void (
    *measure_label) (GtkWidget *, GtkOrientation, int for_size, int *, int *, int *, int *);

static void
measure_cb (GtkWidget *widget,
            GtkOrientation orientation,
            int for_size,
            int *minimum,
            int *natural,
            int *minimum_baseline,
            int *natural_baseline)
{
  int least, most;

  measure_label (widget, orientation, for_size, minimum, natural, minimum_baseline,
                 natural_baseline);
  if (orientation != GTK_ORIENTATION_HORIZONTAL || for_size < 0 ||
      !gtk_label_get_wrap (GTK_LABEL (widget)))
    return;
  measure_label (widget, orientation, -1, &least, &most, minimum_baseline, natural_baseline);
  *minimum = MIN (*minimum, least);
}

void
safi_label_width_mend (void)
{
  /* The class stays as long as the program. */
  GtkWidgetClass *widget_class = g_type_class_ref (GTK_TYPE_LABEL);

  g_return_if_fail (measure_label == NULL);
  measure_label = widget_class->measure;
  widget_class->measure = measure_cb;
}
