/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-surroundings.h"

/* A desktop that says whether power is to be spared, on a bus of the test's own. As the real one it
 * does so under two names: GLib asks for the second one since 2.80. */
#define OLD "net.hadess.PowerProfiles"
#define NEW "org.freedesktop.UPower.PowerProfiles"
#define INTERFACE(name)                                                                            \
  "<interface name='" name "'><property name='ActiveProfile' type='s' access='read'/></interface>"

static const struct {
  const char *name;
  const char *path;
} services[] = {
  { OLD, "/net/hadess/PowerProfiles" },
  { NEW, "/org/freedesktop/UPower/PowerProfiles" },
};

static const char introspection[] = "<node>" INTERFACE (OLD) INTERFACE (NEW) "</node>";

typedef struct {
  GTestDBus *bus;
  GDBusConnection *connection;
  GMainLoop *loop;
  GAsyncQueue *ready;
  GThread *desktop;
  const char *profile;
  guint n_changes;
} Fixture;

static GVariant *
get_property_cb (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *property,
                 GError **error,
                 gpointer user_data)
{
  return g_variant_new_string (((Fixture *) user_data)->profile);
}

static const GDBusInterfaceVTable vtable = { .get_property = get_property_cb };

static void
own_name (Fixture *fixture, const char *name)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = g_dbus_connection_call_sync (fixture->connection, "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                        "RequestName", g_variant_new ("(su)", name, 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

/* The desktop answers on a thread of its own: the monitor asks it while it blocks this one. */
static gpointer
run_desktop (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GMainContext) context = g_main_context_ref (g_main_loop_get_context (fixture->loop));

  g_main_context_push_thread_default (context);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++) {
    g_autoptr (GError) error = NULL;

    g_dbus_connection_register_object (fixture->connection, services[i].path, node->interfaces[i],
                                       &vtable, fixture, NULL, &error);
    g_assert_no_error (error);
    own_name (fixture, services[i].name);
  }
  g_async_queue_push (fixture->ready, fixture);
  g_main_loop_run (fixture->loop);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  const char *address;

  fixture->profile = "balanced";
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  address = g_test_dbus_get_bus_address (fixture->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  fixture->connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->loop = g_main_loop_new (context, FALSE);
  fixture->ready = g_async_queue_new ();
  fixture->desktop = g_thread_new ("desktop", run_desktop, fixture);
  g_async_queue_pop (fixture->ready);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_main_loop_quit (fixture->loop);
  g_thread_join (fixture->desktop);
  g_clear_object (&fixture->connection);
  g_clear_pointer (&fixture->loop, g_main_loop_unref);
  g_async_queue_unref (fixture->ready);
  g_test_dbus_stop (fixture->bus);
  g_clear_object (&fixture->bus);
}

static void
choose_profile (Fixture *fixture, const char *profile)
{
  fixture->profile = profile;
  for (guint i = 0; i < G_N_ELEMENTS (services); i++) {
    GVariantBuilder changed;
    g_autoptr (GError) error = NULL;

    g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
    g_variant_builder_add (&changed, "{sv}", "ActiveProfile", g_variant_new_string (profile));
    g_dbus_connection_emit_signal (fixture->connection, NULL, services[i].path,
                                   "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                   g_variant_new ("(sa{sv}as)", services[i].name, &changed, NULL),
                                   &error);
    g_assert_no_error (error);
  }
}

static void
changed_cb (SafiSurroundingsChange change, gpointer user_data)
{
  Fixture *fixture = user_data;

  if (change == SAFI_SURROUNDINGS_COST)
    fixture->n_changes++;
}

static void
wait_for_power (SafiSurroundings *surroundings, gboolean is_short)
{
  const gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (safi_surroundings_lack_power (surroundings) != is_short && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (safi_surroundings_lack_power (surroundings), ==, is_short);
}

static void
test_the_power_saver_is_heard_of (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiSurroundings) surroundings =
      safi_surroundings_new (safi_clock_get_system (), changed_cb, fixture);

  g_assert_false (safi_surroundings_lack_power (surroundings));
  choose_profile (fixture, "power-saver");
  wait_for_power (surroundings, TRUE);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  choose_profile (fixture, "performance");
  wait_for_power (surroundings, FALSE);
  g_assert_cmpuint (fixture->n_changes, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/surroundings/the-power-saver-is-heard-of", Fixture, NULL, set_up,
              test_the_power_saver_is_heard_of, tear_down);
  return g_test_run ();
}
