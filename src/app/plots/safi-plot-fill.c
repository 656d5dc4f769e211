/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/plots/safi-plot-fill.h"

#define LINE 1.5      /* pixels: width of the lines of a pattern */
#define LINES_APART 6 /* pixels */
#define SWATCH 16     /* pixels */

typedef void (*Pattern) (cairo_t *cairo, double width, double height);

static void
draw_rising (cairo_t *cairo, double width, double height)
{
  for (double x = 0; x < width + height; x += LINES_APART) {
    cairo_move_to (cairo, x, 0);
    cairo_line_to (cairo, x - height, height);
  }
}

static void
draw_crossed (cairo_t *cairo, double width, double height)
{
  draw_rising (cairo, width, height);
  for (double x = -height; x < width; x += LINES_APART) {
    cairo_move_to (cairo, x, 0);
    cairo_line_to (cairo, x + height, height);
  }
}

static void
draw_level (cairo_t *cairo, double width, double height)
{
  for (double y = LINES_APART / 2.0; y < height; y += LINES_APART) {
    cairo_move_to (cairo, 0, y);
    cairo_line_to (cairo, width, y);
  }
}

static void
draw_upright (cairo_t *cairo, double width, double height)
{
  for (double x = LINES_APART / 2.0; x < width; x += LINES_APART) {
    cairo_move_to (cairo, x, 0);
    cairo_line_to (cairo, x, height);
  }
}

static const struct {
  const char *colour; /* named in style.css and its kin */
  Pattern pattern;    /* (nullable): plain */
} fills[SAFI_PLOT_N_FILLS] = {
  [SAFI_SORT_SCAM] = { "plot_scam", NULL },
  [SAFI_SORT_FILE] = { "plot_file", draw_crossed },
  [SAFI_SORT_ADVERT] = { "plot_advert", draw_rising },
  [SAFI_SORT_OTHER] = { "plot_other", draw_level },
  [SAFI_SORT_UNSURE] = { "plot_unsure", draw_upright },
  [SAFI_SORT_GOOD] = { "plot_good", NULL },
  [SAFI_PLOT_FILL_DATA] = { "plot_data", NULL },
  [SAFI_PLOT_FILL_TO_JUNK] = { "plot_scam", NULL },
  [SAFI_PLOT_FILL_TO_GOOD] = { "plot_data", draw_rising },
  [SAFI_PLOT_FILL_SUM] = { "plot_other", draw_level },
};

void
safi_plot_get_colour (GtkWidget *widget, const char *name, float alpha, GdkRGBA *ret_colour)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  if (name == NULL || !gtk_style_context_lookup_color (style, name, ret_colour))
    gtk_style_context_get_color (style, ret_colour);
  ret_colour->alpha *= alpha;
}

static void
set_colour (GtkWidget *widget, cairo_t *cairo, const char *name)
{
  GdkRGBA colour;

  safi_plot_get_colour (widget, name, 1, &colour);
  gdk_cairo_set_source_rgba (cairo, &colour);
}

void
safi_plot_fill (GtkWidget *widget, cairo_t *cairo, const graphene_rect_t *rect, guint fill)
{
  double width = graphene_rect_get_width (rect);
  double height = graphene_rect_get_height (rect);

  cairo_save (cairo);
  cairo_translate (cairo, graphene_rect_get_x (rect), graphene_rect_get_y (rect));
  cairo_rectangle (cairo, 0, 0, width, height);
  cairo_clip (cairo);
  set_colour (widget, cairo, fills[fill].colour);
  cairo_paint (cairo);
  cairo_set_line_width (cairo, LINE);
  if (fills[fill].pattern != NULL) {
    set_colour (widget, cairo, "plot_gap");
    fills[fill].pattern (cairo, width, height);
    cairo_stroke (cairo);
  }
  /* Where two parts touch. */
  set_colour (widget, cairo, "plot_edge");
  cairo_rectangle (cairo, 0, 0, width, height);
  cairo_stroke (cairo);
  cairo_restore (cairo);
}

struct _SafiPlotSwatch {
  GtkWidget parent_instance;

  guint fill;
};

G_DEFINE_FINAL_TYPE (SafiPlotSwatch, safi_plot_swatch, GTK_TYPE_WIDGET)

static void
safi_plot_swatch_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = *natural = SWATCH;
}

static void
safi_plot_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  graphene_rect_t rect = GRAPHENE_RECT_INIT (0, 0, SWATCH, SWATCH);
  cairo_t *cairo = gtk_snapshot_append_cairo (snapshot, &rect);

  safi_plot_fill (widget, cairo, &rect, SAFI_PLOT_SWATCH (widget)->fill);
  cairo_destroy (cairo);
}

static void
safi_plot_swatch_class_init (SafiPlotSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = safi_plot_swatch_measure;
  widget_class->snapshot = safi_plot_swatch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
safi_plot_swatch_init (SafiPlotSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
safi_plot_swatch_new (guint fill)
{
  SafiPlotSwatch *self = g_object_new (SAFI_TYPE_PLOT_SWATCH, NULL);

  self->fill = fill;
  return GTK_WIDGET (self);
}
