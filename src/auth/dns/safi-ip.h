/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An IPv4 or IPv6 address, as sixteen octets; IPv4 stands as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2), so
 * that an IPv4-mapped IPv6 client is the IPv4 client that it is (RFC 7208, 5). All functions may be
 * called on every thread. */
typedef struct {
  guint8 octets[16];
} SafiIp;

/* Strict: dotted quad without leading zeros, or RFC 4291 text without zone; no brackets, no port.
 */
gboolean safi_ip_parse (const char *text, SafiIp *ret_ip);

/* Network order; @length is 4 or 16. */
void safi_ip_from_octets (const guint8 *octets, gsize length, SafiIp *ret_ip);

gboolean safi_ip_is_v4 (const SafiIp *self);
gboolean safi_ip_equal (const SafiIp *a, const SafiIp *b);

/* TRUE if the first @prefix bits agree; @prefix counts from the first bit of @network's family:
 * 0-32 for IPv4, 0-128 for IPv6. Addresses of two families never match. */
gboolean safi_ip_is_in (const SafiIp *self, const SafiIp *network, guint prefix);

/* TRUE for what never crosses the public network: private, loopback, link-local, shared (RFC 6598)
 * and unique local addresses (RFC 6890). */
gboolean safi_ip_is_internal (const SafiIp *self);

/* "192.0.2.1", or RFC 5952 text. Returns: (transfer full). */
char *safi_ip_to_string (const SafiIp *self);

/* "1.2.0.192.in-addr.arpa", or the nibbles below "ip6.arpa". Returns: (transfer full). */
char *safi_ip_to_reverse_name (const SafiIp *self);

G_END_DECLS
