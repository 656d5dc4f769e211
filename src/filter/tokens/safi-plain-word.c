/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/tokens/safi-plain-word.h"

#include <string.h>

#include "core/text/safi-letter.h"
#include "core/text/safi-look-alike.h"
#include "core/text/safi-text.h"

#define SPACED_LETTERS_MIN 4 /* "U.S.A" is no disguise */

/* Replaced letters beside real ASCII ones are a disguise; a word all in Cyrillic is none. Nor are
 * the joiners that Persian, Indic and Khmer spelling asks for. */
static void
copy_visible (SafiPlainWord *self, const char *word, gsize length)
{
  gboolean has_ascii = FALSE;
  gboolean has_replaced = FALSE;
  gboolean has_invisible = FALSE;

  for (const char *at = word; at < word + length; at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);
    const gsize n = (gsize) (g_utf8_next_char (at) - at);
    const char plain = c < 0x80 ? '\0' : safi_look_alike (c);

    if (self->length + n > SAFI_PLAIN_WORD_MAX)
      break;
    has_ascii |= g_ascii_isalpha (*at);
    if (c >= 0x80 && safi_is_invisible (c))
      has_invisible = TRUE;
    else if (plain != '\0') {
      self->octets[self->length++] = plain;
      has_replaced = TRUE;
    } else {
      memcpy (self->octets + self->length, at, n);
      self->length += n;
    }
  }
  self->is_disguised = has_ascii && (has_replaced || has_invisible);
}

/* Letter, sign, letter, sign …, always the same sign, which may stand at the end too.
 * Returns: letters; 0 if the word is no such word. */
static gsize
count_spaced_letters (const char *word, gsize length)
{
  const char *end = word + length;
  gsize n = 0;
  char sign = '\0';

  for (const char *at = word; at < end; at++) {
    if (!g_unichar_isalpha (g_utf8_get_char (at)))
      return 0;
    n++;
    at = g_utf8_next_char (at);
    if (at < end &&
        ((guchar) *at >= 0x80 || g_ascii_isalnum (*at) || (sign != '\0' && *at != sign)))
      return 0;
    sign = at < end ? *at : sign;
  }
  return n;
}

/* Leaves out every second character. */
static void
join_letters (SafiPlainWord *self)
{
  gsize n = 0;

  for (const char *at = self->octets; at < self->octets + self->length; at++)
    for (const char *end = g_utf8_next_char (at); at < end; at++)
      self->octets[n++] = *at;
  self->length = n;
  self->octets[n] = '\0';
}

void
safi_plain_word_read (SafiPlainWord *self, const char *word, gsize length)
{
  self->length = 0;
  self->is_disguised = FALSE;
  if (safi_text_is_ascii (word, length)) {
    self->length = MIN (length, SAFI_PLAIN_WORD_MAX);
    memcpy (self->octets, word, self->length);
  } else {
    copy_visible (self, word, length);
  }
  self->octets[self->length] = '\0';
  if (count_spaced_letters (self->octets, self->length) >= SPACED_LETTERS_MIN) {
    join_letters (self);
    self->is_disguised = TRUE;
  }
}

void
safi_plain_word_read_spaced (SafiPlainWord *self, const char *word, gsize length)
{
  self->length = 0;
  self->is_disguised = FALSE;
  for (const char *at = word; at < word + length;) {
    const gsize n = (gsize) (g_utf8_next_char (at) - at);

    if (self->length + n > SAFI_PLAIN_WORD_MAX)
      break;
    memcpy (self->octets + self->length, at, n);
    self->length += n;
    at += n + 1;
  }
  self->octets[self->length] = '\0';
}

void
safi_plain_word_fold (SafiPlainWord *self)
{
  gsize n = 0;

  for (const char *at = self->octets; *at != '\0';) {
    const gunichar c = g_utf8_get_char (at);
    const gboolean is_accent = c >= 0x0300 && c < 0x0370 && n > 0 && self->octets[n - 1] > 0;
    const gunichar folded = is_accent ? 0 : g_unichar_isdigit (c) ? '0' : safi_letter_fold (c);

    at = g_utf8_next_char (at); /* before the next letter is written over this one */
    if (folded != 0)
      n += (gsize) g_unichar_to_utf8 (folded, self->octets + n);
  }
  self->octets[n] = '\0';
  self->length = n;
}
