/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Size of all text of the program: the desktop's own, times what the person chose. On a projector
 * it is at least SAFI_TEXT_PROJECTOR percent. Main thread only; after GTK was started. */

#define SAFI_TEXT_PROJECTOR 200

/* Follows "text-percent" as long as @settings live. */
void safi_text_size_follow (GSettings *settings);

/* Each window that is on a projector says so once, and takes it back once. */
void safi_text_size_begin_projector (void);
void safi_text_size_end_projector (void);

G_END_DECLS
