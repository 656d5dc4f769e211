/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-combo-words.h"

#include "app/common/safi-wrapped-label.h"

#define LINE_LETTERS 28 /* of a name; with its margins it fits the narrowest window */

static void
show_check (AdwComboRow *row, GtkListItem *item)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (check,
                          gtk_list_item_get_position (item) == adw_combo_row_get_selected (row));
}

static void
selected_cb (AdwComboRow *row, GParamSpec *property, GtkListItem *item)
{
  show_check (row, item);
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = safi_wrapped_label_new (NULL, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (name), LINE_LETTERS);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, box);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), item, 0);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (name), gtk_string_object_get_string (string));
  show_check (row, item);
}

void
safi_combo_words_keep (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_cb), row, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), row, 0);
  adw_combo_row_set_list_factory (row, factory);
}
