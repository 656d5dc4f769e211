/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-clock.h"

#include <time.h>

/* No Safibox was built before this second (2026-11-01 UTC); a wall clock before it is wrong. */
#define SAFI_BUILD_EPOCH G_GINT64_CONSTANT (1793491200)

struct _SafiClock {
  gboolean fixed;
  gint64 wall;    /* seconds at the start; only for a fixed clock */
  gint64 elapsed; /* microseconds added since; only for a fixed clock */
  GMutex lock;    /* guards elapsed */
};

static SafiClock system_clock = { .fixed = FALSE };

static gint64
elapsed (SafiClock *clock)
{
  gint64 value;

  g_mutex_lock (&clock->lock);
  value = clock->elapsed;
  g_mutex_unlock (&clock->lock);
  return value;
}

static gint64
read_posix_clock (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

SafiClock *
safi_clock_get_system (void)
{
  return &system_clock;
}

SafiClock *
safi_clock_new_fixed (gint64 wall)
{
  SafiClock *clock = g_new0 (SafiClock, 1);

  clock->fixed = TRUE;
  clock->wall = wall;
  g_mutex_init (&clock->lock);
  return clock;
}

void
safi_clock_free_fixed (SafiClock *clock)
{
  if (clock == NULL)
    return;
  g_assert (clock->fixed);
  g_mutex_clear (&clock->lock);
  g_free (clock);
}

void
safi_clock_advance (SafiClock *clock, gint64 seconds)
{
  g_assert (clock->fixed);
  g_mutex_lock (&clock->lock);
  clock->elapsed += seconds * G_USEC_PER_SEC;
  g_mutex_unlock (&clock->lock);
}

gint64
safi_clock_wall (SafiClock *clock)
{
  if (clock->fixed)
    return clock->wall + elapsed (clock) / G_USEC_PER_SEC;
  return g_get_real_time () / G_USEC_PER_SEC;
}

gint64
safi_clock_monotonic (SafiClock *clock)
{
  return clock->fixed ? elapsed (clock) : g_get_monotonic_time ();
}

gint64
safi_clock_boot (SafiClock *clock)
{
  return clock->fixed ? elapsed (clock) : read_posix_clock (CLOCK_BOOTTIME);
}

void
safi_clock_get_date (SafiClock *clock, GDate *ret_date)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (safi_clock_wall (clock));
  int year, month, day;

  g_date_time_get_ymd (now, &year, &month, &day);
  g_date_clear (ret_date, 1);
  g_date_set_dmy (ret_date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

gboolean
safi_clock_is_plausible (SafiClock *clock)
{
  return safi_clock_wall (clock) >= SAFI_BUILD_EPOCH;
}
