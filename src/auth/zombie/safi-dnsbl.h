/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* How lists of addresses in the DNS are asked (RFC 5782). Which lists there are, and whether a
 * person wants them, is another's business; only the address that handed the message over is asked
 * for. */

#define SAFI_DNSBL_CODES_MAX 8 /* of one answer; the rest is left out */

typedef enum {
  SAFI_DNSBL_UNKNOWN, /* no answer, or one that no list gives: the resolver may lie */
  SAFI_DNSBL_NOT_LISTED,
  SAFI_DNSBL_LISTED,
  SAFI_DNSBL_BLOCKED, /* the list refuses this resolver: says nothing about the address */
} SafiDnsblOutcome;

typedef struct {
  SafiDnsblOutcome outcome;
  guint n_codes;
  guint8 codes[SAFI_DNSBL_CODES_MAX]
              [3]; /* of 127.A.B.C: A, B and C; what they mean, the list says */
} SafiDnsblAnswer;

/* @zone: "zen.spamhaus.org". Returns: (transfer full): "1.2.0.192.zen.spamhaus.org", or nibbles. */
char *safi_dnsbl_make_name (const SafiIp *ip, const char *zone);

/* On the resolver's thread. */
SafiDnsblAnswer safi_dnsbl_look_up (SafiResolver *resolver, const char *zone, const SafiIp *ip);

/* The test points (RFC 5782, 5): 127.0.0.2 must be listed, 127.0.0.1 must not be. A list that fails
 * must not be used. @ret_is_known: FALSE if nothing was answered: ask again later. On the
 * resolver's thread. */
gboolean safi_dnsbl_test (SafiResolver *resolver, const char *zone, gboolean *ret_is_known);

G_END_DECLS
