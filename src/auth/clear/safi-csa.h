/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

/* Client SMTP authorization (draft-ietf-marid-csv-csa-02): may this address greet with this name?
 */
#define SAFI_CSA_LABELS_MAX 6 /* of a parent that is asked for */

typedef struct {
  SafiAuthCode code;  /* pass, fail, temperror; none: nothing follows from what is published */
  const char *reason; /* (nullable) (static) the branch: "denied", "mismatch", "no-address",
                         "explicit", "unverifiable", "name" (no host name) */
  char *domain;       /* (nullable) whose record decided */
} SafiCsaResult;

/* On the resolver's own thread only. Returns: (transfer full). */
SafiCsaResult *safi_csa_check (SafiResolver *resolver, const SafiIp *ip, const char *helo);
void safi_csa_result_free (SafiCsaResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiCsaResult, safi_csa_result_free)

G_END_DECLS
