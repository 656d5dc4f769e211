/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* Aliases (CNAME) followed from one name. */
#define SAFI_DNS_ALIASES_MAX 8

/* Reads the answer to the question for @name (lower case, no trailing dot) and @type (RFC 1035,
 * 4.1). Any octets may be given: what is malformed is TEMPERROR.
 * @ret_alias: (transfer full) (nullable): where the aliases of a NOERROR answer end whose records
 * are not there: that name is to be asked for next. NULL otherwise, and for the root, which has
 * none. Returns: (transfer full): a TTL of the least of the records and aliases used; of a negative
 * answer the lesser of the SOA's TTL and its MINIMUM (RFC 2308, 5), 0 without one. */
SafiDnsAnswer *safi_dns_packet_read (const guint8 *octets,
                                     gsize length,
                                     const char *name,
                                     SafiDnsType type,
                                     char **ret_alias);

G_END_DECLS
