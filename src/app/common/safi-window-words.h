/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words that can be seen in windows. @seen: (element-type utf8) (transfer full): they are added. */

/* At a place of @window: of a label, else of the whole row or button; and its tip. */
void safi_window_words_find_at (GtkWindow *window, double x, double y, GPtrArray *seen);
/* All of @window that are shown now, its title first. */
void safi_window_words_find_all (GtkWindow *window, GPtrArray *seen);

/* Puts @after in the place of @before (both as safi_said_plain gives them) in every window. */
void safi_window_words_replace (const char *before, const char *after);

G_END_DECLS
