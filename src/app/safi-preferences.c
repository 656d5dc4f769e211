/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-preferences.h"

#include "app/safi-language-model.h"
#include "app/safi-tasks.h"

struct _SafiPreferences {
  AdwWindow parent_instance;

  GtkSwitch *notifications;
  GtkSwitch *background;
  GtkWidget *look_ups_group;
  GtkSwitch *look_ups;
  GtkDropDown *text_size;
  GtkWidget *language_row;
  GtkDropDown *language;

  GSettings *settings; /* NULL until everything is filled in */
  SafiEngine *engine;  /* (nullable) */
  char **languages;
};

G_DEFINE_FINAL_TYPE (SafiPreferences, safi_preferences, ADW_TYPE_WINDOW)

enum {
  LANGUAGE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Percent; in the order of the .ui file. */
static const int text_sizes[] = { 100, 125, 150 };

static void
text_size_selected_cb (SafiPreferences *self)
{
  guint chosen = gtk_drop_down_get_selected (self->text_size);

  if (self->settings != NULL && chosen < G_N_ELEMENTS (text_sizes))
    g_settings_set_int (self->settings, "text-percent", text_sizes[chosen]);
}

/* One wish for all mailboxes, kept with each: the command line obeys it, too. */
static void
look_ups_switched_cb (SafiPreferences *self)
{
  GListModel *accounts = self->settings != NULL ? safi_engine_get_accounts (self->engine) : NULL;

  for (guint i = 0; accounts != NULL && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiPolicy policy = *safi_account_state_get_policy (state);

    policy.look_ups = gtk_switch_get_active (self->look_ups);
    safi_tasks_set_policy (self->engine,
                           safi_account_get_id (safi_account_state_get_account (state)), &policy);
  }
}

static void
language_selected_cb (SafiPreferences *self)
{
  guint chosen = gtk_drop_down_get_selected (self->language);

  if (self->settings != NULL && chosen < g_strv_length (self->languages))
    g_signal_emit (self, signals[LANGUAGE_CHOSEN], 0, self->languages[chosen]);
}

static void
safi_preferences_dispose (GObject *object)
{
  SafiPreferences *self = SAFI_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->languages, g_strfreev);
  G_OBJECT_CLASS (safi_preferences_parent_class)->dispose (object);
}

static void
safi_preferences_class_init (SafiPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_preferences_dispose;
  signals[LANGUAGE_CHOSEN] =
      g_signal_new ("language-chosen", SAFI_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, notifications);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, background);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, look_ups_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, look_ups);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, text_size);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, language_row);
  gtk_widget_class_bind_template_child (widget_class, SafiPreferences, language);
  gtk_widget_class_bind_template_callback (widget_class, look_ups_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_size_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
}

static void
safi_preferences_init (SafiPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* On only if it is so for all mailboxes; without a mailbox there is nothing to choose. */
static void
show_look_ups (SafiPreferences *self)
{
  GListModel *accounts = self->engine != NULL ? safi_engine_get_accounts (self->engine) : NULL;
  const guint n_accounts = accounts != NULL ? g_list_model_get_n_items (accounts) : 0;
  gboolean is_on = TRUE;

  for (guint i = 0; i < n_accounts; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    is_on &= safi_account_state_get_policy (state)->look_ups;
  }
  gtk_switch_set_active (self->look_ups, is_on);
  gtk_widget_set_visible (self->look_ups_group, n_accounts > 0);
}

SafiPreferences *
safi_preferences_new (GtkWindow *parent, GSettings *settings, SafiEngine *engine)
{
  SafiPreferences *self = g_object_new (SAFI_TYPE_PREFERENCES, "transient-for", parent, NULL);
  g_autofree char *language = g_settings_get_string (settings, "language");
  int percent = g_settings_get_int (settings, "text-percent");

  g_settings_bind (settings, "notifications", self->notifications, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "background", self->background, "active", G_SETTINGS_BIND_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (text_sizes); i++)
    if (text_sizes[i] <= percent)
      gtk_drop_down_set_selected (self->text_size, i);
  self->languages = safi_language_model_fill (self->language, language);
  gtk_widget_set_visible (self->language_row, g_strv_length (self->languages) > 1);
  self->engine = engine != NULL ? g_object_ref (engine) : NULL;
  show_look_ups (self);
  self->settings = g_object_ref (settings);
  return self;
}
