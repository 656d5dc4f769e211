/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "recording-fixture.h"

#include <string.h>

#define HEAD_OCTETS 27
#define SUM_AT 22
#define LACING_AT 26
#define SERIAL 7
#define PACKET_MAX 60000
#define TAGS "OpusTags\0\0\0\0\0\0\0" /* and the NUL: nobody's, and none */
#define TAGS_OCTETS 16

/* Bit by bit, as RFC 3533 has it. */
static guint32
add_up (const guint8 *octets, gsize length)
{
  guint32 sum = 0;

  for (gsize i = 0; i < length; i++) {
    sum ^= (guint32) octets[i] << 24;
    for (guint bit = 0; bit < 8; bit++)
      sum = (sum & 0x80000000u) != 0 ? sum << 1 ^ 0x04c11db7u : sum << 1;
  }
  return sum;
}

static void
put (guint8 *to, guint64 number, guint n_octets)
{
  for (guint i = 0; i < n_octets; i++)
    to[i] = (guint8) (number >> 8 * i);
}

static void
mend_page (guint8 *page, gsize length)
{
  put (page + SUM_AT, 0, 4);
  put (page + SUM_AT, add_up (page, length), 4);
}

void
recording_fixture_add_page (GByteArray *octets,
                            guint8 flags,
                            guint64 granule,
                            guint32 serial,
                            gconstpointer packet,
                            gsize length)
{
  const guint start = octets->len;
  const gsize n_lacing = length / 255 + 1;
  guint8 head[HEAD_OCTETS + 255] = "OggS";

  g_assert_cmpuint (n_lacing, <=, 255);
  head[5] = flags;
  put (head + 6, granule, 8);
  put (head + 14, serial, 4);
  head[LACING_AT] = (guint8) n_lacing;
  memset (head + HEAD_OCTETS, 255, n_lacing - 1);
  head[HEAD_OCTETS + n_lacing - 1] = (guint8) (length % 255);
  g_byte_array_append (octets, head, (guint) (HEAD_OCTETS + n_lacing));
  g_byte_array_append (octets, packet, (guint) length);
  mend_page (octets->data + start, octets->len - start);
}

void
recording_fixture_add_head (GByteArray *octets)
{
  recording_fixture_add_page (octets, RECORDING_FIXTURE_FIRST, 0, SERIAL, RECORDING_FIXTURE_OPUS,
                              RECORDING_FIXTURE_HEAD_OCTETS);
  recording_fixture_add_page (octets, 0, 0, SERIAL, TAGS, TAGS_OCTETS);
}

GBytes *
recording_fixture_new (guint seconds)
{
  GByteArray *octets = g_byte_array_new ();

  recording_fixture_add_head (octets);
  for (guint i = 1; i <= seconds; i++)
    recording_fixture_add_page (
        octets, i == seconds ? RECORDING_FIXTURE_LAST : 0,
        RECORDING_FIXTURE_SKIPPED + (guint64) i * RECORDING_FIXTURE_OPUS_RATE, SERIAL, "\x08", 1);
  return g_byte_array_free_to_bytes (octets);
}

static gsize
measure_page (gsize n_packet)
{
  return HEAD_OCTETS + n_packet / 255 + 1 + n_packet;
}

GBytes *
recording_fixture_new_sized (gsize length)
{
  GByteArray *octets = g_byte_array_new ();
  g_autofree guint8 *packet = g_malloc (PACKET_MAX);
  g_autoptr (GRand) noise = g_rand_new_with_seed (1);

  for (gsize i = 0; i < PACKET_MAX; i++) /* nothing that could be packed tightly */
    packet[i] = (guint8) g_rand_int (noise);
  recording_fixture_add_head (octets);
  while (length - octets->len > 2 * PACKET_MAX)
    recording_fixture_add_page (octets, 0, 0, SERIAL, packet, PACKET_MAX);
  recording_fixture_add_page (octets, 0, 0, SERIAL, packet, (length - octets->len) / 2);
  for (gsize n = 1; octets->len < length; n++)
    if (measure_page (n) == length - octets->len)
      recording_fixture_add_page (octets, RECORDING_FIXTURE_LAST, RECORDING_FIXTURE_OPUS_RATE,
                                  SERIAL, packet, n);
    else
      g_assert_cmpuint (measure_page (n), <, length);
  return g_byte_array_free_to_bytes (octets);
}

void
recording_fixture_mend (guint8 *octets, gsize length)
{
  gsize at = 0;

  while (length - at >= HEAD_OCTETS) {
    const guint n_lacing = octets[at + LACING_AT];
    gsize n_page = HEAD_OCTETS + n_lacing;

    for (guint i = 0; i < n_lacing && at + HEAD_OCTETS + i < length; i++)
      n_page += octets[at + HEAD_OCTETS + i];
    if (n_page > length - at)
      return;
    mend_page (octets + at, n_page);
    at += n_page;
  }
}
