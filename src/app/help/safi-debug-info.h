/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person may send to whoever looks into a fault of Safibox. It names no address, host, user
 * or folder, and counts are ranges. English, because the reader is a maintainer. */

typedef struct {
  const char *toolkit;  /* names and versions */
  const char *language; /* that the window speaks; "" = what the computer speaks */
  int text_percent;
  guint mailboxes;
  guint judged;     /* messages of the last 7 days */
  guint taught;     /* messages */
  GArray *problems; /* (element-type int) codes of SAFI_ERROR that the mailboxes have now */
} SafiDebugFacts;

/* Returns: (transfer full): lines "name: value". */
char *safi_debug_info_write (const SafiDebugFacts *facts);

/* "0", "1", "2 to 9", "10 to 99" … "100000 or more". */
const char *safi_debug_info_get_range (guint count);

G_END_DECLS
