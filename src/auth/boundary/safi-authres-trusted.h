/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-provider-profile.h"
#include "auth/trace/safi-authres.h"
#include "auth/trace/safi-received-spf.h"
#include "auth/trace/safi-trace.h"

G_BEGIN_DECLS

/* Where the message came in: places among all fields (SafiTraceField.index). */
typedef struct {
  guint boundary; /* the Received field that took it in; G_MAXUINT: it never came in */
  guint next; /* the next older Received field, which a stranger wrote; G_MAXUINT: there is none */
} SafiTraceSpan;

/* The Authentication-Results that the account's own provider wrote (RFC 8601, 5). Immutable. */
typedef struct {
  GPtrArray *fields;        /* (element-type SafiAuthres): in order; empty: nothing to believe */
  SafiReceivedSpf *spf;     /* (nullable): the provider's Received-SPF */
  gboolean needs_own_check; /* a "pass" counts only where our own check passes too: a sender could
                               have written it */
  gboolean is_unreadable;   /* the first field where its own should stand says nothing that can be
                               read, and what follows may be a sender's */
  gboolean is_absence_telling; /* nothing is there, but this provider writes on all mail */
} SafiAuthresTrusted;

/* @trace: (element-type SafiTraceField). Returns: (transfer full). On every thread. */
SafiAuthresTrusted *
safi_authres_trusted_new (GPtrArray *trace, const SafiProviderProfile *profile, SafiTraceSpan span);
void safi_authres_trusted_free (SafiAuthresTrusted *self);

/* The first result of @method in all accepted fields. Returns: (transfer none) (nullable). */
const SafiAuthresResult *safi_authres_trusted_find (const SafiAuthresTrusted *self,
                                                    const char *method);

/* Returns: (transfer none) (nullable): the first value of that property in any accepted result. */
const char *safi_authres_trusted_get (const SafiAuthresTrusted *self, const char *property);

/* TRUE if @field stands where @profile's provider writes, given where the message came in. */
gboolean safi_authres_is_in_place (const SafiTraceField *field,
                                   const SafiProviderProfile *profile,
                                   SafiTraceSpan span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAuthresTrusted, safi_authres_trusted_free)

G_END_DECLS
