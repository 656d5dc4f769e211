/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/engine/safi-surroundings.h"

/* How often sleep is looked for, and how much of it counts: seconds. */
#define HEARTBEAT 30
#define SLEEP_MIN 20

struct _SafiSurroundings {
  SafiClock *clock;
  SafiSurroundingsFunc func;
  gpointer user_data;
  GNetworkMonitor *network;
  GPowerProfileMonitor *power; /* (nullable) */
  guint heartbeat;             /* source id */
  gint64 slept;                /* microseconds: boot time ahead of monotonic time */
};

static gint64
read_slept (SafiSurroundings *self)
{
  return safi_clock_boot (self->clock) - safi_clock_monotonic (self->clock);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean is_available, gpointer user_data)
{
  SafiSurroundings *self = user_data;

  self->func (is_available ? SAFI_SURROUNDINGS_OTHER : SAFI_SURROUNDINGS_CUT_OFF, self->user_data);
}

static void
cost_changed_cb (GObject *monitor, GParamSpec *property, gpointer user_data)
{
  SafiSurroundings *self = user_data;

  self->func (SAFI_SURROUNDINGS_COST, self->user_data);
}

/* After sleep every connection is dead; the servers have just not said so yet. */
static gboolean
heartbeat_cb (gpointer user_data)
{
  SafiSurroundings *self = user_data;
  gint64 slept = read_slept (self);
  gboolean has_slept = slept - self->slept > SLEEP_MIN * G_USEC_PER_SEC;

  self->slept = slept;
  if (has_slept)
    self->func (SAFI_SURROUNDINGS_OTHER, self->user_data);
  return G_SOURCE_CONTINUE;
}

SafiSurroundings *
safi_surroundings_new (SafiClock *clock, SafiSurroundingsFunc func, gpointer user_data)
{
  SafiSurroundings *self = g_new0 (SafiSurroundings, 1);

  self->clock = clock;
  self->func = func;
  self->user_data = user_data;
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->power = g_power_profile_monitor_dup_default ();
  self->slept = read_slept (self);
  self->heartbeat = g_timeout_add_seconds (HEARTBEAT, heartbeat_cb, self);
  g_signal_connect (self->network, "network-changed", G_CALLBACK (network_changed_cb), self);
  g_signal_connect (self->network, "notify::network-metered", G_CALLBACK (cost_changed_cb), self);
  if (self->power != NULL)
    g_signal_connect (self->power, "notify::power-saver-enabled", G_CALLBACK (cost_changed_cb),
                      self);
  return self;
}

void
safi_surroundings_free (SafiSurroundings *self)
{
  if (self == NULL)
    return;
  g_source_remove (self->heartbeat);
  g_signal_handlers_disconnect_by_data (self->network, self);
  g_object_unref (self->network);
  if (self->power != NULL)
    g_signal_handlers_disconnect_by_data (self->power, self);
  g_clear_object (&self->power);
  g_free (self);
}

gboolean
safi_surroundings_are_metered (SafiSurroundings *self)
{
  return g_network_monitor_get_network_metered (self->network);
}

gboolean
safi_surroundings_lack_power (SafiSurroundings *self)
{
  return self->power != NULL && g_power_profile_monitor_get_power_saver_enabled (self->power);
}
