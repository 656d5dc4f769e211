/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/safi-print-certificate.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "words/safi-words-class.h"

/* All in points of a page A4, which is made larger or smaller as a whole. */
#define PAGE_WIDTH 595.0
#define PAGE_HEIGHT 842.0
#define BORDER 36
#define INNER_BORDER 42
#define TEXT_WIDTH 430.0
#define NAME_Y 290 /* of the line below the name */
#define FOOT_Y 690 /* of the lines below day and signature */
#define FOOT_WIDTH 190.0
#define LINE_GAP 6 /* between a line and what stands below and above it */
#define FONT_MIN 9

typedef struct {
  cairo_t *cairo;
  const char *family;
  gboolean is_rtl;
} Page;

static PangoLayout *
make_layout (const Page *page, const char *text, double size, PangoWeight weight, double width)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  PangoLayout *layout = pango_cairo_create_layout (page->cairo);

  pango_font_description_set_family (font, page->family);
  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
get_layout_height (PangoLayout *layout)
{
  PangoRectangle size;

  pango_layout_get_extents (layout, NULL, &size);
  return (double) size.height / PANGO_SCALE;
}

static void
show_layout (const Page *page, PangoLayout *layout, double x, double y)
{
  cairo_move_to (page->cairo, x, y);
  pango_cairo_show_layout (page->cairo, layout);
}

/* In the middle of the page. Returns: where it ends. */
static double
add_text (const Page *page, const char *text, double size, PangoWeight weight, double y)
{
  g_autoptr (PangoLayout) layout = make_layout (page, text, size, weight, TEXT_WIDTH);

  show_layout (page, layout, (PAGE_WIDTH - TEXT_WIDTH) / 2, y);
  return y + get_layout_height (layout);
}

/* A line to write on, what stands on it (in one line, as large as it can be), and what it is for.
 */
static void
add_line (const Page *page,
          const char *text,
          const char *purpose,
          double size,
          double x,
          double y,
          double width)
{
  g_autoptr (PangoLayout) below =
      make_layout (page, purpose, FONT_MIN + 2, PANGO_WEIGHT_NORMAL, width);
  g_autoptr (PangoLayout) above = make_layout (page, text, size, PANGO_WEIGHT_BOLD, width);

  while (pango_layout_get_line_count (above) > 1 && size > FONT_MIN) {
    g_object_unref (above);
    above = make_layout (page, text, --size, PANGO_WEIGHT_BOLD, width);
  }
  show_layout (page, above, x, y - LINE_GAP - get_layout_height (above));
  cairo_set_line_width (page->cairo, 0.75);
  cairo_move_to (page->cairo, x, y);
  cairo_line_to (page->cairo, x + width, y);
  cairo_stroke (page->cairo);
  show_layout (page, below, x, y + LINE_GAP);
}

static void
draw_borders (cairo_t *cairo)
{
  cairo_set_line_width (cairo, 3);
  cairo_rectangle (cairo, BORDER, BORDER, PAGE_WIDTH - 2 * BORDER, PAGE_HEIGHT - 2 * BORDER);
  cairo_stroke (cairo);
  cairo_set_line_width (cairo, 0.75);
  cairo_rectangle (cairo, INNER_BORDER, INNER_BORDER, PAGE_WIDTH - 2 * INNER_BORDER,
                   PAGE_HEIGHT - 2 * INNER_BORDER);
  cairo_stroke (cairo);
}

/* The day stands where a line begins, the signature where it ends. */
static void
draw_foot (const Page *page, gint64 time)
{
  const double edge = (PAGE_WIDTH - TEXT_WIDTH) / 2;
  const double other_edge = PAGE_WIDTH - edge - FOOT_WIDTH;
  g_autofree char *day = safi_words_certificate_day (time);

  add_line (page, day, safi_words_certificate_text (SAFI_CERTIFICATE_DATE), 14,
            page->is_rtl ? other_edge : edge, FOOT_Y, FOOT_WIDTH);
  add_line (page, "", safi_words_certificate_text (SAFI_CERTIFICATE_SIGNATURE), 14,
            page->is_rtl ? edge : other_edge, FOOT_Y, FOOT_WIDTH);
  add_text (page, "Safibox", FONT_MIN + 1, PANGO_WEIGHT_NORMAL, PAGE_HEIGHT - INNER_BORDER - 28);
}

static void
draw_page (const Page *page, const char *name, const SafiPracticeScore *score)
{
  g_autofree char *caught = safi_words_certificate_caught (score);
  g_autofree char *kept = safi_words_certificate_kept (score);
  double y;

  draw_borders (page->cairo);
  add_text (page, safi_words_certificate_text (SAFI_CERTIFICATE_TITLE), 44, PANGO_WEIGHT_BOLD, 120);
  add_line (page, name, safi_words_certificate_text (SAFI_CERTIFICATE_NAME), 28,
            (PAGE_WIDTH - TEXT_WIDTH) / 2, NAME_Y, TEXT_WIDTH);
  y = add_text (page, safi_words_certificate_text (SAFI_CERTIFICATE_DID), 18, PANGO_WEIGHT_NORMAL,
                NAME_Y + 60);
  y = add_text (page, caught, 24, PANGO_WEIGHT_BOLD, y + 50);
  y = add_text (page, kept, 24, PANGO_WEIGHT_BOLD, y + 14);
  add_text (page, safi_words_certificate_text (SAFI_CERTIFICATE_BOTH_COUNT), 16,
            PANGO_WEIGHT_NORMAL, y + 24);
  draw_foot (page, score->time);
}

void
safi_print_certificate_draw (cairo_t *cairo,
                             PangoContext *context,
                             double width,
                             double height,
                             const char *name,
                             const SafiPracticeScore *score)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);
  const double scale = MIN (width / PAGE_WIDTH, height / PAGE_HEIGHT);
  const Page page = {
    .cairo = cairo,
    .family = pango_font_description_get_family (font),
    .is_rtl = pango_context_get_base_dir (context) == PANGO_DIRECTION_RTL,
  };

  cairo_save (cairo);
  cairo_translate (cairo, (width - scale * PAGE_WIDTH) / 2, (height - scale * PAGE_HEIGHT) / 2);
  cairo_scale (cairo, scale, scale);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  draw_page (&page, name, score);
  cairo_restore (cairo);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *octets, unsigned int length)
{
  g_byte_array_append (closure, octets, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
safi_print_certificate_to_pdf (PangoContext *context,
                               const char *name,
                               const SafiPracticeScore *score)
{
  GByteArray *octets = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append_cb, octets, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_t *cairo = cairo_create (surface);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  safi_words_certificate_text (SAFI_CERTIFICATE_TITLE));
  safi_print_certificate_draw (cairo, context, PAGE_WIDTH, PAGE_HEIGHT, name, score);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (octets);
}
