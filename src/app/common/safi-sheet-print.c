/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-sheet-print.h"

#define FONT "Sans 11"

typedef struct {
  char *text;
  PangoLayout *layout; /* (nullable): of all pages */
  GArray *first_lines; /* (element-type int): of each page */
} Pages;

/* Lines never stand half on a page. */
static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, Pages *pages)
{
  const double height = gtk_print_context_get_height (context) * PANGO_SCALE;
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  double used = 0;
  int first = 0;

  g_clear_object (&pages->layout);
  pages->layout = gtk_print_context_create_pango_layout (context);
  pango_layout_set_font_description (pages->layout, font);
  pango_layout_set_width (pages->layout,
                          (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (pages->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (pages->layout, pages->text, -1);
  g_array_set_size (pages->first_lines, 0);
  g_array_append_val (pages->first_lines, first);
  for (int line = 0; line < pango_layout_get_line_count (pages->layout); line++) {
    PangoRectangle size;

    pango_layout_line_get_extents (pango_layout_get_line_readonly (pages->layout, line), NULL,
                                   &size);
    used += size.height;
    if (used > height && line > 0) {
      g_array_append_val (pages->first_lines, line);
      used = size.height;
    }
  }
  gtk_print_operation_set_n_pages (operation, (int) pages->first_lines->len);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Pages *pages)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  const int n_lines = pango_layout_get_line_count (pages->layout);
  const int end = (guint) page + 1 < pages->first_lines->len
                      ? g_array_index (pages->first_lines, int, page + 1)
                      : n_lines;
  double y = 0;

  for (int i = g_array_index (pages->first_lines, int, page); i < end; i++) {
    PangoLayoutLine *line = pango_layout_get_line_readonly (pages->layout, i);
    PangoRectangle size;

    pango_layout_line_get_extents (line, NULL, &size);
    cairo_move_to (cairo, (double) size.x / PANGO_SCALE, y - (double) size.y / PANGO_SCALE);
    pango_cairo_show_layout_line (cairo, line);
    y += (double) size.height / PANGO_SCALE;
  }
}

static void
free_pages (gpointer data)
{
  Pages *pages = data;

  g_clear_object (&pages->layout);
  g_array_unref (pages->first_lines);
  g_free (pages->text);
  g_free (pages);
}

/* Asynchronous, because the main loop goes on around the dialog: Safibox can end while it is open.
 */
gboolean
safi_sheet_print (GtkWindow *parent, const char *text, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  Pages *pages = g_new0 (Pages, 1);

  pages->text = g_strdup (text);
  pages->first_lines = g_array_new (FALSE, FALSE, sizeof (int));
  g_object_set_data_full (G_OBJECT (operation), "pages", pages, free_pages);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), pages);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), pages);
  gtk_print_operation_set_allow_async (operation, TRUE);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent,
                                  error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}
