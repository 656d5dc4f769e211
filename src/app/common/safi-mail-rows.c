/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-mail-rows.h"

#include <glib/gi18n.h>

#include "app/common/safi-plain-row.h"
#include "app/common/safi-wrapped-label.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"

#define VALUE_CHARS_MAX 400
#define NAME_CHARS_MAX 100

void
safi_mail_rows_clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

GtkWidget *
safi_mail_rows_new_header (const char *name, const char *title, const char *value)
{
  g_autofree char *shown = safi_text_for_display (value, VALUE_CHARS_MAX, FALSE);
  GtkWidget *row = safi_plain_row_new (title, shown);

  gtk_widget_add_css_class (row, "header-row");
  g_object_set_data_full (G_OBJECT (row), "header", g_strdup (name), g_free);
  return row;
}

GtkWidget *
safi_mail_rows_new_from (const SafiAddress *from)
{
  g_autofree char *value = from != NULL ? safi_words_address (from) : NULL;
  /* Translators: stands for the sender of a message that names none. */
  const char *shown = value != NULL ? value : _ ("No sender");
  /* Translators: heads the sender of a message. */
  GtkWidget *row = safi_plain_row_new (_ ("From"), shown);

  gtk_widget_add_css_class (row, "header-row");
  g_object_set_data_full (G_OBJECT (row), "header", g_strdup ("From"), g_free);
  return row;
}

int
safi_mail_rows_find_header (GtkListBox *list, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_ascii_strcasecmp (g_object_get_data (G_OBJECT (row), "header"), name) == 0)
      return i;
  return -1;
}

GtkWidget *
safi_mail_rows_new_attachment (const SafiAttachment *attachment)
{
  g_autofree char *name = safi_text_isolate (
      /* Translators: stands for the name of a file in a message that gives it none. */
      attachment->name != NULL ? attachment->name : _ ("No file name"), NAME_CHARS_MAX);
  g_autofree char *size = g_format_size (attachment->size);
  g_autofree char *type = safi_text_isolate (attachment->media_type, NAME_CHARS_MAX);
  g_autofree char *about = g_strconcat (type, " · ", size, NULL);
  GtkWidget *row = safi_plain_row_new (name, about);

  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "mail-attachment-symbolic");
  return row;
}

static GtkWidget *
new_number (guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "reason-number");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}

static GtkWidget *
new_show_button (guint index, GCallback show_cb, gpointer user_data)
{
  /* Translators: a button; it shows the place in the message that a reason is about. */
  GtkWidget *button = gtk_button_new_with_label (_ ("Show"));
  g_autofree char *name = g_strdup_printf (_ ("Show reason %u in the message"), index + 1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "reason", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", show_cb, user_data);
  return button;
}

GtkWidget *
safi_mail_rows_new_reason (SafiEvidence *evidence,
                           guint index,
                           gboolean with_advice,
                           GCallback show_cb,
                           gpointer user_data)
{
  g_autofree char *sentence = safi_words_evidence (evidence);
  const char *advice = safi_words_advice (evidence);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), new_number (index + 1));
  gtk_box_append (GTK_BOX (words), safi_wrapped_label_new (sentence, NULL));
  if (with_advice && advice != NULL && advice[0] != '\0')
    gtk_box_append (GTK_BOX (words), safi_wrapped_label_new (advice, "dim-label"));
  gtk_box_append (GTK_BOX (box), words);
  if (safi_evidence_get_spot (evidence)->type != SAFI_SPOT_NONE)
    gtk_box_append (GTK_BOX (box), new_show_button (index, show_cb, user_data));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}
