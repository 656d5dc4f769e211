/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-group-header.h"

#include <adwaita.h>

/* Title and sentence stand beside a place for a button, in a horizontal box. Such a box asks how
 * wide a text is at the height that it gets. GTK 4.8 looks for the answer by halving, as if a
 * narrower text were never lower; for some sentences in Arabic, Bengali and Hindi that ends at the
 * width of a single line, which then reaches out of the window. A vertical box asks for the height
 * at a width, which is right. */

static void (*root_group) (GtkWidget *widget);

/* Returns: (nullable): the box, if it holds nothing but title and sentence. */
static GtkWidget *
find_header (GtkWidget *group)
{
  GtkWidget *box = gtk_widget_get_first_child (group);
  GtkWidget *header = box != NULL ? gtk_widget_get_first_child (box) : NULL;
  GtkWidget *words = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  return GTK_IS_BOX (header) && words != NULL && gtk_widget_get_next_sibling (words) == NULL
             ? header
             : NULL;
}

static void
root_cb (GtkWidget *widget)
{
  GtkWidget *header = find_header (widget);

  if (header != NULL)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (header), GTK_ORIENTATION_VERTICAL);
  root_group (widget);
}

void
safi_group_header_mend (void)
{
  /* The class stays as long as the program. */
  GtkWidgetClass *widget_class = g_type_class_ref (ADW_TYPE_PREFERENCES_GROUP);

  g_return_if_fail (root_group == NULL);
  root_group = widget_class->root;
  widget_class->root = root_cb;
}
