/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text/safi-letter.h"

typedef struct {
  gunichar letter;
  gunichar plain;
} Variant;

/* Letters that many people write for one another. Arabic: alef with hamza or madda, final yeh and
 * heh, the letters of neighbouring languages. Devanagari and Bengali: both signs of a nasal, and
 * the letters with a dot below as their letters without. */
static const Variant variants[] = {
  { 0x0622, 0x0627 }, { 0x0623, 0x0627 }, { 0x0624, 0x0648 }, { 0x0625, 0x0627 },
  { 0x0626, 0x064a }, { 0x0629, 0x0647 }, { 0x0649, 0x064a }, { 0x0671, 0x0627 },
  { 0x06a9, 0x0643 }, { 0x06c1, 0x0647 }, { 0x06cc, 0x064a }, { 0x0901, 0x0902 },
  { 0x0929, 0x0928 }, { 0x0931, 0x0930 }, { 0x0934, 0x0933 }, { 0x0958, 0x0915 },
  { 0x0959, 0x0916 }, { 0x095a, 0x0917 }, { 0x095b, 0x091c }, { 0x095c, 0x0921 },
  { 0x095d, 0x0922 }, { 0x095e, 0x092b }, { 0x095f, 0x092f }, { 0x0981, 0x0982 },
  { 0x09dc, 0x09a1 }, { 0x09dd, 0x09a2 }, { 0x09df, 0x09af },
};

/* Rows of Ethiopic syllables that are one sound in Amharic: the row, and the one it becomes. */
static const Variant ethiopic_rows[] = {
  { 0x1210, 0x1200 }, { 0x1220, 0x1230 }, { 0x1280, 0x1200 },
  { 0x12b8, 0x1200 }, { 0x12d0, 0x12a0 }, { 0x1340, 0x1338 },
};

static gunichar
find_variant (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    if (variants[i].letter == c)
      return variants[i].plain;
  return c;
}

/* A row is eight syllables: the consonant with seven vowels, and a rare one. */
static gunichar
find_syllable (gunichar c)
{
  const gunichar row = c & ~7u;

  for (guint i = 0; i < G_N_ELEMENTS (ethiopic_rows); i++)
    if (ethiopic_rows[i].letter == row)
      return ethiopic_rows[i].plain | (c & 7);
  return c;
}

/* Arabic vowel signs and tatweel, and the dots below of Indic letters. */
static gboolean
is_left_out (gunichar c)
{
  return c == 0x0640 || (c >= 0x064b && c <= 0x0652) || c == 0x0670 || c == 0x093c || c == 0x09bc;
}

/* é -> e, ñ -> n: many leave the accents out. */
static gunichar
drop_accents (gunichar c)
{
  gunichar base, mark;

  while (g_unichar_decompose (c, &base, &mark) && base < 0x0250)
    c = base;
  return c;
}

/* Some capitals are shorter in UTF-8 than their small letters ("Ⱥ" and "ⱥ"): they stay as they are.
 */
static gunichar
to_lower (gunichar c)
{
  const gunichar lower = g_unichar_tolower (c);

  return g_unichar_to_utf8 (lower, NULL) <= g_unichar_to_utf8 (c, NULL) ? lower : c;
}

gunichar
safi_letter_fold (gunichar c)
{
  if (c < 0x80)
    return (gunichar) g_ascii_tolower (c);
  if (c >= 0xff01 && c <= 0xff5e) /* full-width forms of ASCII */
    return (gunichar) g_ascii_tolower ((char) (c - 0xfee0));
  if (c < 0x0300 || (c >= 0x1e00 && c < 0x1f00))
    return drop_accents (to_lower (c));
  if (c >= 0x0600 && c < 0x0a00)
    return is_left_out (c) ? 0 : find_variant (c);
  if (c >= 0x1200 && c < 0x1380)
    return find_syllable (c);
  return to_lower (c);
}
