/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/safi-print-column.h"

#define FRAME_RADIUS 6.0
#define TICK_RADIUS 1.5
#define TICK_SIZE 1.0 /* of the text's size */
#define TICK_GAP 0.45
#define CHOICE_GAP 2.0

typedef struct {
  PangoLayout *text; /* (nullable): else a box */
  double start, top;
  double width, height, radius; /* of a box */
  guint n_groups;               /* that began before or with it */
} Piece;

struct _SafiPrintColumn {
  SafiPrintDocument *document;
  double scale;
  gboolean breaks_words;
  gboolean balances;
  GArray *pieces; /* (element-type Piece) */
  double height;
  double frame_top;
  guint n_groups;
  gboolean fits;
};

static void
clear_piece (gpointer data)
{
  g_clear_object (&((Piece *) data)->text);
}

static SafiPrintColumn *
new_column (SafiPrintDocument *document, double scale, double whole_words, gboolean balances)
{
  SafiPrintColumn *self = g_new0 (SafiPrintColumn, 1);

  self->document = document;
  self->scale = scale;
  self->breaks_words = scale < whole_words;
  self->balances = balances;
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  self->fits = TRUE;
  return self;
}

void
safi_print_column_free (SafiPrintColumn *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->pieces);
  g_free (self);
}

static PangoLayout *
make_text (SafiPrintColumn *self, const char *text, double size, gboolean is_bold, double width)
{
  return safi_print_text_new (self->document, text, size * self->scale, is_bold, width,
                              self->breaks_words);
}

static PangoLayout *
make_balanced (SafiPrintColumn *self, const char *text, double size, gboolean is_bold, double width)
{
  PangoLayout *layout = make_text (self, text, size, is_bold, width);

  if (self->balances)
    safi_print_text_balance (layout);
  return layout;
}

/* @text: (transfer full). */
static void
add_text (SafiPrintColumn *self, PangoLayout *text, double start, double top)
{
  const Piece piece = { .text = text, .start = start, .top = top, .n_groups = self->n_groups };

  g_array_append_val (self->pieces, piece);
  self->fits = self->fits && safi_print_text_fits (text);
  self->height = MAX (self->height, top + safi_print_text_get_height (text));
}

static void
add_box (SafiPrintColumn *self,
         double start,
         double top,
         double width,
         double height,
         double radius)
{
  const Piece piece = {
    .start = start,
    .top = top,
    .width = width,
    .height = height,
    .radius = radius,
    .n_groups = self->n_groups,
  };

  g_array_append_val (self->pieces, piece);
}

void
safi_print_column_add (SafiPrintColumn *self,
                       const char *text,
                       double size,
                       gboolean is_bold,
                       double start,
                       double end,
                       double gap)
{
  const double width = SAFI_PRINT_INNER_WIDTH - (start + end) * self->scale;

  add_text (self, make_text (self, text, size, is_bold, width), start * self->scale,
            self->height + gap * self->scale);
}

void
safi_print_column_add_balanced (SafiPrintColumn *self,
                                const char *text,
                                double size,
                                gboolean is_bold,
                                double gap)
{
  add_text (self, make_balanced (self, text, size, is_bold, SAFI_PRINT_INNER_WIDTH), 0,
            self->height + gap * self->scale);
}

void
safi_print_column_add_item (SafiPrintColumn *self,
                            const char *sign,
                            const char *text,
                            double size,
                            double start,
                            double end,
                            double indent,
                            gboolean is_bold,
                            double gap)
{
  const double top = self->height + gap * self->scale;
  const double width = SAFI_PRINT_INNER_WIDTH - (start + indent + end) * self->scale;

  add_text (self, make_text (self, sign, size, TRUE, indent * self->scale), start * self->scale,
            top);
  add_text (self, make_balanced (self, text, size, is_bold, width), (start + indent) * self->scale,
            top);
}

void
safi_print_column_add_choices (SafiPrintColumn *self,
                               const char *const *words,
                               guint n_words,
                               double size,
                               double start,
                               double gap)
{
  const double top = self->height + gap * self->scale;
  const double tick = size * self->scale * TICK_SIZE;
  double place = start * self->scale;

  for (guint i = 0; i < n_words; i++) {
    PangoLayout *text = make_text (self, words[i], size, TRUE, SAFI_PRINT_INNER_WIDTH);
    const double width = safi_print_text_get_width (text) + 1;
    const double height = safi_print_text_get_height (text);

    add_box (self, place, top + (height - tick) / 2, tick, tick, TICK_RADIUS);
    place += tick * (1 + TICK_GAP);
    pango_layout_set_width (text, pango_units_from_double (width));
    add_text (self, text, place, top);
    place += width + tick * CHOICE_GAP;
  }
  self->fits = self->fits && place - tick * CHOICE_GAP <= SAFI_PRINT_INNER_WIDTH;
}

void
safi_print_column_begin_group (SafiPrintColumn *self)
{
  self->n_groups++;
}

void
safi_print_column_begin_frame (SafiPrintColumn *self, double gap, double padding)
{
  safi_print_column_begin_group (self);
  self->frame_top = self->height + gap * self->scale;
  self->height = self->frame_top + padding * self->scale;
}

void
safi_print_column_end_frame (SafiPrintColumn *self, double padding)
{
  self->height += padding * self->scale;
  add_box (self, 0, self->frame_top, SAFI_PRINT_INNER_WIDTH, self->height - self->frame_top,
           FRAME_RADIUS);
}

double
safi_print_column_get_height (const SafiPrintColumn *self)
{
  return self->height;
}

void
safi_print_column_put (SafiPrintColumn *self, double top, double spread)
{
  for (guint i = 0; i < self->pieces->len; i++) {
    const Piece *piece = &g_array_index (self->pieces, Piece, i);
    const double place = top + piece->top + spread * piece->n_groups;

    if (piece->text != NULL)
      safi_print_put_text (self->document, piece->text, piece->start, place);
    else
      safi_print_put_box (self->document, piece->start, place, piece->width, piece->height,
                          piece->radius);
  }
}

/* To balance lines takes almost half of the time: it is done where the text fits without it. */
SafiPrintColumn *
safi_print_column_fit (SafiPrintDocument *document,
                       double scale_max,
                       double whole_words,
                       double height,
                       SafiPrintFill fill,
                       gconstpointer data)
{
  double scale = scale_max;
  gboolean balances = FALSE;

  for (;;) {
    g_autoptr (SafiPrintColumn) column = new_column (document, scale, whole_words, balances);
    gboolean fits;

    fill (column, data);
    fits = (column->fits && column->height <= height) || scale <= SAFI_PRINT_SCALE_MIN;
    if (fits && balances)
      return g_steal_pointer (&column);
    if (!fits)
      scale -= SAFI_PRINT_SCALE_STEP;
    balances = fits;
  }
}
