/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-plot.h"

#include <math.h>

#include "app/safi-plot-layout.h"

#define WIDTH_MIN 160 /* pixels */
#define WIDTH_NATURAL 400
#define NONE (-1)

struct _SafiPlot {
  GtkWidget parent_instance;

  GPtrArray *bars; /* (element-type SafiPlotBar) */
  SafiPlotFormat format;
  char *title;
  int hovered; /* place of a bar, or NONE */
  int chosen;  /* by keys; place of a bar, or NONE */
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
get_shown (SafiPlot *self)
{
  int shown = self->hovered != NONE ? self->hovered : self->chosen;

  return shown < (int) self->bars->len ? shown : NONE;
}

/* A reader says the name of what has the focus again when it changes. */
static void
tell (SafiPlot *self)
{
  const char *words = safi_plot_get_words (self);
  g_autofree char *name =
      *words != '\0' ? g_strdup_printf ("%s: %s", self->title, words) : g_strdup (self->title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

static void
choose (SafiPlot *self, int chosen)
{
  self->chosen = CLAMP (chosen, 0, (int) self->bars->len - 1);
  self->hovered = NONE;
  tell (self);
}

static gboolean
key_pressed_cb (SafiPlot *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *source)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (keyval) {
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    choose (self, self->chosen + (is_rtl ? 1 : -1));
    return GDK_EVENT_STOP;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    choose (self, self->chosen + (is_rtl ? -1 : 1));
    return GDK_EVENT_STOP;
  case GDK_KEY_Home:
    choose (self, 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_End:
    choose (self, (int) self->bars->len - 1);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
focus_entered_cb (SafiPlot *self)
{
  choose (self, self->chosen == NONE ? (int) self->bars->len - 1 : self->chosen);
}

static void
focus_left_cb (SafiPlot *self)
{
  self->chosen = NONE;
  tell (self);
}

static void
pointer_moved_cb (SafiPlot *self, double x, double y)
{
  g_autoptr (SafiPlotLayout) layout =
      safi_plot_layout_new (GTK_WIDGET (self), self->bars, self->format);
  int hovered = safi_plot_layout_find_bar (layout, x);

  if (hovered == self->hovered)
    return;
  self->hovered = hovered;
  tell (self);
}

static void
pointer_left_cb (SafiPlot *self)
{
  self->hovered = NONE;
  tell (self);
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

  safi_plot_layout_draw (layout, snapshot, get_shown (self));
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
add_controllers (SafiPlot *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static void
safi_plot_init (SafiPlot *self)
{
  self->bars = g_ptr_array_new ();
  self->title = g_strdup ("");
  self->hovered = self->chosen = NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  add_controllers (self);
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
  tell (self);
}

const char *
safi_plot_get_words (SafiPlot *self)
{
  int shown = get_shown (self);
  const SafiPlotBar *bar = shown != NONE ? self->bars->pdata[shown] : NULL;

  return bar != NULL ? bar->words : "";
}
