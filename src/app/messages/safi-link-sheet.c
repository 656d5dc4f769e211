/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-link-sheet.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/common/safi-plain-row.h"
#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"
#include "core/url/safi-url-parts.h"
#include "filter/lists/safi-link-signs.h"
#include "filter/lists/safi-lists.h"
#include "words/mailbox/safi-words-link.h"
#include "words/safi-words.h"

#define PART_CHARS_MAX 300
#define DIM_ALPHA (G_MAXUINT16 * 3 / 5)
#define DOMAIN_SCALE 1.2

/* An address is written from left to right, whatever letters a stranger puts into it. */
#define LEFT_TO_RIGHT "\u2066"
#define END "\u2069"
#define MAY_BREAK "\u200b"   /* zero width space */
#define STAYS_WHOLE "\u2060" /* word joiner */

struct _SafiLinkSheet {
  AdwWindow parent_instance;

  GtkLabel *name;
  GtkLabel *leads;
  GtkLabel *address;
  GtkWidget *signs_group;
  GtkListBox *signs;
  GtkWidget *notes_group;
  GtkListBox *notes;
  GtkLabel *instead;
  GtkButton *copy_button;
  GtkWidget *leave_button;

  SafiUrlParts *parts;
};

G_DEFINE_FINAL_TYPE (SafiLinkSheet, safi_link_sheet, ADW_TYPE_WINDOW)

static void
copy_clicked_cb (SafiLinkSheet *self)
{
  g_autofree char *harmless = safi_url_parts_disarm (self->parts);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), harmless);
  /* Translators: on the button that was pressed: the address is on the clipboard now. */
  gtk_button_set_label (self->copy_button, _ ("Copied"));
}

static void
safi_link_sheet_finalize (GObject *object)
{
  g_clear_pointer (&SAFI_LINK_SHEET (object)->parts, safi_url_parts_free);
  G_OBJECT_CLASS (safi_link_sheet_parent_class)->finalize (object);
}

static void
safi_link_sheet_class_init (SafiLinkSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_link_sheet_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-link-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, name);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, leads);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, address);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, signs_group);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, signs);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, notes_group);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, notes);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, instead);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SafiLinkSheet, leave_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
safi_link_sheet_init (SafiLinkSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (GtkListBox *list, const char *title, const char *subtitle)
{
  gtk_list_box_append (list, safi_plain_row_new (title, subtitle));
}

/* Writes @part; Returns: octets before it. */
static guint
write_part (GString *text, const char *part)
{
  g_autofree char *shown = safi_text_for_display (part, PART_CHARS_MAX, FALSE);
  guint start = (guint) text->len;

  g_string_append_printf (text, LEFT_TO_RIGHT "%s" END, shown);
  return start;
}

static void
set_range (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

/* A line may end before and after the domain, but only in a domain that is longer than a line is it
 * broken. Returns: (transfer full). */
static char *
show_domain (const char *domain)
{
  g_autofree char *shown = safi_domain_for_display (domain);
  g_auto (GStrv) parts = g_strsplit (shown, "-", -1);

  return g_strjoinv ("-" STAYS_WHOLE, parts);
}

/* The domain large and dark, all else grey. */
static void
show_address (SafiLinkSheet *self)
{
  const SafiUrlParts *parts = self->parts;
  const char *at = parts->user[0] != '\0' ? "@" : "";
  const char *slashes = parts->domain[0] != '\0' ? "//" : "";
  g_autofree char *before =
      g_strconcat (parts->scheme, slashes, parts->user, at, parts->below, NULL);
  g_autofree char *after = g_strconcat (parts->port, parts->rest, NULL);
  g_autofree char *domain = show_domain (parts->domain);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr (GString) text = g_string_new (LEFT_TO_RIGHT);
  guint start, end;

  write_part (text, before);
  g_string_append (text, MAY_BREAK);
  start = write_part (text, domain);
  g_string_append (text, MAY_BREAK);
  end = write_part (text, after);
  g_string_append (text, END);
  set_range (attributes, pango_attr_foreground_alpha_new (DIM_ALPHA), 0, start);
  set_range (attributes, pango_attr_foreground_alpha_new (DIM_ALPHA), end, (guint) text->len);
  set_range (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  set_range (attributes, pango_attr_scale_new (DOMAIN_SCALE), start, end);
  gtk_label_set_label (self->address, text->str);
  gtk_label_set_attributes (self->address, attributes);
}

static gboolean
has_finding (GPtrArray *signs, SafiEvidence *evidence)
{
  for (guint i = 0; i < signs->len; i++)
    if (safi_evidence_get_finding (signs->pdata[i]) == safi_evidence_get_finding (evidence))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (element-type SafiEvidence): what speaks against the link, looked at
 * alone and as a part of the message. */
static GPtrArray *
collect_signs (SafiMessage *message, guint index, GPtrArray *found)
{
  GPtrArray *signs = safi_link_signs_find (message, index);

  for (guint i = 0; i < found->len; i++) {
    const SafiSpot *spot = safi_evidence_get_spot (found->pdata[i]);

    if (spot->type == SAFI_SPOT_LINK && spot->index == index &&
        safi_evidence_get_weight (found->pdata[i]) > 0 && !has_finding (signs, found->pdata[i]))
      g_ptr_array_add (signs, safi_evidence_ref (found->pdata[i]));
  }
  return signs;
}

static void
show_signs (SafiLinkSheet *self, GPtrArray *signs)
{
  const char *instead = "";

  for (guint i = 0; i < signs->len; i++) {
    g_autofree char *sentence = safi_words_evidence (signs->pdata[i]);

    add_row (self->signs, sentence, "");
    if (*instead == '\0')
      instead = safi_words_advice (signs->pdata[i]);
  }
  if (*instead == '\0')
    instead = _ ("If you want to go there, open it as you usually do: by its app, your own "
                 "bookmark, or an address that you know.");
  gtk_label_set_label (self->instead, instead);
  gtk_widget_set_visible (self->signs_group, signs->len > 0);
}

/* Returns: (transfer full) (nullable): the file that the link fetches, if it is of a known kind
 * and no page. */
static char *
find_file (const SafiUrlParts *parts)
{
  g_autofree char *file = safi_url_parts_get_file (parts);
  SafiFileClass kind =
      file != NULL ? safi_lists_get_file_class (strrchr (file, '.') + 1) : SAFI_FILE_UNKNOWN;

  if (kind == SAFI_FILE_UNKNOWN || kind == SAFI_FILE_HTML)
    return NULL;
  return g_steal_pointer (&file);
}

static void
show_notes (SafiLinkSheet *self, const SafiLink *link)
{
  g_autofree char *file = find_file (self->parts);
  g_autoptr (GPtrArray) notes = safi_words_link_notes (link, self->parts, file);

  for (guint i = 0; i < notes->len; i++) {
    const SafiLinkNote *note = notes->pdata[i];

    add_row (self->notes, note->title, note->words);
  }
  gtk_widget_set_visible (self->notes_group, notes->len > 0);
}

void
safi_link_sheet_present (GtkWindow *parent, SafiMessage *message, guint index, GPtrArray *found)
{
  SafiLinkSheet *self = g_object_new (SAFI_TYPE_LINK_SHEET, "transient-for", parent, NULL);
  const SafiLink *link = safi_message_get_links (message)->pdata[index];
  g_autoptr (GPtrArray) signs = collect_signs (message, index, found);
  g_autofree char *name = NULL;
  g_autofree char *leads = NULL;

  self->parts = safi_url_parts_new (link);
  name = safi_words_link_name (link, self->parts);
  leads = safi_words_link_leads (link, self->parts);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->leads, leads);
  show_address (self);
  show_signs (self, signs);
  show_notes (self, link);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->leave_button);
}
