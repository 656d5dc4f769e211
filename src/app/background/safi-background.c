/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background/safi-background.h"

#include <glib/gi18n.h>

#include "app/background/safi-autostart.h"
#include "app/common/safi-tasks.h"

#define BACKGROUND "background"
#define AT_LOGIN "start-at-login"

struct _SafiBackground {
  GSettings *settings;
  GCancellable *cancellable; /* cancelled when this is gone */
  gulong changed[2];
  gboolean is_applying;
  gboolean is_stale; /* the wishes changed meanwhile */
};

typedef struct {
  SafiBackground *background;
  GCancellable *cancellable;
  gboolean in_background; /* as the person wished */
  gboolean at_login;
} Pending;

static void apply (SafiBackground *self);

static void
take_back (SafiBackground *self, const char *key, const char *sentence)
{
  g_settings_set_boolean (self->settings, key, FALSE);
  safi_tasks_tell (sentence);
}

/* A desktop that cannot be asked does not keep Safibox from going on without a window. */
static void
compare (SafiBackground *self,
         const Pending *wish,
         gboolean is_done,
         gboolean in_background,
         gboolean at_login)
{
  if (wish->at_login && (!is_done || !at_login))
    take_back (self, AT_LOGIN, _ ("This computer does not let Safibox start when you log in."));
  if (wish->in_background && is_done && !in_background)
    take_back (self, BACKGROUND, _ ("This computer does not let Safibox run in the background."));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pending *pending = user_data;
  SafiBackground *self = pending->background;
  g_autoptr (GCancellable) cancellable = pending->cancellable;
  g_autofree Pending *wish = pending;
  g_autoptr (GError) error = NULL;
  gboolean in_background = FALSE, at_login = FALSE;
  const gboolean is_done = safi_autostart_apply_finish (result, &in_background, &at_login, &error);

  if (g_cancellable_is_cancelled (cancellable))
    return;
  if (!is_done)
    g_debug ("background: %s", error->message);
  self->is_applying = FALSE;
  if (self->is_stale)
    apply (self);
  else
    compare (self, wish, is_done, in_background, at_login);
}

static void
apply (SafiBackground *self)
{
  Pending *pending;

  self->is_stale = self->is_applying;
  if (self->is_applying)
    return;
  self->is_applying = TRUE;
  pending = g_new0 (Pending, 1);
  pending->background = self;
  pending->cancellable = g_object_ref (self->cancellable);
  pending->in_background = g_settings_get_boolean (self->settings, BACKGROUND);
  pending->at_login = g_settings_get_boolean (self->settings, AT_LOGIN);
  safi_autostart_apply_async (
      pending->in_background, pending->at_login,
      /* Translators: a desktop shows this when it says why a program runs without a window. */
      _ ("Safibox looks for junk in your mailbox, also while its window is closed."),
      self->cancellable, applied_cb, pending);
}

/* Who does not want it to go on without a window does not want it to start without one. */
static void
changed_cb (GSettings *settings, const char *key, gpointer user_data)
{
  if (!g_settings_get_boolean (settings, BACKGROUND) && g_settings_get_boolean (settings, AT_LOGIN))
    g_settings_set_boolean (settings, AT_LOGIN, FALSE);
  else
    apply (user_data);
}

SafiBackground *
safi_background_new (GSettings *settings)
{
  SafiBackground *self = g_new0 (SafiBackground, 1);
  gboolean is_on;

  self->settings = g_object_ref (settings);
  self->cancellable = g_cancellable_new ();
  if (safi_autostart_read (&is_on) && is_on != g_settings_get_boolean (settings, AT_LOGIN))
    g_settings_set_boolean (settings, AT_LOGIN, is_on);
  self->changed[0] =
      g_signal_connect (settings, "changed::" BACKGROUND, G_CALLBACK (changed_cb), self);
  self->changed[1] =
      g_signal_connect (settings, "changed::" AT_LOGIN, G_CALLBACK (changed_cb), self);
  return self;
}

void
safi_background_free (SafiBackground *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->changed); i++)
    g_signal_handler_disconnect (self->settings, self->changed[i]);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->settings);
  g_free (self);
}
