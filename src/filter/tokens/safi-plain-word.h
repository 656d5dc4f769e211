/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer runs without white space are encoded data or addresses; the rest of one is left out. */
#define SAFI_PLAIN_WORD_MAX 60 /* octets */

/* A word as a person sees it. */
typedef struct {
  char octets[SAFI_PLAIN_WORD_MAX + 1]; /* UTF-8, NUL-terminated */
  gsize length;                         /* 0 if nothing of it can be seen */
  gboolean is_disguised; /* the octets of the message are others: letters were hidden or replaced */
} SafiPlainWord;

/* Leaves invisible characters out, replaces letters that look like ASCII ones, and joins letters
 * that are apart by one sign each ("V-i-a-g-r-a"). @word: valid UTF-8 without white space. */
void safi_plain_word_read (SafiPlainWord *self, const char *word, gsize length);

/* Reads letters that are apart by one octet each: "V i a g r a". */
void safi_plain_word_read_spaced (SafiPlainWord *self, const char *word, gsize length);

/* Folds the letters (safi_letter_fold), and makes each digit a 0. */
void safi_plain_word_fold (SafiPlainWord *self);

G_END_DECLS
