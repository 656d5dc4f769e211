/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/tokens/safi-tokens-private.h"

#include <string.h>

#include "filter/tokens/safi-siphash.h"

#define GRAM_UNITS 4
#define OUTSIDE G_GUINT64_CONSTANT (0x5afe) /* the words before the first one */

gboolean
safi_stands_alone (gunichar c)
{
  if (c < 0x0e00)
    return FALSE;
  return (c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) ||
         (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

/* A set of features, which are never 0. */
typedef struct {
  guint64 *slots;
  gsize mask;
} Seen;

/* FALSE if @feature was there already. */
static gboolean
see (Seen *seen, guint64 feature)
{
  gsize slot = (feature >> 8) & seen->mask;

  while (seen->slots[slot] != 0 && seen->slots[slot] != feature)
    slot = (slot + 1) & seen->mask;
  if (seen->slots[slot] == feature)
    return FALSE;
  seen->slots[slot] = feature;
  return TRUE;
}

/* Never 0: that is an empty slot. */
static guint64
make_feature (GArray *tokens, guint at, guint distance)
{
  const guint64 later = g_array_index (tokens, SafiToken, at).hash;
  const guint64 before = distance == 0 || at < distance
                             ? OUTSIDE
                             : g_array_index (tokens, SafiToken, at - distance).hash;

  const guint64 hash = safi_hash_mix (later, before, distance) >>
                       (64 - SAFI_FEATURE_BITS + SAFI_FEATURE_DISTANCE_BITS);

  return MAX (hash, 1) << SAFI_FEATURE_DISTANCE_BITS | distance;
}

void
safi_tokens_add_features (SafiTokens *self)
{
  const guint n = self->tokens->len * (SAFI_FEATURE_DISTANCE_MAX + 1);
  const gsize capacity = (gsize) 1 << g_bit_storage (n * 2);
  g_autofree guint64 *slots = g_new0 (guint64, capacity);
  Seen seen = { slots, capacity - 1 };

  self->features = g_array_sized_new (FALSE, FALSE, sizeof (guint64), n);
  self->feature_tokens = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  for (guint i = 0; i < self->tokens->len; i++)
    for (guint distance = 0; distance <= SAFI_FEATURE_DISTANCE_MAX; distance++) {
      const guint64 feature = make_feature (self->tokens, i, distance);

      if (!see (&seen, feature))
        continue;
      g_array_append_val (self->features, feature);
      g_array_append_val (self->feature_tokens, i);
    }
}

static void
add_unit (SafiTranscript *transcript, guint token, guint unit)
{
  if (transcript->n >= transcript->limit)
    return;
  transcript->units[transcript->n] = (guint16) unit;
  transcript->tokens[transcript->n++] = token;
}

void
safi_transcript_add (SafiTranscript *transcript, guint token, const char *text, gsize length)
{
  for (const char *at = text; at < text + length && transcript->n < transcript->limit;
       at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);
    const guint32 spread = c * 0x9e3779b1u;

    if (c < 0x80)
      add_unit (transcript, token, c);
    else
      add_unit (transcript, token, 0x8000 | spread >> 17);
    if (safi_stands_alone (c))
      add_unit (transcript, token, 0x8000 | (spread >> 2 & 0x7fff));
  }
}

static guint64
read_key (const guint8 *key)
{
  guint64 value;

  memcpy (&value, key, sizeof value);
  return GUINT64_FROM_LE (value);
}

static guint32
make_gram (const guint16 *start, guint64 first, guint64 second)
{
  guint64 units = 0;

  for (guint i = 0; i < GRAM_UNITS; i++)
    units = units << 16 | start[i];
  return (guint32) (safi_hash_mix (units ^ first, second, GRAM_UNITS) >> (64 - SAFI_GRAM_BITS));
}

void
safi_tokens_add_grams (SafiTokens *self,
                       SafiGramKind kind,
                       const SafiTranscript *transcript,
                       const guint8 *key)
{
  GArray *grams = g_array_sized_new (FALSE, FALSE, sizeof (guint32), transcript->n);
  GArray *tokens = g_array_sized_new (FALSE, FALSE, sizeof (guint32), transcript->n);
  g_autofree guint8 *seen = g_new0 (guint8, 1 << (SAFI_GRAM_BITS - 3));
  const guint64 first = read_key (key);
  const guint64 second = read_key (key + 8);

  self->grams[kind] = grams;
  self->gram_tokens[kind] = tokens;
  for (guint i = 0; i + GRAM_UNITS <= transcript->n; i++) {
    const guint32 gram = make_gram (transcript->units + i, first, second);

    if (seen[gram / 8] & 1 << gram % 8)
      continue;
    seen[gram / 8] |= (guint8) (1 << gram % 8);
    g_array_append_val (grams, gram);
    g_array_append_val (tokens, transcript->tokens[i]);
  }
}
