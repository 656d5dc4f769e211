/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dmarc/safi-dmarc-record.h"
#include "auth/dns/safi-dns.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

/* Does what passed belong to the domain that a person reads in From (RFC 9989)? */

#define SAFI_DMARC_AUTHORS_MAX 4      /* From domains looked at */
#define SAFI_DMARC_IDENTIFIERS_MAX 16 /* DKIM domains looked at */

/* Domains in any form; all borrowed. */
typedef struct {
  const char *const *authors; /* NULL-terminated: the domains of From */
  const char *const *dkim;    /* (nullable) NULL-terminated: d= of every signature that passes */
  const char *const *changed; /* (nullable) NULL-terminated: d= of signatures whose header is right
                                 and whose body is not */
  const char *spf;            /* (nullable): of MAIL FROM (of HELO in a bounce) where SPF passes */
} SafiDmarcRequest;

/* Immutable. */
typedef struct {
  SafiAuthCode code;      /* none: no policy; pass, fail; temperror: not known */
  SafiDmarcPolicy policy; /* what the domain wishes if the mail fails; none where code is none */
  char *author;       /* the From domain that this is about, A-label form; "" if there is none */
  char *organization; /* its Organizational Domain; "" if not known */
  char *policy_name;  /* where the record was found; "" if there is none */
  gboolean dkim_is_aligned;
  gboolean spf_is_aligned;
  gboolean changed_is_aligned; /* it would pass, had nobody changed the body on the way */
  gboolean listed_is_aligned;  /* by the public suffix list alone, where the DNS said nothing */
  gboolean has_several_authors;
} SafiDmarcResult;

/* With several From domains each is checked, and the worst result counts. On the resolver's thread.
 * Returns: (transfer full). */
SafiDmarcResult *safi_dmarc_check (SafiResolver *resolver, const SafiDmarcRequest *request);
void safi_dmarc_result_free (SafiDmarcResult *self);

/* What is to be believed: the provider's word (nullable) if there is one to trust; else our own,
 * but at a provider that rewrites bodies a failure that this explains is not one: then neutral. */
SafiAuthCode safi_dmarc_settle (const SafiDmarcResult *self,
                                const SafiAuthCode *reported,
                                gboolean rewrites_bodies);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDmarcResult, safi_dmarc_result_free)

G_END_DECLS
