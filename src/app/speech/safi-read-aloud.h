/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "awareness/tips/safi-pack-recording.h"

G_BEGIN_DECLS

/* A button that reads a page aloud, and stops. It is there only where somebody recorded the page,
 * or the computer has a voice for its language; what it reads ends with the page. */
#define SAFI_TYPE_READ_ALOUD (safi_read_aloud_get_type ())
G_DECLARE_FINAL_TYPE (SafiReadAloud, safi_read_aloud, SAFI, READ_ALOUD, GtkButton)

/* @text: (nullable): what the page says, a sentence or heading on each line; NULL for nothing.
 * @domain: the catalogue that most of it is from. */
void safi_read_aloud_set_text (SafiReadAloud *self, const char *text, const char *domain);
/* @recording: (nullable): somebody who reads the same aloud, and goes before a voice. */
void safi_read_aloud_set_recording (SafiReadAloud *self, const SafiPackRecording *recording);

G_END_DECLS
