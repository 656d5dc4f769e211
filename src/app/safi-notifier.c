/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-notifier.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

struct _SafiNotifier {
  GActionGroup *actions;
  const char *show;
  const char *undo;
  NotifyNotification *shown; /* (nullable) kept alive: its buttons must work */
  gint64 run;                /* of the notification that is shown */
};

static void
show_cb (NotifyNotification *notification, char *action, gpointer user_data)
{
  SafiNotifier *self = user_data;

  g_action_group_activate_action (self->actions, self->show, NULL);
}

static void
undo_cb (NotifyNotification *notification, char *action, gpointer user_data)
{
  SafiNotifier *self = user_data;

  g_action_group_activate_action (self->actions, self->undo, g_variant_new_int64 (self->run));
}

SafiNotifier *
safi_notifier_new (GActionGroup *actions, const char *show, const char *undo)
{
  SafiNotifier *self = g_new0 (SafiNotifier, 1);

  self->actions = actions;
  self->show = show;
  self->undo = undo;
  notify_init ("Safibox");
  return self;
}

void
safi_notifier_free (SafiNotifier *self)
{
  g_clear_object (&self->shown);
  notify_uninit ();
  g_free (self);
}

static char *
say_summary (guint moved, guint held_back, guint unsure)
{
  if (moved > 0)
    return g_strdup_printf (
        ngettext ("%u message moved to Junk", "%u messages moved to Junk", moved), moved);
  if (held_back > 0)
    return g_strdup_printf (ngettext ("Safibox would move %u message to Junk",
                                      "Safibox would move %u messages to Junk", held_back),
                            held_back);
  return g_strdup_printf (ngettext ("Safibox is not sure about %u message",
                                    "Safibox is not sure about %u messages", unsure),
                          unsure);
}

static char *
say_body (guint moved, guint held_back, guint unsure)
{
  if (unsure == 0 || (moved == 0 && held_back == 0))
    return NULL;
  return g_strdup_printf (
      ngettext ("%u more message needs your answer.", "%u more messages need your answer.", unsure),
      unsure);
}

void
safi_notifier_tell (SafiNotifier *self, guint moved, guint held_back, guint unsure, gint64 run)
{
  g_autofree char *summary = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  if (moved + held_back + unsure == 0)
    return;
  summary = say_summary (moved, held_back, unsure);
  body = say_body (moved, held_back, unsure);
  if (self->shown == NULL)
    self->shown = notify_notification_new (summary, body, SAFI_APPLICATION_ID);
  else
    notify_notification_update (self->shown, summary, body, SAFI_APPLICATION_ID);
  notify_notification_clear_actions (self->shown);
  self->run = run;
  notify_notification_set_hint (self->shown, "desktop-entry",
                                g_variant_new_string (SAFI_APPLICATION_ID));
  notify_notification_add_action (self->shown, "show", _ ("Show"), show_cb, self, NULL);
  if (moved > 0 && run != 0)
    notify_notification_add_action (self->shown, "undo", _ ("Undo all"), undo_cb, self, NULL);
  /* No service answers: the counts stand in the window, too. */
  if (!notify_notification_show (self->shown, &error))
    g_debug ("no notification service: %s", error->message);
}
