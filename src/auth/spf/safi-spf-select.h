/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"
#include "auth/spf/safi-spf-record.h"

G_BEGIN_DECLS

/* Which identity is checked, and so which records speak of it. */
typedef enum {
  SAFI_SPF_SCOPE_SPF,   /* v=spf1 alone (RFC 7208, 4.5) */
  SAFI_SPF_SCOPE_MFROM, /* spf2.0/mfrom, else v=spf1 (RFC 4406, 4.4) */
  SAFI_SPF_SCOPE_PRA,   /* spf2.0/pra, else v=spf1 */
} SafiSpfScope;

typedef struct {
  guint n_records;      /* of the kind that counts: 0 none, more than 1 a permanent error */
  const char *terms;    /* (nullable) behind the version section of the first; lives as long as the
                           answer */
  gsize length;         /* octets of terms */
  gboolean is_explicit; /* spf2.0 names the scope; FALSE if a v=spf1 record stands for it */
} SafiSpfSelection;

/* Chooses among the TXT records of @answer. May be called on every thread. */
SafiSpfSelection safi_spf_select (const SafiDnsAnswer *answer, SafiSpfScope scope);

G_END_DECLS
