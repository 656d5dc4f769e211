/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter/tokens/safi-tokens.h"

G_BEGIN_DECLS

#define SAFI_PHRASES_MAX 3

/* A word, or two neighbours that both speak, as a person finds it in the message. */
typedef struct {
  char *text;        /* owned: without signs at its ends */
  const char *field; /* (nullable): the header field it stands in */
  const char *start; /* into a string of the message */
  guint length;      /* octets */
  double nats;       /* what its words said; of equal phrases, all that were seen */
} SafiPhrase;

/* The loudest phrases in the direction of @sign (1: junk, -1: good), loudest first. @by_token: nats
 * of each token. Parts of addresses are taken only if no word speaks, words of header lines that
 * nobody sees only if these do not either. @ret_phrases: room for SAFI_PHRASES_MAX, to be cleared.
 * Returns: how many there are. */
guint
safi_phrase_find (SafiTokens *tokens, const double *by_token, double sign, SafiPhrase *ret_phrases);
void safi_phrase_clear (SafiPhrase *self);

G_END_DECLS
