/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <unicode/uloc.h>

#include "print/safi-print-private.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/teaching/safi-words-lesson.h"

#define LINE_WIDTH 0.8
#define BAR_WIDTH 2.0
#define FOOT_SIZE 8.5
#define MEASURED_SIZE 1000.0 /* of an icon whose drawing is looked at */
#define RIGHT_ANGLE (G_PI / 2)

static void
free_mark (gpointer data)
{
  SafiPrintMark *mark = data;

  g_clear_object (&mark->text);
  g_clear_object (&mark->icon);
  g_free (mark);
}

/* Widths of letters do not depend on what they are drawn to: a page breaks its lines the same on
 * each printer. */
static PangoContext *
make_context (const char *language, gboolean is_rtl)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string (language));
  pango_context_set_base_dir (context, is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  return context;
}

SafiPrintDocument *
safi_print_document_new (const char *title)
{
  SafiPrintDocument *self = g_new0 (SafiPrintDocument, 1);

  self->title = g_strdup (title);
  self->language = g_strdup (safi_words_get_language ());
  self->is_rtl = uloc_isRightToLeft (self->language);
  self->context = make_context (self->language, self->is_rtl);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
safi_print_document_free (SafiPrintDocument *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->pages);
  g_object_unref (self->context);
  g_free (self->language);
  g_free (self->source);
  g_free (self->title);
  g_free (self);
}

/* Mirrors @start where lines start at the right. */
static SafiPrintMark *
add_mark (SafiPrintDocument *self, SafiPrintMarkKind kind, double start, double top, double width)
{
  SafiPrintMark *mark = g_new0 (SafiPrintMark, 1);

  mark->kind = kind;
  mark->x = SAFI_PRINT_MARGIN + (self->is_rtl ? SAFI_PRINT_INNER_WIDTH - start - width : start);
  mark->y = top;
  mark->width = width;
  g_ptr_array_add (g_ptr_array_index (self->pages, self->pages->len - 1), mark);
  return mark;
}

void
safi_print_put_text (SafiPrintDocument *self, PangoLayout *text, double start, double top)
{
  const double width = pango_units_to_double (pango_layout_get_width (text));

  add_mark (self, SAFI_PRINT_MARK_TEXT, start, top, width)->text = g_object_ref (text);
}

void
safi_print_put_box (SafiPrintDocument *self,
                    double start,
                    double top,
                    double width,
                    double height,
                    double radius)
{
  SafiPrintMark *mark = add_mark (self, SAFI_PRINT_MARK_BOX, start, top, width);

  mark->height = height;
  mark->radius = radius;
}

void
safi_print_put_rule (SafiPrintDocument *self, double start, double top, double height)
{
  add_mark (self, SAFI_PRINT_MARK_RULE, start, top, BAR_WIDTH)->height = height;
}

/* Returns: what of @icon is drawn, where the whole is a square of side 1. */
static RsvgRectangle
measure_ink (RsvgHandle *icon)
{
  const RsvgRectangle place = { 0, 0, MEASURED_SIZE, MEASURED_SIZE };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cairo = cairo_create (surface);
  RsvgRectangle ink = { 0, 0, MEASURED_SIZE, MEASURED_SIZE };
  double x, y, width, height;

  rsvg_handle_render_document (icon, cairo, &place, NULL);
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  if (width > 0 && height > 0)
    ink = (RsvgRectangle){ x, y, width, height };
  ink.x /= MEASURED_SIZE;
  ink.y /= MEASURED_SIZE;
  ink.width /= MEASURED_SIZE;
  ink.height /= MEASURED_SIZE;
  return ink;
}

/* What is drawn, not the empty rim of an icon, begins where text does, and is @size wide or high.
 */
void
safi_print_put_icon (SafiPrintDocument *self,
                     const char *name,
                     double start,
                     double top,
                     double size)
{
  RsvgHandle *icon = safi_print_icon_load (name);
  const RsvgRectangle ink = measure_ink (icon);
  const double whole = size / MAX (ink.width, ink.height);
  SafiPrintMark *mark = add_mark (self, SAFI_PRINT_MARK_ICON, start, top, ink.width * whole);

  mark->x -= ink.x * whole;
  mark->y -= ink.y * whole;
  mark->width = mark->height = whole;
  mark->icon = icon;
}

void
safi_print_page_add (SafiPrintDocument *self, const char *license, const char *number)
{
  g_autofree char *source =
      self->source != NULL ? g_strdup (self->source) : safi_words_sheet_source (license);
  g_autoptr (PangoLayout) text =
      safi_print_text_new (self, source, FOOT_SIZE, FALSE, SAFI_PRINT_INNER_WIDTH, TRUE);
  const double top = SAFI_PRINT_HEIGHT - SAFI_PRINT_MARGIN - safi_print_text_get_height (text);
  g_autoptr (PangoLayout) end = NULL;

  g_ptr_array_add (self->pages, g_ptr_array_new_with_free_func (free_mark));
  safi_print_put_text (self, text, 0, top);
  if (number == NULL)
    return;
  end = safi_print_text_new (self, number, FOOT_SIZE, FALSE, SAFI_PRINT_INNER_WIDTH, TRUE);
  pango_layout_set_width (end, pango_units_from_double (safi_print_text_get_width (end) + 1));
  safi_print_put_text (self, end, SAFI_PRINT_INNER_WIDTH - safi_print_text_get_width (end) - 1,
                       top);
}

static void
draw_box (const SafiPrintMark *mark, cairo_t *cairo)
{
  const double left = mark->x + mark->radius, right = mark->x + mark->width - mark->radius;
  const double top = mark->y + mark->radius, bottom = mark->y + mark->height - mark->radius;

  cairo_new_path (cairo);
  cairo_arc (cairo, right, top, mark->radius, -RIGHT_ANGLE, 0);
  cairo_arc (cairo, right, bottom, mark->radius, 0, RIGHT_ANGLE);
  cairo_arc (cairo, left, bottom, mark->radius, RIGHT_ANGLE, 2 * RIGHT_ANGLE);
  cairo_arc (cairo, left, top, mark->radius, 2 * RIGHT_ANGLE, 3 * RIGHT_ANGLE);
  cairo_close_path (cairo);
  cairo_set_line_width (cairo, LINE_WIDTH);
  cairo_stroke (cairo);
}

static void
draw_mark (const SafiPrintMark *mark, cairo_t *cairo)
{
  const RsvgRectangle place = { mark->x, mark->y, mark->width, mark->height };

  switch (mark->kind) {
  case SAFI_PRINT_MARK_TEXT:
    cairo_move_to (cairo, mark->x, mark->y);
    pango_cairo_show_layout (cairo, mark->text);
    break;
  case SAFI_PRINT_MARK_BOX:
    draw_box (mark, cairo);
    break;
  case SAFI_PRINT_MARK_RULE:
    cairo_rectangle (cairo, mark->x, mark->y, mark->width, mark->height);
    cairo_fill (cairo);
    break;
  case SAFI_PRINT_MARK_ICON:
  default:
    rsvg_handle_render_document (mark->icon, cairo, &place, NULL);
    break;
  }
}

guint
safi_print_document_get_n_pages (const SafiPrintDocument *self)
{
  return self->pages->len;
}

void
safi_print_document_draw (const SafiPrintDocument *self, guint page, cairo_t *cairo)
{
  const GPtrArray *marks;

  g_return_if_fail (page < self->pages->len);
  marks = g_ptr_array_index (self->pages, page);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  for (guint i = 0; i < marks->len; i++)
    draw_mark (g_ptr_array_index (marks, i), cairo);
}

void
safi_print_document_draw_within (const SafiPrintDocument *self,
                                 guint page,
                                 cairo_t *cairo,
                                 double width,
                                 double height)
{
  const double scale = MIN (1, MIN (width / SAFI_PRINT_WIDTH, height / SAFI_PRINT_HEIGHT));

  cairo_translate (cairo, (width - SAFI_PRINT_WIDTH * scale) / 2,
                   (height - SAFI_PRINT_HEIGHT * scale) / 2);
  cairo_scale (cairo, scale, scale);
  safi_print_document_draw (self, page, cairo);
}
