/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Recordings of silence, made page by page, as a test wants them. */

#define RECORDING_FIXTURE_FIRST 2 /* flags of pages */
#define RECORDING_FIXTURE_LAST 4
#define RECORDING_FIXTURE_OPUS_RATE 48000
#define RECORDING_FIXTURE_OPUS                                                                     \
  "OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0" /* and the NUL: mono, 312 granules are skipped */
#define RECORDING_FIXTURE_SKIPPED 312
#define RECORDING_FIXTURE_HEAD_OCTETS 19

/* Adds a page of the stream @serial that holds one packet, with the sum that it ought to have. */
void recording_fixture_add_page (GByteArray *octets,
                                 guint8 flags,
                                 guint64 granule,
                                 guint32 serial,
                                 gconstpointer packet,
                                 gsize length);
/* Adds the first two pages of Opus: what it is, and its tags. */
void recording_fixture_add_head (GByteArray *octets);
/* Opus, which plays so long. Returns: (transfer full). */
GBytes *recording_fixture_new (guint seconds);
/* The same, filled up to @length octets, which are some thousands at least. */
GBytes *recording_fixture_new_sized (gsize length);

/* Makes the sums right of as many pages as stand there. */
void recording_fixture_mend (guint8 *octets, gsize length);
