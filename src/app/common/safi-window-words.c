/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-window-words.h"

#include "words/catalogue/safi-said.h"

static void
add_words (GPtrArray *seen, const char *words)
{
  if (words != NULL && words[0] != '\0')
    g_ptr_array_add (seen, g_strdup (words));
}

static void
add_own (GtkWidget *widget, GPtrArray *seen)
{
  if (GTK_IS_LABEL (widget))
    add_words (seen, gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_TEXT (widget))
    add_words (seen, gtk_text_get_placeholder_text (GTK_TEXT (widget)));
  add_words (seen, gtk_widget_get_tooltip_text (widget));
}

static void
add_all (GtkWidget *widget, GPtrArray *seen)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  add_own (widget, seen);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_all (child, seen);
}

/* Returns: what a person would say was clicked. */
static GtkWidget *
find_whole (GtkWidget *widget)
{
  for (GtkWidget *i = widget; i != NULL && !GTK_IS_LABEL (widget); i = gtk_widget_get_parent (i))
    if (GTK_IS_BUTTON (i) || GTK_IS_LIST_BOX_ROW (i))
      return i;
  return widget;
}

void
safi_window_words_find_at (GtkWindow *window, double x, double y, GPtrArray *seen)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (window), x, y, GTK_PICK_INSENSITIVE);

  if (picked == NULL)
    return;
  picked = find_whole (picked);
  add_all (picked, seen);
  for (GtkWidget *i = gtk_widget_get_parent (picked); i != NULL; i = gtk_widget_get_parent (i))
    add_words (seen, gtk_widget_get_tooltip_text (i));
}

void
safi_window_words_find_all (GtkWindow *window, GPtrArray *seen)
{
  add_words (seen, gtk_window_get_title (window));
  add_all (GTK_WIDGET (window), seen);
}

static gboolean
says (const char *words, const char *before)
{
  g_autofree char *plain = words != NULL ? safi_said_plain (words) : NULL;

  return plain != NULL && g_str_equal (plain, before);
}

static void
replace_in (GtkWidget *widget, const char *before, const char *after)
{
  if (GTK_IS_LABEL (widget) && says (gtk_label_get_text (GTK_LABEL (widget)), before))
    gtk_label_set_text (GTK_LABEL (widget), after);
  if (says (gtk_widget_get_tooltip_text (widget), before))
    gtk_widget_set_tooltip_text (widget, after);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    replace_in (child, before, after);
}

void
safi_window_words_replace (const char *before, const char *after)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (says (gtk_window_get_title (window), before))
      gtk_window_set_title (window, after);
    replace_in (GTK_WIDGET (window), before, after);
  }
}
