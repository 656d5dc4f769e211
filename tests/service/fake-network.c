/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-network.h"

struct _FakeNetwork {
  GObject parent_instance;

  gboolean is_available;
  GNetworkConnectivity connectivity;
  gboolean is_metered;
};

enum {
  PROP_0,
  PROP_AVAILABLE,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static gboolean
fake_network_init_now (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
fake_network_initable_init (GInitableIface *iface)
{
  iface->init = fake_network_init_now;
}

static void
fake_network_monitor_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeNetwork,
                               fake_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, fake_network_initable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          fake_network_monitor_init))

static void
fake_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  FakeNetwork *self = FAKE_NETWORK (object);

  if (id == PROP_CONNECTIVITY)
    g_value_set_enum (value, (int) self->connectivity);
  else
    g_value_set_boolean (value, id == PROP_AVAILABLE ? self->is_available : self->is_metered);
}

static void
fake_network_class_init (FakeNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_network_init (FakeNetwork *self)
{
  self->is_available = TRUE;
  self->connectivity = G_NETWORK_CONNECTIVITY_FULL;
}

FakeNetwork *
fake_network_new (void)
{
  return g_object_new (FAKE_TYPE_NETWORK, NULL);
}

void
fake_network_set (FakeNetwork *self,
                  gboolean is_available,
                  GNetworkConnectivity connectivity,
                  gboolean is_metered)
{
  self->is_available = is_available;
  self->connectivity = connectivity;
  self->is_metered = is_metered;
  g_object_notify (G_OBJECT (self), "connectivity");
  g_object_notify (G_OBJECT (self), "network-metered");
  g_signal_emit_by_name (self, "network-changed", is_available);
}
