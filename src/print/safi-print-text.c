/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/safi-print-private.h"

#define LINE_SPACING 1.1f
#define BALANCE_STEP 0.02 /* of the width */

/* A paragraph in another direction than the document, such as one that is not translated, keeps to
 * the same side: Pango exchanges left and right for it. */
static PangoAlignment
choose_alignment (const SafiPrintDocument *self, PangoLayout *layout)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  const gboolean is_rtl = pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL;
  const gboolean is_right = self->is_rtl != (is_rtl != self->is_rtl);

  return is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

PangoLayout *
safi_print_text_new (SafiPrintDocument *self,
                     const char *text,
                     double size,
                     gboolean is_bold,
                     double width,
                     gboolean breaks_words)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (is_bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_line_spacing (layout, LINE_SPACING);
  pango_layout_set_width (layout, pango_units_from_double (width));
  pango_layout_set_wrap (layout, breaks_words ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_alignment (layout, choose_alignment (self, layout));
  return layout;
}

void
safi_print_text_center (PangoLayout *text)
{
  pango_layout_set_alignment (text, PANGO_ALIGN_CENTER);
}

double
safi_print_text_get_height (PangoLayout *text)
{
  PangoRectangle size;

  pango_layout_get_extents (text, NULL, &size);
  return pango_units_to_double (size.height);
}

double
safi_print_text_get_width (PangoLayout *text)
{
  PangoRectangle size;

  pango_layout_get_extents (text, NULL, &size);
  return pango_units_to_double (size.width);
}

gboolean
safi_print_text_fits (PangoLayout *text)
{
  PangoRectangle size;

  pango_layout_get_extents (text, NULL, &size);
  return size.width <= pango_layout_get_width (text);
}

void
safi_print_text_balance (PangoLayout *text)
{
  const int n_lines = pango_layout_get_line_count (text);
  const int whole = pango_layout_get_width (text);
  int good = whole;

  if (n_lines == 1)
    return;
  for (double part = 1 - BALANCE_STEP; part > 0.5; part -= BALANCE_STEP) {
    const int width = (int) (whole * part);

    pango_layout_set_width (text, width);
    if (pango_layout_get_line_count (text) > n_lines || !safi_print_text_fits (text))
      break;
    good = width;
  }
  pango_layout_set_width (text, good);
}
