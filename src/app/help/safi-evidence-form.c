/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-evidence-form.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/common/safi-file-save.h"
#include "app/common/safi-sheet-print.h"
#include "app/common/safi-toast.h"
#include "app/common/safi-whole-words.h"
#include "app/help/safi-help.h"
#include "words/report/safi-words-evidence.h"

struct _SafiEvidenceForm {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkEditable *amount;
  GtkTextView *happened;

  SafiMessage *message;
};

G_DEFINE_FINAL_TYPE (SafiEvidenceForm, safi_evidence_form, ADW_TYPE_WINDOW)

static void
tell (SafiEvidenceForm *self, const char *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, safi_toast_new (sentence));
}

/* Returns: (transfer full). */
static char *
write_sheet (SafiEvidenceForm *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->happened);
  GtkTextIter start, end;
  g_autofree char *happened = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  happened = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return safi_words_evidence_sheet (self->message, gtk_editable_get_text (self->amount), happened,
                                    g_get_real_time () / G_USEC_PER_SEC);
}

static void
print_clicked_cb (SafiEvidenceForm *self)
{
  g_autofree char *sheet = write_sheet (self);
  g_autoptr (GError) error = NULL;

  if (!safi_sheet_print (GTK_WINDOW (self), sheet, &error))
    tell (self, _ ("The sheet could not be printed. Save it, and print it elsewhere."));
}

static void
saved_cb (GtkWindow *window, gboolean is_saved)
{
  tell (SAFI_EVIDENCE_FORM (window),
        is_saved ? _ ("The sheet is saved.")
                 : _ ("The sheet could not be saved there. Choose another folder."));
}

static void
save_clicked_cb (SafiEvidenceForm *self)
{
  char *sheet = write_sheet (self);
  g_autoptr (GBytes) octets = g_bytes_new_take (sheet, strlen (sheet));
  g_autofree char *name = g_strconcat (_ ("Evidence sheet"), ".txt", NULL);

  safi_file_save (GTK_WINDOW (self), _ ("Save the evidence sheet"), name, octets,
                  G_FILE_CREATE_PRIVATE, saved_cb);
}

static void
safi_evidence_form_dispose (GObject *object)
{
  SafiEvidenceForm *self = SAFI_EVIDENCE_FORM (object);

  g_clear_pointer (&self->message, safi_message_unref);
  G_OBJECT_CLASS (safi_evidence_form_parent_class)->dispose (object);
}

static void
safi_evidence_form_class_init (SafiEvidenceFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_evidence_form_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "scam");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-evidence-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiEvidenceForm, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiEvidenceForm, amount);
  gtk_widget_class_bind_template_child (widget_class, SafiEvidenceForm, happened);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
safi_evidence_form_init (SafiEvidenceForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_whole_words_keep (self->happened);
  safi_toast_close_by_escape (self->toasts);
}

void
safi_evidence_form_present (GtkWindow *parent, SafiMessage *message)
{
  SafiEvidenceForm *self = g_object_new (SAFI_TYPE_EVIDENCE_FORM, "transient-for", parent, NULL);

  self->message = safi_message_ref (message);
  gtk_window_present (GTK_WINDOW (self));
}
