/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"
#include "core/base/safi-clock.h"

G_BEGIN_DECLS

/* Answers live as long as they say, within these (seconds). */
#define SAFI_DNS_CACHE_TTL_MIN 60
#define SAFI_DNS_CACHE_TTL_MAX 86400
#define SAFI_DNS_CACHE_NEGATIVE_TTL 300 /* NXDOMAIN, NODATA: no longer than this */
#define SAFI_DNS_CACHE_FAILED_TTL 60    /* TEMPERROR: not asked again before */
/* Answers; beyond, all of them are forgotten. As many open questions are noted at once. */
#define SAFI_DNS_CACHE_ENTRIES_MAX 10000

typedef struct {
  char *name; /* lower case, no trailing dot */
  SafiDnsType type;
} SafiDnsQuestion;

SafiDnsQuestion *safi_dns_question_new (const char *name, SafiDnsType type);
void safi_dns_question_free (SafiDnsQuestion *self);
guint safi_dns_question_hash (gconstpointer question); /* for GHashTable */
gboolean safi_dns_question_equal (gconstpointer a, gconstpointer b);

/* A resolver that answers what it was told and notes what it was not. One thread only. */
#define SAFI_TYPE_DNS_CACHE (safi_dns_cache_get_type ())
G_DECLARE_FINAL_TYPE (SafiDnsCache, safi_dns_cache, SAFI, DNS_CACHE, GObject)

SafiDnsCache *safi_dns_cache_new (SafiClock *clock);

/* Returns: (transfer full) (element-type SafiDnsQuestion): each question once that was answered
 * OPEN since the last call, in that order. Whoever takes them asks them; one that is never put is
 * noted again when it is looked up again. */
GPtrArray *safi_dns_cache_take_open (SafiDnsCache *self);

/* What the network said to a question. */
void
safi_dns_cache_put (SafiDnsCache *self, const SafiDnsQuestion *question, SafiDnsAnswer *answer);

/* The network changed: another one may know better. */
void safi_dns_cache_forget (SafiDnsCache *self);

G_END_DECLS
