/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-authres-trusted.h"
#include "auth/boundary/safi-provider-profile.h"
#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

typedef enum {
  SAFI_ORIGIN_OUTSIDE,  /* handed over by a server that is not the provider's */
  SAFI_ORIGIN_INTERNAL, /* it never left the provider's own servers */
  SAFI_ORIGIN_SELF,     /* no server wrote anything: a draft, or a copy of what was sent */
} SafiOrigin;

const char *safi_origin_to_string (SafiOrigin self); /* "outside" ... */

typedef enum {
  SAFI_CONFIDENCE_LOW,    /* weak evidence only: the server that wrote it is not known as the
                             provider's */
  SAFI_CONFIDENCE_MEDIUM, /* a hop inside was taken for one without asking the DNS */
  SAFI_CONFIDENCE_HIGH,
} SafiConfidence;

const char *safi_confidence_to_string (SafiConfidence self); /* "low" ... */

/* Where the envelope's sender was found. */
typedef enum {
  SAFI_MAIL_FROM_UNKNOWN,
  SAFI_MAIL_FROM_RETURN_PATH,
  SAFI_MAIL_FROM_RECEIVED_SPF,
  SAFI_MAIL_FROM_AUTHRES,
  SAFI_MAIL_FROM_RECEIVED,
} SafiMailFromSource;

/* Where the message came in: the last line that a trusted server wrote about somebody who is not
 * trusted. What stands further down is the stranger's own word. Strings are valid UTF-8. Immutable.
 */
typedef struct {
  SafiOrigin origin;
  SafiConfidence confidence;
  gboolean is_authenticated; /* the client signed in: a customer of the provider, no SPF, no
                                dynamic-address tests */
  int received;              /* its number among the Received fields from the top; -1 if none */
  guint n_below;             /* older Received fields, which nobody vouches for */
  SafiTraceSpan span;
  gboolean has_ip;
  SafiIp ip;
  char *helo;
  char *rdns;
  gboolean may_be_forged; /* the server found that rdns does not lead back */
  char *by;
  gint64 time;         /* of receipt, seconds UTC; 0 if not known */
  char *mail_from;     /* (nullable): without tags and rewriting; NULL is not known, "" a bounce */
  char *envelope_from; /* (nullable): the same as it stands */
  SafiMailFromSource mail_from_source;
  gboolean hints_at_forwarding; /* a rewritten sender, X-Forwarded-For or -To: the peer may be a
                                   forwarder */
  char *recipient; /* the first of Delivered-To, X-Original-To, Envelope-To and "for"; "" if none */
} SafiBoundary;

/* @trace: (element-type SafiTraceField). @resolver: (nullable): confirms names of the provider's
 * servers; without it, or while its answer is open, the word of the server that wrote the line
 * counts where that server is of a kind that checks. Returns: (transfer full). On the resolver's
 * thread. */
SafiBoundary *
safi_boundary_find (GPtrArray *trace, const SafiProviderProfile *profile, SafiResolver *resolver);
void safi_boundary_free (SafiBoundary *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiBoundary, safi_boundary_free)

G_END_DECLS
