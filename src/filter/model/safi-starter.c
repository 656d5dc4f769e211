/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-starter.h"

#include <math.h>
#include <string.h>

#include "core/base/safi-error.h"

#define MAIL_RESOURCE "/io/github/safibox/Safibox/starter/model.bin"
#define TEXT_RESOURCE "/io/github/safibox/Safibox/texts/model.bin"

/* Half of a mailbox's own voice is there after so many messages. */
#define FADE_MESSAGES 50.0

/* Sums nearer to 0 than these say nothing (nats). Toward good: so much the texts of a language that
 * was never seen add up to by chance. Toward junk more, so that of the genuine mail of an archive
 * that was left out of learning no more than about 1 in 100 becomes "not sure" (docs/filter.md). */
#define UNCLEAR_GOOD 1.0
#define UNCLEAR_JUNK 1.5

/* What a sum is worth in a text without a header, beside the signs of such texts (docs/filter.md,
 * section 8). */
#define TEXT_VOICE 1.4

/* Texts of a few words count as if they had so many features more. */
#define SHORT_FEATURES 20.0

struct _SafiStarter {
  GBytes *octets;
  const gint8 *weights; /* in @octets */
  double step;          /* nats */
  guint bits;
};

static gboolean
is_valid (GBytes *octets)
{
  SafiStarterHeader header;

  if (g_bytes_get_size (octets) < sizeof header)
    return FALSE;
  memcpy (&header, g_bytes_get_data (octets, NULL), sizeof header);
  return memcmp (header.magic, SAFI_STARTER_MAGIC, sizeof header.magic) == 0 &&
         GUINT32_FROM_LE (header.version) == SAFI_STARTER_VERSION &&
         (GUINT32_FROM_LE (header.bits) == SAFI_STARTER_BITS ||
          GUINT32_FROM_LE (header.bits) == SAFI_STARTER_TEXT_BITS) &&
         g_bytes_get_size (octets) == SAFI_STARTER_OCTETS (GUINT32_FROM_LE (header.bits));
}

SafiStarter *
safi_starter_new (GBytes *octets, GError **error)
{
  SafiStarterHeader header;
  SafiStarter *self;

  if (!is_valid (octets)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "no starter model of this version");
    return NULL;
  }
  memcpy (&header, g_bytes_get_data (octets, NULL), sizeof header);
  self = g_new (SafiStarter, 1);
  self->octets = g_bytes_ref (octets);
  self->weights = (const gint8 *) g_bytes_get_data (octets, NULL) + sizeof header;
  self->step = GUINT32_FROM_LE (header.step) / 1e6;
  self->bits = GUINT32_FROM_LE (header.bits);
  return self;
}

guint
safi_starter_get_bits (SafiStarter *self)
{
  return self->bits;
}

void
safi_starter_free (SafiStarter *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->octets);
  g_free (self);
}

static SafiStarter *
open_shipped (const char *resource)
{
  g_autoptr (GBytes) octets =
      g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return octets != NULL ? safi_starter_new (octets, NULL) : NULL;
}

SafiStarter *
safi_starter_get_shipped (void)
{
  static SafiStarter *shipped = NULL;
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    shipped = open_shipped (MAIL_RESOURCE);
    g_once_init_leave (&once, 1);
  }
  return shipped;
}

SafiStarter *
safi_starter_get_shipped_for_texts (void)
{
  static SafiStarter *shipped = NULL;
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    shipped = open_shipped (TEXT_RESOURCE);
    g_once_init_leave (&once, 1);
  }
  return shipped;
}

double
safi_starter_get_scale (SafiStarterWords *words)
{
  return 1 / sqrt (words->features->len + SHORT_FEATURES);
}

double
safi_starter_sum (SafiStarter *self, SafiStarterWords *words, double *ret_by_token)
{
  const double step = self->step * safi_starter_get_scale (words);
  gint sum = 0;

  g_return_val_if_fail (words->bits == self->bits, 0);
  if (ret_by_token != NULL)
    memset (ret_by_token, 0, sizeof (double) * words->n_tokens);
  for (guint i = 0; i < words->features->len; i++) {
    const guint64 feature = g_array_index (words->features, guint64, i);
    const gint weight = self->weights[safi_starter_get_slot (feature, self->bits)];

    sum += weight;
    if (ret_by_token != NULL)
      ret_by_token[g_array_index (words->owners, guint32, i)] += weight * step;
  }
  return sum * step;
}

/* Makes what the tokens say, which is @sum together, add up to @score. Returns: @score. */
static double
settle (SafiStarterWords *words, double *by_token, double sum, double score)
{
  for (guint i = 0; by_token != NULL && i < words->n_tokens; i++)
    by_token[i] *= sum != 0 ? score / sum : 0;
  return score;
}

double
safi_starter_score (SafiStarter *self, SafiStarterWords *words, double *ret_by_token)
{
  const double sum = safi_starter_sum (self, words, ret_by_token);
  const double clear = sum > 0 ? MAX (sum - UNCLEAR_JUNK, 0) : MIN (sum + UNCLEAR_GOOD, 0);

  return settle (words, ret_by_token, sum, CLAMP (clear, -SAFI_STARTER_MAX, SAFI_STARTER_MAX));
}

double
safi_starter_score_text (SafiStarter *self, SafiStarterWords *words, double *ret_by_token)
{
  const double sum = safi_starter_sum (self, words, ret_by_token);

  return settle (words, ret_by_token, sum,
                 CLAMP (TEXT_VOICE * sum, -SAFI_STARTER_TEXT_MAX, SAFI_STARTER_TEXT_MAX));
}

double
safi_starter_get_share (guint n_taught)
{
  return FADE_MESSAGES / (FADE_MESSAGES + n_taught);
}
