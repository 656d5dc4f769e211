/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "app/common/safi-portal.h"

/* A portal of the test's own, on a bus of the test's own, that answers only when it is told to. */

#define NAME "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"
#define PATIENCE (20 * G_USEC_PER_SEC)

static const char introspection[] =
    "<node><interface name='org.freedesktop.portal.Email'><method name='ComposeEmail'>"
    "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method></interface></node>";

static GDBusConnection *portal;
static char *attached; /* path of a file */

/* What became of the one request of a test. */
static struct {
  char *sender;
  char *handle; /* NULL: none came */
  gboolean is_over;
  int response;
  GError *error;
  GObject *task; /* weak */
} told;

static const char *closed; /* (nullable): the request that the portal was told to close */

/* On the thread of the connection, so that nothing is missed however early it comes. */
static GDBusMessage *
filter_cb (GDBusConnection *connection,
           GDBusMessage *message,
           gboolean is_incoming,
           gpointer user_data)
{
  if (is_incoming && g_strcmp0 (g_dbus_message_get_member (message), "Close") == 0)
    g_atomic_pointer_set (&closed, g_intern_string (g_dbus_message_get_path (message)));
  return message;
}

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *arguments,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (arguments, 1);
  g_autofree char *place = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  told.sender = g_strdup (sender);
  told.handle = g_strdup_printf (PATH "/request/%s/%s", place, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", told.handle));
}

static const GDBusInterfaceVTable vtable = { .method_call = called_cb };

static void
start_portal (const char *address)
{
  g_autoptr (GDBusNodeInfo) node = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  node = g_dbus_node_info_new_for_xml (introspection, NULL);
  portal =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (portal, PATH, node->interfaces[0], &vtable, NULL, NULL,
                                     &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (portal, filter_cb, NULL, NULL);
  answer = g_dbus_connection_call_sync (portal, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", NAME, 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  told.response = safi_portal_request_finish (result, NULL, &told.error);
  told.is_over = TRUE;
  told.task = G_OBJECT (result);
  g_object_add_weak_pointer (told.task, (gpointer *) &told.task);
}

static void
ask (GCancellable *cancellable)
{
  int file = open (attached, O_RDONLY | O_CLOEXEC);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new_from_array (&file, 1);
  GVariantDict options;

  g_free (told.sender);
  g_free (told.handle);
  g_clear_error (&told.error);
  g_assert_null (told.task);
  memset (&told, 0, sizeof told);
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert_value (&options, "attachment_fds", g_variant_new_parsed ("[handle 0]"));
  safi_portal_request_async ("org.freedesktop.portal.Email", "ComposeEmail", &options, fds,
                             cancellable, ended_cb, NULL);
}

typedef gboolean (*Is) (void);

static void
wait_for (Is is, const char *what)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!is () && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  if (!is ())
    g_error ("waited in vain until %s", what);
}

#define wait_until(is) wait_for (is, #is)

static gboolean
is_asked (void)
{
  return told.handle != NULL;
}

static gboolean
is_closed (void)
{
  return g_strcmp0 (g_atomic_pointer_get (&closed), told.handle) == 0 && told.handle != NULL;
}

/* Nothing holds the request any more. */
static gboolean
is_gone (void)
{
  return told.is_over && told.task == NULL;
}

/* Neither here nor at the portal, which is here, too. */
static gboolean
is_file_closed (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *link = g_build_filename ("/proc/self/fd", name, NULL);
    g_autofree char *place = g_file_read_link (link, NULL);

    if (g_strcmp0 (place, attached) == 0)
      return FALSE;
  }
  return TRUE;
}

static void
test_an_answer_is_handed_on (void)
{
  ask (NULL);
  wait_until (is_asked);
  g_dbus_connection_emit_signal (portal, told.sender, told.handle, "org.freedesktop.portal.Request",
                                 "Response", g_variant_new_parsed ("(@u 1, @a{sv} {})"), NULL);
  wait_until (is_gone);
  g_assert_no_error (told.error);
  g_assert_cmpint (told.response, ==, SAFI_PORTAL_CANCELLED);
  g_assert_false (is_closed ());
  wait_until (is_file_closed);
}

static void
test_a_cancelled_request_is_taken_back (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (cancellable);
  wait_until (is_asked);
  /* The answer to the call is here by then: nothing but the portal's word is waited for. */
  for (guint i = 0; i < 100; i++)
    while (g_main_context_iteration (NULL, FALSE))
      g_usleep (100);
  g_assert_false (told.is_over);
  g_cancellable_cancel (cancellable);
  wait_until (is_gone);
  g_assert_error (told.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_until (is_closed);
  wait_until (is_file_closed);
}

static void
test_a_request_that_is_cancelled_at_once_is_taken_back (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (cancellable);
  g_cancellable_cancel (cancellable);
  wait_until (is_gone);
  g_assert_error (told.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_until (is_closed);
  wait_until (is_file_closed);
}

static void
test_what_was_cancelled_before_is_not_asked (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  ask (cancellable);
  wait_until (is_gone);
  g_assert_error (told.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_until (is_file_closed);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTestDBus) bus = NULL;
  g_autoptr (GDBusConnection) session = NULL;
  int code;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  start_portal (g_test_dbus_get_bus_address (bus));
  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (session);
  g_dbus_connection_set_exit_on_close (session, FALSE);
  close (g_file_open_tmp ("safibox-attached-XXXXXX", &attached, NULL));
  g_test_add_func ("/portal/an-answer-is-handed-on", test_an_answer_is_handed_on);
  g_test_add_func ("/portal/a-cancelled-request-is-taken-back",
                   test_a_cancelled_request_is_taken_back);
  g_test_add_func ("/portal/a-request-that-is-cancelled-at-once-is-taken-back",
                   test_a_request_that_is_cancelled_at_once_is_taken_back);
  g_test_add_func ("/portal/what-was-cancelled-before-is-not-asked",
                   test_what_was_cancelled_before_is_not_asked);
  code = g_test_run ();
  g_test_dbus_stop (bus);
  unlink (attached);
  return code;
}
