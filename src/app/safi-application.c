/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "app/safi-about.h"
#include "app/safi-account-form.h"
#include "app/safi-dialogs.h"
#include "app/safi-help.h"
#include "app/safi-locale.h"
#include "app/safi-notifier.h"
#include "app/safi-preferences.h"
#include "app/safi-tasks.h"
#include "app/safi-text-check.h"
#include "app/safi-window.h"
#include "service/safi-engine.h"
#include "words/safi-words-digest.h"

struct _SafiApplication {
  AdwApplication parent_instance;

  GSettings *settings;
  SafiEngine *engine;
  SafiNotifier *notifier;
  SafiWindow *window;  /* (nullable) */
  GError *start_error; /* (nullable) why the engine does not run */
  int plain_text_dpi;  /* of the desktop, 1024ths of a dot per inch */
  gboolean is_held;    /* --background */
};

G_DEFINE_FINAL_TYPE (SafiApplication, safi_application, ADW_TYPE_APPLICATION)

static GTlsDatabase *
load_test_certificates (void)
{
#ifdef SAFI_FAIL_POINTS
  const char *file = g_getenv ("SAFIBOX_CA_FILE");

  if (file != NULL)
    return g_tls_file_database_new (file, NULL);
#endif
  return NULL;
}

/* Tests ask nobody beyond this computer. */
static void
choose_test_server (SafiEngine *engine)
{
#ifdef SAFI_FAIL_POINTS
  const char *server = g_getenv ("SAFIBOX_DNS");

  if (server != NULL)
    safi_engine_set_dns (engine, server, NULL, NULL);
#endif
}

static char *
choose_directory (void)
{
  const char *directory = g_getenv ("SAFIBOX_DATA_DIR");

  if (directory != NULL)
    return g_canonicalize_filename (directory, NULL);
  return g_build_filename (g_get_user_data_dir (), "safibox", NULL);
}

static void
tell_cb (const char *sentence, gint64 undo_run, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->window != NULL)
    safi_window_tell (self->window, sentence, undo_run);
}

static void
batch_cb (SafiApplication *self,
          const char *account,
          guint junk,
          guint unsure,
          guint moved,
          gint64 run)
{
  guint held_back = junk > moved ? junk - moved : 0;

  if (g_settings_get_boolean (self->settings, "notifications"))
    safi_notifier_tell (self->notifier, moved, held_back, unsure, run);
}

static void
notice_cb (SafiApplication *self, const char *word)
{
  static const struct {
    const char *word;
    const char *sentence;
  } notices[] = {
    { "unclean-exit", N_ ("Safibox stopped unexpectedly before. Nothing was lost.") },
    { "store-set-aside",
      N_ ("Safibox’s own file was damaged and was set aside. It starts to learn afresh.") },
    { "wrong-clock", N_ ("This computer’s date is wrong. Set it, or secure connections fail.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    if (g_str_equal (notices[i].word, word))
      tell_cb (_ (notices[i].sentence), 0, self);
}

static gboolean
start_engine (SafiApplication *self)
{
  g_autofree char *directory = choose_directory ();
  g_autoptr (GTlsDatabase) database = load_test_certificates ();

  g_clear_error (&self->start_error);
  self->engine = safi_engine_new (directory, safi_clock_get_system (), database);
  safi_engine_set_digest_writer (self->engine, safi_words_write_digest);
  choose_test_server (self->engine);
  g_signal_connect_object (self->engine, "batch", G_CALLBACK (batch_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  if (!safi_engine_start (self->engine, FALSE, &self->start_error)) {
    g_clear_object (&self->engine);
    return FALSE;
  }
  safi_engine_set_watching (self->engine, TRUE);
  return TRUE;
}

/* Text size: the desktop's own, times what the person chose. */
static void
text_percent_cb (SafiApplication *self)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int percent = g_settings_get_int (self->settings, "text-percent");

  if (self->plain_text_dpi > 0)
    g_object_set (settings, "gtk-xft-dpi", self->plain_text_dpi * percent / 100, NULL);
}

static void language_chosen_cb (SafiApplication *self, const char *language);

static void
create_window (SafiApplication *self)
{
  self->window = safi_window_new (GTK_APPLICATION (self), self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_signal_connect_object (self->window, "language-chosen", G_CALLBACK (language_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->engine != NULL)
    safi_window_set_engine (self->window, self->engine);
  else
    safi_window_show_trouble (self->window, self->start_error);
}

/* Words are looked up when a window is built; so a new language needs a new window. It is done when
 * the list that the choice was made in is no longer in use. */
static gboolean
rebuild_window_cb (gpointer user_data)
{
  SafiApplication *self = user_data;
  SafiWindow *old = self->window;

  if (old == NULL)
    return G_SOURCE_REMOVE;
  g_object_remove_weak_pointer (G_OBJECT (old), (gpointer *) &self->window);
  create_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_window_destroy (GTK_WINDOW (old));
  return G_SOURCE_REMOVE;
}

static void
language_chosen_cb (SafiApplication *self, const char *language)
{
  g_settings_set_string (self->settings, "language", language);
  safi_locale_use (language);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, rebuild_window_cb, g_object_ref (self), g_object_unref);
}

static void
present_window (SafiApplication *self)
{
  if (self->window == NULL)
    create_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
start_again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine == NULL && start_engine (self))
    safi_window_set_engine (self->window, self->engine);
  else if (self->engine == NULL)
    safi_window_show_trouble (self->window, self->start_error);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = SAFI_APPLICATION (user_data);

  safi_about_present (GTK_WINDOW (self->window), self->settings, self->engine);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  safi_help_open (active, g_variant_get_string (parameter, NULL));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  safi_dialogs_show_shortcuts (GTK_WINDOW (SAFI_APPLICATION (user_data)->window));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;
  SafiPreferences *preferences =
      safi_preferences_new (GTK_WINDOW (self->window), self->settings, self->engine);

  g_signal_connect_object (preferences, "language-chosen", G_CALLBACK (language_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
check_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine != NULL)
    safi_text_check_present (GTK_WINDOW (self->window), self->engine);
}

static void
add_mailbox_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine != NULL)
    safi_account_form_present (GTK_WINDOW (self->window), self->engine);
}

static void
practice_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine == NULL)
    return;
  safi_window_finish_first_run (self->window);
  safi_window_show_home (self->window);
  safi_tasks_practice (self->engine);
}

static void
check_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine != NULL)
    safi_tasks_check_all (self->engine);
}

static void
pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;
  SafiPause pause;

  if (self->engine != NULL && safi_pause_from_word (g_variant_get_string (parameter, NULL), &pause))
    safi_tasks_pause (self->engine, pause);
}

static void
go_on_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine != NULL)
    safi_tasks_go_on (self->engine);
}

static void
undo_run_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine != NULL)
    safi_tasks_undo_run (self->engine, g_variant_get_int64 (parameter));
}

static void
show_news_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  present_window (self);
  if (self->engine != NULL)
    safi_window_show_messages (self->window, SAFI_JUDGED_ALL);
}

static const GActionEntry entries[] = {
  { "about", about_cb, NULL, NULL, NULL, { 0 } },
  { "add-mailbox", add_mailbox_cb, NULL, NULL, NULL, { 0 } },
  { "check", check_cb, NULL, NULL, NULL, { 0 } },
  { "check-text", check_text_cb, NULL, NULL, NULL, { 0 } },
  { "go-on", go_on_cb, NULL, NULL, NULL, { 0 } },
  { "help", help_cb, "s", NULL, NULL, { 0 } },
  { "pause", pause_cb, "s", NULL, NULL, { 0 } },
  { "practice", practice_cb, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_cb, NULL, NULL, NULL, { 0 } },
  { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
  { "shortcuts", shortcuts_cb, NULL, NULL, NULL, { 0 } },
  { "show-news", show_news_cb, NULL, NULL, NULL, { 0 } },
  { "start-again", start_again_cb, NULL, NULL, NULL, { 0 } },
  { "undo-run", undo_run_cb, "x", NULL, NULL, { 0 } },
};

static void
set_accels (GtkApplication *application)
{
  static const struct {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.check", { "F5", "<Control>r" } },
    { "app.check-text", { "<Control>t" } },
    { "app.help::index", { "F1" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
    { "win.show-page::home", { "<Alt>1" } },
    { "win.show-page::messages", { "<Alt>2" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
}

static gboolean
signal_cb (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

static void
safi_application_startup (GApplication *application)
{
  SafiApplication *self = SAFI_APPLICATION (application);
  g_autofree char *language = NULL;

  G_APPLICATION_CLASS (safi_application_parent_class)->startup (application);
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  language = g_settings_get_string (self->settings, "language");
  safi_locale_use (language);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &self->plain_text_dpi, NULL);
  g_signal_connect_object (self->settings, "changed::text-percent", G_CALLBACK (text_percent_cb),
                           self, G_CONNECT_SWAPPED);
  text_percent_cb (self);
  gtk_window_set_default_icon_name (SAFI_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  set_accels (GTK_APPLICATION (self));
  self->notifier = safi_notifier_new (G_ACTION_GROUP (self), "show-news", "undo-run");
  safi_tasks_set_tell (tell_cb, self);
  g_unix_signal_add (SIGTERM, signal_cb, self);
  g_unix_signal_add (SIGINT, signal_cb, self);
  start_engine (self);
}

static void
safi_application_shutdown (GApplication *application)
{
  SafiApplication *self = SAFI_APPLICATION (application);

  safi_tasks_set_tell (NULL, NULL);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->engine != NULL)
    safi_engine_stop (self->engine);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->notifier, safi_notifier_free);
  G_APPLICATION_CLASS (safi_application_parent_class)->shutdown (application);
}

static void
safi_application_activate (GApplication *application)
{
  present_window (SAFI_APPLICATION (application));
}

/* Runs in the first process, also for a second start. */
static int
safi_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  SafiApplication *self = SAFI_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  gboolean in_background = g_variant_dict_contains (options, "background");

  if (in_background && !self->is_held) {
    self->is_held = TRUE;
    g_application_hold (application);
  }
  if (!in_background)
    present_window (self);
  if (!in_background && g_variant_dict_contains (options, "practice"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "practice", NULL);
  return 0;
}

static void
safi_application_finalize (GObject *object)
{
  SafiApplication *self = SAFI_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_error (&self->start_error);
  G_OBJECT_CLASS (safi_application_parent_class)->finalize (object);
}

static void
safi_application_class_init (SafiApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_application_finalize;
  application_class->startup = safi_application_startup;
  application_class->shutdown = safi_application_shutdown;
  application_class->activate = safi_application_activate;
  application_class->command_line = safi_application_command_line;
}

static void
safi_application_init (SafiApplication *self)
{
  static const GOptionEntry options[] = {
    { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Watch without opening a window"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the practice mailbox"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

SafiApplication *
safi_application_new (void)
{
  return g_object_new (SAFI_TYPE_APPLICATION, "application-id", SAFI_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
