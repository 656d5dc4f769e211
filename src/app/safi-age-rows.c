/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-age-rows.h"

#include "words/safi-words-class.h"

static GtkWidget *
make_row (SafiAge age)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safi_words_age (age));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safi_words_age_summary (age));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

void
safi_age_rows_fill (GtkListBox *list)
{
  for (SafiAge age = SAFI_AGE_CHILD; age <= SAFI_AGE_ADULT; age++)
    gtk_list_box_append (list, make_row (age));
}

SafiAge
safi_age_rows_get_age (GtkListBoxRow *row)
{
  return (SafiAge) gtk_list_box_row_get_index (row);
}
