/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

/* Vouch by reference (RFC 5518): does somebody whom the user trusts vouch for this mail? */
#define SAFI_VBR_FIELDS_MAX 5          /* VBR-Info fields read; the rest is ignored */
#define SAFI_VBR_CERTIFIERS_MAX 5      /* asked for one message; the rest is ignored */
#define SAFI_VBR_FIELD_OCTETS_MAX 4096 /* of one field; a longer one is ignored */

typedef struct {
  SafiAuthCode code; /* RFC 6212: pass; fail: nobody asked vouches; none: nobody to ask; temperror;
                        permerror: the fields contradict each other */
  char *domain;      /* (nullable) whom somebody vouches for */
  char *certifier;   /* (nullable) who does */
} SafiVbrResult;

/* @octets begin with the header. @authenticated: domains of passing DKIM signatures and the like;
 * @trusted: certifiers; both NULL-terminated, A-labels. On the resolver's own thread only.
 * Returns: (transfer full). */
SafiVbrResult *safi_vbr_check (SafiResolver *resolver,
                               const char *octets,
                               gsize length,
                               const char *const *authenticated,
                               const char *const *trusted);
void safi_vbr_result_free (SafiVbrResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiVbrResult, safi_vbr_result_free)

G_END_DECLS
