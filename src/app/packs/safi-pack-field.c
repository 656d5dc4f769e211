/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-field.h"

#include <glib/gi18n.h>

#include "app/common/safi-whole-words.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-draft.h"
#include "words/teaching/safi-words-pack.h"

#define LINES_HEIGHT 84 /* pixels: three lines */

struct _SafiPackField {
  GtkListBoxRow parent_instance;

  GtkLabel *source;      /* the text of the pack's first language */
  GtkEntry *entry;       /* (nullable): one line */
  GtkTextBuffer *buffer; /* (nullable): several */
  GtkWidget *input;
  GtkLabel *fault;

  SafiDraftPart *part;
  SafiDraftField field;
  char *language;
  gboolean is_showing; /* nobody typed what changes now */
  gboolean is_cut;     /* more was typed than is kept */
};

G_DEFINE_FINAL_TYPE (SafiPackField, safi_pack_field, GTK_TYPE_LIST_BOX_ROW)

static char *
read_text (SafiPackField *self)
{
  GtkTextIter start, end;

  if (self->entry != NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
write_text (SafiPackField *self, const char *text)
{
  self->is_showing = TRUE;
  if (self->entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  else
    gtk_text_buffer_set_text (self->buffer, text, -1);
  self->is_showing = FALSE;
}

/* @fault: (nullable). */
static void
tell (SafiPackField *self, const char *fault)
{
  if (self->is_cut)
    fault = _ ("This is too long: its end is not kept. Make it shorter.");
  gtk_label_set_label (self->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), fault != NULL);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
      fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  fault != NULL ? fault : safi_words_draft_hint (self->field), -1);
}

static void
changed_cb (SafiPackField *self)
{
  g_autofree char *text = NULL;

  if (self->is_showing)
    return;
  text = read_text (self);
  self->is_cut = !safi_draft_part_set (self->part, self->field, self->language, text);
  tell (self, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.changed", NULL);
}

static GtkWidget *
new_entry (SafiPackField *self)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->input = GTK_WIDGET (self->entry);
  return self->input;
}

static GtkWidget *
new_lines (SafiPackField *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *frame = gtk_frame_new (NULL);

  safi_whole_words_keep (GTK_TEXT_VIEW (view));
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_set (view, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "top-margin", 8,
                "bottom-margin", 8, "left-margin", 8, "right-margin", 8, NULL);
  gtk_widget_set_size_request (view, -1, LINES_HEIGHT);
  gtk_frame_set_child (GTK_FRAME (frame), view);
  self->input = view;
  return frame;
}

static GtkLabel *
add_label (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static gboolean
has_lines (SafiDraftField field)
{
  return safi_draft_fields[field].manner == SAFI_DRAFT_LINES || field == SAFI_DRAFT_MORE ||
         field == SAFI_DRAFT_TELL;
}

static void
build (SafiPackField *self)
{
  const char *name = safi_words_draft_field (self->field);
  const char *hint = safi_words_draft_hint (self->field);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));

  gtk_widget_add_css_class (GTK_WIDGET (box), "draft-field");
  add_label (box, name, NULL);
  if (*hint != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (add_label (box, hint, "caption")), "dim-label");
  self->source = add_label (box, "", "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->source), FALSE);
  gtk_box_append (box, has_lines (self->field) ? new_lines (self) : new_entry (self));
  self->fault = add_label (box, "", "error");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (box));
}

static void
safi_pack_field_finalize (GObject *object)
{
  g_free (SAFI_PACK_FIELD (object)->language);
  G_OBJECT_CLASS (safi_pack_field_parent_class)->finalize (object);
}

static void
safi_pack_field_class_init (SafiPackFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_pack_field_finalize;
}

static void
safi_pack_field_init (SafiPackField *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE); /* the text in it takes the focus */
}

GtkWidget *
safi_pack_field_new (SafiDraftPart *part, SafiDraftField field)
{
  SafiPackField *self = g_object_new (SAFI_TYPE_PACK_FIELD, NULL);

  self->part = part;
  self->field = field;
  self->language = g_strdup ("");
  build (self);
  return GTK_WIDGET (self);
}

void
safi_pack_field_show (SafiPackField *self, const char *language, const char *first)
{
  const char *source = safi_draft_part_get (self->part, self->field, first);
  const gboolean is_translated = (safi_draft_fields[self->field].manner == SAFI_DRAFT_TEXT ||
                                  safi_draft_fields[self->field].manner == SAFI_DRAFT_LINES) &&
                                 !g_str_equal (language, first) && *source != '\0';
  g_autofree char *shown = safi_text_for_display (source, G_MAXUINT16, TRUE);

  g_free (self->language);
  self->language = g_strdup (language);
  gtk_label_set_label (self->source, is_translated ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->source), is_translated);
  write_text (self, safi_draft_part_get (self->part, self->field, language));
  self->is_cut = FALSE;
  tell (self, NULL);
}

/* Whether @told is to be seen here now. */
static gboolean
is_here (SafiPackField *self, const SafiDraftFault *told)
{
  return told->part == self->part && told->field == self->field &&
         (*told->language == '\0' || g_str_equal (told->language, self->language));
}

void
safi_pack_field_tell (SafiPackField *self, GPtrArray *faults)
{
  g_autofree char *sentence = NULL;

  for (guint i = 0; sentence == NULL && i < faults->len; i++)
    if (is_here (self, faults->pdata[i]))
      sentence = safi_words_pack_fault_here (((SafiDraftFault *) faults->pdata[i])->fault);
  tell (self, sentence);
}

SafiDraftField
safi_pack_field_get_field (SafiPackField *self)
{
  return self->field;
}

void
safi_pack_field_enter (SafiPackField *self)
{
  gtk_widget_grab_focus (self->input);
}
