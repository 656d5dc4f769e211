/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Turns @octets into valid UTF-8 without NUL, lines ending in \n. @charset: (nullable) the name the
 * mail gives. A byte order mark wins over it; without a name, or with one that nobody knows, valid
 * UTF-8 is taken as such and anything else as windows-1252. @ret_is_bad is set to TRUE if the name
 * is unknown or does not allow these octets, and else left alone. Never fails.
 * Returns: (transfer full). */
GString *
safi_charset_to_utf8 (const char *octets, gsize length, const char *charset, gboolean *ret_is_bad);

/* Header octets, which have no charset: valid UTF-8 as it is, else windows-1252. NUL is dropped.
 * Returns: (transfer full). */
char *safi_charset_guess (const char *octets, gsize length);

G_END_DECLS
