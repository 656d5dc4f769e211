/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/safi-authentication-private.h"

#include <string.h>

#include "core/url/safi-domain.h"

#define SECONDS_PER_DAY 86400

static GPtrArray *
new_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (list, NULL);
  return list;
}

/* The domains of From, each once. */
static GPtrArray *
list_authors (SafiMessage *message)
{
  GPtrArray *addresses = safi_message_get_addresses (message, "From");
  GPtrArray *authors = new_list ();

  for (guint i = 0; i < addresses->len; i++) {
    const char *domain = ((SafiAddress *) addresses->pdata[i])->domain;

    if (*domain != '\0' && !g_strv_contains ((const char *const *) authors->pdata, domain))
      g_ptr_array_insert (authors, (gint) authors->len - 1, g_strdup (domain));
  }
  return authors;
}

SafiAuthentication *
safi_authentication_new (SafiMessage *message, const SafiAuthRequest *request)
{
  SafiAuthentication *self = g_new0 (SafiAuthentication, 1);
  GBytes *octets = safi_message_get_octets (message);
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  self->message = safi_message_ref (message);
  self->request = *request;
  self->request.profile = safi_provider_profile_ref (request->profile);
  self->request.batv_key = request->batv_key != NULL ? g_bytes_ref (request->batv_key) : NULL;
  self->address = g_strdup (request->address);
  self->request.address = self->address;
  self->certifiers = g_strdupv ((char **) request->certifiers);
  self->request.certifiers = (const char *const *) self->certifiers;
  self->dns_lists = g_strdupv ((char **) request->dns_lists);
  self->request.dns_lists = (const char *const *) self->dns_lists;
  self->trace = safi_trace_read (data, length);
  self->signed_message = safi_signed_message_new (octets);
  self->dkim = safi_dkim_new (self->signed_message);
  self->arc = safi_arc_new (self->signed_message);
  self->kept_keys = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_kept_key_free);
  self->seen_keys = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_kept_key_free);
  self->authors = list_authors (message);
  self->is_whole = safi_message_get_unseen (message) == 0;
  self->is_list = safi_message_get_header (message, "List-Id") != NULL;
  return self;
}

void
safi_authentication_free (SafiAuthentication *self)
{
  if (self == NULL)
    return;
  safi_arc_free (self->arc);
  safi_dkim_free (self->dkim);
  safi_signed_message_unref (self->signed_message);
  g_ptr_array_unref (self->trace);
  g_ptr_array_unref (self->authors);
  g_ptr_array_unref (self->kept_keys);
  g_ptr_array_unref (self->seen_keys);
  safi_provider_profile_unref (self->request.profile);
  g_clear_pointer (&self->request.batv_key, g_bytes_unref);
  safi_message_unref (self->message);
  g_free (self->address);
  g_strfreev (self->certifiers);
  g_strfreev (self->dns_lists);
  g_free (self);
}

char **
safi_authentication_list_key_names (SafiAuthentication *self)
{
  return safi_dkim_list_key_names (self->dkim);
}

void
safi_authentication_add_key (SafiAuthentication *self, SafiKeptKey *key)
{
  g_ptr_array_add (self->kept_keys, key);
}

GPtrArray *
safi_authentication_get_seen_keys (SafiAuthentication *self)
{
  return self->seen_keys;
}

gboolean
safi_auth_run_is_author (const SafiAuthRun *run, const char *domain)
{
  const char *const *authors = (const char *const *) run->of->authors->pdata;

  /* With several authors none is the one that a person reads. */
  return authors[0] != NULL && authors[1] == NULL && *domain != '\0' &&
         safi_domain_is_same_owner (authors[0], domain);
}

static void
judge_bounce (SafiAuthRun *run)
{
  static const SafiAuthCode codes[] = { [SAFI_BACKSCATTER_UNKNOWN] = SAFI_AUTH_NONE,
                                        [SAFI_BACKSCATTER_NO] = SAFI_AUTH_PASS,
                                        [SAFI_BACKSCATTER_YES] = SAFI_AUTH_FAIL };
  const SafiAuthRequest *request = &run->of->request;
  gsize length;
  const char *octets = g_bytes_get_data (safi_message_get_octets (run->of->message), &length);
  g_autoptr (SafiBounce) bounce = safi_bounce_read (octets, length, run->boundary->mail_from);
  const gint64 time = run->result->received > 0 ? run->result->received : request->now;

  if (!bounce->is_bounce)
    return;
  safi_auth_result_add_row (
      run->result, SAFI_AUTH_METHOD_BOUNCE, SAFI_AUTH_BY_US,
      codes[safi_bounce_judge (bounce, run->boundary->recipient, request->batv_key,
                               (guint64) (time / SECONDS_PER_DAY), request->was_sent,
                               request->was_sent_data)],
      NULL, bounce->is_report ? "delivery report" : NULL);
}

/* TRUE if only the provider was to be asked, and what he says proves nothing by itself. */
static gboolean
is_nobody_asked (const SafiAuthRun *run)
{
  const gboolean is_silent = run->trusted->fields->len == 0 && !run->trusted->is_absence_telling;

  return run->of->request.provider_only && (is_silent || run->trusted->needs_own_check);
}

static SafiIdentity
identify (const SafiAuthRun *run)
{
  const gboolean is_inside = run->boundary->origin != SAFI_ORIGIN_OUTSIDE;

  if (run->is_aligned)
    return run->result->has_added_field ? SAFI_IDENTITY_UNAUTHENTICATED
                                        : SAFI_IDENTITY_AUTHENTICATED;
  if (run->is_denied)
    return SAFI_IDENTITY_SPOOFED;
  if (*run->result->domain != '\0')
    return SAFI_IDENTITY_OTHER;
  if (run->is_unsure || is_inside || run->result->wants_whole || is_nobody_asked (run))
    return SAFI_IDENTITY_UNKNOWN;
  if (run->of->request.always_proved && !run->of->is_list && !run->boundary->hints_at_forwarding)
    return SAFI_IDENTITY_CONTRADICTED;
  return SAFI_IDENTITY_UNAUTHENTICATED;
}

static void
describe_peer (SafiAuthRun *run)
{
  const SafiBoundary *boundary = run->boundary;
  g_autofree char *ip = boundary->has_ip ? safi_ip_to_string (&boundary->ip) : NULL;

  safi_auth_result_set_text (&run->result->ip, ip);
  safi_auth_result_set_text (&run->result->helo, boundary->helo);
  safi_auth_result_set_text (&run->result->rdns, boundary->rdns);
  safi_auth_result_set_text (&run->result->by, boundary->by);
  safi_auth_result_set_text (&run->result->author, run->of->authors->pdata[0]);
  run->result->received = boundary->time > 0 ? boundary->time : run->of->request.received;
  run->result->computed = run->of->request.now;
}

gboolean
safi_auth_run_may_go_on (const SafiAuthRun *run)
{
  return !run->is_aligned && !run->of->request.is_sparing &&
         !safi_dns_watch_saw_open (run->resolver);
}

static void
examine (SafiAuthRun *run)
{
  const gboolean may_ask = !run->of->request.provider_only;

  run->result->has_several_authors =
      run->of->authors->pdata[0] != NULL && run->of->authors->pdata[1] != NULL;
  if (!safi_auth_run_read_provider (run) && may_ask)
    safi_auth_run_check_author (run);
  if (may_ask && safi_auth_run_may_go_on (run))
    safi_auth_run_check_relay (run);
  judge_bounce (run);
  if (run->is_aligned)
    safi_auth_result_set_text (&run->result->domain, run->of->authors->pdata[0]);
  if (may_ask && !run->of->request.is_sparing && !safi_dns_watch_saw_open (run->resolver))
    safi_auth_run_ask_others (run);
}

SafiAuthResult *
safi_authentication_run (SafiAuthentication *self, SafiResolver *resolver)
{
  g_autoptr (SafiAuthResult) result = safi_auth_result_new ();
  g_autoptr (SafiDnsWatch) watch =
      self->request.provider_only ? NULL : safi_dns_watch_new (resolver);
  g_autoptr (SafiBoundary) boundary = safi_boundary_find (
      self->trace, self->request.profile, watch != NULL ? SAFI_RESOLVER (watch) : NULL);
  g_autoptr (SafiAuthresTrusted) trusted =
      safi_authres_trusted_new (self->trace, self->request.profile, boundary->span);
  g_autoptr (GPtrArray) passed = new_list ();
  g_autoptr (GPtrArray) changed = new_list ();
  SafiAuthRun run = {
    self, watch, result, boundary, trusted, passed, changed, .is_aligned = FALSE
  };

  describe_peer (&run);
  examine (&run);
  result->identity = identify (&run);
  result->is_final = !run.is_unsure;
  g_free (run.spf_domain);
  return g_steal_pointer (&result);
}

/* Who alters bodies after receipt is found out by what it says of signatures and what we find. */
static SafiBodyState
compare_body (const SafiAuthResult *result)
{
  gboolean has_passed_there = FALSE, has_passed_here = FALSE, is_changed = FALSE;

  for (guint i = 0; i < result->rows->len; i++) {
    const SafiAuthRow *row = result->rows->pdata[i];

    if (row->method != SAFI_AUTH_METHOD_DKIM)
      continue;
    has_passed_there |= row->source == SAFI_AUTH_BY_PROVIDER && row->code == SAFI_AUTH_PASS;
    has_passed_here |= row->source == SAFI_AUTH_BY_US && row->code == SAFI_AUTH_PASS;
    is_changed |= row->source == SAFI_AUTH_BY_US && row->code == SAFI_AUTH_FAIL &&
                  g_str_equal (row->reason, safi_dkim_reason_to_string (SAFI_DKIM_REASON_BODY));
  }
  if (!has_passed_there || (!has_passed_here && !is_changed))
    return SAFI_BODY_UNKNOWN;
  return has_passed_here ? SAFI_BODY_SAME : SAFI_BODY_CHANGED;
}

/* Of old mail the signatures are not fetched: there the provider tells whether it found one. */
static gboolean
is_signed (SafiAuthentication *self)
{
  if (safi_message_get_header (self->message, "DKIM-Signature") != NULL)
    return TRUE;
  if ((safi_message_get_unseen (self->message) & SAFI_UNSEEN_FIELDS) == 0)
    return FALSE;
  for (guint i = 0; i < self->trace->len; i++) {
    const SafiTraceField *field = self->trace->pdata[i];

    if (field->type == SAFI_TRACE_AUTHENTICATION_RESULTS &&
        strstr (field->value, "dkim=") != NULL && strstr (field->value, "dkim=none") == NULL)
      return TRUE;
  }
  return FALSE;
}

void
safi_authentication_teach (SafiAuthentication *self,
                           const SafiAuthResult *result,
                           SafiProviderLearning *learning)
{
  g_autoptr (SafiBoundary) boundary = safi_boundary_find (self->trace, self->request.profile, NULL);

  safi_provider_learning_add (learning, self->trace, boundary, result->author, is_signed (self),
                              compare_body (result));
}
