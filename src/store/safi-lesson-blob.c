/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/safi-lesson-blob.h"

#include <string.h>

#define DISTANCE_MASK 3        /* the two lowest bits of a feature */
#define DISTANCE_MAX 2         /* no feature is farther apart */
#define GRAMS_BELOW (1u << 17) /* no number is as large */
#define SHIFT_MAX 14           /* of the third and last octet of a difference */

GBytes *
safi_features_write (GArray *features)
{
  guint64 *octets = g_new (guint64, features->len + 1);

  for (guint i = 0; i < features->len; i++)
    octets[i] = GUINT64_TO_LE (g_array_index (features, guint64, i));
  return g_bytes_new_take (octets, features->len * sizeof *octets);
}

GArray *
safi_features_read (gconstpointer data, gsize size)
{
  g_autoptr (GArray) features =
      g_array_sized_new (FALSE, FALSE, sizeof (guint64), (guint) (size / 8));

  for (gsize i = 0; i < size; i += sizeof (guint64)) {
    guint64 value;

    if (size - i < sizeof value)
      return NULL;
    memcpy (&value, (const guint8 *) data + i, sizeof value);
    value = GUINT64_FROM_LE (value);
    if ((value & DISTANCE_MASK) > DISTANCE_MAX)
      return NULL;
    g_array_append_val (features, value);
  }
  return g_steal_pointer (&features);
}

static gint
compare_numbers_cb (gconstpointer a, gconstpointer b)
{
  const guint32 left = *(const guint32 *) a;
  const guint32 right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

GBytes *
safi_grams_write (GArray *grams)
{
  g_autoptr (GArray) sorted = g_array_copy (grams);
  GByteArray *octets = g_byte_array_sized_new (grams->len * 2);
  guint32 last = 0;

  g_array_sort (sorted, compare_numbers_cb);
  for (guint i = 0; i < sorted->len; i++) {
    guint32 left = g_array_index (sorted, guint32, i) - last;

    last += left;
    do {
      const guint8 octet = (guint8) ((left & 0x7f) | (left > 0x7f ? 0x80 : 0));

      g_byte_array_append (octets, &octet, 1);
      left >>= 7;
    } while (left > 0);
  }
  return g_byte_array_free_to_bytes (octets);
}

GArray *
safi_grams_read (gconstpointer data, gsize size)
{
  const guint8 *octets = data;
  g_autoptr (GArray) grams = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) size / 2);
  guint32 number = 0;
  guint32 difference = 0;
  guint shift = 0;

  for (gsize i = 0; i < size; i++) {
    if (shift > SHIFT_MAX)
      return NULL;
    difference |= (guint32) (octets[i] & 0x7f) << shift;
    shift += 7;
    if (octets[i] & 0x80)
      continue;
    /* Only the first number may be 0: each is there once. */
    number += difference;
    if (number >= GRAMS_BELOW || (difference == 0 && grams->len > 0))
      return NULL;
    g_array_append_val (grams, number);
    difference = shift = 0;
  }
  return shift == 0 ? g_steal_pointer (&grams) : NULL;
}
