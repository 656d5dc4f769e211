/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/safi-search.h"

#include <string.h>

/* Marks of combining class 0, such as Indic vowel signs, are letters to a reader and stay. */
char *
safi_search_fold (const char *text)
{
  g_autofree char *cased = g_utf8_casefold (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (cased, -1, G_NORMALIZE_ALL);
  GString *folded = g_string_new (NULL);

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar character = g_utf8_get_char (p);

    if (g_unichar_combining_class (character) == 0)
      g_string_append_unichar (folded, character);
  }
  return g_string_free (folded, FALSE);
}

char *
safi_search_cut (const char *text, gsize max)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  gsize length;

  if (valid == NULL || strlen (valid) <= max)
    return g_steal_pointer (&valid);
  length = max;
  while (length > 0 && (valid[length] & 0xc0) == 0x80)
    length--;
  return g_strndup (valid, length);
}
