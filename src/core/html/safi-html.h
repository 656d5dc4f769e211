/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/html/safi-reading.h"

G_BEGIN_DECLS

/* Appends to @reading what a person sees of @html (UTF-8): its text with line breaks, the links
 * with their labels' places, and counts of what was hidden. Linear in @length. */
void safi_html_render (SafiReading *reading, const char *html, gsize length);

/* TRUE if the page asks for a password. */
gboolean safi_html_has_password_field (const char *html, gsize length);

/* Returns: (transfer full) (nullable): the charset that a <meta> in the first kilobyte names. */
char *safi_html_find_charset (const char *html, gsize length);

G_END_DECLS
