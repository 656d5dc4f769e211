/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-privacy-group.h"

#include "app/preferences/safi-contacts-window.h"

struct _SafiPrivacyGroup {
  AdwPreferencesGroup parent_instance;

  GtkSwitch *hide;

  SafiEngine *engine;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (SafiPrivacyGroup, safi_privacy_group, ADW_TYPE_PREFERENCES_GROUP)

static void
connections_activated_cb (SafiPrivacyGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  safi_contacts_window_present (GTK_WINDOW (root), self->engine);
}

static void
safi_privacy_group_dispose (GObject *object)
{
  SafiPrivacyGroup *self = SAFI_PRIVACY_GROUP (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (safi_privacy_group_parent_class)->dispose (object);
}

static void
safi_privacy_group_class_init (SafiPrivacyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_privacy_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-privacy-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPrivacyGroup, hide);
  gtk_widget_class_bind_template_callback (widget_class, connections_activated_cb);
}

static void
safi_privacy_group_init (SafiPrivacyGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  g_settings_bind (self->settings, "hide-senders", self->hide, "active", G_SETTINGS_BIND_DEFAULT);
}

void
safi_privacy_group_set_engine (SafiPrivacyGroup *self, SafiEngine *engine)
{
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
