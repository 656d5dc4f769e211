/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A network whose state a test sets. */
#define FAKE_TYPE_NETWORK (fake_network_get_type ())
G_DECLARE_FINAL_TYPE (FakeNetwork, fake_network, FAKE, NETWORK, GObject)

/* It is there, and costs nothing. */
FakeNetwork *fake_network_new (void);

/* Sets it, and says so. */
void fake_network_set (FakeNetwork *self,
                       gboolean is_available,
                       GNetworkConnectivity connectivity,
                       gboolean is_metered);
