/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-boundary-private.h"

#include <string.h>

#include "auth/clear/safi-batv.h"

/* Returns: (transfer full): the value of "KEY:" in "CIP:192.0.2.1;CTRY:DE;"; "" if there is none.
 */
static char *
get_report_value (const char *report, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (report, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *part = g_strstrip (parts[i]);

    if (g_str_has_prefix (part, key) && part[strlen (key)] == ':')
      return g_strdup (part + strlen (key) + 1);
  }
  return g_strdup ("");
}

/* Microsoft's filter writes down its client; only its own provider is believed. */
static void
read_report (SafiBoundary *self, const char *report)
{
  g_autofree char *ip = get_report_value (report, "CIP");

  if (!safi_ip_parse (ip, &self->ip) || safi_ip_is_internal (&self->ip))
    return;
  self->has_ip = TRUE;
  self->helo = get_report_value (report, "H");
  self->rdns = get_report_value (report, "PTR");
}

/* The address that the provider's own results are about. */
static gboolean
find_reported_address (const SafiAuthresTrusted *trusted, SafiIp *ret_ip)
{
  static const char *const names[] = { "policy.iprev", "smtp.remote-ip" };

  if (trusted->spf != NULL && trusted->spf->has_client_ip) {
    *ret_ip = trusted->spf->client_ip;
    return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *value = safi_authres_trusted_get (trusted, names[i]);

    if (value != NULL && safi_ip_parse (value, ret_ip))
      return TRUE;
  }
  return FALSE;
}

/* The first ARC-Authentication-Results in place is the provider's own set, if it has its id. */
static gboolean
find_arc_address (GPtrArray *trace,
                  const SafiProviderProfile *profile,
                  SafiTraceSpan span,
                  SafiIp *ret_ip)
{
  for (guint i = 0; i < trace->len; i++) {
    const SafiTraceField *field = trace->pdata[i];
    g_autoptr (SafiAuthres) set = NULL;
    guint instance;

    if (field->type != SAFI_TRACE_ARC_AUTHENTICATION_RESULTS)
      continue;
    set = safi_authres_parse_arc (field->value, &instance);
    if (set == NULL || *set->id == '\0' || profile->place == SAFI_AUTHRES_BELOW ||
        !safi_authres_is_in_place (field, profile, span) ||
        !safi_provider_profile_has_id (profile, set->id))
      return FALSE;
    for (guint j = 0; j < set->results->len; j++) {
      const char *value = safi_authres_result_get (set->results->pdata[j], "smtp.remote-ip");

      if (value != NULL)
        return safi_ip_parse (value, ret_ip);
    }
    return FALSE;
  }
  return FALSE;
}

/* Takes an address that only results tell of. */
static void
take_reported (SafiBoundary *self, const SafiAuthresTrusted *trusted, const SafiIp *ip)
{
  const char *helo = trusted->spf != NULL ? trusted->spf->helo : "";

  if (safi_ip_is_internal (ip))
    return;
  self->has_ip = TRUE;
  self->ip = *ip;
  if (*helo == '\0')
    helo = safi_authres_trusted_get (trusted, "smtp.helo");
  self->helo = g_strdup (helo);
}

void
safi_boundary_find_peer_elsewhere (SafiBoundary *self,
                                   GPtrArray *trace,
                                   const SafiProviderProfile *profile,
                                   const SafiAuthresTrusted *trusted)
{
  SafiIp ip;

  if (self->origin != SAFI_ORIGIN_SELF &&
      (find_reported_address (trusted, &ip) || find_arc_address (trace, profile, self->span, &ip)))
    take_reported (self, trusted, &ip);
  for (guint i = 0; i < trace->len && !self->has_ip && profile->allows_empty_id &&
                    self->origin != SAFI_ORIGIN_SELF;
       i++) {
    const SafiTraceField *field = trace->pdata[i];

    if (field->type == SAFI_TRACE_FOREFRONT) {
      read_report (self, field->value);
      break;
    }
  }
  if (self->has_ip) {
    self->origin = SAFI_ORIGIN_OUTSIDE;
    self->confidence = SAFI_CONFIDENCE_LOW;
  }
  self->helo = self->helo != NULL ? self->helo : g_strdup ("");
  self->rdns = self->rdns != NULL ? self->rdns : g_strdup ("");
  self->by = self->by != NULL ? self->by : g_strdup ("");
}

/* Returns: (transfer full): the address of a Return-Path, "" for "<>". */
static char *
read_path (const char *value)
{
  const char *open = strchr (value, '<');
  const char *close = strrchr (value, '>');

  if (open != NULL && close != NULL && open < close)
    return g_strndup (open + 1, (gsize) (close - open - 1));
  return g_strstrip (g_strdup (value));
}

/* The topmost Return-Path above the line, or below it before a stranger's line begins: there a
 * sender may have written it, but SPF decides on what it says. */
static const char *
find_return_path (const SafiBoundary *self, GPtrArray *trace)
{
  for (guint i = 0; i < trace->len; i++) {
    const SafiTraceField *field = trace->pdata[i];

    if (field->type == SAFI_TRACE_RETURN_PATH)
      return field->index < self->span.next ? field->value : NULL;
  }
  return NULL;
}

/* Returns: (transfer full) (nullable). */
static char *
find_envelope_from (SafiBoundary *self,
                    GPtrArray *trace,
                    const SafiAuthresTrusted *trusted,
                    const SafiReceived *hop)
{
  const char *path = find_return_path (self, trace);
  const char *reported = safi_authres_trusted_get (trusted, "smtp.mailfrom");

  const struct {
    const char *value;
    SafiMailFromSource source;
  } sources[] = {
    { trusted->spf != NULL ? trusted->spf->envelope_from : NULL, SAFI_MAIL_FROM_RECEIVED_SPF },
    { reported, SAFI_MAIL_FROM_AUTHRES },
    { hop != NULL ? hop->envelope_from : NULL, SAFI_MAIL_FROM_RECEIVED },
  };

  if (path != NULL) {
    self->mail_from_source = SAFI_MAIL_FROM_RETURN_PATH;
    return read_path (path);
  }
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i].value != NULL) {
      self->mail_from_source = sources[i].source;
      return g_strdup (sources[i].value);
    }
  return NULL;
}

static gboolean
has_forwarding_field (GPtrArray *trace)
{
  for (guint i = 0; i < trace->len; i++)
    if (((const SafiTraceField *) trace->pdata[i])->type == SAFI_TRACE_FORWARDED)
      return TRUE;
  return FALSE;
}

void
safi_boundary_find_mail_from (SafiBoundary *self,
                              GPtrArray *trace,
                              const SafiProviderProfile *profile,
                              const SafiAuthresTrusted *trusted,
                              const SafiReceived *hop)
{
  g_autofree char *original = NULL;
  const char *domain;

  self->envelope_from = find_envelope_from (self, trace, trusted, hop);
  self->hints_at_forwarding = has_forwarding_field (trace);
  if (self->envelope_from == NULL)
    return;
  original = safi_srs_unwrap (self->envelope_from);
  domain = strrchr (self->envelope_from, '@');
  /* Rewritten inside, the sender at the boundary was the original one. */
  if (original != NULL && safi_provider_profile_has_server (profile, domain + 1)) {
    self->mail_from = g_steal_pointer (&original);
    return;
  }
  self->mail_from = safi_batv_strip (self->envelope_from);
  self->hints_at_forwarding |= original != NULL;
  if (self->mail_from == NULL)
    self->mail_from = g_strdup (self->envelope_from);
}

void
safi_boundary_find_recipient (SafiBoundary *self, GPtrArray *trace, const SafiReceived *hop)
{
  for (guint i = 0; i < trace->len && self->recipient == NULL; i++) {
    const SafiTraceField *field = trace->pdata[i];

    if (field->type == SAFI_TRACE_DELIVERED && field->index < self->span.next)
      self->recipient = read_path (field->value);
  }
  if (self->recipient == NULL)
    self->recipient = g_strdup (hop != NULL ? hop->recipient : "");
}
