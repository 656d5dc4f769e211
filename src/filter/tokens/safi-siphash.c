/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/tokens/safi-siphash.h"

#include <string.h>

typedef struct {
  guint64 v0, v1, v2, v3;
} State;

static inline guint64
rotate (guint64 value, guint bits)
{
  return (value << bits) | (value >> (64 - bits));
}

static inline void
do_round (State *state)
{
  state->v0 += state->v1;
  state->v1 = rotate (state->v1, 13) ^ state->v0;
  state->v0 = rotate (state->v0, 32);
  state->v2 += state->v3;
  state->v3 = rotate (state->v3, 16) ^ state->v2;
  state->v0 += state->v3;
  state->v3 = rotate (state->v3, 21) ^ state->v0;
  state->v2 += state->v1;
  state->v1 = rotate (state->v1, 17) ^ state->v2;
  state->v2 = rotate (state->v2, 32);
}

static inline void
compress (State *state, guint64 word)
{
  state->v3 ^= word;
  do_round (state);
  do_round (state);
  state->v0 ^= word;
}

static inline guint64
read_word (const guint8 *octets)
{
  guint64 word;

  memcpy (&word, octets, sizeof word);
  return GUINT64_FROM_LE (word);
}

guint64
safi_siphash (const guint8 *key, const void *data, gsize length)
{
  const guint8 *octets = data;
  const guint64 k0 = read_word (key);
  const guint64 k1 = read_word (key + 8);
  State state = { k0 ^ G_GUINT64_CONSTANT (0x736f6d6570736575),
                  k1 ^ G_GUINT64_CONSTANT (0x646f72616e646f6d),
                  k0 ^ G_GUINT64_CONSTANT (0x6c7967656e657261),
                  k1 ^ G_GUINT64_CONSTANT (0x7465646279746573) };
  guint64 last = (guint64) length << 56;
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    compress (&state, read_word (octets + i));
  for (guint shift = 0; i < length; i++, shift += 8)
    last |= (guint64) octets[i] << shift;
  compress (&state, last);
  state.v2 ^= 0xff;
  for (guint n = 0; n < 4; n++)
    do_round (&state);
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

guint64
safi_hash_mix (guint64 a, guint64 b, guint number)
{
  guint64 value = a * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + rotate (b, 23) + number;

  /* The finaliser of MurmurHash3: every bit of the input moves every bit of the result. */
  value ^= value >> 33;
  value *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  value ^= b;
  value ^= value >> 33;
  value *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return value ^ (value >> 33);
}
