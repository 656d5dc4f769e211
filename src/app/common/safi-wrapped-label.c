/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-wrapped-label.h"

GtkWidget *
safi_wrapped_label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

void
safi_wrapped_label_use_in_buttons (GtkWidget *box)
{
  for (GtkWidget *i = gtk_widget_get_first_child (box); i != NULL;
       i = gtk_widget_get_next_sibling (i)) {
    GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (i)));

    gtk_label_set_wrap (label, TRUE);
    gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
  }
}

void
safi_wrapped_label_use_in_title (GtkWidget *group)
{
  GtkWidget *title = gtk_widget_get_first_child (group);

  while (title != NULL && !GTK_IS_LABEL (title))
    title = gtk_widget_get_first_child (title);
  g_return_if_fail (title != NULL);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
}
