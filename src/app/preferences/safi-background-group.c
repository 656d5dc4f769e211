/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-background-group.h"

struct _SafiBackgroundGroup {
  AdwPreferencesGroup parent_instance;

  GtkSwitch *notifications;
  GtkSwitch *moves;
  GtkWidget *moves_row;
  GtkSwitch *background;
  GtkSwitch *at_login;
  GtkWidget *at_login_row;
};

G_DEFINE_FINAL_TYPE (SafiBackgroundGroup, safi_background_group, ADW_TYPE_PREFERENCES_GROUP)

static void
safi_background_group_class_init (SafiBackgroundGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-background-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiBackgroundGroup, notifications);
  gtk_widget_class_bind_template_child (widget_class, SafiBackgroundGroup, moves);
  gtk_widget_class_bind_template_child (widget_class, SafiBackgroundGroup, moves_row);
  gtk_widget_class_bind_template_child (widget_class, SafiBackgroundGroup, background);
  gtk_widget_class_bind_template_child (widget_class, SafiBackgroundGroup, at_login);
  gtk_widget_class_bind_template_child (widget_class, SafiBackgroundGroup, at_login_row);
}

static void
safi_background_group_init (SafiBackgroundGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_background_group_set_settings (SafiBackgroundGroup *self, GSettings *settings)
{
  g_settings_bind (settings, "notifications", self->notifications, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-moves", self->moves, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "background", self->background, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "start-at-login", self->at_login, "active", G_SETTINGS_BIND_DEFAULT);
  /* Each needs the one above it. */
  g_settings_bind (settings, "notifications", self->moves_row, "sensitive", G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "background", self->at_login_row, "sensitive", G_SETTINGS_BIND_GET);
}
