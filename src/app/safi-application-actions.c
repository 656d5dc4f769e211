/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-application-private.h"

#include "app/accounts/safi-account-form.h"
#include "app/background/safi-notifier.h"
#include "app/common/safi-above.h"
#include "app/common/safi-dialogs.h"
#include "app/common/safi-tasks.h"
#include "app/help/safi-about.h"
#include "app/help/safi-help-now.h"
#include "app/help/safi-help.h"
#include "app/learn/safi-text-check.h"
#include "app/preferences/safi-preferences.h"

#define STAY_SECONDS 120 /* for a command to slow servers */

static void
speak_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  safi_application_speak (user_data, g_variant_get_string (parameter, NULL));
}

static void
start_again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine == NULL && safi_application_start_engine (self))
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
  safi_help_open (gtk_application_get_active_window (GTK_APPLICATION (user_data)),
                  g_variant_get_string (parameter, NULL));
}

/* The desktop's menu offers some before there is a window. */
static GtkWindow *
get_shown_window (SafiApplication *self)
{
  if (!safi_application_is_window_shown (self))
    safi_application_present_window (self);
  return GTK_WINDOW (self->window);
}

static void
help_now_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  safi_help_now_present (safi_above_find (get_shown_window (user_data)), NULL);
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

  gtk_window_present (
      GTK_WINDOW (safi_preferences_new (GTK_WINDOW (self->window), self->settings, self->engine)));
}

static void
check_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine != NULL)
    safi_text_check_present (get_shown_window (self), self->engine);
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

static gboolean
only_once_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static void
release_cb (gpointer user_data)
{
  SAFI_APPLICATION (user_data)->n_asked--;
  g_application_release (G_APPLICATION (user_data));
}

/* The desktop may have started the program for one button; what it does must come to its end. */
static void
stay_for_a_while (SafiApplication *self)
{
  self->n_asked++;
  g_application_hold (G_APPLICATION (self));
  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, STAY_SECONDS, only_once_cb, self, release_cb);
}

static void
undo_run_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiApplication *self = user_data;

  if (self->engine == NULL)
    return;
  if (!safi_application_is_window_shown (self))
    stay_for_a_while (self);
  safi_notifier_withdraw (G_APPLICATION (self)); /* what it told is no longer so */
  safi_tasks_undo_run (self->engine, g_variant_get_int64 (parameter));
}

/* What a notification or Home tells of. */
static void
look_at_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const struct {
    const char *word;
    SafiJudgedFilter filter;
  } lists[] = {
    { "needs-you", SAFI_JUDGED_NEEDS_YOU },
    { "would-move", SAFI_JUDGED_WOULD_MOVE },
    { "junk", SAFI_JUDGED_JUNK },
    { "everything", SAFI_JUDGED_ALL },
  };

  SafiApplication *self = user_data;

  safi_application_present_window (self);
  for (guint i = 0; self->engine != NULL && i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (g_variant_get_string (parameter, NULL), lists[i].word))
      safi_window_show_messages (self->window, lists[i].filter);
}

static const GActionEntry entries[] = {
  { "about", about_cb, NULL, NULL, NULL, { 0 } },
  { "add-mailbox", add_mailbox_cb, NULL, NULL, NULL, { 0 } },
  { "check", check_cb, NULL, NULL, NULL, { 0 } },
  { "check-text", check_text_cb, NULL, NULL, NULL, { 0 } },
  { "go-on", go_on_cb, NULL, NULL, NULL, { 0 } },
  { "help", help_cb, "s", NULL, NULL, { 0 } },
  { "help-now", help_now_cb, NULL, NULL, NULL, { 0 } },
  { "look-at", look_at_cb, "s", NULL, NULL, { 0 } },
  { "pause", pause_cb, "s", NULL, NULL, { 0 } },
  { "practice", practice_cb, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_cb, NULL, NULL, NULL, { 0 } },
  { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
  { "shortcuts", shortcuts_cb, NULL, NULL, NULL, { 0 } },
  { "speak", speak_cb, "s", NULL, NULL, { 0 } },
  { "start-again", start_again_cb, NULL, NULL, NULL, { 0 } },
  { "undo-run", undo_run_cb, "x", NULL, NULL, { 0 } },
};

/* An action that is a setting: whoever changes one changes the other. */
static void
add_settings_action (SafiApplication *self, const char *key)
{
  g_autoptr (GAction) action = g_settings_create_action (self->settings, key);

  g_action_map_add_action (G_ACTION_MAP (self), action);
}

void
safi_application_add_actions (SafiApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_settings_action (self, "hide-senders");
}
