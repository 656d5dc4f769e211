/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-memory.h"

#include <sys/resource.h>

/* No core file is that small. 0 would do for files, but where cores are handed to a program
 * ("|" in core_pattern) Linux looks at the limit for this value alone (fs/coredump.c). */
#define CORE_OCTETS 1

/* PR_SET_DUMPABLE would do more, and too much: it hides the process from the desktop's portals,
 * which then refuse to choose files (they look at /proc/PID/root). */
void
safi_memory_keep_private (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) != 0)
    return;
  limit.rlim_cur = MIN (limit.rlim_max, CORE_OCTETS);
  setrlimit (RLIMIT_CORE, &limit);
}
