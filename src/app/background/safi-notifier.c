/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background/safi-notifier.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

#include "app/common/safi-sandbox.h"

#define SERVICE "org.freedesktop.Notifications"
#define HEARD_SECONDS 1 /* for which the buttons of one that is taken back still count */

/* One of each is shown at most; a new one takes the place of the one before. */
typedef enum {
  ABOUT_CHECK,
  ABOUT_DAY,
  ABOUT_ANSWER,
  N_ABOUT,
} About;

static NotifyNotification *shown[N_ABOUT]; /* (nullable) */
static GPtrArray *leaving;                 /* (nullable): will be taken back in a moment */
static guint leaving_id;                   /* of the source that does so; 0 for none */

typedef struct {
  GApplication *application; /* owned */
  About about;
  NotifyNotification *notification; /* owned */
} Pending;

static void
free_pending (Pending *pending)
{
  g_object_unref (pending->application);
  g_object_unref (pending->notification);
  g_free (pending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, free_pending)

/* What nobody shows is said in the window, too. */
static void
show (Pending *pending)
{
  g_autoptr (Pending) taken = pending;
  g_autoptr (GError) error = NULL;
  int id = 0;

  if (shown[taken->about] != NULL)
    g_object_get (shown[taken->about], "id", &id, NULL);
  g_object_set (taken->notification, "id", id, NULL);
  g_set_object (&shown[taken->about], taken->notification);
  if (!notify_notification_show (taken->notification, &error))
    g_debug ("no notification: %s", error->message);
}

static void
call_bus (Pending *pending,
          const char *method,
          GVariant *arguments,
          const GVariantType *type,
          GAsyncReadyCallback callback)
{
  g_dbus_connection_call (g_application_get_dbus_connection (pending->application),
                          "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          method, arguments, type, G_DBUS_CALL_FLAGS_NONE, -1, NULL, callback,
                          pending);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pending *pending = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL) {
    show (pending);
    return;
  }
  g_debug ("no notification service: %s", error->message);
  free_pending (pending);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pending *pending = user_data;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  gboolean is_there = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &is_there);
  if (is_there)
    show (pending);
  else
    call_bus (pending, "StartServiceByName", g_variant_new ("(su)", SERVICE, 0),
              G_VARIANT_TYPE ("(u)"), started_cb);
}

/* Takes @notification. libnotify would wait for a service that has to be started first, so that is
 * done before; in a sandbox it speaks to the portal, which is always there. */
static void
send (GApplication *application, About about, NotifyNotification *notification)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->application = g_object_ref (application);
  pending->about = about;
  pending->notification = notification;
  if (g_application_get_dbus_connection (application) == NULL || safi_sandbox_is_around ())
    show (pending);
  else
    call_bus (pending, "NameHasOwner", g_variant_new ("(s)", SERVICE), G_VARIANT_TYPE ("(b)"),
              looked_up_cb);
}

/* An action of the application behind a button. */
typedef struct {
  GApplication *application; /* owned */
  const char *action;        /* static */
  GVariant *target;          /* owned */
} Press;

static void
free_press (gpointer data)
{
  Press *press = data;

  g_object_unref (press->application);
  g_variant_unref (press->target);
  g_free (press);
}

static void
pressed_cb (NotifyNotification *notification, char *name, gpointer user_data)
{
  Press *press = user_data;

  g_action_group_activate_action (G_ACTION_GROUP (press->application), press->action,
                                  press->target);
}

/* @name: of the button within the notification; "default" is a click on all of it. */
static void
add_button (NotifyNotification *notification,
            GApplication *application,
            const char *name,
            const char *label,
            const char *action,
            GVariant *target)
{
  Press *press = g_new0 (Press, 1);

  press->application = g_object_ref (application);
  press->action = action;
  press->target = g_variant_ref_sink (target);
  notify_notification_add_action (notification, name, label, pressed_cb, press, free_press);
}

/* @body: (nullable). @list: what a click shows. */
static NotifyNotification *
new_notification (GApplication *application,
                  const char *summary,
                  const char *body,
                  const char *list,
                  NotifyUrgency urgency)
{
  NotifyNotification *notification;

  if (!notify_is_initted ())
    notify_init ("Safibox");
  notification = notify_notification_new (summary, body, SAFI_APPLICATION_ID);
  notify_notification_set_urgency (notification, urgency);
  notify_notification_set_hint (notification, "desktop-entry",
                                g_variant_new_string (SAFI_APPLICATION_ID));
  /* A portal would show it as one more button; there a click opens the window. */
  if (!safi_sandbox_is_around ())
    /* Translators: button of a notification about messages: opens the list of them. */
    add_button (notification, application, "default", _ ("Look at them"), "look-at",
                g_variant_new_string (list));
  return notification;
}

static void
add_look (NotifyNotification *notification, GApplication *application, const char *list)
{
  add_button (notification, application, "look-at", _ ("Look at them"), "look-at",
              g_variant_new_string (list));
}

static char *
say_moved (guint moved)
{
  return g_strdup_printf (ngettext ("%u message moved to Junk", "%u messages moved to Junk", moved),
                          moved);
}

static char *
say_unsure (guint unsure)
{
  return g_strdup_printf (ngettext ("Safibox is not sure about %u message",
                                    "Safibox is not sure about %u messages", unsure),
                          unsure);
}

/* @body: (nullable). */
static NotifyNotification *
make_news (GApplication *application, const char *summary, const char *body, guint unsure)
{
  const char *list = unsure > 0 ? "needs-you" : "junk";
  NotifyNotification *notification = new_notification (
      application, summary, body, list, unsure > 0 ? NOTIFY_URGENCY_NORMAL : NOTIFY_URGENCY_LOW);

  add_look (notification, application, list);
  return notification;
}

static NotifyNotification *
make_moved (GApplication *application, guint moved, guint unsure, gint64 run)
{
  g_autofree char *summary = say_moved (moved);
  g_autofree char *body =
      unsure > 0 ? g_strdup_printf (ngettext ("%u more message needs your answer.",
                                              "%u more messages need your answer.", unsure),
                                    unsure)
                 : NULL;
  NotifyNotification *notification = make_news (application, summary, body, unsure);

  if (run != 0)
    /* Translators: button of a notification: moves back what was just moved to Junk. */
    add_button (notification, application, "undo", C_ ("notification", "Undo"), "undo-run",
                g_variant_new_int64 (run));
  return notification;
}

static NotifyNotification *
make_unsure (GApplication *application, guint moved, guint unsure)
{
  g_autofree char *summary = say_unsure (unsure);
  g_autofree char *body = moved > 0 ? say_moved (moved) : NULL;

  return make_news (application, summary, body, unsure);
}

void
safi_notifier_tell_check (GApplication *application,
                          guint moved,
                          guint unsure,
                          gint64 run,
                          gboolean tells_moves)
{
  if (moved > 0 && tells_moves)
    send (application, ABOUT_CHECK, make_moved (application, moved, unsure, run));
  else if (unsure > 0)
    send (application, ABOUT_CHECK, make_unsure (application, moved, unsure));
}

void
safi_notifier_tell_day (GApplication *application, const char *sentence)
{
  NotifyNotification *notification =
      new_notification (application, sentence, NULL, "would-move", NOTIFY_URGENCY_LOW);

  add_look (notification, application, "would-move");
  send (application, ABOUT_DAY, notification);
}

void
safi_notifier_answer (GApplication *application, const char *sentence)
{
  send (application, ABOUT_ANSWER,
        new_notification (application, sentence, NULL, "everything", NOTIFY_URGENCY_LOW));
}

static gboolean
close_leaving_cb (gpointer user_data)
{
  leaving_id = 0;
  for (guint i = 0; i < leaving->len; i++)
    notify_notification_close (leaving->pdata[i], NULL);
  g_clear_pointer (&leaving, g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

/* A portal that hears of a button opens the window first, for which all are taken back, and tells
 * of the button only then; of one that is closed libnotify would no longer hear. */
void
safi_notifier_withdraw (GApplication *application)
{
  if (leaving == NULL)
    leaving = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < N_ABOUT; i++) {
    if (shown[i] != NULL)
      g_ptr_array_add (leaving, g_steal_pointer (&shown[i]));
  }
  if (leaving_id != 0)
    g_source_remove (leaving_id);
  leaving_id = g_timeout_add_seconds (HEARD_SECONDS, close_leaving_cb, NULL);
}

void
safi_notifier_end (GApplication *application)
{
  safi_notifier_withdraw (application);
  g_source_remove (leaving_id);
  close_leaving_cb (NULL);
}
