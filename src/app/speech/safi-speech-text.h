/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is said of a text, and by which voice. Knows no widgets and no speech service. */

#define SAFI_SPEECH_CHARS_MAX 4000 /* of what is read aloud at once: about five minutes */
#define SAFI_SPEECH_WORD_MAX                                                                       \
  64 /* characters; of a longer one without a space the rest is not said */

/* @text: lines. Returns: (transfer full): each line as a sentence, in plain words: without control
 * characters, and of a link nothing but its host. At most SAFI_SPEECH_CHARS_MAX characters. */
char *safi_speech_text_new (const char *text);

/* @tags: languages of voices ("pt-BR", "en-GB-x-rp"). @language: of a catalogue ("pt_BR", "sw").
 * Returns: (nullable): the one of @tags that is nearest, never another language. */
const char *safi_speech_text_find_voice (GPtrArray *tags, const char *language);

G_END_DECLS
