/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter/tokens/safi-tokens.h"

G_BEGIN_DECLS

/* The starter's weights are public, and so is its key (16 octets). */
#define SAFI_STARTER_KEY ((const guint8 *) "Safibox starter!")
/* A feature counts in one of 2^16 slots; where texts without a header are judged, of 2^20, because
 * theirs is learned from thirteen languages at once. */
#define SAFI_STARTER_BITS 16
#define SAFI_STARTER_TEXT_BITS 20

/* What the starter model reads of a message: the text that a person sees, and its form. No header
 * field, because senders and routes are other ones in every mailbox. Each slot once per message. */
typedef struct {
  GArray *features; /* (element-type guint64): hashes; the highest bits are the slot */
  GArray *owners;   /* (element-type guint32): the word of SafiTokens each belongs to */
  guint n_tokens;   /* of SafiTokens, but at least 1 */
  guint bits;       /* of a slot */
} SafiStarterWords;

/* Words are in lower case without the signs around them, numbers, addresses and links are all
 * alike, and words of data/starter/left-out.txt are not there. Features are words, pairs of
 * neighbours, and strings of four letters (with SAFI_STARTER_TEXT_BITS of three to five). @tokens:
 * what @message looks like with any key. @bits: of a slot, at most SAFI_STARTER_TEXT_BITS. Returns:
 * (transfer full). */
SafiStarterWords *safi_starter_words_new (SafiMessage *message, SafiTokens *tokens, guint bits);
void safi_starter_words_free (SafiStarterWords *self);

static inline guint
safi_starter_get_slot (guint64 feature, guint bits)
{
  return (guint) (feature >> (64 - bits));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiStarterWords, safi_starter_words_free)

G_END_DECLS
