/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-boundary.h"

#include <string.h>

#include "auth/boundary/safi-boundary-private.h"
#include "auth/dns/safi-forward.h"
#include "auth/trace/safi-received.h"

static const char *const origins[] = {
  [SAFI_ORIGIN_OUTSIDE] = "outside",
  [SAFI_ORIGIN_INTERNAL] = "internal",
  [SAFI_ORIGIN_SELF] = "self",
};

static const char *const confidences[] = {
  [SAFI_CONFIDENCE_LOW] = "low",
  [SAFI_CONFIDENCE_MEDIUM] = "medium",
  [SAFI_CONFIDENCE_HIGH] = "high",
};

const char *
safi_origin_to_string (SafiOrigin self)
{
  return origins[self];
}

const char *
safi_confidence_to_string (SafiConfidence self)
{
  return confidences[self];
}

/* TRUE if the reverse name of @hop leads back to it; @self loses confidence where that is only the
 * word of the server that wrote the line. */
static gboolean
is_name_confirmed (SafiBoundary *self, const SafiReceived *hop, SafiResolver *resolver)
{
  SafiDnsOutcome outcome = SAFI_DNS_OPEN;
  gboolean is_among = FALSE;

  if (resolver != NULL)
    outcome = safi_forward_look_up (resolver, hop->rdns, &hop->ip, 32, 128, &is_among);
  if (outcome != SAFI_DNS_OPEN && outcome != SAFI_DNS_TEMPERROR)
    return is_among;
  self->confidence = MIN (self->confidence, SAFI_CONFIDENCE_MEDIUM);
  return hop->is_rdns_proved;
}

/* A page of the provider's own web mail, or its mailbox store: no SMTP client can cause that word,
 * so here the name in front is the server's own. */
static gboolean
is_web_hand_over (const SafiProviderProfile *profile, const SafiReceived *hop)
{
  return g_ascii_strncasecmp (hop->with, "HTTP", 4) == 0 &&
         safi_provider_profile_has_server (profile, hop->by) &&
         safi_provider_profile_has_server (profile, hop->name);
}

/* TRUE if the client of @hop, as a trusted server saw it, is one of the provider's own. What the
 * client called itself does not count. */
static gboolean
is_inside (SafiBoundary *self,
           const SafiProviderProfile *profile,
           const SafiReceived *hop,
           SafiResolver *resolver)
{
  if (hop->is_ip_doubtful)
    return FALSE;
  if (safi_ip_is_internal (&hop->ip) || safi_provider_profile_has_address (profile, &hop->ip) ||
      is_web_hand_over (profile, hop))
    return TRUE;
  return !hop->may_be_forged && safi_provider_profile_has_server (profile, hop->rdns) &&
         is_name_confirmed (self, hop, resolver);
}

static void
take_hop (SafiBoundary *self, const SafiReceived *hop)
{
  self->origin = SAFI_ORIGIN_OUTSIDE;
  self->has_ip = TRUE;
  self->ip = hop->ip;
  self->helo = g_strdup (hop->helo);
  self->rdns = g_strdup (hop->rdns);
  self->may_be_forged = hop->may_be_forged;
  self->is_authenticated = hop->authenticated[0] != '\0';
  if (hop->is_ip_doubtful)
    self->confidence = SAFI_CONFIDENCE_LOW;
}

/* A server that does not say whom it took the message from: what stands below may be a stranger's.
 */
static void
take_hidden (SafiBoundary *self, int number)
{
  self->origin = SAFI_ORIGIN_OUTSIDE;
  self->confidence = SAFI_CONFIDENCE_LOW;
  self->received = number;
}

/* Where @hop was taken in, whether from outside or not. */
static void
take_server (SafiBoundary *self, const SafiReceived *hop)
{
  g_free (self->by);
  self->by = g_strdup (hop->by);
  self->time = hop->time;
}

/* Walks down from the top as long as the lines are written by trusted servers. Returns: (transfer
 * full) (nullable): the hop from outside. */
static SafiReceived *
walk (SafiBoundary *self,
      GPtrArray *trace,
      const SafiProviderProfile *profile,
      SafiResolver *resolver)
{
  gboolean is_first = TRUE;
  int number = -1;

  for (guint i = 0; i < trace->len; i++) {
    const SafiTraceField *field = trace->pdata[i];
    g_autoptr (SafiReceived) hop = NULL;

    if (field->type != SAFI_TRACE_RECEIVED)
      continue;
    number++;
    self->origin = SAFI_ORIGIN_INTERNAL;
    self->span.boundary = field->index;
    hop = safi_received_parse (field->value);
    if (hop == NULL && safi_received_hides_client (field->value)) {
      take_hidden (self, number);
      return NULL;
    }
    if (hop == NULL)
      continue;
    take_server (self, hop);
    if (is_first && !safi_provider_profile_has_server (profile, hop->by))
      self->confidence = SAFI_CONFIDENCE_LOW;
    is_first = FALSE;
    if (is_inside (self, profile, hop, resolver))
      continue;
    take_hop (self, hop);
    self->received = number;
    return g_steal_pointer (&hop);
  }
  return NULL;
}

/* What stands below the boundary. */
static void
count_below (SafiBoundary *self, GPtrArray *trace)
{
  if (self->span.boundary == G_MAXUINT)
    return;
  for (guint i = 0; i < trace->len; i++) {
    const SafiTraceField *field = trace->pdata[i];

    if (field->type != SAFI_TRACE_RECEIVED || field->index <= self->span.boundary)
      continue;
    if (self->n_below++ == 0)
      self->span.next = field->index;
  }
}

SafiBoundary *
safi_boundary_find (GPtrArray *trace, const SafiProviderProfile *profile, SafiResolver *resolver)
{
  SafiBoundary *self = g_new0 (SafiBoundary, 1);
  g_autoptr (SafiAuthresTrusted) trusted = NULL;
  g_autoptr (SafiReceived) hop = NULL;

  self->origin = SAFI_ORIGIN_SELF;
  self->confidence = SAFI_CONFIDENCE_HIGH;
  self->received = -1;
  self->span.boundary = self->span.next = G_MAXUINT;
  hop = walk (self, trace, profile, resolver);
  count_below (self, trace);
  trusted = safi_authres_trusted_new (trace, profile, self->span);
  if (hop == NULL)
    safi_boundary_find_peer_elsewhere (self, trace, profile, trusted);
  safi_boundary_find_mail_from (self, trace, profile, trusted, hop);
  safi_boundary_find_recipient (self, trace, hop);
  return self;
}

void
safi_boundary_free (SafiBoundary *self)
{
  g_free (self->helo);
  g_free (self->rdns);
  g_free (self->by);
  g_free (self->mail_from);
  g_free (self->envelope_from);
  g_free (self->recipient);
  g_free (self);
}
