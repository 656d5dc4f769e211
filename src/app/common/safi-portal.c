/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-portal.h"

#include <string.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define REQUEST "org.freedesktop.portal.Request"

typedef struct {
  GDBusConnection *bus;
  char *handle;       /* where the answer comes from */
  guint subscription; /* to the answer; 0 = none */
  GSource *cancelled; /* (nullable) */
  gboolean is_over;   /* the task has its result */
  int response;
  GVariant *results; /* (nullable) */
} Request;

static void
stop_listening (Request *request)
{
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->bus, request->subscription);
  request->subscription = 0;
  if (request->cancelled != NULL)
    g_source_destroy (request->cancelled);
  g_clear_pointer (&request->cancelled, g_source_unref);
}

static void
free_request (gpointer data)
{
  Request *request = data;

  stop_listening (request);
  g_clear_object (&request->bus);
  g_free (request->handle);
  g_clear_pointer (&request->results, g_variant_unref);
  g_free (request);
}

/* The first result counts. Whatever else held the task lets go of it. */
static gboolean
begin_end (Request *request)
{
  if (request->is_over)
    return FALSE;
  request->is_over = TRUE;
  stop_listening (request);
  return TRUE;
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

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")) || !begin_end (request))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &request->results);
  request->response = (int) MIN (response, G_MAXINT);
  g_task_return_boolean (task, TRUE);
}

/* The portal may wait for the person without end, and takes its question back if it is told so. */
static void
close_request (Request *request)
{
  g_dbus_connection_call (request->bus, PORTAL, request->handle, REQUEST, "Close", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), NULL, result, &error);

  if (handle != NULL || !begin_end (request))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    close_request (request);
  g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);

  if (!begin_end (request))
    return G_SOURCE_REMOVE;
  close_request (request);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* Where the answer will come from: known before it is asked for, so that none is missed. */
static char *
make_handle (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender =
      g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + strlen (":")), ".", '_');

  return g_strconcat (PORTAL_PATH "/request/", sender, "/", token, NULL);
}

static void
start_listening (GTask *task, Request *request)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  request->subscription = g_dbus_connection_signal_subscribe (
      request->bus, PORTAL, REQUEST, "Response", request->handle, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      answered_cb, g_object_ref (task), g_object_unref);
  if (cancellable == NULL)
    return;
  request->cancelled = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, request->cancelled, G_SOURCE_FUNC (cancelled_cb));
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
  Request *request = g_new0 (Request, 1);
  GError *error = NULL;

  g_task_set_task_data (task, request, free_request);
  request->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, &error);
  if (request->bus == NULL) {
    g_variant_dict_clear (options);
    g_task_return_error (task, error);
    return;
  }
  g_variant_dict_insert (options, "handle_token", "s", token);
  request->handle = make_handle (request->bus, token);
  start_listening (task, request);
  g_dbus_connection_call_with_unix_fd_list (
      request->bus, PORTAL, PORTAL_PATH, interface, method,
      g_variant_new ("(s@a{sv})", "", g_variant_dict_end (options)), G_VARIANT_TYPE ("(o)"),
      G_DBUS_CALL_FLAGS_NONE, -1, fds, cancellable, called_cb, g_object_ref (task));
}

int
safi_portal_request_finish (GAsyncResult *result, GVariant **ret_results, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return -1;
  if (ret_results != NULL)
    *ret_results = g_variant_ref (request->results);
  return request->response;
}
