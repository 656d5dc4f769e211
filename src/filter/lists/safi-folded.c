/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/lists/safi-folded.h"

#include "core/text/safi-letter.h"
#include "core/text/safi-look-alike.h"

#define SPACED_LETTERS_MIN 4 /* "U.S.A" is no disguise */

typedef enum {
  UNIT_OTHER,   /* space, punctuation */
  UNIT_WORD,    /* a letter, mark or digit of a script that separates words */
  UNIT_WRITTEN, /* a letter of a script without spaces: each is a unit of its own */
} Unit;

typedef struct {
  SafiFolded *folded;
  gunichar last;    /* character written last; 0 = none */
  gsize last_octet; /* where it begins in the result */
  Unit last_unit;
} Writer;

static gboolean
is_written_without_spaces (gunichar c)
{
  switch (g_unichar_get_script (c)) {
  case G_UNICODE_SCRIPT_HAN:
  case G_UNICODE_SCRIPT_HIRAGANA:
  case G_UNICODE_SCRIPT_KATAKANA:
  case G_UNICODE_SCRIPT_BOPOMOFO:
  case G_UNICODE_SCRIPT_THAI:
  case G_UNICODE_SCRIPT_LAO:
  case G_UNICODE_SCRIPT_KHMER:
  case G_UNICODE_SCRIPT_MYANMAR:
  case G_UNICODE_SCRIPT_TIBETAN:
    return TRUE;
  default:
    return FALSE;
  }
}

static Unit
get_unit (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c) ? UNIT_WORD : UNIT_OTHER;
  if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
    return UNIT_OTHER;
  return c >= 0x0e00 && is_written_without_spaces (c) ? UNIT_WRITTEN : UNIT_WORD;
}

static gunichar
fold_character (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isspace (c) || c == 0 ? ' ' : (gunichar) g_ascii_tolower (c);
  if (c == 0x2018 || c == 0x2019 || c == 0x02bc || c == 0x00b4 || c == 0xff07)
    return '\'';
  if (c >= 0x2010 && c <= 0x2014)
    return '-';
  return g_unichar_isspace (c) ? ' ' : safi_letter_fold (c);
}

static void
append (Writer *writer, gunichar c, guint32 place)
{
  SafiFolded *folded = writer->folded;
  const Unit unit = get_unit (c);
  const gboolean joins = unit == UNIT_WORD && writer->last_unit == UNIT_WORD;
  char utf8[6];
  const int n = g_unichar_to_utf8 (c, utf8);

  writer->last = c;
  writer->last_octet = folded->octets->len;
  writer->last_unit = unit;
  g_string_append_len (folded->octets, utf8, n);
  for (int i = 0; i < n; i++) {
    const guint8 is_break = i == 0 && !joins;

    g_array_append_val (folded->places, place);
    g_byte_array_append (folded->breaks, &is_break, 1);
  }
}

/* Replaces the last character by its composition with the mark @c, or leaves out an accent. */
static gboolean
compose (Writer *writer, gunichar c)
{
  SafiFolded *folded = writer->folded;
  gunichar both;
  guint32 place;
  guint8 is_break;

  if (c < 0x300 || writer->last == 0 || !g_unichar_compose (writer->last, c, &both))
    return FALSE;
  if (safi_letter_fold (both) == writer->last)
    return TRUE;
  place = g_array_index (folded->places, guint32, writer->last_octet);
  is_break = folded->breaks->data[writer->last_octet];
  g_string_truncate (folded->octets, writer->last_octet);
  g_array_set_size (folded->places, writer->last_octet);
  g_byte_array_set_size (folded->breaks, writer->last_octet);
  append (writer, both, place);
  folded->breaks->data[writer->last_octet] = is_break;
  return TRUE;
}

/* How the word that begins at a place was disguised. */
typedef struct {
  const char *mixed_end;  /* up to here letters that look like ASCII ones are such */
  const char *spaced_end; /* up to here every @sign is left out */
  char sign;
} Disguise;

/* The end of the word at @at if ASCII letters and letters that look like them stand in it, else
 * @at: a word all in Cyrillic is none. */
static const char *
find_mixed_end (const char *at, const char *end)
{
  const char *start = at;
  gboolean has_ascii = FALSE;
  gboolean has_other = FALSE;

  for (; at < end; at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);

    if (get_unit (c) != UNIT_WORD && !(c >= 0x80 && safi_is_invisible (c)))
      break;
    has_ascii |= c < 0x80 && g_ascii_isalpha ((char) c);
    has_other |= c >= 0x80 && safi_look_alike (c) != '\0';
  }
  return has_ascii && has_other ? at : start;
}

/* What stands after the letter at @at, if it can part letters; else 0. */
static char
find_sign (const char *at, const char *end)
{
  const char *next = g_utf8_next_char (at);

  return next < end && (guchar) *next < 0x80 && !g_ascii_isalnum (*next) ? *next : '\0';
}

/* The end of "m-o-n-e-y" or "m o n e y" at @at; @at itself if there is none. In "a b cd" the last
 * single letter is "b". */
static const char *
find_spaced_end (const char *at, const char *end, char sign)
{
  const char *start = at;
  const char *last = at;
  guint n = 0;

  while (sign != '\0' && at < end && g_unichar_isalpha (g_utf8_get_char (at))) {
    const char *next = g_utf8_next_char (at);

    if (next < end && get_unit (g_utf8_get_char (next)) == UNIT_WORD)
      break;
    n++;
    last = next;
    if (next >= end || *next != sign)
      break;
    at = next + 1;
  }
  if (n < SPACED_LETTERS_MIN)
    return start;
  /* "m.o.n.e.y. now": the last sign is as void as the others. */
  return last < at && sign != ' ' && (at >= end || get_unit (g_utf8_get_char (at)) != UNIT_WORD)
             ? at
             : last;
}

static Disguise
find_disguise (const char *at, const char *end)
{
  const char sign = find_sign (at, end);

  return (Disguise){ .mixed_end = find_mixed_end (at, end),
                     .spaced_end = find_spaced_end (at, end, sign),
                     .sign = sign };
}

static void
write_character (Writer *writer, gunichar raw, guint32 place)
{
  const gunichar c = fold_character (raw);

  if (c == 0 || (c == ' ' && writer->last == ' ') || compose (writer, c))
    return;
  append (writer, c, place);
}

SafiFolded *
safi_folded_new (const char *text, gsize length)
{
  SafiFolded *self = g_new0 (SafiFolded, 1);
  Writer writer = { .folded = self };
  Disguise word = { 0 };
  const char *end = text + length;

  self->octets = g_string_sized_new (length + 1);
  self->places = g_array_sized_new (FALSE, FALSE, sizeof (guint32), length + 1);
  self->breaks = g_byte_array_sized_new (length + 1);
  for (const char *at = text; at < end; at = g_utf8_next_char (at)) {
    gunichar raw = g_utf8_get_char (at);

    if ((raw >= 0x80 && safi_is_invisible (raw)) || (at < word.spaced_end && *at == word.sign))
      continue;
    if (at >= word.spaced_end && writer.last_unit != UNIT_WORD && get_unit (raw) == UNIT_WORD)
      word = find_disguise (at, end);
    if (at < word.mixed_end && raw >= 0x80 && safi_look_alike (raw) != '\0')
      raw = (gunichar) safi_look_alike (raw);
    write_character (&writer, raw, (guint32) (at - text));
  }
  return self;
}

void
safi_folded_free (SafiFolded *self)
{
  if (self == NULL)
    return;
  g_string_free (self->octets, TRUE);
  g_array_unref (self->places);
  g_byte_array_unref (self->breaks);
  g_free (self);
}
