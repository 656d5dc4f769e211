/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-comment.h"

#include <string.h>

/* Behind the octet at @at, or behind both of a quoted pair. */
static const char *
skip_pair (const char *at)
{
  return at[0] == '\\' && at[1] != '\0' ? at + 2 : at + 1;
}

const char *
safi_comment_skip (const char *at)
{
  gsize depth = 0;

  while (*at != '\0') {
    if (*at == '(')
      depth++;
    else if (*at == ')' && --depth == 0)
      return at + 1;
    at = skip_pair (at);
  }
  return NULL;
}

const char *
safi_comment_skip_quoted (const char *at)
{
  for (at++; *at != '\0'; at = skip_pair (at))
    if (*at == '"')
      return at + 1;
  return NULL;
}

char *
safi_comment_strip (const char *text)
{
  g_autoptr (GString) bare = g_string_sized_new (strlen (text));

  while (*text != '\0') {
    const char *next = text + 1;

    if (*text == ')')
      return NULL;
    if (*text == '(')
      next = safi_comment_skip (text);
    else if (*text == '"')
      next = safi_comment_skip_quoted (text);
    if (next == NULL)
      return NULL;
    if (*text == '(')
      g_string_append_c (bare, ' ');
    else
      g_string_append_len (bare, text, next - text);
    text = next;
  }
  return g_string_free (g_steal_pointer (&bare), FALSE);
}
