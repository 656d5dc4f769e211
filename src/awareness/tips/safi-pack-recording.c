/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-pack-recording.h"

#include <string.h>

/* A page, RFC 3533 section 6. */
#define CAPTURE "OggS"
#define HEAD_OCTETS 27 /* before the table of lacing values */
#define FLAGS_AT 5
#define GRANULE_AT 6
#define SERIAL_AT 14
#define SUM_AT 22
#define SUM_OCTETS 4
#define LACING_AT 26
#define FLAG_CONTINUED 1
#define FLAG_FIRST 2
#define FLAG_LAST 4
#define NO_GRANULE G_MAXUINT64 /* no packet ends on the page */
#define SUM_POLYNOMIAL 0x04c11db7u

/* The first packet. */
#define OPUS "OpusHead"
#define OPUS_OCTETS 19  /* of a stream of one or two channels, RFC 7845 section 5.1 */
#define OPUS_RATE 48000 /* of granules, whatever was recorded */
#define VORBIS "\x01vorbis"
#define VORBIS_OCTETS 30 /* Vorbis I, section 4.2.2 */
#define VORBIS_RATE_MAX 192000

typedef struct {
  const guint8 *start;
  gsize length;   /* with its head */
  gsize n_packed; /* octets of packets in it */
} Page;

/* What the first page says, and what the pages after it add. */
typedef struct {
  guint32 serial;
  guint32 rate;    /* granules each second */
  guint64 skipped; /* granules before the first that is heard */
  guint64 granule;
} Stream;

static guint16
read_short (const guint8 *octets)
{
  return (guint16) (octets[0] | octets[1] << 8);
}

static guint32
read_number (const guint8 *octets)
{
  return (guint32) octets[3] << 24 | (guint32) octets[2] << 16 | (guint32) octets[1] << 8 |
         octets[0];
}

static guint64
read_granule (const Page *page)
{
  const guint8 *octets = page->start + GRANULE_AT;

  return (guint64) read_number (octets + 4) << 32 | read_number (octets);
}

static gpointer
make_table (gpointer unused)
{
  static guint32 table[256];

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    guint32 sum = i << 24;

    for (guint bit = 0; bit < 8; bit++)
      sum = sum << 1 ^ (sum >> 31 != 0 ? SUM_POLYNOMIAL : 0);
    table[i] = sum;
  }
  return table;
}

/* The check sum of a page is made as if its own octets were zeros. */
static guint32
add_up (const Page *page)
{
  static GOnce once = G_ONCE_INIT;
  const guint32 *table = g_once (&once, make_table, NULL);
  guint32 sum = 0;

  for (gsize i = 0; i < page->length; i++) {
    const guint8 octet = i >= SUM_AT && i < SUM_AT + SUM_OCTETS ? 0 : page->start[i];

    sum = sum << 8 ^ table[sum >> 24 ^ octet];
  }
  return sum;
}

/* @left: octets from @start on. FALSE: no page stands there. */
static gboolean
find_page (const guint8 *start, gsize left, Page *page)
{
  guint n_lacing;

  if (left < HEAD_OCTETS || memcmp (start, CAPTURE "\0", FLAGS_AT) != 0 ||
      (start[FLAGS_AT] & ~(FLAG_CONTINUED | FLAG_FIRST | FLAG_LAST)) != 0)
    return FALSE;
  n_lacing = start[LACING_AT];
  if (left < HEAD_OCTETS + (gsize) n_lacing)
    return FALSE;
  *page = (Page){ start, 0, 0 };
  for (guint i = 0; i < n_lacing; i++)
    page->n_packed += start[HEAD_OCTETS + i];
  page->length = HEAD_OCTETS + n_lacing + page->n_packed;
  return page->length <= left && add_up (page) == read_number (start + SUM_AT);
}

static gboolean
is_number_of_channels (guint8 channels)
{
  return channels > 0 && channels <= SAFI_PACK_RECORDING_CHANNELS_MAX;
}

/* Of more channels, or of streams within it, nobody speaks. */
static gboolean
read_opus (Stream *stream, const guint8 *packet)
{
  const guint8 version = packet[8], channels = packet[9], family = packet[18];

  stream->rate = OPUS_RATE;
  stream->skipped = read_short (packet + 10);
  return version >> 4 == 0 && is_number_of_channels (channels) && family == 0;
}

static gboolean
read_vorbis (Stream *stream, const guint8 *packet)
{
  stream->rate = read_number (packet + 12);
  return read_number (packet + 7) == 0 && is_number_of_channels (packet[11]) && stream->rate > 0 &&
         stream->rate <= VORBIS_RATE_MAX && packet[VORBIS_OCTETS - 1] == 1;
}

/* It holds one packet, which says what the others are. */
static gboolean
read_first (Stream *stream, const Page *page)
{
  const guint8 *packet = page->start + HEAD_OCTETS + 1;

  if (page->start[FLAGS_AT] != FLAG_FIRST || page->start[LACING_AT] != 1)
    return FALSE;
  stream->serial = read_number (page->start + SERIAL_AT);
  if (page->n_packed == OPUS_OCTETS && memcmp (packet, OPUS, strlen (OPUS)) == 0)
    return read_opus (stream, packet);
  return page->n_packed == VORBIS_OCTETS && memcmp (packet, VORBIS, strlen (VORBIS)) == 0 &&
         read_vorbis (stream, packet);
}

/* A page of another stream could be anything, also a picture that moves. */
static gboolean
read_next (Stream *stream, const Page *page, gboolean is_last)
{
  const guint8 flags = page->start[FLAGS_AT];
  const guint64 granule = read_granule (page);

  if ((flags & FLAG_FIRST) != 0 || ((flags & FLAG_LAST) != 0 && !is_last) ||
      read_number (page->start + SERIAL_AT) != stream->serial)
    return FALSE;
  if (granule == NO_GRANULE)
    return TRUE;
  if (granule > G_MAXINT64 || granule < stream->granule)
    return FALSE;
  stream->granule = granule;
  return TRUE;
}

/* Returns: seconds, of which a part counts as one; 0: nothing can be heard. */
static guint
count_seconds (const Stream *stream)
{
  guint64 n_heard;

  if (stream->granule <= stream->skipped)
    return 0;
  n_heard = stream->granule - stream->skipped;
  return (guint) MIN ((n_heard - 1) / stream->rate + 1, G_MAXUINT);
}

guint
safi_pack_recording_measure (GBytes *octets)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (octets, &length);
  Stream stream = { 0 };
  Page page;

  if (length > SAFI_PACK_RECORDING_OCTETS_MAX || !find_page (start, length, &page) ||
      !read_first (&stream, &page))
    return 0;
  for (gsize at = page.length; at < length; at += page.length)
    if (!find_page (start + at, length - at, &page) ||
        !read_next (&stream, &page, at + page.length == length))
      return 0;
  return count_seconds (&stream);
}

SafiPackRecording *
safi_pack_recording_new (const char *file, GBytes *octets, guint seconds)
{
  SafiPackRecording *self = g_new0 (SafiPackRecording, 1);

  self->file = g_strdup (file);
  self->octets = g_bytes_ref (octets);
  self->seconds = seconds;
  return self;
}

void
safi_pack_recording_free (SafiPackRecording *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_bytes_unref (self->octets);
  g_free (self);
}
