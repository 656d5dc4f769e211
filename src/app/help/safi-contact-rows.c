/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-contact-rows.h"

#include <glib/gi18n.h>

#include "app/common/safi-wrapped-label.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-emergency.h"
#include "words/teaching/safi-words-pack.h"

static GtkWidget *
new_copy_button (const char *value)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  const char *args[] = { value, NULL };
  /* Translators: a button; {0} is a phone number or an address. */
  g_autofree char *name = safi_text_fill (_ ("Copy {0}"), args);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "contact.copy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", value);
  return button;
}

/* As below the steps: smaller, and not as loud. */
static GtkWidget *
new_english (const char *english)
{
  GtkWidget *label = safi_wrapped_label_new (english, "caption");

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* Can be selected and copied, but takes no focus: in distress there are enough stops on the way to
 * the next number. */
static GtkWidget *
new_source (const char *source)
{
  GtkWidget *label = safi_wrapped_label_new (source, "caption");

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* @english, @details, @source: (nullable). */
static GtkWidget *
new_row (const char *title,
         const char *english,
         const char *value,
         const char *details,
         const char *source)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *shown = safi_words_contact_value (value);

  gtk_box_append (GTK_BOX (words), safi_wrapped_label_new (title, NULL));
  if (english != NULL)
    gtk_box_append (GTK_BOX (words), new_english (english));
  gtk_box_append (GTK_BOX (words), safi_wrapped_label_new (shown, "title-2"));
  if (details != NULL)
    gtk_box_append (GTK_BOX (words), safi_wrapped_label_new (details, "dim-label"));
  if (source != NULL)
    gtk_box_append (GTK_BOX (words), new_source (source));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), new_copy_button (value));
  gtk_widget_add_css_class (box, "contact");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

GtkWidget *
safi_contact_rows_new_own (const char *title, const char *value)
{
  return new_row (title, NULL, value, NULL, NULL);
}

GtkWidget *
safi_contact_rows_new_fact (const SafiCountryFact *fact, const GDate *today, const char *english)
{
  g_autofree char *details = safi_words_contact_details (fact, today);
  g_autofree char *source = safi_words_contact_source (fact);

  return new_row (safi_words_country_use (fact->use), english, fact->value, details, source);
}

GtkWidget *
safi_contact_rows_new_pack_fact (const SafiPack *pack,
                                 const SafiCountryFact *fact,
                                 const GDate *today,
                                 const char *english)
{
  g_autofree char *details = safi_words_contact_details (fact, today);
  g_autofree char *origin = safi_words_pack_origin (pack);
  g_autofree char *both = g_strconcat (details, SAFI_WORDS_BETWEEN, origin, NULL);
  g_autofree char *source = safi_words_contact_source (fact);

  return new_row (safi_words_country_use (fact->use), english, fact->value, both, source);
}

GtkWidget *
safi_contact_rows_get_words (GtkWidget *row)
{
  return gtk_widget_get_first_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
}
