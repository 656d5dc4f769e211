/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-encoded-words.h"

#include <string.h>

#define PADDED_END "=?="
#define EMPTY_WORD " =?utf-8?q?\?=" /* escaped: it would be a trigraph */

char *
safi_encoded_words_part (const char *value)
{
  g_autoptr (GString) parted = g_string_new (NULL);
  const char *end;

  while ((end = strstr (value, PADDED_END)) != NULL) {
    const char *next = end + strlen (PADDED_END);

    g_string_append_len (parted, value, next - value);
    value = next;
    next += strspn (next, " \t");
    if (next > value && g_str_has_prefix (next, "=?"))
      g_string_append (parted, EMPTY_WORD);
  }
  g_string_append (parted, value);
  return g_string_free (g_steal_pointer (&parted), FALSE);
}
