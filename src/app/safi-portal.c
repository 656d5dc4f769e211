/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-portal.h"

#include <string.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

typedef struct {
  GDBusConnection *bus;
  guint subscription; /* to the answer; 0 = none */
  int response;
  GVariant *results; /* (nullable) */
} Request;

static void
stop_listening (Request *request)
{
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->bus, request->subscription);
  request->subscription = 0;
}

static void
free_request (gpointer data)
{
  Request *request = data;

  stop_listening (request);
  g_clear_object (&request->bus);
  g_clear_pointer (&request->results, g_variant_unref);
  g_free (request);
}

static void
answered_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);
  guint response;

  if (g_task_get_completed (task) || request->results != NULL ||
      !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &request->results);
  request->response = (int) MIN (response, G_MAXINT);
  g_task_return_boolean (task, TRUE);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), NULL, result, &error);

  if (handle == NULL && !g_task_get_completed (task))
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Where the answer will come from: known before it is asked for, so that none is missed. */
static char *
make_handle (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender =
      g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + strlen (":")), ".", '_');

  return g_strconcat (PORTAL_PATH "/request/", sender, "/", token, NULL);
}

void
safi_portal_request_async (const char *interface,
                           const char *method,
                           GVariantDict *options,
                           GUnixFDList *fds,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *token = g_strdup_printf ("safibox%u", g_random_int ());
  g_autofree char *handle = NULL;
  Request *request = g_new0 (Request, 1);
  GError *error = NULL;

  g_task_set_task_data (task, request, free_request);
  g_variant_dict_insert (options, "handle_token", "s", token);
  request->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, &error);
  if (request->bus == NULL) {
    g_task_return_error (task, error);
    return;
  }
  handle = make_handle (request->bus, token);
  request->subscription = g_dbus_connection_signal_subscribe (
      request->bus, PORTAL, "org.freedesktop.portal.Request", "Response", handle, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, answered_cb, g_object_ref (task), g_object_unref);
  g_dbus_connection_call_with_unix_fd_list (
      request->bus, PORTAL, PORTAL_PATH, interface, method,
      g_variant_new ("(s@a{sv})", "", g_variant_dict_end (options)), G_VARIANT_TYPE ("(o)"),
      G_DBUS_CALL_FLAGS_NONE, -1, fds, cancellable, called_cb, g_object_ref (task));
}

int
safi_portal_request_finish (GAsyncResult *result, GVariant **ret_results, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  /* Nobody waits for the answer any more; the task goes with its subscription. */
  stop_listening (request);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return -1;
  if (ret_results != NULL)
    *ret_results = g_variant_ref (request->results);
  return request->response;
}
