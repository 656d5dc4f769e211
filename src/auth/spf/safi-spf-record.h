/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-ip.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

typedef enum {
  SAFI_SPF_ALL,
  SAFI_SPF_INCLUDE,
  SAFI_SPF_A,
  SAFI_SPF_MX,
  SAFI_SPF_PTR,
  SAFI_SPF_IP4,
  SAFI_SPF_IP6,
  SAFI_SPF_EXISTS,
} SafiSpfMechanism;

/* One directive (RFC 7208, 4.6.1). */
typedef struct {
  SafiAuthCode result; /* when it matches: pass, fail, softfail or neutral */
  SafiSpfMechanism mechanism;
  char *domain_spec; /* (nullable) not expanded; NULL is the current domain */
  SafiIp network;    /* ip4, ip6: the bits behind the prefix are 0 */
  guint prefix4;     /* bits: 32 if none is given */
  guint prefix6;     /* bits: 128 if none is given */
  char *text;        /* as written: "-ip4:192.0.2.0/24" */
} SafiSpfDirective;

/* The terms of a record. Immutable; may cross threads. */
typedef struct {
  GPtrArray *directives; /* (element-type SafiSpfDirective) in their order */
  char *redirect;        /* (nullable) domain-spec, not expanded */
  char *explanation;     /* (nullable) the same of exp= */
} SafiSpfRecord;

/* Reads the whole of @terms, what follows the version section, with its leading blank.
 * Returns: (transfer full) (nullable): NULL if anything in it is no valid syntax (RFC 7208, 4.6 and
 * 12), be it behind a directive that would match. */
SafiSpfRecord *safi_spf_record_parse (const char *terms, gsize length);
void safi_spf_record_free (SafiSpfRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSpfRecord, safi_spf_record_free)

G_END_DECLS
