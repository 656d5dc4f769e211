/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text/safi-direction.h"

#include <string.h>

#define OVERRIDE "\u202e"
#define END "\u202c"

static void
turn (char *start, char *end)
{
  g_autofree char *copy = g_strndup (start, (gsize) (end - start));
  const char *at = copy;

  while (end > start) {
    const gsize n = (gsize) (g_utf8_next_char (at) - at);

    end -= n;
    memcpy (end, at, n);
    at += n;
  }
}

void
safi_direction_settle (GString *text, gsize start)
{
  char *at = text->str + start;

  while ((at = strstr (at, OVERRIDE)) != NULL) {
    char *end, *line;

    at += strlen (OVERRIDE);
    line = at + strcspn (at, "\n");
    end = strstr (at, END);
    if (end == NULL || end > line)
      end = line;
    turn (at, end);
    at = end;
  }
}
