/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* A resolver that knows a zone in memory and never leaves anything open: for tests, and for
 * administrators who try a record before they publish it.
 *
 * JSON: an object of names, each with an array of records { "TYPE": data }, in order. Data: A, AAAA
 * an address; PTR, CNAME a name; TXT a text, or an array of character-strings; MX
 * [ preference, name ]; SRV [ priority, weight, port, target ]. Data may also be the word "TIMEOUT"
 * or "SERVFAIL" (a temporary error) or "NONE" (no such record); no TXT can hold just that word. A
 * bare "TIMEOUT" in the array is a temporary error for every type that does not stand before it.
 * Inside a TXT string \DDD (three decimal digits) is one octet and "\\" one
 * backslash, as in a master file (RFC 1035, 5.1). Types that are not ours are left out. Aliases are
 * followed; a name above another one exists (RFC 8020); there are no wildcards. */
#define SAFI_ZONE_ALIASES_MAX 8 /* in a chain; one more is a temporary error */
#define SAFI_ZONE_NESTING_MAX 8 /* of the JSON text */

#define SAFI_TYPE_ZONE (safi_zone_get_type ())
G_DECLARE_FINAL_TYPE (SafiZone, safi_zone, SAFI, ZONE, GObject)

/* @length: octets, or -1. Returns: (transfer full) (nullable): NULL with @error,
 * SAFI_ERROR_INVALID, whose message names the place. */
SafiZone *safi_zone_new (const char *json, gssize length, GError **error);

guint safi_zone_get_n_look_ups (SafiZone *self); /* asked so far */

G_END_DECLS
