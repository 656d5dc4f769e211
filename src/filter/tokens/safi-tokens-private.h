/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter/tokens/safi-tokens.h"

G_BEGIN_DECLS

/* What a message says letter by letter: a letter of most scripts is one unit, one of a script
 * without spaces is two. */
typedef struct {
  guint16 units[SAFI_GRAMS_WHOLE_MAX];
  guint32 tokens[SAFI_GRAMS_WHOLE_MAX]; /* the word each unit belongs to, or the last one before */
  guint n;
  guint limit; /* no more units than this; at most SAFI_GRAMS_WHOLE_MAX */
} SafiTranscript;

/* @text: valid UTF-8. Beyond the limit the rest is left out. */
void safi_transcript_add (SafiTranscript *transcript, guint token, const char *text, gsize length);

/* Scripts without spaces: each letter is a word, so that the pairs are pairs of letters. */
gboolean safi_stands_alone (gunichar c);

/* Fill the arrays of @tokens from its words, and from @transcript. */
void safi_tokens_add_features (SafiTokens *tokens);
void safi_tokens_add_grams (SafiTokens *tokens,
                            SafiGramKind kind,
                            const SafiTranscript *transcript,
                            const guint8 *key);

G_END_DECLS
