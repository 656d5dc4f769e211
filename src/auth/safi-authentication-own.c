/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "auth/clear/safi-csa.h"
#include "auth/dkim/safi-dkim-keys.h"
#include "auth/dns/safi-iprev.h"
#include "auth/safi-authentication-private.h"
#include "auth/spf/safi-sender-id.h"
#include "auth/spf/safi-spf.h"
#include "auth/zombie/safi-zombie.h"
#include "core/url/safi-domain.h"

void
safi_auth_run_add_row (SafiAuthRun *run,
                       SafiAuthMethod method,
                       SafiAuthCode code,
                       const char *domain,
                       const char *reason)
{
  safi_auth_result_add_row (run->result, method, SAFI_AUTH_BY_US, code, domain, reason);
  run->is_unsure |= code == SAFI_AUTH_TEMPERROR;
}

/* What the peer said at the border counts only if the border is known, and if the peer is a server:
 * who signed in is the provider's own customer. */
gboolean
safi_auth_run_has_peer (const SafiAuthRun *run)
{
  const SafiBoundary *boundary = run->boundary;

  return boundary->origin == SAFI_ORIGIN_OUTSIDE && boundary->has_ip &&
         boundary->confidence > SAFI_CONFIDENCE_LOW && !boundary->is_authenticated;
}

static SafiSpfRequest
get_spf_request (const SafiAuthRun *run)
{
  return (SafiSpfRequest){ .ip = run->boundary->ip,
                           .helo = run->boundary->helo,
                           .mail_from = run->boundary->envelope_from,
                           .time = run->boundary->time };
}

static void
check_spf (SafiAuthRun *run)
{
  const SafiSpfRequest request = get_spf_request (run);
  g_autoptr (SafiSpfResult) spf = NULL;

  if (!safi_auth_run_has_peer (run) || request.mail_from == NULL)
    return;
  spf = safi_spf_check_mail_from (SAFI_RESOLVER (run->resolver), &request, SAFI_SPF_SCOPE_SPF);
  if (spf->code == SAFI_AUTH_PASS) {
    const char *at = strrchr (request.mail_from, '@');

    run->spf_domain = safi_domain_normalise (at != NULL ? at + 1 : request.helo);
  }
  safi_auth_run_add_row (run, SAFI_AUTH_METHOD_SPF, spf->code,
                         run->spf_domain != NULL ? run->spf_domain : spf->domain, spf->problem);
}

static void
add_signature_row (SafiAuthRun *run, const SafiDkimResult *signature, gboolean is_cut)
{
  SafiAuthCode code = signature->code;
  const char *reason = safi_dkim_reason_to_string (signature->reason);

  if (is_cut) {
    code = SAFI_AUTH_NEUTRAL;
    reason = "body not read";
  } else if (code == SAFI_AUTH_PASS && signature->is_partial) {
    code = SAFI_AUTH_POLICY;
    reason = "text added behind l=";
  } else if (signature->is_test && code == SAFI_AUTH_FAIL) {
    code = SAFI_AUTH_NEUTRAL;
  }
  safi_auth_run_add_row (run, SAFI_AUTH_METHOD_DKIM, code, signature->domain, reason);
}

/* A signature over fields that were added to since proves nothing of what people see; nor does one
 * over a part of the body, which counts as changed as it would without l=. One over a body that was
 * not fetched proves nothing yet. */
static void
take_signature (SafiAuthRun *run, const SafiDkimResult *signature)
{
  const gboolean is_changed = signature->is_body_changed || signature->is_partial;
  const gboolean is_cut = !run->of->is_whole && (signature->is_body_changed ||
                                                 signature->reason == SAFI_DKIM_REASON_BODY_LENGTH);

  add_signature_row (run, signature, is_cut);
  run->result->wants_whole |= is_cut;
  if (signature->added_field != NULL)
    run->result->has_added_field |= signature->code == SAFI_AUTH_PASS;
  else if (signature->code == SAFI_AUTH_PASS && !is_changed)
    g_ptr_array_insert (run->passed, (gint) run->passed->len - 1, g_strdup (signature->domain));
  else if (is_changed)
    g_ptr_array_insert (run->changed, (gint) run->changed->len - 1, g_strdup (signature->domain));
}

static gint64
get_received (const SafiAuthRun *run)
{
  if (run->boundary->time > 0)
    return run->boundary->time;
  return run->of->request.received > 0 ? run->of->request.received : run->of->request.now;
}

static void
check_dkim (SafiAuthRun *run)
{
  SafiDkimKeys *keys = safi_dkim_keys_new (SAFI_RESOLVER (run->resolver), run->of->kept_keys,
                                           get_received (run), run->of->request.now);
  g_autoptr (GPtrArray) signatures = safi_dkim_verify (run->of->dkim, SAFI_RESOLVER (keys),
                                                       get_received (run), SAFI_DKIM_OPTION_NONE);

  for (guint i = 0; i < signatures->len; i++)
    take_signature (run, signatures->pdata[i]);
  g_ptr_array_unref (run->of->seen_keys);
  run->of->seen_keys = safi_dkim_keys_take_seen (keys);
  g_object_unref (keys);
}

/* Whoever publishes an SPF record can have us ask as much as we may for one message, so the
 * author's policy is asked for before, and found again by check_dmarc(). */
static void
ask_for_policy (SafiAuthRun *run)
{
  const SafiDmarcRequest request = { .authors = (const char *const *) run->of->authors->pdata };

  safi_dmarc_result_free (safi_dmarc_check (SAFI_RESOLVER (run->resolver), &request));
}

static gboolean
is_any_author (const SafiAuthRun *run)
{
  for (guint i = 0; run->passed->pdata[i] != NULL; i++)
    if (safi_auth_run_is_author (run, run->passed->pdata[i]))
      return TRUE;
  return run->spf_domain != NULL && safi_auth_run_is_author (run, run->spf_domain);
}

/* A failure that the way explains says nothing: a body that the provider or a list changed, a
 * forwarder whose address nobody announced. */
static gboolean
is_excused (const SafiAuthRun *run, const SafiDmarcResult *dmarc)
{
  return run->of->is_list || run->boundary->hints_at_forwarding || run->result->wants_whole ||
         !safi_auth_run_has_peer (run) ||
         (dmarc->changed_is_aligned && run->of->request.profile->rewrites_bodies);
}

static void
check_dmarc (SafiAuthRun *run)
{
  const SafiDmarcRequest request = {
    .authors = (const char *const *) run->of->authors->pdata,
    .dkim = (const char *const *) run->passed->pdata,
    .changed = (const char *const *) run->changed->pdata,
    .spf = run->spf_domain,
  };
  g_autoptr (SafiDmarcResult) dmarc = safi_dmarc_check (SAFI_RESOLVER (run->resolver), &request);
  const SafiAuthCode code =
      safi_dmarc_settle (dmarc, NULL, run->of->request.profile->rewrites_bodies);

  safi_auth_run_add_row (run, SAFI_AUTH_METHOD_DMARC, code, dmarc->author,
                         code == SAFI_AUTH_FAIL && dmarc->policy > SAFI_DMARC_POLICY_NONE
                             ? "refused by policy"
                             : NULL);
  run->result->has_several_authors = dmarc->has_several_authors;
  safi_auth_run_check_picture (run, dmarc);
  run->is_aligned = code == SAFI_AUTH_PASS || (code == SAFI_AUTH_NONE && is_any_author (run)) ||
                    dmarc->listed_is_aligned;
  run->is_denied =
      code == SAFI_AUTH_FAIL && dmarc->policy > SAFI_DMARC_POLICY_NONE && !is_excused (run, dmarc);
}

void
safi_auth_run_check_author (SafiAuthRun *run)
{
  check_dkim (run);
  ask_for_policy (run);
  check_spf (run);
  check_dmarc (run);
  if (*run->result->domain == '\0' && run->passed->pdata[0] != NULL)
    safi_auth_result_set_text (&run->result->domain, run->passed->pdata[0]);
  else if (*run->result->domain == '\0')
    safi_auth_result_set_text (&run->result->domain, run->spf_domain);
}

static void
check_sender_id (SafiAuthRun *run, const SafiSpfRequest *request)
{
  gsize length;
  const char *octets = g_bytes_get_data (safi_message_get_octets (run->of->message), &length);
  g_auto (SafiPra) pra = { NULL };
  g_autoptr (SafiSpfResult) spf = NULL;

  safi_pra_find (octets, length, &pra);
  spf = safi_sender_id_check_pra (SAFI_RESOLVER (run->resolver), request, &pra);
  safi_auth_run_add_row (run, SAFI_AUTH_METHOD_SENDER_ID, spf->code,
                         pra.address != NULL ? pra.address->domain : NULL,
                         spf->is_explicit ? "published for it" : spf->problem);
}

static const char *
get_own_domain (const SafiAuthRun *run)
{
  const char *at = strrchr (run->of->address, '@');

  return at != NULL ? at + 1 : NULL;
}

static void
list_signs (SafiAuthRun *run, const SafiSpfRequest *request, SafiAuthCode iprev, SafiAuthCode helo)
{
  g_autoptr (SafiSpfResult) spf = safi_spf_check_helo (SAFI_RESOLVER (run->resolver), request);
  const SafiZombieRequest zombie = {
    .boundary = run->boundary,
    .profile = run->of->request.profile,
    .trace = run->of->trace,
    .iprev = iprev,
    .helo_forward = helo,
    .helo_spf = spf->code,
    .own_domain = get_own_domain (run),
    .message_id = safi_message_get_message_id (run->of->message),
    .names_mailer = safi_message_get_header (run->of->message, "User-Agent") != NULL ||
                    safi_message_get_header (run->of->message, "X-Mailer") != NULL,
    .is_known = run->of->request.is_known,
  };
  g_autoptr (GPtrArray) signs = safi_zombie_list_signs (&zombie);

  for (guint i = 0; i < signs->len && run->result->signs->len < SAFI_AUTH_SIGNS_MAX; i++) {
    const SafiZombieSign *sign = signs->pdata[i];

    g_ptr_array_add (run->result->signs, g_strdup (safi_zombie_code_to_string (sign->code)));
  }
}

void
safi_auth_run_check_relay (SafiAuthRun *run)
{
  const SafiSpfRequest request = get_spf_request (run);
  g_autoptr (SafiCsaResult) csa = NULL;
  SafiAuthCode iprev, helo;

  if (!safi_auth_run_has_peer (run))
    return;
  check_sender_id (run, &request);
  csa = safi_csa_check (SAFI_RESOLVER (run->resolver), &request.ip, request.helo);
  safi_auth_run_add_row (run, SAFI_AUTH_METHOD_CSA, csa->code, csa->domain, csa->reason);
  iprev = safi_iprev_check (SAFI_RESOLVER (run->resolver), &request.ip, NULL);
  safi_auth_run_add_row (run, SAFI_AUTH_METHOD_IPREV, iprev, run->boundary->rdns, NULL);
  helo = safi_iprev_check_helo (SAFI_RESOLVER (run->resolver), &request.ip, request.helo);
  safi_auth_run_add_row (run, SAFI_AUTH_METHOD_HELO, helo, request.helo, NULL);
  list_signs (run, &request, iprev, helo);
}
