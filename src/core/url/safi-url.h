/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Web addresses as hostile mail writes them, read as a browser would (WHATWG URL Standard), for
 * what it takes to know where they lead. */

/* @url without what browsers leave out of it: blanks and controls at its ends, tabs and line ends
 * within; valid UTF-8, at most SAFI_URL_OCTETS_MAX octets. Returns: (transfer full). */
char *safi_url_clean (const char *url, gsize length);

#define SAFI_URL_OCTETS_MAX 4096

/* The host that a clean @url leads to: lower-case A-label form, or an IP address in its usual form
 * however it was written (decimal, octal, hexadecimal). Returns: (transfer full): "" for a relative
 * address and for schemes that lead to no host (mailto:, javascript:, data:). */
char *safi_url_get_host (const char *url);

/* Returns: the octets of "scheme:" at the start of @url, 0 if there is none (section 4.4). */
gsize safi_url_measure_scheme (const char *url);
/* Returns: (nullable) (transfer none): where the authority (user, host, port) of @url begins. */
const char *safi_url_find_authority (const char *url);

/* What a link in a page whose base is @base leads to. @base: (nullable) clean and absolute.
 * Returns: (transfer full): @url itself if it is absolute or there is no base. */
char *safi_url_resolve (const char *url, const char *base);

G_END_DECLS
