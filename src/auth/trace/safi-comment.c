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

/* Behind the comments that stand at @at, one right behind the other. */
static const char *
skip_all (const char *at)
{
  while (at != NULL && *at == '(')
    at = safi_comment_skip (at);
  return at;
}

static gboolean
is_edge (char octet)
{
  return octet == '\0' || octet == ';' || g_ascii_isspace (octet);
}

/* A comment that begins right behind a word ends it only if nothing follows at once, and if it
 * cannot reach from this value into another one, whose end the sender may have chosen, too. */
static gboolean
is_within_word (const char *text, const char *start, const char *end)
{
  return start > text && !is_edge (start[-1]) &&
         (!is_edge (*end) || memchr (start, '=', (gsize) (end - start)) != NULL);
}

char *
safi_comment_strip (const char *text)
{
  g_autoptr (GString) bare = g_string_sized_new (strlen (text));
  const char *next;

  for (const char *at = text; *at != '\0'; at = next) {
    if (*at == '(')
      next = skip_all (at);
    else if (*at == '"')
      next = safi_comment_skip_quoted (at);
    else
      next = *at != ')' ? at + 1 : NULL;
    if (next == NULL)
      return NULL;
    if (*at == '(')
      g_string_append_c (bare, is_within_word (text, at, next) ? '(' : ' ');
    else
      g_string_append_len (bare, at, next - at);
  }
  return g_string_free (g_steal_pointer (&bare), FALSE);
}
