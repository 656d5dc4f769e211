/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-fail-point.h"

#include <unistd.h>

static int calls; /* atomic */

void
safi_fail_point (const char *name)
{
  const char *wanted = g_getenv ("SAFI_FAIL_AT");
  int number = g_atomic_int_add (&calls, 1) + 1;

  if (wanted == NULL || g_ascii_strtoll (wanted, NULL, 10) != number)
    return;
  g_debug ("fail point %d: %s", number, name);
  _exit (SAFI_FAIL_POINT_EXIT);
}
