/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-plain-word.h"

#include <string.h>

#include "core/safi-look-alike.h"

#define SPACED_LETTERS_MIN 4 /* "U.S.A" is no disguise */

static gboolean
is_ascii (const char *word, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) word[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* Replaced letters beside real ASCII ones are a disguise; a word all in Cyrillic is none. */
static void
copy_visible (SafiPlainWord *self, const char *word, gsize length)
{
  gboolean has_ascii = FALSE;
  gboolean has_replaced = FALSE;

  for (const char *at = word; at < word + length; at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);
    const gsize n = (gsize) (g_utf8_next_char (at) - at);
    const char plain = c < 0x80 ? '\0' : safi_look_alike (c);

    if (self->length + n > SAFI_PLAIN_WORD_MAX)
      break;
    has_ascii |= g_ascii_isalpha (*at);
    if (c >= 0x80 && safi_is_invisible (c))
      self->is_disguised = TRUE;
    else if (plain != '\0') {
      self->octets[self->length++] = plain;
      has_replaced = TRUE;
    } else {
      memcpy (self->octets + self->length, at, n);
      self->length += n;
    }
  }
  self->is_disguised |= has_ascii && has_replaced;
}

/* Letter, sign, letter, sign …, always the same sign. */
static gboolean
is_spaced_out (const char *word, gsize length)
{
  if (length < 2 * SPACED_LETTERS_MIN - 1 || length % 2 == 0 || g_ascii_isalnum (word[1]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (i % 2 == 0 ? !g_ascii_isalpha (word[i]) : word[i] != word[1])
      return FALSE;
  return TRUE;
}

void
safi_plain_word_read (SafiPlainWord *self, const char *word, gsize length)
{
  self->length = 0;
  self->is_disguised = FALSE;
  if (is_ascii (word, length)) {
    self->length = MIN (length, SAFI_PLAIN_WORD_MAX);
    memcpy (self->octets, word, self->length);
  } else {
    copy_visible (self, word, length);
  }
  if (is_spaced_out (self->octets, self->length)) {
    self->length = (self->length + 1) / 2;
    for (gsize i = 0; i < self->length; i++)
      self->octets[i] = self->octets[2 * i];
    self->is_disguised = TRUE;
  }
  self->octets[self->length] = '\0';
}
