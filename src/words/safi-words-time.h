/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As g_date_time_format(), but with the names of months and days in the language that Safibox
 * speaks (CLDR, by ICU): the system need not have a locale of it. Where ICU does not know the
 * language the system's names stand. A @format that GLib cannot read, because a translation broke
 * it, gives "2026-11-26 14:02". May be called from any thread. Returns: (transfer full). */
char *safi_words_format_time (GDateTime *time, const char *format);

G_END_DECLS
