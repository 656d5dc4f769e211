/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Translations from a .po file that the person has. One that can be used is spoken at once: windows
 * are built anew. Main thread only. */

/* Returns: (nullable) (transfer full): why @octets cannot be used, as a sentence; NULL if they are
 * used from now on. @octets: (nullable): NULL if the file could not be read. */
char *safi_translation_open (GBytes *octets);
/* Returns: (nullable) (transfer full): what was told of the last one that was opened; told once. */
char *safi_translation_take_outcome (void);

/* Reads @file, and tells in the window what came of it. */
void safi_translation_open_file (GtkWindow *parent, GFile *file);

/* Makes Safibox speak @language ("" = what the computer speaks); windows are built anew. */
void safi_translation_speak (const char *language);

G_END_DECLS
