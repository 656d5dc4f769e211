/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text/safi-look-alike.h"

#include <unicode/uspoof.h>

/* Blocks in which letters can be mistaken for Latin ones. */
static const struct {
  gunichar first;
  gunichar last;
} blocks[] = {
  { 0x00a0, 0x058f },   /* Latin, IPA, Greek, Cyrillic, Armenian */
  { 0x13a0, 0x13ff },   /* Cherokee */
  { 0x1d00, 0x1dbf },   /* phonetic letters */
  { 0x2100, 0x218f },   /* letter-like symbols, Roman numerals */
  { 0xff00, 0xff5e },   /* full-width */
  { 0x1d400, 0x1d7ff }, /* mathematical */
};

#define N_LETTERS 4096 /* more than all blocks hold */

static char letters[N_LETTERS];

/* Letter-like, full-width and mathematical signs are letters in another shape; ICU's table has only
 * those of them that are mistaken for yet another letter. */
static char
ask_shape (gunichar c)
{
  gunichar letter;

  return c >= 0x2100 && g_unichar_fully_decompose (c, TRUE, &letter, 1) == 1 && letter < 0x80 &&
                 g_ascii_isalnum ((char) letter)
             ? (char) letter
             : '\0';
}

/* The skeleton of one character, if it is one ASCII letter or digit. */
static char
ask_icu (const USpoofChecker *spoof, gunichar c)
{
  char text[8] = { 0 };
  char skeleton[16];
  UErrorCode status = U_ZERO_ERROR;
  gint32 length;

  text[g_unichar_to_utf8 (c, text)] = '\0';
  length = uspoof_getSkeletonUTF8 (spoof, 0, text, -1, skeleton, sizeof skeleton, &status);
  return U_SUCCESS (status) && length == 1 && g_ascii_isalnum (skeleton[0]) ? skeleton[0] : '\0';
}

static gpointer
fill_once (gpointer unused)
{
  UErrorCode status = U_ZERO_ERROR;
  USpoofChecker *spoof = uspoof_open (&status);
  guint n = 0;

  for (guint i = 0; U_SUCCESS (status) && i < G_N_ELEMENTS (blocks); i++)
    for (gunichar c = blocks[i].first; c <= blocks[i].last; c++) {
      const char shape = ask_shape (c);

      letters[n++] = shape != '\0' ? shape : ask_icu (spoof, c);
    }
  g_assert (n <= N_LETTERS);
  uspoof_close (spoof);
  return letters;
}

char
safi_look_alike (gunichar c)
{
  static GOnce once = G_ONCE_INIT;
  guint before = 0;

  g_once (&once, fill_once, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++) {
    if (c >= blocks[i].first && c <= blocks[i].last)
      return letters[before + c - blocks[i].first];
    before += blocks[i].last - blocks[i].first + 1;
  }
  return '\0';
}

gboolean
safi_is_invisible (gunichar c)
{
  return c == 0x00ad || c == 0x034f || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) ||
         (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe01ef);
}
