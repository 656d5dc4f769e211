/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* How far the network's DNS servers can be believed. Some answer for names that do not exist with
 * an address of their own, to show a page; some networks let no TXT record through. Names that
 * cannot exist tell: a random label below "invalid" (RFC 6761, 6.4), and below "example", because
 * some computers answer for "invalid" themselves and leave out who would lie. */

#define SAFI_DNS_TRUST_ADDRESSES_MAX 16 /* kept of those that stand for nothing */

typedef enum {
  SAFI_DNS_TRUST_OPEN,    /* to be asked: see SafiResolver */
  SAFI_DNS_TRUST_UNKNOWN, /* nobody answered */
  SAFI_DNS_TRUST_TRUSTED,
  SAFI_DNS_TRUST_UNTRUSTED, /* that a name does not exist, or exists, proves nothing */
} SafiDnsTrustState;

/* A plain value, immutable. */
typedef struct {
  SafiDnsTrustState state;
  gboolean is_text_broken; /* TXT is never answered, addresses are */
  guint n_addresses;
  SafiIp addresses[SAFI_DNS_TRUST_ADDRESSES_MAX]; /* given for names that do not exist */
} SafiDnsTrust;

/* Returns: (transfer full): a random label. At the start and after each change of the network a new
 * one, so that nobody can have prepared an answer. */
char *safi_dns_trust_make_label (void);

/* Looks the names below @label up. On the resolver's thread. */
SafiDnsTrust safi_dns_trust_examine (SafiResolver *resolver, const char *label);

/* Rules about names that do not exist (DMARC's np, lists of addresses, senders without a domain)
 * must rest where this is FALSE. */
gboolean safi_dns_trust_is_negative_trusted (const SafiDnsTrust *self);

/* A resolver over another one: addresses (A, AAAA) with one among them that stands for nothing are
 * read as NXDOMAIN, and where negative answers are not trusted each NXDOMAIN is doubtful; until
 * that is known both are OPEN.
 * @trust: owned by the caller, outlives the resolver, and may be replaced by what is known later.
 * Returns: (transfer full). */
SafiResolver *safi_dns_trust_apply (const SafiDnsTrust *trust, SafiResolver *under);

G_END_DECLS
