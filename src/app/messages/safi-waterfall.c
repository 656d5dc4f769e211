/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-waterfall.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/plots/safi-plot-choice.h"
#include "app/plots/safi-plot-fill.h"
#include "words/report/safi-words-sum.h"
#include "words/safi-words.h"

#define FINDINGS_MAX 14 /* bars of their own; the weakest share one */
#define WIDTH_MIN 160   /* pixels */
#define WIDTH_NATURAL 400
#define BAR_HEIGHT 12
#define ROOM 18     /* for a bar, and what is between two */
#define GAP 6       /* between the names of the zones and the bars */
#define BAR_MIN 4   /* also a weight of nothing is seen */
#define MARGIN 0.06 /* of the width, at both ends */
#define LINE_ALPHA 0.5F

struct _SafiWaterfall {
  GtkWidget parent_instance;

  GPtrArray *rows; /* (element-type SafiSumRow) */
  SafiBorders borders;
  gboolean has_borders;
  char *words; /* of the chosen bar; "" if none */
  SafiPlotChoice *choice;
};

G_DEFINE_FINAL_TYPE (SafiWaterfall, safi_waterfall, GTK_TYPE_WIDGET)

enum {
  PROP_WORDS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What the width stands for. Nats. */
typedef struct {
  double low;
  double high;
} Scale;

static void
widen (Scale *scale, double value)
{
  scale->low = MIN (scale->low, value);
  scale->high = MAX (scale->high, value);
}

static Scale
get_scale (SafiWaterfall *self)
{
  Scale scale = { 0, 0 };
  double margin;

  for (guint i = 0; i < self->rows->len; i++) {
    const SafiSumRow *row = self->rows->pdata[i];

    widen (&scale, row->start);
    widen (&scale, row->end);
  }
  if (self->has_borders) {
    widen (&scale, self->borders.good_below);
    widen (&scale, self->borders.junk_from);
  }
  margin = MAX (scale.high - scale.low, 1) * MARGIN;
  return (Scale){ scale.low - margin, scale.high + margin };
}

static double
get_x (SafiWaterfall *self, const Scale *scale, double value)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self));
  const double x = (value - scale->low) / (scale->high - scale->low) * width;

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? width - x : x;
}

/* Pixels above the first bar: the names of the zones. */
static int
get_top (SafiWaterfall *self)
{
  g_autoptr (PangoLayout) text = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int height;

  pango_layout_get_pixel_size (text, NULL, &height);
  return self->has_borders ? height + GAP : 0;
}

static int
find_bar (GtkWidget *widget, double x, double y)
{
  SafiWaterfall *self = SAFI_WATERFALL (widget);
  const double place = floor ((y - get_top (self)) / ROOM);

  return place >= 0 && place < self->rows->len ? (int) place : -1;
}

/* Returns: (transfer full): "+1.20: It leads to the number 192.0.2.7." */
static char *
describe_chosen (SafiWaterfall *self)
{
  const int chosen = safi_plot_choice_get (self->choice);
  const SafiSumRow *row = chosen >= 0 ? self->rows->pdata[chosen] : NULL;

  return row != NULL ? g_strdup_printf ("\u200e%s: %s", row->weight, row->title) : g_strdup ("");
}

static void
tell (GtkWidget *widget)
{
  SafiWaterfall *self = SAFI_WATERFALL (widget);

  g_free (self->words);
  self->words = describe_chosen (self);
  safi_plot_choice_say (widget, _ ("How the answer came about"), self->words);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

static GtkSizeRequestMode
safi_waterfall_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
safi_waterfall_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SafiWaterfall *self = SAFI_WATERFALL (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = WIDTH_MIN;
    *natural = WIDTH_NATURAL;
    return;
  }
  *minimum = *natural = get_top (self) + (int) self->rows->len * ROOM;
}

static void
draw_border (SafiWaterfall *self, GtkSnapshot *snapshot, const Scale *scale, double value)
{
  const float x = (float) round (get_x (self, scale, value));
  GdkRGBA colour;

  safi_plot_get_colour (GTK_WIDGET (self), NULL, LINE_ALPHA, &colour);
  gtk_snapshot_append_color (
      snapshot, &colour,
      &GRAPHENE_RECT_INIT (x, 0, 1, (float) gtk_widget_get_height (GTK_WIDGET (self))));
}

/* Writes the name of a zone in its middle, if it has room. */
static void
draw_zone (SafiWaterfall *self,
           GtkSnapshot *snapshot,
           const Scale *scale,
           double from,
           double to,
           const char *name)
{
  g_autoptr (PangoLayout) text = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
  const double start = get_x (self, scale, from);
  const double end = get_x (self, scale, to);
  GdkRGBA colour;
  int width;

  pango_layout_get_pixel_size (text, &width, NULL);
  if (width > fabs (end - start) - GAP)
    return;
  safi_plot_get_colour (GTK_WIDGET (self), NULL, 1, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) round ((start + end - width) / 2), 0));
  gtk_snapshot_append_layout (snapshot, text, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_borders (SafiWaterfall *self, GtkSnapshot *snapshot, const Scale *scale)
{
  const SafiBorders *borders = &self->borders;

  if (!self->has_borders) {
    draw_border (self, snapshot, scale, 0);
    return;
  }
  draw_border (self, snapshot, scale, borders->good_below);
  draw_border (self, snapshot, scale, borders->junk_from);
  draw_zone (self, snapshot, scale, scale->low, borders->good_below,
             safi_words_decision (SAFI_DECISION_GOOD));
  draw_zone (self, snapshot, scale, borders->good_below, borders->junk_from,
             safi_words_decision (SAFI_DECISION_UNSURE));
  draw_zone (self, snapshot, scale, borders->junk_from, scale->high,
             safi_words_decision (SAFI_DECISION_JUNK));
}

static void
draw_bar (SafiWaterfall *self, cairo_t *cairo, const Scale *scale, guint place)
{
  const SafiSumRow *row = self->rows->pdata[place];
  const double start = get_x (self, scale, row->start);
  const double end = get_x (self, scale, row->end);
  const double y = get_top (self) + place * ROOM + (ROOM - BAR_HEIGHT) / 2.0;
  guint fill = row->end < row->start ? SAFI_PLOT_FILL_TO_GOOD : SAFI_PLOT_FILL_TO_JUNK;

  if (place == self->rows->len - 1)
    fill = SAFI_PLOT_FILL_SUM;
  safi_plot_fill (GTK_WIDGET (self), cairo,
                  &GRAPHENE_RECT_INIT ((float) MIN (start, end), (float) y,
                                       (float) MAX (fabs (end - start), BAR_MIN), BAR_HEIGHT),
                  fill);
}

static void
draw_chosen (SafiWaterfall *self, GtkSnapshot *snapshot, int chosen)
{
  GdkRGBA colour;

  safi_plot_get_colour (GTK_WIDGET (self), "accent_color", 0.2F, &colour);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, (float) (get_top (self) + chosen * ROOM),
                                                  (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                                  ROOM));
}

static void
safi_waterfall_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SafiWaterfall *self = SAFI_WATERFALL (widget);
  const Scale scale = get_scale (self);
  const int chosen = safi_plot_choice_get (self->choice);
  cairo_t *cairo;

  if (chosen >= 0)
    draw_chosen (self, snapshot, chosen);
  draw_borders (self, snapshot, &scale);
  cairo = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                     (float) gtk_widget_get_height (widget)));
  for (guint i = 0; i < self->rows->len; i++)
    draw_bar (self, cairo, &scale, i);
  cairo_destroy (cairo);
}

static void
safi_waterfall_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WORDS)
    g_value_set_string (value, safi_waterfall_get_words (SAFI_WATERFALL (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
safi_waterfall_finalize (GObject *object)
{
  SafiWaterfall *self = SAFI_WATERFALL (object);

  g_ptr_array_unref (self->rows);
  g_free (self->words);
  safi_plot_choice_free (self->choice);
  G_OBJECT_CLASS (safi_waterfall_parent_class)->finalize (object);
}

static void
safi_waterfall_class_init (SafiWaterfallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = safi_waterfall_finalize;
  object_class->get_property = safi_waterfall_get_property;
  widget_class->get_request_mode = safi_waterfall_get_request_mode;
  widget_class->measure = safi_waterfall_measure;
  widget_class->snapshot = safi_waterfall_snapshot;
  properties[PROP_WORDS] =
      g_param_spec_string ("words", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
safi_waterfall_init (SafiWaterfall *self)
{
  self->rows = g_ptr_array_new ();
  self->words = g_strdup ("");
  self->choice = safi_plot_choice_new (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, find_bar, tell);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
}

void
safi_waterfall_show (SafiWaterfall *self, SafiVerdict *verdict)
{
  const SafiBorders *borders = safi_verdict_get_borders (verdict);
  g_autofree char *summary = safi_words_verdict (verdict);

  g_ptr_array_unref (self->rows);
  self->rows = safi_words_sum (verdict, FINDINGS_MAX);
  self->has_borders = borders != NULL;
  if (borders != NULL)
    self->borders = *borders;
  safi_plot_choice_set_count (self->choice, self->rows->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  tell (GTK_WIDGET (self));
}

const char *
safi_waterfall_get_words (SafiWaterfall *self)
{
  return self->words;
}
