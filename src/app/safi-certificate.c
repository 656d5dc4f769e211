/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-certificate.h"

#include "print/safi-print-certificate.h"

typedef struct {
  PangoContext *context;
  char *name;
  SafiPracticeScore score;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->context);
  g_free (job->name);
  g_free (job);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  safi_print_certificate_draw (gtk_print_context_get_cairo_context (context), job->context,
                               gtk_print_context_get_width (context),
                               gtk_print_context_get_height (context), job->name, &job->score);
}

/* Asynchronous, because the main loop goes on around the dialog: Safibox can end while it is open.
 */
gboolean
safi_certificate_print (GtkWindow *parent,
                        const char *name,
                        const SafiPracticeScore *score,
                        GError **error)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  Job *job = g_new0 (Job, 1);

  job->context = g_object_ref (gtk_widget_get_pango_context (GTK_WIDGET (parent)));
  job->name = g_strdup (name);
  job->score = *score;
  g_object_set_data_full (G_OBJECT (operation), "job", job, free_job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent,
                                  error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}
