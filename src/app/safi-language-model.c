/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-language-model.h"

#include "app/safi-locale.h"
#include "words/safi-translation-state.h"

/* A row of the open list: the name, what the translation is worth, and a mark for the chosen one.
 */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, NULL);
  GtkWidget *state = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "max-width-chars",
                                   30, "width-chars", 28, NULL);
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (state, "caption");
  gtk_widget_add_css_class (state, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), state);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_list_item_set_child (item, row);
}

/* @codes: in the order of the list. */
static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer codes)
{
  GtkDropDown *drop_down = g_object_get_data (G_OBJECT (factory), "drop-down");
  GtkWidget *words = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_first_child (words);
  GtkWidget *detail = gtk_widget_get_next_sibling (name);
  const guint position = gtk_list_item_get_position (item);
  SafiTranslationState state = safi_translation_state_read (((char **) codes)[position]);
  g_autofree char *said = safi_translation_state_say (&state);

  gtk_label_set_label (GTK_LABEL (name),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
  gtk_label_set_label (GTK_LABEL (detail), said);
  gtk_widget_set_visible (detail, said[0] != '\0');
  gtk_widget_set_opacity (gtk_widget_get_next_sibling (words),
                          position == gtk_drop_down_get_selected (drop_down) ? 1 : 0);
}

static void
free_codes (gpointer codes, GClosure *closure)
{
  g_strfreev (codes);
}

/* What a language is worth is read when the list is opened: only then its rows are made. */
static void
set_rows (GtkDropDown *drop_down, char **codes)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "drop-down", drop_down);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), g_strdupv (codes), free_codes, 0);
  gtk_drop_down_set_list_factory (drop_down, factory);
}

char **
safi_language_model_fill (GtkDropDown *drop_down, const char *language)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  char **codes = safi_locale_list_languages ();
  const char *chosen =
      language[0] != '\0' ? language : safi_locale_guess_language ((const char *const *) codes);

  for (guint i = 0; codes[i] != NULL; i++) {
    g_autofree char *name = safi_locale_get_language_name (codes[i]);

    gtk_string_list_append (names, name);
  }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  for (guint i = 0; codes[i] != NULL; i++)
    if (g_str_equal (codes[i], chosen))
      gtk_drop_down_set_selected (drop_down, i);
  set_rows (drop_down, codes);
  return codes;
}
