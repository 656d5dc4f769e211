/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/plots/safi-plot.h"

#include "app/plots/safi-plot-choice.h"
#include "app/plots/safi-plot-layout.h"

#define WIDTH_MIN 160 /* pixels */
#define WIDTH_NATURAL 400

struct _SafiPlot {
  GtkWidget parent_instance;

  GPtrArray *bars; /* (element-type SafiPlotBar) */
  SafiPlotFormat format;
  char *title;
  SafiPlotChoice *choice;
};

G_DEFINE_FINAL_TYPE (SafiPlot, safi_plot, GTK_TYPE_WIDGET)

enum {
  PROP_WORDS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

SafiPlotBar *
safi_plot_bar_new (char *label, char *words)
{
  SafiPlotBar *self = g_new0 (SafiPlotBar, 1);

  self->label = label;
  self->words = words;
  return self;
}

void
safi_plot_bar_free (SafiPlotBar *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->words);
  g_free (self);
}

static int
find_bar (GtkWidget *widget, double x, double y)
{
  SafiPlot *self = SAFI_PLOT (widget);
  g_autoptr (SafiPlotLayout) layout = safi_plot_layout_new (widget, self->bars, self->format);

  return safi_plot_layout_find_bar (layout, x);
}

static void
tell (GtkWidget *widget)
{
  SafiPlot *self = SAFI_PLOT (widget);

  safi_plot_choice_say (widget, self->title, safi_plot_get_words (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

static GtkSizeRequestMode
safi_plot_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
safi_plot_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = WIDTH_MIN;
    *natural = WIDTH_NATURAL;
    return;
  }
  *minimum = *natural = safi_plot_layout_get_height (widget);
}

static void
safi_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SafiPlot *self = SAFI_PLOT (widget);
  g_autoptr (SafiPlotLayout) layout = safi_plot_layout_new (widget, self->bars, self->format);

  safi_plot_layout_draw (layout, snapshot, safi_plot_choice_get (self->choice));
}

static void
safi_plot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WORDS)
    g_value_set_string (value, safi_plot_get_words (SAFI_PLOT (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
safi_plot_finalize (GObject *object)
{
  SafiPlot *self = SAFI_PLOT (object);

  g_ptr_array_unref (self->bars);
  g_free (self->title);
  safi_plot_choice_free (self->choice);
  G_OBJECT_CLASS (safi_plot_parent_class)->finalize (object);
}

static void
safi_plot_class_init (SafiPlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = safi_plot_finalize;
  object_class->get_property = safi_plot_get_property;
  widget_class->get_request_mode = safi_plot_get_request_mode;
  widget_class->measure = safi_plot_measure;
  widget_class->snapshot = safi_plot_snapshot;
  properties[PROP_WORDS] =
      g_param_spec_string ("words", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
safi_plot_init (SafiPlot *self)
{
  self->bars = g_ptr_array_new ();
  self->title = g_strdup ("");
  self->choice =
      safi_plot_choice_new (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, find_bar, tell);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
}

void
safi_plot_show (SafiPlot *self,
                const char *title,
                const char *summary,
                GPtrArray *bars,
                SafiPlotFormat format)
{
  g_ptr_array_ref (bars);
  g_ptr_array_unref (self->bars);
  self->bars = bars;
  self->format = format;
  g_free (self->title);
  self->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary, -1);
  safi_plot_choice_set_count (self->choice, bars->len);
  tell (GTK_WIDGET (self));
}

const char *
safi_plot_get_words (SafiPlot *self)
{
  int shown = safi_plot_choice_get (self->choice);
  const SafiPlotBar *bar = shown >= 0 ? self->bars->pdata[shown] : NULL;

  return bar != NULL ? bar->words : "";
}
