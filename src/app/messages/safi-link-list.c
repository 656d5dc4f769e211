/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-link-list.h"

#include <glib/gi18n.h>

#include "app/common/safi-choice-row.h"
#include "app/common/safi-mail-rows.h"
#include "app/messages/safi-link-sheet.h"
#include "core/text/safi-text.h"
#include "core/url/safi-url-parts.h"
#include "words/mailbox/safi-words-link.h"

#define ROWS_FIRST 4 /* shown until all are asked for */
#define ROWS_MAX 100
#define WORDS_CHARS_MAX 80

struct _SafiLinkList {
  AdwPreferencesGroup parent_instance;

  GtkListBox *rows;
  GtkButton *all_button;
  GtkLabel *more;

  SafiMessage *message; /* (nullable) */
  GPtrArray *found;     /* (nullable) (element-type SafiEvidence) */
  GArray *places;       /* (element-type guint): the links listed, by their index */
};

G_DEFINE_FINAL_TYPE (SafiLinkList, safi_link_list, ADW_TYPE_PREFERENCES_GROUP)

static guint
get_place (SafiLinkList *self, guint i)
{
  return g_array_index (self->places, guint, i);
}

static const SafiLink *
get_link (SafiLinkList *self, guint index)
{
  return safi_message_get_links (self->message)->pdata[index];
}

static gboolean
is_found (SafiLinkList *self, guint index)
{
  for (guint i = 0; self->found != NULL && i < self->found->len; i++) {
    const SafiSpot *spot = safi_evidence_get_spot (self->found->pdata[i]);

    if (spot->type == SAFI_SPOT_LINK && spot->index == index &&
        safi_evidence_get_weight (self->found->pdata[i]) > 0)
      return TRUE;
  }
  return FALSE;
}

/* The words that the message shows, or what tells this link from others of the same place. */
static char *
describe (const SafiLink *link, const SafiUrlParts *parts)
{
  const char *words = link->label != NULL && link->label[0] != '\0' ? link->label : parts->rest;

  return safi_text_isolate (words, WORDS_CHARS_MAX);
}

static void
add_row (SafiLinkList *self, guint index)
{
  const SafiLink *link = get_link (self, index);
  g_autoptr (SafiUrlParts) parts = safi_url_parts_new (link);
  g_autofree char *name = safi_words_link_name (link, parts);
  g_autofree char *words = describe (link, parts);
  GtkWidget *row = safi_choice_row_new (name, words);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  if (is_found (self, index))
    adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-warning-symbolic");
  gtk_widget_set_tooltip_text (row, _ ("Say where this link leads"));
  gtk_list_box_append (self->rows, row);
}

static void
row_activated_cb (SafiLinkList *self, GtkListBoxRow *row)
{
  guint index = get_place (self, (guint) gtk_list_box_row_get_index (row));
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  safi_link_sheet_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->message,
                           index, self->found != NULL ? self->found : none);
}

static void
show_rows (SafiLinkList *self, guint max)
{
  const guint n_shown = MIN (self->places->len, max);
  const gboolean is_all = n_shown == MIN (self->places->len, ROWS_MAX);
  g_autofree char *all = g_strdup_printf (
      ngettext ("Show the %u link", "Show all %u links", self->places->len), self->places->len);
  g_autofree char *more =
      /* Translators: ends a short list of links. */
      g_strdup_printf (ngettext ("and %u other", "and %u others", self->places->len - n_shown),
                       self->places->len - n_shown);

  safi_mail_rows_clear (self->rows);
  for (guint i = 0; i < n_shown; i++)
    add_row (self, get_place (self, i));
  gtk_button_set_label (self->all_button, all);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), !is_all);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), is_all && n_shown < self->places->len);
}

static void
all_clicked_cb (SafiLinkList *self)
{
  show_rows (self, ROWS_MAX);
}

/* A picture leads nobody anywhere; what leads to the same place stands here once. */
static void
collect_places (SafiLinkList *self, gboolean found)
{
  GPtrArray *links = safi_message_get_links (self->message);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->places->len; i++)
    g_hash_table_add (known, get_link (self, get_place (self, i))->target);
  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = links->pdata[i];

    if (link->type != SAFI_LINK_IMAGE && is_found (self, i) == found &&
        g_hash_table_add (known, link->target))
      g_array_append_val (self->places, i);
  }
}

static void
safi_link_list_dispose (GObject *object)
{
  SafiLinkList *self = SAFI_LINK_LIST (object);

  g_clear_pointer (&self->message, safi_message_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  G_OBJECT_CLASS (safi_link_list_parent_class)->dispose (object);
}

static void
safi_link_list_class_init (SafiLinkListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_link_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-link-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiLinkList, rows);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkList, all_button);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkList, more);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
}

static void
safi_link_list_init (SafiLinkList *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_link_list_show (SafiLinkList *self, SafiMessage *message, GPtrArray *found)
{
  g_clear_pointer (&self->message, safi_message_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_array_set_size (self->places, 0);
  if (message != NULL) {
    self->message = safi_message_ref (message);
    self->found = found != NULL ? g_ptr_array_ref (found) : NULL;
    collect_places (self, TRUE);
    collect_places (self, FALSE);
  }
  show_rows (self, ROWS_FIRST);
  gtk_widget_set_visible (GTK_WIDGET (self), self->places->len > 0);
}
