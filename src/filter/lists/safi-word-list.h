/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Groups of the shipped phrases (data/words), each a kind of pressure that junk mail uses. */
typedef enum {
  SAFI_WORDS_MONEY,
  SAFI_WORDS_SECRET_REQUEST,
  SAFI_WORDS_SECRET_WARNING, /* "never tell anyone your PIN": real banks write this */
  SAFI_WORDS_URGENCY,
  SAFI_WORDS_SECRECY,
  SAFI_WORDS_PRIZE,
  SAFI_WORDS_JOB,
  SAFI_WORDS_THREAT,
  SAFI_WORDS_INSTALL,
  SAFI_WORDS_CHARITY,
  SAFI_WORDS_ROMANCE,
  SAFI_WORDS_ADVERT,
} SafiWordGroup;

#define SAFI_N_WORD_GROUPS (SAFI_WORDS_ADVERT + 1)

/* More hits than this in one text are not looked for. */
#define SAFI_WORD_HITS_MAX 400

typedef struct {
  SafiWordGroup group;
  guint phrase; /* number of the phrase: two hits of one phrase have the same */
  guint start;  /* octets in the text that was searched */
  guint length; /* octets */
} SafiWordHit;

/* Finds the phrases of all languages in one pass. Case, width, kind of apostrophe and line breaks
 * do not matter. Any thread may call.
 * Returns: (transfer full) (element-type SafiWordHit): in the order of the text. */
GArray *safi_word_list_find (const char *text, gsize length);

G_END_DECLS
