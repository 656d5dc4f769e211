/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* While it is on, a click with Ctrl and Shift on words in any window opens a sheet to translate
 * them, and Ctrl+Shift+T one with all words of the window; all else works as ever, so that a
 * translator gets to every page. It is off at each start, and while English is spoken, which is
 * what is translated. Main thread only. */
void safi_translate_mode_set (gboolean is_on);
gboolean safi_translate_mode_get (void);

G_END_DECLS
