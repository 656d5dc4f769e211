/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dmarc/safi-dmarc.h"

G_BEGIN_DECLS

/* Brand Indicators (draft-brand-indicators-for-message-identification): that a domain publishes a
 * picture is shown, the picture is never fetched, and the mark's certificate is not examined. */

#define SAFI_BIMI_SELECTOR_MAX 63 /* octets */

typedef struct {
  SafiAuthCode code; /* pass: a record, under a policy that protects the domain; fail: a broken
                        record; none: no record, or no right to one; temperror */
  char *domain;      /* where the record stands; "" if there is none */
  char *location;    /* l=: the picture; "" where the domain declines */
  char *authority;   /* a=: the certificate; "" if there is none */
} SafiBimi;

/* @selector: (nullable): of the BIMI-Selector field. On the resolver's thread. Returns: (transfer
 * full). */
SafiBimi *
safi_bimi_check (SafiResolver *resolver, const SafiDmarcResult *dmarc, const char *selector);
void safi_bimi_free (SafiBimi *self);

/* "v=BIMI1; s=brand" -> "brand". @value: unfolded. Returns: (transfer full) (nullable): NULL if it
 * is not of this form. On every thread. */
char *safi_bimi_read_selector (const char *value);

/* TRUE if the header has a field of DKIM2 (draft-ietf-dkim-dkim2), which is not evaluated yet. */
gboolean safi_dkim2_is_present (const char *octets, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiBimi, safi_bimi_free)

G_END_DECLS
