/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-lesson-blob.h"

#include "core/judgement/safi-lesson.h"

/* Reads one number after the other. */
typedef struct {
  const guint8 *at;
  const guint8 *end;
  guint bits;   /* no number has more */
  guint64 last; /* number */
  gboolean is_first;
} Reader;

static void
write_difference (GByteArray *octets, guint64 left)
{
  do {
    const guint8 octet = (guint8) ((left & 0x7f) | (left > 0x7f ? 0x80 : 0));

    g_byte_array_append (octets, &octet, 1);
    left >>= 7;
  } while (left > 0);
}

/* FALSE at the end of a number that no writer wrote. */
static gboolean
read_difference (Reader *reader, guint64 *ret_difference)
{
  guint64 difference = 0;
  guint8 octet = 0x80;

  for (guint shift = 0; octet & 0x80; shift += 7) {
    if (reader->at == reader->end || shift >= reader->bits)
      return FALSE;
    octet = *reader->at++;
    difference |= (guint64) (octet & 0x7f) << shift;
  }
  *ret_difference = difference;
  return TRUE;
}

/* FALSE if what stands there cannot have been written. */
static gboolean
read_number (Reader *reader, guint64 *ret_number)
{
  guint64 difference;

  if (!read_difference (reader, &difference))
    return FALSE;
  /* Only the first number may be 0: each is there once. */
  if (difference == 0 && !reader->is_first)
    return FALSE;
  reader->is_first = FALSE;
  reader->last += difference;
  *ret_number = reader->last;
  return reader->last >> reader->bits == 0;
}

static gint
compare_features_cb (gconstpointer a, gconstpointer b)
{
  const guint64 left = *(const guint64 *) a;
  const guint64 right = *(const guint64 *) b;

  return left < right ? -1 : left > right;
}

static gint
compare_grams_cb (gconstpointer a, gconstpointer b)
{
  const guint32 left = *(const guint32 *) a;
  const guint32 right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

GBytes *
safi_features_write (GArray *features)
{
  g_autoptr (GArray) sorted = g_array_copy (features);
  GByteArray *octets = g_byte_array_sized_new (features->len * 5);
  guint64 last = 0;

  g_array_sort (sorted, compare_features_cb);
  for (guint i = 0; i < sorted->len; i++) {
    const guint64 feature = g_array_index (sorted, guint64, i);

    write_difference (octets, feature - last);
    last = feature;
  }
  return g_byte_array_free_to_bytes (octets);
}

GArray *
safi_features_read (gconstpointer data, gsize size)
{
  Reader reader = { data, (const guint8 *) data + size, SAFI_FEATURE_BITS, 0, TRUE };
  g_autoptr (GArray) features =
      g_array_sized_new (FALSE, FALSE, sizeof (guint64), (guint) size / 4);

  while (reader.at < reader.end) {
    guint64 feature;

    if (!read_number (&reader, &feature) ||
        safi_feature_get_distance (feature) > SAFI_FEATURE_DISTANCE_MAX)
      return NULL;
    g_array_append_val (features, feature);
  }
  return g_steal_pointer (&features);
}

GBytes *
safi_grams_write (GArray *grams)
{
  g_autoptr (GArray) sorted = g_array_copy (grams);
  GByteArray *octets = g_byte_array_sized_new (grams->len * 2);
  guint32 last = 0;

  g_array_sort (sorted, compare_grams_cb);
  for (guint i = 0; i < sorted->len; i++) {
    const guint32 gram = g_array_index (sorted, guint32, i);

    write_difference (octets, gram - last);
    last = gram;
  }
  return g_byte_array_free_to_bytes (octets);
}

GArray *
safi_grams_read (gconstpointer data, gsize size)
{
  Reader reader = { data, (const guint8 *) data + size, SAFI_GRAM_BITS, 0, TRUE };
  g_autoptr (GArray) grams = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) size);

  while (reader.at < reader.end) {
    guint64 number;
    guint32 gram;

    if (!read_number (&reader, &number))
      return NULL;
    gram = (guint32) number;
    g_array_append_val (grams, gram);
  }
  return g_steal_pointer (&grams);
}
