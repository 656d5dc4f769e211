/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-certificate-window.h"

#include <glib/gi18n.h>

#include "app/common/safi-file-save.h"
#include "app/common/safi-toast.h"
#include "app/help/safi-help.h"
#include "app/learn/safi-print-job.h"
#include "print/safi-print.h"

struct _SafiCertificateWindow {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkEditable *name;
  GtkDrawingArea *preview;

  SafiPracticeScore score;
};

G_DEFINE_FINAL_TYPE (SafiCertificateWindow, safi_certificate_window, ADW_TYPE_WINDOW)

static void
tell (SafiCertificateWindow *self, const char *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, safi_toast_new (sentence));
}

/* Returns: (transfer full). */
static SafiPrintDocument *
make_document (SafiCertificateWindow *self)
{
  return safi_print_certificate_new (gtk_editable_get_text (self->name), &self->score);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer user_data)
{
  g_autoptr (SafiPrintDocument) document = make_document (user_data);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  safi_print_document_draw_within (document, 0, cairo, width, height);
}

static void
name_changed_cb (SafiCertificateWindow *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->preview));
}

static void
print_clicked_cb (SafiCertificateWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!safi_print_job_run (GTK_WINDOW (self), make_document (self), &error)) {
    g_debug ("print: %s", error->message);
    tell (self, _ ("It could not be printed. Save it as PDF instead."));
  }
}

static void
saved_cb (GtkWindow *window, gboolean is_saved)
{
  tell (SAFI_CERTIFICATE_WINDOW (window),
        is_saved ? _ ("The certificate is saved.")
                 : _ ("The certificate could not be saved there. Choose another place."));
}

static void
save_clicked_cb (SafiCertificateWindow *self)
{
  g_autoptr (SafiPrintDocument) document = make_document (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets = safi_print_document_to_pdf (document, &error);
  /* Translators: the name of a file, without its ending: a certificate after practice. */
  g_autofree char *name = g_strconcat (_ ("certificate"), ".pdf", NULL);

  if (octets == NULL) {
    g_debug ("print: %s", error->message);
    tell (self, _ ("The sheets could not be made."));
    return;
  }
  /* Translators: the title of a window that asks for the name of a file. */
  safi_file_save (GTK_WINDOW (self), _ ("Save the certificate"), name, octets,
                  G_FILE_CREATE_PRIVATE, saved_cb);
}

static void
safi_certificate_window_class_init (SafiCertificateWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  safi_help_install_key (widget_class, "class");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-certificate-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiCertificateWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiCertificateWindow, name);
  gtk_widget_class_bind_template_child (widget_class, SafiCertificateWindow, preview);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

/* Before the row for the name, which would keep the key. */
static void
close_by_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
}

static void
safi_certificate_window_init (SafiCertificateWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_set_max_length (GTK_TEXT (gtk_editable_get_delegate (self->name)), SAFI_PRINT_NAME_MAX);
  close_by_escape (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->preview, draw_cb, self, NULL);
}

void
safi_certificate_window_present (GtkWindow *parent, const SafiPracticeScore *score)
{
  SafiCertificateWindow *self =
      g_object_new (SAFI_TYPE_CERTIFICATE_WINDOW, "transient-for", parent, NULL);

  self->score = *score;
  gtk_window_present (GTK_WINDOW (self));
}
