/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-help-window.h"

#include <glib/gi18n.h>

#include "app/common/safi-choice-row.h"
#include "app/help/safi-help-page.h"
#include "app/help/safi-help.h"

#define INDEX "index"
#define PAGES_MAX 200

struct _SafiHelpWindow {
  AdwWindow parent_instance;

  GPtrArray *pages; /* (element-type SafiHelpPage) by title */
  GtkWidget *back_button;
  GtkScrolledWindow *scrolled;
  AdwClamp *clamp;
};

G_DEFINE_FINAL_TYPE (SafiHelpWindow, safi_help_window, ADW_TYPE_WINDOW)

static void show_page (SafiHelpWindow *self, const char *id);

static gint
compare_titles (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = safi_help_page_get_title (*(SafiHelpPage **) a);
  g_autofree char *second = safi_help_page_get_title (*(SafiHelpPage **) b);

  return g_utf8_collate (first, second);
}

/* A page that cannot be read is left out: the others still help. */
static GPtrArray *
load_pages (void)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_help_page_free);
  g_autofree char *folder = safi_help_find_folder ();
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && pages->len < PAGES_MAX && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (folder, name, NULL);
    g_autoptr (GError) error = NULL;
    SafiHelpPage *page =
        g_str_has_suffix (name, ".page") ? safi_help_page_load (file, &error) : NULL;

    if (page != NULL)
      g_ptr_array_add (pages, page);
    else if (error != NULL)
      g_debug ("%s", error->message);
  }
  g_ptr_array_sort (pages, compare_titles);
  return pages;
}

static SafiHelpPage *
find_page (SafiHelpWindow *self, const char *id)
{
  for (guint i = 0; i < self->pages->len; i++) {
    SafiHelpPage *page = g_ptr_array_index (self->pages, i);

    if (g_str_equal (page->id, id))
      return page;
  }
  return NULL;
}

static gboolean
activate_link_cb (SafiHelpWindow *self, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, "#", 2);

  show_page (self, parts[0]);
  return TRUE;
}

static GtkWidget *
make_label (SafiHelpWindow *self, const char *markup, const char *style, gboolean is_heading)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", markup, "use-markup", TRUE, "wrap", TRUE, "wrap-mode",
                    PANGO_WRAP_WORD_CHAR, "xalign", 0.0F, "hexpand", TRUE, "accessible-role",
                    is_heading ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LABEL, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (activate_link_cb), self,
                           G_CONNECT_SWAPPED);
  return label;
}

/* Its mark stands before it, and all lines of the text below each other. */
static GtkWidget *
make_item (SafiHelpWindow *self, SafiHelpBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *number = g_strdup_printf ("%u.", block->number);
  GtkWidget *mark = gtk_label_new (block->number > 0 ? number : "•");

  gtk_label_set_width_chars (GTK_LABEL (mark), 2);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), make_label (self, block->markup, NULL, FALSE));
  return box;
}

static GtkWidget *
make_card (SafiHelpWindow *self, SafiHelpBlock *block)
{
  gboolean is_screen = block->kind == SAFI_HELP_SCREEN;
  GtkWidget *label = make_label (self, block->markup, is_screen ? "monospace" : NULL, FALSE);
  GtkWidget *card = adw_bin_new ();

  if (is_screen)
    gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_label_set_selectable (GTK_LABEL (label), is_screen);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_widget_add_css_class (card, "card");
  adw_bin_set_child (ADW_BIN (card), label);
  return card;
}

static GtkWidget *
make_block (SafiHelpWindow *self, SafiHelpBlock *block)
{
  GtkWidget *widget;

  switch (block->kind) {
  case SAFI_HELP_TITLE:
    return make_label (self, block->markup, "title-2", TRUE);
  case SAFI_HELP_SECTION:
    widget = make_label (self, block->markup, "title-4", TRUE);
    gtk_widget_set_margin_top (widget, 12);
    return widget;
  case SAFI_HELP_TERM:
    return make_label (self, block->markup, "heading", FALSE);
  case SAFI_HELP_ITEM:
    return make_item (self, block);
  case SAFI_HELP_NOTE:
  case SAFI_HELP_SCREEN:
    return make_card (self, block);
  case SAFI_HELP_PARAGRAPH:
  default:
    return make_label (self, block->markup, NULL, FALSE);
  }
}

static GtkWidget *
build_page (SafiHelpWindow *self, SafiHelpPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < page->blocks->len; i++)
    gtk_box_append (GTK_BOX (box), make_block (self, g_ptr_array_index (page->blocks, i)));
  return box;
}

static void
row_activated_cb (GtkWidget *row)
{
  SafiHelpWindow *self = SAFI_HELP_WINDOW (gtk_widget_get_root (row));

  show_page (self, g_object_get_data (G_OBJECT (row), "page"));
}

static GtkWidget *
make_row (SafiHelpPage *page)
{
  g_autofree char *title = safi_help_page_get_title (page);
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", page->description, NULL);

  safi_choice_row_lead_on (ADW_ACTION_ROW (row));
  g_object_set_data_full (G_OBJECT (row), "page", g_strdup (page->id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), NULL);
  return row;
}

static GtkWidget *
build_group (SafiHelpWindow *self, SafiHelpBlock *section)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *guide = g_strconcat (INDEX "#", section->id, NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), section->markup);
  for (guint i = 0; i < self->pages->len; i++) {
    SafiHelpPage *page = g_ptr_array_index (self->pages, i);

    if (g_strcmp0 (page->guide, guide) == 0)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (page));
  }
  return group;
}

static GtkWidget *
build_index (SafiHelpWindow *self, SafiHelpPage *index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *hint = make_label (
      self,
      _ ("This computer has no program of its own that shows help, so here are the pages as text."),
      "dim-label", FALSE);

  gtk_box_append (GTK_BOX (box), hint);
  for (guint i = 0; i < index->blocks->len; i++) {
    SafiHelpBlock *block = g_ptr_array_index (index->blocks, i);

    if (block->kind == SAFI_HELP_SECTION && block->id != NULL)
      gtk_box_append (GTK_BOX (box), build_group (self, block));
  }
  return box;
}

static GtkWidget *
build_nothing (SafiHelpWindow *self)
{
  return make_label (self, _ ("The help pages are not installed with this Safibox."), NULL, FALSE);
}

/* A new page is read from its top, not from where its first row is. */
static void
focus_at_top (SafiHelpWindow *self, GtkWidget *widget)
{
  GtkViewport *viewport = GTK_VIEWPORT (gtk_scrolled_window_get_child (self->scrolled));

  gtk_viewport_set_scroll_to_focus (viewport, FALSE);
  gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  gtk_viewport_set_scroll_to_focus (viewport, TRUE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

static void
show_page (SafiHelpWindow *self, const char *id)
{
  SafiHelpPage *index = find_page (self, INDEX);
  SafiHelpPage *page = find_page (self, id);
  gboolean is_index = page == NULL || page == index;
  GtkWidget *content;

  if (!is_index)
    content = build_page (self, page);
  else
    content = index != NULL ? build_index (self, index) : build_nothing (self);
  adw_clamp_set_child (self->clamp, content);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", !is_index);
  gtk_widget_set_visible (self->back_button, !is_index);
  focus_at_top (self, is_index ? content : self->back_button);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_page (SAFI_HELP_WINDOW (widget), INDEX);
}

/* From a page back to the list, and from there away. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SafiHelpWindow *self = SAFI_HELP_WINDOW (widget);

  if (gtk_widget_get_visible (self->back_button))
    show_page (self, INDEX);
  else
    gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static void
safi_help_window_dispose (GObject *object)
{
  SafiHelpWindow *self = SAFI_HELP_WINDOW (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_help_window_parent_class)->dispose (object);
}

static void
safi_help_window_class_init (SafiHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_help_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiHelpWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpWindow, clamp);
  gtk_widget_class_bind_template_child (widget_class, SafiHelpWindow, scrolled);
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
}

static void
safi_help_window_init (SafiHelpWindow *self)
{
  self->pages = load_pages ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_help_window_present (GtkWindow *parent, const char *page)
{
  SafiHelpWindow *self = g_object_new (SAFI_TYPE_HELP_WINDOW, NULL);

  if (parent != NULL) {
    gtk_window_set_transient_for (GTK_WINDOW (self), parent);
    /* Else a modal parent would keep every key and click from it. */
    gtk_window_set_modal (GTK_WINDOW (self), gtk_window_get_modal (parent));
  }
  show_page (self, page);
  gtk_window_present (GTK_WINDOW (self));
}
