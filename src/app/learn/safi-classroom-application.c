/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-classroom-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "app/common/safi-above.h"
#include "app/common/safi-labels.h"
#include "app/common/safi-locale.h"
#include "app/common/safi-spoken-names.h"
#include "app/common/safi-tasks.h"
#include "app/common/safi-text-size.h"
#include "app/help/safi-about.h"
#include "app/help/safi-help-now.h"
#include "app/help/safi-help.h"
#include "app/help/safi-keys.h"
#include "app/learn/safi-classroom-window.h"
#include "app/learn/safi-classroom.h"
#include "app/learn/safi-text-check.h"

struct _SafiClassroomApplication {
  AdwApplication parent_instance;

  GSettings *settings;
  SafiClassroomWindow *window; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SafiClassroomApplication, safi_classroom_application, ADW_TYPE_APPLICATION)

static GtkWindow *
find_parent (SafiClassroomApplication *self)
{
  return safi_above_find (GTK_WINDOW (self->window));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiClassroomApplication *self = user_data;

  safi_about_present (find_parent (self), self->settings, NULL);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  safi_help_open (find_parent (user_data), g_variant_get_string (parameter, NULL));
}

static void
help_now_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  safi_help_now_present (find_parent (user_data), NULL);
}

static void
check_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  safi_text_check_present (find_parent (user_data), NULL);
}

static void
tell_cb (const char *sentence, gint64 undo_run, gpointer user_data)
{
  SafiClassroomApplication *self = user_data;

  if (self->window != NULL)
    safi_classroom_window_tell (self->window, sentence);
}

static gboolean
signal_cb (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

static void language_chosen_cb (SafiClassroomApplication *self, const char *language);

static void
create_window (SafiClassroomApplication *self)
{
  self->window = safi_classroom_window_new (GTK_APPLICATION (self), self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_signal_connect_object (self->window, "language-chosen", G_CALLBACK (language_chosen_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Words are looked up when a window is built. It is done when the list that the choice was made in
 * is no longer in use. */
static gboolean
rebuild_window_cb (gpointer user_data)
{
  SafiClassroomApplication *self = user_data;
  SafiClassroomWindow *old = self->window;

  if (old == NULL)
    return G_SOURCE_REMOVE;
  g_object_remove_weak_pointer (G_OBJECT (old), (gpointer *) &self->window);
  create_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_window_destroy (GTK_WINDOW (old));
  return G_SOURCE_REMOVE;
}

static void
language_chosen_cb (SafiClassroomApplication *self, const char *language)
{
  g_settings_set_string (self->settings, "language", language);
  safi_locale_use (language);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, rebuild_window_cb, g_object_ref (self), g_object_unref);
}

static const GActionEntry entries[] = {
  { "about", about_cb, NULL, NULL, NULL, { 0 } },
  { "check-text", check_text_cb, NULL, NULL, NULL, { 0 } },
  { "help", help_cb, "s", NULL, NULL, { 0 } },
  { "help-now", help_now_cb, NULL, NULL, NULL, { 0 } },
  { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
};

static void
safi_classroom_application_startup (GApplication *application)
{
  SafiClassroomApplication *self = SAFI_CLASSROOM_APPLICATION (application);
  g_autofree char *language = NULL;

  G_APPLICATION_CLASS (safi_classroom_application_parent_class)->startup (application);
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  safi_classroom_preset (self->settings);
  language = g_settings_get_string (self->settings, "language");
  safi_locale_use (language);
  safi_spoken_names_mend ();
  safi_labels_mend ();
  safi_text_size_follow (self->settings);
  gtk_window_set_default_icon_name (SAFI_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  safi_keys_set (GTK_APPLICATION (self));
  safi_tasks_set_tell (tell_cb, self);
}

static void
safi_classroom_application_activate (GApplication *application)
{
  SafiClassroomApplication *self = SAFI_CLASSROOM_APPLICATION (application);

  if (self->window == NULL)
    create_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

/* The desktop hands over sheets, which are mail, and packs, which would be kept. */
static void
safi_classroom_application_open (GApplication *application,
                                 GFile **files,
                                 int n_files,
                                 const char *hint)
{
  SafiClassroomApplication *self = SAFI_CLASSROOM_APPLICATION (application);

  g_application_activate (application);
  safi_classroom_window_tell (self->window, _ ("In classroom mode Safibox opens no files."));
}

/* Started to watch mailboxes: there are none. */
static int
safi_classroom_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  return g_variant_dict_contains (options, "background") ? 0 : -1;
}

static void
safi_classroom_application_shutdown (GApplication *application)
{
  SafiClassroomApplication *self = SAFI_CLASSROOM_APPLICATION (application);

  safi_tasks_set_tell (NULL, NULL);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  G_APPLICATION_CLASS (safi_classroom_application_parent_class)->shutdown (application);
}

static void
safi_classroom_application_finalize (GObject *object)
{
  g_clear_object (&SAFI_CLASSROOM_APPLICATION (object)->settings);
  G_OBJECT_CLASS (safi_classroom_application_parent_class)->finalize (object);
}

static void
safi_classroom_application_class_init (SafiClassroomApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_classroom_application_finalize;
  application_class->startup = safi_classroom_application_startup;
  application_class->activate = safi_classroom_application_activate;
  application_class->open = safi_classroom_application_open;
  application_class->handle_local_options = safi_classroom_application_handle_local_options;
  application_class->shutdown = safi_classroom_application_shutdown;
}

static void
safi_classroom_application_init (SafiClassroomApplication *self)
{
  static const GOptionEntry options[] = {
    { "background", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { "classroom", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Practise with a class: no mailbox, no network, nothing is kept"), NULL },
    { "practice", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_unix_signal_add (SIGTERM, signal_cb, self);
  g_unix_signal_add (SIGINT, signal_cb, self);
}

/* Beside a Safibox that is at work it is a program of its own. Where the desktop starts it over the
 * bus, it must answer there. */
GApplication *
safi_classroom_application_new (void)
{
  const gboolean is_service = g_getenv ("DBUS_STARTER_ADDRESS") != NULL;
  const GApplicationFlags flags =
      is_service ? G_APPLICATION_DEFAULT_FLAGS : G_APPLICATION_NON_UNIQUE;

  return g_object_new (SAFI_TYPE_CLASSROOM_APPLICATION, "application-id", SAFI_APPLICATION_ID,
                       "flags", flags | G_APPLICATION_HANDLES_OPEN, NULL);
}
