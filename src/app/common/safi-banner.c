/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-banner.h"

struct _SafiBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkOrientable *box;
  GtkLabel *label;
  GtkButton *first_button;
  GtkButton *second_button;
};

G_DEFINE_FINAL_TYPE (SafiBanner, safi_banner, ADW_TYPE_BIN)

enum {
  FIRST_CLICKED,
  SECOND_CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
first_clicked_cb (SafiBanner *self)
{
  g_signal_emit (self, signals[FIRST_CLICKED], 0);
}

static void
second_clicked_cb (SafiBanner *self)
{
  g_signal_emit (self, signals[SECOND_CLICKED], 0);
}

static void
safi_banner_class_init (SafiBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[FIRST_CLICKED] = g_signal_new ("first-clicked", SAFI_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SECOND_CLICKED] = g_signal_new ("second-clicked", SAFI_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, SafiBanner, box);
  gtk_widget_class_bind_template_child (widget_class, SafiBanner, label);
  gtk_widget_class_bind_template_child (widget_class, SafiBanner, first_button);
  gtk_widget_class_bind_template_child (widget_class, SafiBanner, second_button);
  gtk_widget_class_bind_template_callback (widget_class, first_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, second_clicked_cb);
}

static void
safi_banner_init (SafiBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_button (GtkButton *button, const char *label)
{
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  gtk_button_set_label (button, label != NULL ? label : "");
}

void
safi_banner_show (SafiBanner *self,
                  const char *sentence,
                  const char *first_label,
                  const char *second_label)
{
  gtk_label_set_label (self->label, sentence);
  show_button (self->first_button, first_label);
  show_button (self->second_button, second_label);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
safi_banner_set_narrow (SafiBanner *self, gboolean is_narrow)
{
  gtk_orientable_set_orientation (self->box, is_narrow ? GTK_ORIENTATION_VERTICAL
                                                       : GTK_ORIENTATION_HORIZONTAL);
}

void
safi_banner_hide (SafiBanner *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
