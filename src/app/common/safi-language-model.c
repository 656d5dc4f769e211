/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-language-model.h"

#include "app/common/safi-locale.h"
#include "words/catalogue/safi-translation-state.h"

/* Of the open list; all in its order. */
typedef struct {
  GtkDropDown *drop_down; /* borrowed */
  char **codes;
  char **states; /* what each is worth; NULL until its row is made */
} Rows;

static Rows *
rows_new (GtkDropDown *drop_down, char **codes)
{
  Rows *rows = g_new (Rows, 1);

  rows->drop_down = drop_down;
  rows->codes = g_strdupv (codes);
  rows->states = g_new0 (char *, g_strv_length (codes));
  return rows;
}

static void
rows_free (gpointer data, GClosure *closure)
{
  Rows *rows = data;

  for (guint i = 0; rows->codes[i] != NULL; i++)
    g_free (rows->states[i]);
  g_free (rows->states);
  g_strfreev (rows->codes);
  g_free (rows);
}

/* Catalogues are read once for each row, and not before the list is opened. */
static const char *
say_state (Rows *rows, guint position)
{
  SafiTranslationState state;

  if (rows->states[position] == NULL) {
    state = safi_translation_state_read (rows->codes[position]);
    rows->states[position] = safi_translation_state_say (&state);
  }
  return rows->states[position];
}

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

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Rows *rows)
{
  GtkWidget *words = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_first_child (words);
  GtkWidget *detail = gtk_widget_get_next_sibling (name);
  const guint position = gtk_list_item_get_position (item);
  const char *said = say_state (rows, position);

  gtk_label_set_label (GTK_LABEL (name),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
  gtk_label_set_label (GTK_LABEL (detail), said);
  gtk_widget_set_visible (detail, said[0] != '\0');
  gtk_widget_set_opacity (gtk_widget_get_next_sibling (words),
                          position == gtk_drop_down_get_selected (rows->drop_down) ? 1 : 0);
}

static void
set_rows (GtkDropDown *drop_down, char **codes)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), rows_new (drop_down, codes),
                         rows_free, 0);
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
