/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A person who reads a tip of a pack aloud, for languages that no computer speaks: Ogg (RFC 3533)
 * with Opus (RFC 7845) or Vorbis I, which a stranger made. Nothing is decoded here. */

#define SAFI_PACK_RECORDING_FOLDER "audio/"
#define SAFI_PACK_RECORDING_SUFFIX ".ogg"
#define SAFI_PACK_RECORDING_OCTETS_MAX (512 * 1024)
#define SAFI_PACK_RECORDING_SECONDS_MAX 300
#define SAFI_PACK_RECORDING_CHANNELS_MAX 2
#define SAFI_PACK_RECORDINGS_OCTETS_MAX (8 * 1024 * 1024) /* of all in a pack */

/* Never changed after it was made. */
typedef struct {
  char *file; /* its name in the pack */
  GBytes *octets;
  guint seconds; /* one at least; as its last page says: a liar's sound may go on */
} SafiPackRecording;

/* Looks at the frame of @octets. What passes is pages of one stream from the first octet to the
 * last, each with the check sum that it says, so that whoever plays it sees the same stream and no
 * other. Returns: its seconds, one at least, which may be more than there may be; 0: it is nothing
 * that could be played. */
guint safi_pack_recording_measure (GBytes *octets);

/* @seconds: as measured. Returns: (transfer full). */
SafiPackRecording *safi_pack_recording_new (const char *file, GBytes *octets, guint seconds);
void safi_pack_recording_free (SafiPackRecording *self);

G_END_DECLS
