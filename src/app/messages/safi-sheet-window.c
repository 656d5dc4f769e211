/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-sheet-window.h"

#include <glib/gi18n.h>

#include "app/common/safi-file-save.h"
#include "app/common/safi-row-layout.h"
#include "app/common/safi-sheet-print.h"
#include "app/help/safi-help.h"
#include "app/messages/safi-why-card.h"
#include "core/base/safi-error.h"
#include "filter/safi-filter.h"
#include "words/report/safi-words-sheet.h"
#include "words/safi-words.h"

#define FILE_NAME "safibox-why" SAFI_SHEET_SUFFIX

struct _SafiSheetWindow {
  AdwWindow parent_instance;

  GtkLabel *intro;
  GtkStack *stack;
  GtkWidget *switcher;
  SafiWhyCard *card;
  GtkLabel *file;
  AdwStatusPage *failed;
  GtkWidget *buttons;
  GtkButton *copy_button;
  GtkLabel *saved;

  GBytes *octets;   /* (nullable) */
  SafiSheet *sheet; /* (nullable) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SafiSheetWindow, safi_sheet_window, ADW_TYPE_WINDOW)

static void
tell (SafiSheetWindow *self, const char *sentence)
{
  gtk_label_set_label (self->saved, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), TRUE);
}

static void
copy_clicked_cb (SafiSheetWindow *self)
{
  g_autofree char *text = safi_words_sheet (self->sheet);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_button_set_label (self->copy_button, _ ("Copied"));
}

static void
print_clicked_cb (SafiSheetWindow *self)
{
  g_autofree char *text = safi_words_sheet (self->sheet);
  g_autoptr (GError) error = NULL;

  if (!safi_sheet_print (GTK_WINDOW (self), text, &error))
    tell (self, _ ("It could not be printed."));
}

static void
saved_cb (GtkWindow *window, gboolean is_saved)
{
  tell (SAFI_SHEET_WINDOW (window),
        is_saved ? _ ("Saved. Send this file to your helper.")
                 : _ ("The file could not be saved. Choose another folder."));
}

static void
save_clicked_cb (SafiSheetWindow *self)
{
  /* Translators: the title of a window that asks for the name of a file. */
  safi_file_save (GTK_WINDOW (self), _ ("Save the sheet"), FILE_NAME, self->octets,
                  G_FILE_CREATE_PRIVATE, saved_cb);
}

static void
safi_sheet_window_dispose (GObject *object)
{
  SafiSheetWindow *self = SAFI_SHEET_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->octets, g_bytes_unref);
  g_clear_pointer (&self->sheet, safi_sheet_free);
  G_OBJECT_CLASS (safi_sheet_window_parent_class)->dispose (object);
}

static void
safi_sheet_window_class_init (SafiSheetWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_sheet_window_dispose;
  g_type_ensure (SAFI_TYPE_ROW_LAYOUT);
  g_type_ensure (SAFI_TYPE_WHY_CARD);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "helper");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-sheet-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, intro);
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, card);
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, file);
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, buttons);
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SafiSheetWindow, saved);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
}

static void
safi_sheet_window_init (SafiSheetWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/* What is shown is read from the octets, so that it is what the helper's Safibox will show.
 * Returns: FALSE if they are no sheet. */
static gboolean
show_octets (SafiSheetWindow *self, GBytes *octets)
{
  g_autofree char *file = safi_words_sheet_file (octets);

  self->sheet = safi_sheet_read (octets, safi_filter_lookup, NULL);
  if (self->sheet == NULL)
    return FALSE;
  self->octets = g_bytes_ref (octets);
  safi_why_card_show_sheet (self->card, self->sheet->verdict, self->sheet->message);
  gtk_label_set_label (self->file, file);
  gtk_stack_set_visible_child_name (self->stack, "card");
  gtk_widget_set_visible (self->switcher, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->intro), TRUE);
  return TRUE;
}

static void
show_failure (SafiSheetWindow *self, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_status_page_set_description (self->failed, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

void
safi_sheet_window_present_own (GtkWindow *parent, GBytes *octets)
{
  SafiSheetWindow *self = g_object_new (
      SAFI_TYPE_SHEET_WINDOW, "transient-for", parent, "modal",
      /* Translators: the title of a window: what will be shown to somebody the person trusts. */
      TRUE, "title", _ ("Ask a helper"), NULL);

  gtk_label_set_label (self->intro, _ ("This is all that your helper will see. Look through it "
                                       "before you hand it over."));
  if (show_octets (self, octets))
    gtk_widget_set_visible (self->buttons, TRUE);
  else
    show_failure (self, _ ("It is damaged, or no sheet of Safibox."));
  gtk_window_present (GTK_WINDOW (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiSheetWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (octets == NULL)
    show_failure (self, _ ("The file cannot be read."));
  else if (!show_octets (self, octets))
    show_failure (self, _ ("It is damaged, or no sheet of Safibox."));
}

/* One octet more than a sheet may have tells that it is too large. */
static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiSheetWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (stream == NULL)
    show_failure (self, _ ("The file cannot be read."));
  else
    g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), SAFI_SHEET_OCTETS_MAX + 1,
                                     G_PRIORITY_DEFAULT, self->cancellable, read_cb,
                                     g_object_ref (self));
}

void
safi_sheet_window_open (GtkWindow *parent, GFile *file)
{
  SafiSheetWindow *self = g_object_new (
      SAFI_TYPE_SHEET_WINDOW, "transient-for", parent, "title",
      /* Translators: the title of a window: a sheet that somebody asks to be looked at. */
      _ ("From somebody else"), NULL);

  /* Else a modal parent would keep every key and click from it. */
  gtk_window_set_modal (GTK_WINDOW (self), parent != NULL && gtk_window_get_modal (parent));
  gtk_label_set_label (self->intro,
                       _ ("Somebody else asks what you think. Safibox shows what this sheet says; "
                          "it has not seen the message itself, and learns nothing from it."));
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, opened_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
