/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "app/background/safi-notifier.h"
#include "app/common/safi-above.h"
#include "app/common/safi-labels.h"
#include "app/common/safi-locale.h"
#include "app/help/safi-keys.h"
#include "app/messages/safi-compose.h"
#include "app/safi-engine-setup.h"
#ifdef SAFI_FAIL_POINTS
#include "app/safi-page-report.h"
#endif
#include "app/common/safi-place.h"
#include "app/common/safi-spoken-names.h"
#include "app/common/safi-tasks.h"
#include "app/common/safi-text-size.h"
#include "app/messages/safi-sheet-window.h"
#include "app/packs/safi-pack-window.h"
#include "app/preferences/safi-preferences.h"
#include "app/translate/safi-translation-open.h"
#include "words/catalogue/safi-own-words.h"
#include "words/catalogue/safi-words-translation.h"

#define FILES_MAX 10 /* opened at a time */

G_DEFINE_FINAL_TYPE (SafiApplication, safi_application, ADW_TYPE_APPLICATION)

gboolean
safi_application_is_window_shown (SafiApplication *self)
{
  return self->window != NULL && gtk_widget_get_visible (GTK_WIDGET (self->window));
}

static void
tell_cb (const char *sentence, gint64 undo_run, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (safi_application_is_window_shown (self))
    safi_window_tell (self->window, sentence, undo_run);
  else if (self->n_asked > 0)
    safi_notifier_answer (G_APPLICATION (self), sentence);
}

static gboolean
is_person_here (SafiApplication *self)
{
  for (GList *i = gtk_application_get_windows (GTK_APPLICATION (self)); i != NULL; i = i->next)
    if (gtk_window_is_active (i->data))
      return TRUE;
  return FALSE;
}

/* Who is at the window sees it there. */
static gboolean
may_notify (SafiApplication *self)
{
  return g_settings_get_boolean (self->settings, "notifications") && !is_person_here (self);
}

static void
batch_cb (SafiApplication *self,
          const char *account,
          guint junk,
          guint unsure,
          guint moved,
          gint64 run)
{
  if (may_notify (self))
    safi_notifier_tell_check (G_APPLICATION (self), moved, unsure, run,
                              g_settings_get_boolean (self->settings, "notify-moves"));
}

static gboolean
tell_day_cb (const char *sentence, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (!may_notify (self))
    return FALSE;
  safi_notifier_tell_day (G_APPLICATION (self), sentence);
  return TRUE;
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

gboolean
safi_application_start_engine (SafiApplication *self)
{
  g_clear_error (&self->start_error);
  self->engine = safi_engine_setup_new ();
  g_signal_connect_object (self->engine, "batch", G_CALLBACK (batch_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  if (!safi_engine_start (self->engine, FALSE, &self->start_error)) {
    g_clear_object (&self->engine);
    return FALSE;
  }
  safi_refresher_state_watch (self->refresher, self->engine);
  self->summary = safi_daily_summary_new (self->engine, self->settings, tell_day_cb, self);
  safi_engine_set_watching (self->engine, TRUE);
  return TRUE;
}

static void
create_window (SafiApplication *self)
{
  self->window = safi_window_new (GTK_APPLICATION (self), self->settings, self->refresher);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_signal_connect_object (self->window, "language-chosen", G_CALLBACK (safi_application_speak),
                           self, G_CONNECT_SWAPPED);
  if (self->engine != NULL)
    safi_window_set_engine (self->window, self->engine);
  else
    safi_window_show_trouble (self->window, self->start_error);
  if (safi_locale_lacks_own_words ())
    safi_window_tell (self->window, safi_words_unused_translation (), 0);
}

/* Words are looked up when a window is built; so a new language needs a new window. It is done when
 * the list that the choice was made in is no longer in use. */
static gboolean
rebuild_window_cb (gpointer user_data)
{
  SafiApplication *self = user_data;
  SafiWindow *old = self->window;
  SafiPreferences *preferences;
  gboolean is_choosing;

  if (old == NULL)
    return G_SOURCE_REMOVE;
  is_choosing = safi_preferences_close ();
  g_object_remove_weak_pointer (G_OBJECT (old), (gpointer *) &self->window);
  create_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_window_destroy (GTK_WINDOW (old));
  if (is_choosing) {
    preferences = safi_preferences_new (GTK_WINDOW (self->window), self->settings, self->engine);
    gtk_window_present (GTK_WINDOW (preferences));
    safi_preferences_show_language (preferences);
  }
  return G_SOURCE_REMOVE;
}

void
safi_application_speak (SafiApplication *self, const char *language)
{
  g_settings_set_string (self->settings, "language", language);
  safi_locale_use (language);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, rebuild_window_cb, g_object_ref (self), g_object_unref);
}

void
safi_application_present_window (SafiApplication *self)
{
  if (self->window == NULL)
    create_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
  safi_notifier_withdraw (G_APPLICATION (self));
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
  g_autofree char *directory = NULL;
  g_autofree char *language = NULL;

  G_APPLICATION_CLASS (safi_application_parent_class)->startup (application);
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  directory = safi_place_get_data_dir ();
  safi_own_words_init (directory);
  language = g_settings_get_string (self->settings, "language");
  safi_locale_use (language);
  safi_spoken_names_mend ();
  safi_labels_mend ();
  safi_text_size_follow (self->settings);
  gtk_window_set_default_icon_name (SAFI_APPLICATION_ID);
  safi_application_add_actions (self);
#ifdef SAFI_FAIL_POINTS
  safi_page_report_offer (G_ACTION_MAP (self));
#endif
  safi_compose_tidy ();
  safi_keys_set (GTK_APPLICATION (self));
  safi_tasks_set_tell (tell_cb, self);
  self->background = safi_background_new (self->settings);
  self->refresher = safi_refresher_state_new (self->settings);
  safi_application_start_engine (self);
}

static void
safi_application_shutdown (GApplication *application)
{
  SafiApplication *self = SAFI_APPLICATION (application);

  safi_tasks_set_tell (NULL, NULL);
  safi_notifier_end (application);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_pointer (&self->summary, safi_daily_summary_free);
  if (self->engine != NULL)
    safi_engine_stop (self->engine);
  g_clear_object (&self->engine);
  g_clear_object (&self->refresher);
  g_clear_pointer (&self->background, safi_background_free);
  G_APPLICATION_CLASS (safi_application_parent_class)->shutdown (application);
}

static void
safi_application_activate (GApplication *application)
{
  safi_application_present_window (SAFI_APPLICATION (application));
}

/* Each file is a pack or a sheet that somebody sent. */
static void
safi_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SafiApplication *self = SAFI_APPLICATION (application);
  GtkWindow *parent;

  safi_application_present_window (self);
  parent = safi_above_find (GTK_WINDOW (self->window));
  for (int i = 0; i < MIN (n_files, FILES_MAX); i++)
    if (safi_pack_window_takes (files[i]))
      safi_pack_window_open (parent, files[i]);
    else
      safi_sheet_window_open (parent, files[i]);
}

static void
open_arguments (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **names = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &names);
  for (guint i = 0; names != NULL && names[i] != NULL && i < FILES_MAX; i++)
    g_ptr_array_add (files, g_application_command_line_create_file_for_arg (line, names[i]));
  if (files->len > 0)
    g_application_open (application, (GFile **) files->pdata, (int) files->len, "");
}

static void
open_translation (SafiApplication *self, GApplicationCommandLine *line)
{
  const char *name;
  g_autoptr (GFile) file = NULL;

  if (!g_variant_dict_lookup (g_application_command_line_get_options_dict (line), "translation",
                              "^&ay", &name))
    return;
  file = g_application_command_line_create_file_for_arg (line, name);
  safi_translation_open_file (GTK_WINDOW (self->window), file);
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
  if (!in_background) {
    safi_application_present_window (self);
    open_arguments (application, line);
    open_translation (self, line);
  }
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
  application_class->open = safi_application_open;
}

static void
safi_application_init (SafiApplication *self)
{
  static const GOptionEntry options[] = {
    { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Watch without opening a window"), NULL },
    { "classroom", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Practise with a class: no mailbox, no network, nothing is kept"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the practice mailbox"), NULL },
    { "translation", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Speak a translation from a .po file"),
      /* Translators: stands for the name of a file in the help of the command line; .po stays. */
      N_ ("FILE.po") },
    /* Translators: stands for files in the help of the command line; made to ask a helper. */
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[SHEET…]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  /* From the first moment: the bus may know the name before the program has started. */
  g_unix_signal_add (SIGTERM, signal_cb, self);
  g_unix_signal_add (SIGINT, signal_cb, self);
}

SafiApplication *
safi_application_new (void)
{
  return g_object_new (SAFI_TYPE_APPLICATION, "application-id", SAFI_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN, NULL);
}
