/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* Domain name accreditation (draft-ietf-marid-csv-dna-02): who vouches for a domain, and what do
 * they say? Anybody can name a service, also one of his own: only those that the user trusts are
 * asked. */
#define SAFI_DNA_SERVICES_MAX 5 /* asked; the rest is ignored */

typedef enum {
  SAFI_DNA_STRONGLY_RECOMMENDED,
  SAFI_DNA_RECOMMENDED,
  SAFI_DNA_UNKNOWN,
  SAFI_DNA_NOT_RECOMMENDED,
  SAFI_DNA_STRONGLY_NOT_RECOMMENDED,
  SAFI_DNA_TEMPERROR, /* the question is open, or could not be answered */
} SafiDnaGrade;

/* Returns: "recommended" ... */
const char *safi_dna_grade_to_string (SafiDnaGrade self);

/* Returns: (transfer full): NULL-terminated: the services that @answer, the PTR records at a
 * domain, names; in lower case, at most SAFI_DNS_RECORDS_MAX. May be called on every thread. */
char **safi_dna_list_services (const SafiDnsAnswer *answer);

/* What @service says of @domain. On the resolver's own thread only. */
SafiDnaGrade safi_dna_get_grade (SafiResolver *resolver, const char *domain, const char *service);

/* The worst that any service says that @domain names and @trusted (NULL-terminated) holds.
 * @ret_service: (transfer full) (nullable): it. On the resolver's own thread only. */
SafiDnaGrade safi_dna_check (SafiResolver *resolver,
                             const char *domain,
                             const char *const *trusted,
                             char **ret_service);

G_END_DECLS
