/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "awareness/tips/safi-pack-recording.h"

G_BEGIN_DECLS

/* Reads one text at a time aloud, where the desktop has a voice for its language, or plays what
 * somebody recorded. Asks for voices only when something is shown that could be read, and the
 * person has not switched it off. Main thread; what waits for the speech service has a thread of
 * its own.
 *
 * ::changed: there are voices, or none any more; somebody else reads, or nobody. */
#define SAFI_TYPE_SPEAKER (safi_speaker_get_type ())
G_DECLARE_FINAL_TYPE (SafiSpeaker, safi_speaker, SAFI, SPEAKER, GObject)

typedef enum {
  SAFI_VOICE_UNKNOWN, /* nobody asked yet, or the answer is under way */
  SAFI_VOICE_NONE,
  SAFI_VOICE_THERE
} SafiVoice;

/* Returns: (transfer none): the one of this program. */
SafiSpeaker *safi_speaker_get (void);

/* Asks for voices, a moment later, unless they are known or it was asked for just now. */
void safi_speaker_look (SafiSpeaker *self);

/* @language: of a catalogue ("pt_BR", "sw"). NONE, too, where it is switched off. */
SafiVoice safi_speaker_find_voice (SafiSpeaker *self, const char *language);

/* Whether @recording can be heard here, as far as is known. */
gboolean safi_speaker_can_play (SafiSpeaker *self, const SafiPackRecording *recording);

/* Whoever reads falls silent. @reader: stands for who reads now; never looked into. */
void safi_speaker_read (SafiSpeaker *self, gpointer reader, const char *text, const char *language);
/* The same with a recording. */
void safi_speaker_play (SafiSpeaker *self, gpointer reader, const SafiPackRecording *recording);
gboolean safi_speaker_is_reading (SafiSpeaker *self, gpointer reader);
/* Nothing happens if another one reads. */
void safi_speaker_stop (SafiSpeaker *self, gpointer reader);

G_END_DECLS
