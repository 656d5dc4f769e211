/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-emergency-rows.h"

#include <glib/gi18n.h>

#include "app/common/safi-choice-row.h"
#include "words/teaching/safi-words-emergency.h"

static GtkWidget *
new_row (const char *text, const char *english)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safi_words_emergency (text));
  if (english != NULL) {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), english);
    /* Both are heard where the row has the focus; its title names it already. */
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    english, -1);
  }
  gtk_widget_add_css_class (row, "with-english");
  return row;
}

GtkWidget *
safi_emergency_rows_new_entry (const SafiEmergency *emergency, const char *english)
{
  GtkWidget *row = new_row (emergency->title, english);

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), emergency->icon);
  safi_choice_row_lead_on (ADW_ACTION_ROW (row));
  return row;
}

GtkWidget *
safi_emergency_rows_new_step (guint place, const char *text, const char *english)
{
  GtkWidget *row = new_row (text, english);
  g_autofree char *number = g_strdup_printf ("%u", place);
  GtkWidget *label = gtk_label_new (number);

  gtk_widget_add_css_class (label, "reason-number");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  return row;
}

GtkWidget *
safi_emergency_rows_new_english (GSettings *settings)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *shown = gtk_switch_new ();

  /* Translators: a switch, for a language whose translation is a draft: the steps of Help now are
     shown in English as well. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Show English too"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               /* Translators: told of your language as long as nobody has looked
                                  through its translation as a native reader. */
                               _ ("These words are a draft: no native reader has looked through "
                                  "them yet."));
  gtk_widget_set_valign (shown, GTK_ALIGN_CENTER);
  g_settings_bind (settings, "english-too", shown, "active", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), shown);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), shown);
  return row;
}
