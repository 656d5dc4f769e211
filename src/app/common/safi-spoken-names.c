/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-spoken-names.h"

#include <adwaita.h>

static void (*construct_list) (GObject *);
static void (*notify_row) (GObject *, GParamSpec *);
static void (*notify_button) (GObject *, GParamSpec *);

static void
chosen_cb (GtkDropDown *list, GParamSpec *property, gpointer user_data)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (list);
  gpointer item = gtk_drop_down_get_selected_item (list);

  if (GTK_IS_STRING_OBJECT (item))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    gtk_string_object_get_string (item), -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* GTK 4.18 has a list, and the button in it, be called by what is chosen, which goes before the
 * name that was given: a screen reader would say "Normal", and not of what. */
static void
construct_list_cb (GObject *list)
{
  construct_list (list);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_signal_connect (list, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
}

/* Returns: (transfer none) (nullable) */
static GtkWidget *
find_title (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title"))
    return widget;
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL;
       i = gtk_widget_get_next_sibling (i)) {
    GtkWidget *title = find_title (i);

    if (title != NULL)
      return title;
  }
  return NULL;
}

/* libadwaita has the row's title label what is pressed with the row. GTK 4.18 then calls a button
 * by the title alone; GTK 4.8 says the button's own words, too. */
static void
name_button (AdwActionRow *row)
{
  GtkWidget *button = adw_action_row_get_activatable_widget (row);
  GtkWidget *title = find_title (GTK_WIDGET (row));

  if (title != NULL && GTK_IS_BUTTON (button) && gtk_button_get_label (GTK_BUTTON (button)) != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    button, title, NULL, -1);
}

/* Newer libadwaita has a row described by the label of its subtitle, of which nothing is told, and
 * which goes before a description that was given. */
static void
describe_row (AdwActionRow *row)
{
  const char *subtitle = adw_action_row_get_subtitle (row);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle != NULL ? subtitle : "", -1);
}

static void
notify_row_cb (GObject *row, GParamSpec *property)
{
  if (notify_row != NULL)
    notify_row (row, property);
  if (gtk_get_minor_version () < 10)
    return;
  if (g_str_equal (property->name, "activatable-widget"))
    name_button (ADW_ACTION_ROW (row));
  else if (g_str_equal (property->name, "subtitle"))
    describe_row (ADW_ACTION_ROW (row));
}

/* GTK 4.18 has the text on a button go before a name that was given, such as "Show reason 1". With
 * GTK 4.8 the text is a name like any other: what is said last holds, and it goes before a tooltip.
 */
static void
name_by_text (GtkButton *button)
{
  const char *text = gtk_button_get_label (button);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  if (text == NULL || gtk_button_get_use_underline (button))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                    -1);
}

static void
notify_button_cb (GObject *button, GParamSpec *property)
{
  if (notify_button != NULL)
    notify_button (button, property);
  if (gtk_get_minor_version () >= 10 &&
      (g_str_equal (property->name, "label") || g_str_equal (property->name, "use-underline")))
    name_by_text (GTK_BUTTON (button));
}

void
safi_spoken_names_mend (void)
{
  /* The classes stay as long as the program. */
  GObjectClass *list_class = g_type_class_ref (GTK_TYPE_DROP_DOWN);
  GObjectClass *row_class = g_type_class_ref (ADW_TYPE_ACTION_ROW);
  GObjectClass *button_class = g_type_class_ref (GTK_TYPE_BUTTON);

  g_return_if_fail (construct_list == NULL);
  construct_list = list_class->constructed;
  list_class->constructed = construct_list_cb;
  notify_row = row_class->notify;
  row_class->notify = notify_row_cb;
  notify_button = button_class->notify;
  button_class->notify = notify_button_cb;
}
