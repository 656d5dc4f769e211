/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Network, sleep and power of this computer, as far as they matter to connections. Main thread. */
typedef struct _SafiSurroundings SafiSurroundings;

typedef enum {
  SAFI_SURROUNDINGS_CUT_OFF, /* there is no network */
  SAFI_SURROUNDINGS_OTHER,   /* another network, or the computer slept: old connections are dead */
  SAFI_SURROUNDINGS_COST,    /* data or power became dear, or cheap */
} SafiSurroundingsChange;

typedef void (*SafiSurroundingsFunc) (SafiSurroundingsChange change, gpointer user_data);

SafiSurroundings *
safi_surroundings_new (SafiClock *clock, SafiSurroundingsFunc func, gpointer user_data);
void safi_surroundings_free (SafiSurroundings *self);

/* Whether the desktop says that data cost money. */
gboolean safi_surroundings_are_metered (SafiSurroundings *self);
/* Whether it says that power is to be spared. */
gboolean safi_surroundings_lack_power (SafiSurroundings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSurroundings, safi_surroundings_free)

G_END_DECLS
