/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A stranger's text so that no mail program makes a link of a part of it: as
 * safi_text_for_display, then "[.]" and "[@]" stand for the dots within names and for "@", a colon
 * is followed by a space, and in what may be a telephone number "#" stands for each digit. In an
 * isolate, as safi_text_isolate. @max_chars: of the text before that.
 * Returns: (transfer full). */
char *safi_unlinked (const char *text, gsize max_chars);

#define SAFI_UNLINKED_DIGITS 7 /* from so many on, digits may be a telephone number */

G_END_DECLS
