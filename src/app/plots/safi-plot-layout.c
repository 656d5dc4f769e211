/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/plots/safi-plot-layout.h"

#include <math.h>

#include "core/mailbox/safi-axis.h"

#define STEPS_MAX 4       /* of the axis */
#define LINES_HIGH 9      /* the bars are so many lines of text high */
#define BAR_SHARE 0.64    /* of the room for a bar; the rest is between two */
#define BAR_WIDTH_MAX 48  /* pixels */
#define PART_HEIGHT_MIN 3 /* pixels: also one message among thousands is seen */
#define GAP 6             /* pixels: between the labels and the bars */

struct _SafiPlotLayout {
  GtkWidget *widget;
  GPtrArray *bars;
  SafiPlotFormat format;
  SafiAxis axis;
  gboolean is_rtl;
  double line;  /* height of a line of text, pixels */
  double start; /* of the bars, pixels from the side where lines of text begin */
  double width; /* of the bars */
  double top;
  double bottom;
};

static double
get_line (GtkWidget *widget)
{
  g_autoptr (PangoLayout) text = gtk_widget_create_pango_layout (widget, "0");
  int height;

  pango_layout_get_pixel_size (text, NULL, &height);
  return height;
}

int
safi_plot_layout_get_height (GtkWidget *widget)
{
  return (int) (get_line (widget) * (LINES_HIGH + 2)) + GAP;
}

static double
sum (const SafiPlotBar *bar)
{
  double all = 0;

  for (guint fill = 0; fill < SAFI_PLOT_N_FILLS; fill++)
    all += bar->values[fill];
  return all;
}

static double
get_max (GPtrArray *bars)
{
  double max = 0;

  for (guint i = 0; i < bars->len; i++)
    max = MAX (max, sum (bars->pdata[i]));
  return max;
}

static PangoLayout *
make_value_text (SafiPlotLayout *self, guint step)
{
  g_autofree char *value = self->format (step * self->axis.step);

  return gtk_widget_create_pango_layout (self->widget, value);
}

static double
get_text_width (PangoLayout *text)
{
  int width;

  pango_layout_get_pixel_size (text, &width, NULL);
  return width;
}

static double
get_values_width (SafiPlotLayout *self)
{
  double width = 0;

  for (guint step = 0; step <= self->axis.n_steps; step++) {
    g_autoptr (PangoLayout) text = make_value_text (self, step);

    width = MAX (width, get_text_width (text));
  }
  return width;
}

SafiPlotLayout *
safi_plot_layout_new (GtkWidget *widget, GPtrArray *bars, SafiPlotFormat format)
{
  SafiPlotLayout *self = g_new0 (SafiPlotLayout, 1);

  self->widget = widget;
  self->bars = bars;
  self->format = format;
  self->is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  self->line = get_line (widget);
  if (bars->len == 0)
    return self;
  self->axis = safi_axis_for (get_max (bars), STEPS_MAX);
  self->start = get_values_width (self) + GAP;
  self->width = MAX (0, gtk_widget_get_width (widget) - self->start);
  self->top = self->line / 2;
  self->bottom = gtk_widget_get_height (widget) - self->line - GAP;
  return self;
}

void
safi_plot_layout_free (SafiPlotLayout *self)
{
  g_free (self);
}

/* Where a box stands that begins at @start, as if all were written from left to right. */
static double
mirror (SafiPlotLayout *self, double start, double width)
{
  return self->is_rtl ? gtk_widget_get_width (self->widget) - start - width : start;
}

static double
get_room (SafiPlotLayout *self)
{
  return self->width / self->bars->len;
}

static double
get_y (SafiPlotLayout *self, double value)
{
  return self->bottom - value / safi_axis_get_top (&self->axis) * (self->bottom - self->top);
}

int
safi_plot_layout_find_bar (SafiPlotLayout *self, double x)
{
  double along = mirror (self, x, 0) - self->start;

  if (self->bars->len == 0 || self->width <= 0 || along < 0 || along >= self->width)
    return -1;
  return (int) (along / get_room (self));
}

static void
draw_text (SafiPlotLayout *self, GtkSnapshot *snapshot, PangoLayout *text, double x, double y)
{
  GdkRGBA colour;

  safi_plot_get_colour (self->widget, NULL, 1, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
  gtk_snapshot_append_layout (snapshot, text, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_line (SafiPlotLayout *self, GtkSnapshot *snapshot, double y)
{
  double x = mirror (self, self->start, self->width);
  GdkRGBA colour;

  safi_plot_get_colour (self->widget, NULL, 0.2F, &colour);
  gtk_snapshot_append_color (
      snapshot, &colour,
      &GRAPHENE_RECT_INIT ((float) x, (float) round (y), (float) self->width, 1));
}

static void
draw_axis (SafiPlotLayout *self, GtkSnapshot *snapshot)
{
  for (guint step = 0; step <= self->axis.n_steps; step++) {
    g_autoptr (PangoLayout) text = make_value_text (self, step);
    double width = get_text_width (text);
    double y = get_y (self, step * self->axis.step);

    draw_line (self, snapshot, y);
    draw_text (self, snapshot, text, mirror (self, self->start - GAP - width, width),
               y - self->line / 2);
  }
}

/* Parts too small to be seen are drawn higher than they are, and push up what stands on them. */
static void
draw_bar (SafiPlotLayout *self, cairo_t *cairo, guint place)
{
  const SafiPlotBar *bar = self->bars->pdata[place];
  double room = get_room (self);
  double width = MIN (room * BAR_SHARE, BAR_WIDTH_MAX);
  double x = mirror (self, self->start + room * place + (room - width) / 2, width);
  double y = self->bottom;

  for (guint fill = 0; fill < SAFI_PLOT_N_FILLS; fill++) {
    double height = self->bottom - get_y (self, bar->values[fill]);

    if (bar->values[fill] <= 0)
      continue;
    height = MAX (height, PART_HEIGHT_MIN);
    y -= height;
    safi_plot_fill (self->widget, cairo,
                    &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height),
                    fill);
  }
}

/* So many bars share a label that the widest has room. */
static guint
get_stride (SafiPlotLayout *self)
{
  double room = get_room (self);
  double widest = 0;

  for (guint i = 0; i < self->bars->len; i++) {
    const SafiPlotBar *bar = self->bars->pdata[i];
    g_autoptr (PangoLayout) text = gtk_widget_create_pango_layout (self->widget, bar->label);

    widest = MAX (widest, get_text_width (text));
  }
  /* The newest is moved inside, toward the one before it. */
  return (guint) MAX (1, ceil ((widest + GAP + MAX (0, (widest - room) / 2)) / room));
}

/* Counted from the newest, which always has one. */
static void
draw_labels (SafiPlotLayout *self, GtkSnapshot *snapshot)
{
  guint stride = get_stride (self);
  double room = get_room (self);

  for (guint i = 0; i < self->bars->len; i++) {
    const SafiPlotBar *bar = self->bars->pdata[i];
    g_autoptr (PangoLayout) text = gtk_widget_create_pango_layout (self->widget, bar->label);
    double width = get_text_width (text);
    double start = self->start + room * (i + 0.5) - width / 2;

    if ((self->bars->len - 1 - i) % stride != 0)
      continue;
    start = MIN (start, self->start + self->width - width);
    draw_text (self, snapshot, text, mirror (self, start, width), self->bottom + GAP);
  }
}

static void
draw_shown (SafiPlotLayout *self, GtkSnapshot *snapshot, guint shown)
{
  double room = get_room (self);
  double x = mirror (self, self->start + room * shown, room);
  GdkRGBA colour;

  safi_plot_get_colour (self->widget, "accent_color", 0.2F, &colour);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT ((float) x, 0, (float) room,
                                                  (float) gtk_widget_get_height (self->widget)));
}

void
safi_plot_layout_draw (SafiPlotLayout *self, GtkSnapshot *snapshot, int shown)
{
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (self->widget),
                                            (float) gtk_widget_get_height (self->widget));
  cairo_t *cairo;

  if (self->bars->len == 0 || self->width <= 0)
    return;
  if (shown >= 0)
    draw_shown (self, snapshot, (guint) shown);
  draw_axis (self, snapshot);
  cairo = gtk_snapshot_append_cairo (snapshot, &all);
  for (guint i = 0; i < self->bars->len; i++)
    draw_bar (self, cairo, i);
  cairo_destroy (cairo);
  draw_labels (self, snapshot);
}
