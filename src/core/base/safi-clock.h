/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one source of time for the engine: injected, so that tests can set it. Immutable face;
 * reading is allowed on every thread. */
typedef struct _SafiClock SafiClock;

/* The computer's clock. Returns: (transfer none): lives for ever. */
SafiClock *safi_clock_get_system (void);

/* A clock that stands still at @wall (seconds since 1970, UTC) until moved. Thread-safe. */
SafiClock *safi_clock_new_fixed (gint64 wall);
void safi_clock_free_fixed (SafiClock *clock);
void safi_clock_advance (SafiClock *clock, gint64 seconds);

gint64 safi_clock_wall (SafiClock *clock);      /* seconds since 1970, UTC */
gint64 safi_clock_monotonic (SafiClock *clock); /* microseconds; stands still in suspend */
gint64 safi_clock_boot (SafiClock *clock);      /* microseconds; runs in suspend */

/* The day that it is here, by the time zone of this computer. */
void safi_clock_get_date (SafiClock *clock, GDate *ret_date);

/* FALSE if the wall clock is before the day this Safibox was built: a dead clock battery. */
gboolean safi_clock_is_plausible (SafiClock *clock);

G_END_DECLS
