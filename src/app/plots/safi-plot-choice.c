/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/plots/safi-plot-choice.h"

#define NONE (-1)

struct _SafiPlotChoice {
  GtkWidget *plot;
  GtkOrientation orientation;
  SafiPlotFind find;
  SafiPlotTell tell;
  int n_parts;
  int hovered; /* place of a part, or NONE */
  int chosen;  /* by keys; place of a part, or NONE */
};

static void
choose (SafiPlotChoice *self, int chosen)
{
  self->chosen = CLAMP (chosen, 0, self->n_parts - 1);
  self->hovered = NONE;
  self->tell (self->plot);
}

/* How far a key leads: 1, -1, or 0 for any other key. */
static int
get_step (SafiPlotChoice *self, guint keyval)
{
  const gboolean is_rtl = gtk_widget_get_direction (self->plot) == GTK_TEXT_DIR_RTL;
  const gboolean is_level = self->orientation == GTK_ORIENTATION_HORIZONTAL;

  switch (keyval) {
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    return !is_level ? 0 : is_rtl ? 1 : -1;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    return !is_level ? 0 : is_rtl ? -1 : 1;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    return is_level ? 0 : -1;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    return is_level ? 0 : 1;
  default:
    return 0;
  }
}

/* At the end of a list that stands upright a key leads on to what comes after it. */
static gboolean
is_at_end (SafiPlotChoice *self, int step)
{
  return self->orientation == GTK_ORIENTATION_VERTICAL &&
         (self->chosen + step < 0 || self->chosen + step >= self->n_parts);
}

static gboolean
key_pressed_cb (SafiPlotChoice *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *source)
{
  const int step = get_step (self, keyval);

  if (keyval == GDK_KEY_Home)
    choose (self, 0);
  else if (keyval == GDK_KEY_End)
    choose (self, self->n_parts - 1);
  else if (step != 0 && !is_at_end (self, step))
    choose (self, self->chosen + step);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
focus_entered_cb (SafiPlotChoice *self)
{
  const gboolean is_level = self->orientation == GTK_ORIENTATION_HORIZONTAL;

  if (self->chosen == NONE)
    choose (self, is_level ? self->n_parts - 1 : 0);
  else
    choose (self, self->chosen);
}

static void
focus_left_cb (SafiPlotChoice *self)
{
  self->chosen = NONE;
  self->tell (self->plot);
}

static void
pointer_moved_cb (SafiPlotChoice *self, double x, double y)
{
  int hovered = self->find (self->plot, x, y);

  if (hovered == self->hovered)
    return;
  self->hovered = hovered;
  self->tell (self->plot);
}

static void
pointer_left_cb (SafiPlotChoice *self)
{
  self->hovered = NONE;
  self->tell (self->plot);
}

SafiPlotChoice *
safi_plot_choice_new (GtkWidget *plot,
                      GtkOrientation orientation,
                      SafiPlotFind find,
                      SafiPlotTell tell)
{
  SafiPlotChoice *self = g_new0 (SafiPlotChoice, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->plot = plot;
  self->orientation = orientation;
  self->find = find;
  self->tell = tell;
  self->hovered = self->chosen = NONE;
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  gtk_widget_add_controller (plot, keys);
  gtk_widget_add_controller (plot, focus);
  gtk_widget_add_controller (plot, motion);
  gtk_widget_set_focusable (plot, TRUE);
  return self;
}

void
safi_plot_choice_free (SafiPlotChoice *self)
{
  g_free (self);
}

void
safi_plot_choice_set_count (SafiPlotChoice *self, guint n_parts)
{
  self->n_parts = (int) n_parts;
}

int
safi_plot_choice_get (SafiPlotChoice *self)
{
  int shown = self->hovered != NONE ? self->hovered : self->chosen;

  return shown < self->n_parts ? shown : NONE;
}

void
safi_plot_choice_say (GtkWidget *plot, const char *title, const char *words)
{
  g_autofree char *name =
      *words != '\0' ? g_strdup_printf ("%s: %s", title, words) : g_strdup (title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (plot);
}
