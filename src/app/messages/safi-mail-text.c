/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-mail-text.h"

#include <glib/gi18n.h>

#include "app/common/safi-safe-text.h"
#include "app/common/safi-whole-words.h"

#define SPOT_COLOUR "rgba(245, 194, 17, 0.38)" /* amber that is readable on light and on dark */

struct _SafiMailText {
  GtkTextView parent_instance;

  GtkTextTag *spot_tag;
  GtkTextTag *number_tag;
  GtkTextTag *domain_tag;
  GPtrArray *marks; /* (element-type GtkTextMark) (nullable elements) two for each reason */
};

G_DEFINE_FINAL_TYPE (SafiMailText, safi_mail_text, GTK_TYPE_TEXT_VIEW)

static void
safi_mail_text_finalize (GObject *object)
{
  g_clear_pointer (&SAFI_MAIL_TEXT (object)->marks, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_mail_text_parent_class)->finalize (object);
}

static void
safi_mail_text_class_init (SafiMailTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_mail_text_finalize;
}

static void
safi_mail_text_init (SafiMailText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  safi_whole_words_keep (view);
  gtk_widget_add_css_class (GTK_WIDGET (self), "mail-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Text of the message"), -1);
  self->marks = g_ptr_array_new ();
  self->spot_tag = gtk_text_buffer_create_tag (buffer, NULL, "background", SPOT_COLOUR, NULL);
  self->number_tag = gtk_text_buffer_create_tag (buffer, NULL, "background", SPOT_COLOUR, "weight",
                                                 PANGO_WEIGHT_BOLD, "scale", 0.85, NULL);
  self->domain_tag = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
}

static void
tag_range (SafiMailText *self, GtkTextTag *tag, const SafiRange *range)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) range->start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) range->end);
  gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
}

static void
mark_spot (SafiMailText *self, const SafiRange *range)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  if (range->end <= range->start) {
    g_ptr_array_add (self->marks, NULL);
    g_ptr_array_add (self->marks, NULL);
    return;
  }
  tag_range (self, self->spot_tag, range);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) range->start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) range->end);
  g_ptr_array_add (self->marks, gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE));
  g_ptr_array_add (self->marks, gtk_text_buffer_create_mark (buffer, NULL, &end, FALSE));
}

/* Writes the reason's number before its place; the marks keep all places where they belong. */
static void
write_number (SafiMailText *self, guint index)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  /* Stands before the words that a reason is about: its number in the list of reasons. */
  g_autofree char *number = g_strdup_printf ("\342\201\250%u\342\201\251\302\240", index + 1);
  GtkTextIter start;

  if (self->marks->pdata[2 * index] == NULL)
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &start, self->marks->pdata[2 * index]);
  gtk_text_buffer_insert_with_tags (buffer, &start, number, -1, self->number_tag, NULL);
}

static void
forget_marks (SafiMailText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  for (guint i = 0; i < self->marks->len; i++)
    if (self->marks->pdata[i] != NULL)
      gtk_text_buffer_delete_mark (buffer, self->marks->pdata[i]);
  g_ptr_array_set_size (self->marks, 0);
}

gboolean
safi_mail_text_show (SafiMailText *self, SafiMessage *message, GArray *spans, gboolean whole)
{
  g_autoptr (SafiSafeText) safe =
      safi_safe_text_new (message, spans, whole ? 0 : SAFI_SAFE_TEXT_SHORT);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  forget_marks (self);
  gtk_text_buffer_set_text (buffer, safe->text, -1);
  for (guint i = 0; i < safe->domains->len; i++)
    tag_range (self, self->domain_tag, &g_array_index (safe->domains, SafiRange, i));
  for (guint i = 0; i < safe->spots->len; i++)
    mark_spot (self, &g_array_index (safe->spots, SafiRange, i));
  for (guint i = 0; i < safe->spots->len; i++)
    write_number (self, i);
  return safe->is_cut;
}

void
safi_mail_text_clear (SafiMailText *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "", 0);
}

gboolean
safi_mail_text_select_spot (SafiMailText *self, guint index, int *ret_y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;
  GdkRectangle place;
  int x;

  if (2 * index + 1 >= self->marks->len || self->marks->pdata[2 * index] == NULL)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &start, self->marks->pdata[2 * index]);
  gtk_text_buffer_get_iter_at_mark (buffer, &end, self->marks->pdata[2 * index + 1]);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_get_iter_location (view, &start, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &x, ret_y);
  return TRUE;
}
