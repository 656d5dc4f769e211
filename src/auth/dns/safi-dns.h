/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-ip.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The record types that sender authentication asks for, by their numbers (RFC 1035, 3.2.2). */
typedef enum {
  SAFI_DNS_A = 1,
  SAFI_DNS_PTR = 12,
  SAFI_DNS_MX = 15,
  SAFI_DNS_TXT = 16,
  SAFI_DNS_AAAA = 28,
  SAFI_DNS_SRV = 33,
} SafiDnsType;

/* Returns: (nullable): "A", "TXT" ...; NULL if the number is none of ours. */
const char *safi_dns_type_to_string (SafiDnsType type);
gboolean safi_dns_type_from_string (const char *name, SafiDnsType *ret_type);

typedef enum {
  SAFI_DNS_FOUND,     /* at least one record */
  SAFI_DNS_NODATA,    /* the name exists, records of this type do not */
  SAFI_DNS_NXDOMAIN,  /* the name does not exist */
  SAFI_DNS_TEMPERROR, /* time-out, SERVFAIL, REFUSED, a malformed answer, a budget used up */
  SAFI_DNS_OPEN,      /* not asked yet: see SafiResolver */
} SafiDnsOutcome;

#define SAFI_DNS_NAME_MAX 253          /* octets of a name in text form, without trailing dot */
#define SAFI_DNS_LABEL_MAX 63          /* octets */
#define SAFI_DNS_RECORDS_MAX 100       /* of one answer; the rest is left out */
#define SAFI_DNS_TEXT_OCTETS_MAX 16384 /* of one TXT record; a longer one is left out */

typedef struct {
  SafiIp address;   /* A, AAAA */
  char *name;       /* (nullable) PTR host, MX exchange, SRV target: lower case, no trailing dot; ""
                       is the root */
  GString *text;    /* (nullable) TXT: its character-strings joined; any octets */
  guint16 priority; /* MX preference, SRV priority */
  guint16 weight;   /* SRV */
  guint16 port;     /* SRV */
} SafiDnsRecord;

/* Reference-counted, immutable once a resolver gave it out; may cross threads. */
typedef struct {
  SafiDnsOutcome outcome;
  guint ttl;            /* seconds; 0 if not known */
  GPtrArray *records;   /* (element-type SafiDnsRecord): of the type that was asked for; aliases
                           followed; empty unless FOUND */
  gboolean is_doubtful; /* NXDOMAIN from a server that also tells lies about what exists: no rule
                           about names that do not exist may rest on it */
} SafiDnsAnswer;

SafiDnsAnswer *safi_dns_answer_new (SafiDnsOutcome outcome);
SafiDnsAnswer *safi_dns_answer_ref (SafiDnsAnswer *self);
void safi_dns_answer_unref (SafiDnsAnswer *self);

/* TRUE if it is sure that the name does not exist. */
gboolean safi_dns_answer_denies_name (const SafiDnsAnswer *self);

/* Only between new and the first look_up that gives it out. Makes the outcome FOUND; takes @record
 * over, or frees it when there are SAFI_DNS_RECORDS_MAX. */
void safi_dns_answer_add (SafiDnsAnswer *self, SafiDnsRecord *record);

SafiDnsRecord *safi_dns_record_new (void);
void safi_dns_record_free (SafiDnsRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDnsAnswer, safi_dns_answer_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDnsRecord, safi_dns_record_free)

/* What is known of the DNS. A mechanism (SPF, DKIM ...) is a plain function over it that never
 * waits: what is not known yet comes back as OPEN and is noted; its owner asks all that is noted,
 * at once for a whole batch of mail, and runs the mechanism again, until nothing is open. So a
 * mechanism treats OPEN as TEMPERROR and its result is thrown away; only where a temporary error
 * would not end it, it stops at OPEN, so that no question is asked in vain. */
#define SAFI_TYPE_RESOLVER (safi_resolver_get_type ())
G_DECLARE_INTERFACE (SafiResolver, safi_resolver, SAFI, RESOLVER, GObject)

struct _SafiResolverInterface {
  GTypeInterface parent;

  SafiDnsAnswer *(*look_up) (SafiResolver *self, const char *name, SafiDnsType type);
};

/* @name: text form in any case, with or without a trailing dot. One that no query can carry (an
 * empty or too long label, too long a name) is NXDOMAIN. On the resolver's own thread only.
 * Returns: (transfer full). */
SafiDnsAnswer *safi_resolver_look_up (SafiResolver *self, const char *name, SafiDnsType type);

G_END_DECLS
