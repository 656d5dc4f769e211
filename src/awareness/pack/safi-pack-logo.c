/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-logo.h"

#include <string.h>

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define SIGNATURE_OCTETS 8
#define FRAME_OCTETS 12 /* of a chunk around its data: length, type, check sum */
#define HEAD_OCTETS 13  /* of the data of IHDR */

static guint32
read_number (const guint8 *octets)
{
  return (guint32) octets[0] << 24 | (guint32) octets[1] << 16 | (guint32) octets[2] << 8 |
         octets[3];
}

static gboolean
is_side (guint32 pixels)
{
  return pixels > 0 && pixels <= SAFI_PACK_LOGO_PIXELS_MAX;
}

static gboolean
is_type (const guint8 *chunk, const char *type)
{
  return memcmp (chunk + 4, type, 4) == 0;
}

/* Without these it cannot be drawn; all others are left behind. */
static gboolean
is_wanted (const guint8 *chunk)
{
  return is_type (chunk, "IHDR") || is_type (chunk, "PLTE") || is_type (chunk, "tRNS") ||
         is_type (chunk, "IDAT") || is_type (chunk, "IEND");
}

/* Takes a chunk to @picture. @place counts from 0. Returns: FALSE if it cannot stand there. */
static gboolean
take_chunk (GByteArray *picture, const guint8 *chunk, guint32 n_data, guint place)
{
  const gboolean is_head = is_type (chunk, "IHDR");

  if (is_head != (place == 0))
    return FALSE;
  if (is_head && (n_data != HEAD_OCTETS || !is_side (read_number (chunk + 8)) ||
                  !is_side (read_number (chunk + 12))))
    return FALSE;
  if (is_wanted (chunk))
    g_byte_array_append (picture, chunk, n_data + FRAME_OCTETS);
  return TRUE;
}

GBytes *
safi_pack_logo_read (GBytes *octets)
{
  g_autoptr (GByteArray) picture = g_byte_array_new ();
  gsize length;
  const guint8 *start = g_bytes_get_data (octets, &length);
  gsize at = SIGNATURE_OCTETS;

  if (length < SIGNATURE_OCTETS || memcmp (start, SIGNATURE, SIGNATURE_OCTETS) != 0)
    return NULL;
  g_byte_array_append (picture, start, SIGNATURE_OCTETS);
  for (guint place = 0; length - at >= FRAME_OCTETS; place++) {
    const guint8 *chunk = start + at;
    const guint32 n_data = read_number (chunk);

    if (n_data > length - at - FRAME_OCTETS || !take_chunk (picture, chunk, n_data, place))
      return NULL;
    if (is_type (chunk, "IEND"))
      return g_byte_array_free_to_bytes (g_steal_pointer (&picture));
    at += n_data + FRAME_OCTETS;
  }
  return NULL;
}
