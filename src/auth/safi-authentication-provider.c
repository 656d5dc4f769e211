/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/safi-authentication-private.h"
#include "core/url/safi-domain.h"

/* Methods of RFC 8601 that are taken over. */
static const struct {
  const char *name;
  SafiAuthMethod method;
  gboolean proves_domain; /* a pass proves the domain that it names */
} methods[] = {
  { "spf", SAFI_AUTH_METHOD_SPF, TRUE },   { "sender-id", SAFI_AUTH_METHOD_SENDER_ID, FALSE },
  { "dkim", SAFI_AUTH_METHOD_DKIM, TRUE }, { "dmarc", SAFI_AUTH_METHOD_DMARC, TRUE },
  { "arc", SAFI_AUTH_METHOD_ARC, FALSE },  { "iprev", SAFI_AUTH_METHOD_IPREV, FALSE },
};

static void
note_pass (SafiAuthRun *run, const char *domain)
{
  if (safi_auth_run_is_author (run, domain))
    run->is_aligned = TRUE;
  else if (*run->result->domain == '\0')
    safi_auth_result_set_text (&run->result->domain, domain);
}

static void
add_result (SafiAuthRun *run, const SafiAuthresResult *result)
{
  const gboolean is_doubtful = run->trusted->needs_own_check && result->code == SAFI_AUTH_PASS;
  g_autofree char *domain = safi_authres_result_get_domain (result);

  for (guint i = 0; i < G_N_ELEMENTS (methods) && !is_doubtful; i++)
    if (g_str_equal (methods[i].name, result->method)) {
      safi_auth_result_add_row (run->result, methods[i].method, SAFI_AUTH_BY_PROVIDER, result->code,
                                domain, result->word);
      if (methods[i].proves_domain && result->code == SAFI_AUTH_PASS)
        note_pass (run, domain);
    }
}

/* Providers say in several ways what the author's domain asks for. */
static gboolean
is_refused (SafiAuthRun *run)
{
  static const char *const names[] = { "policy.published-domain-policy", "polrec.p", "policy.dmarc",
                                       "action" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *value = safi_authres_trusted_get (run->trusted, names[i]);

    if (value != NULL &&
        (g_ascii_strcasecmp (value, "reject") == 0 || g_ascii_strcasecmp (value, "oreject") == 0 ||
         g_ascii_strcasecmp (value, "quarantine") == 0))
      return TRUE;
  }
  return FALSE;
}

static void
add_received_spf (SafiAuthRun *run)
{
  const SafiReceivedSpf *spf = run->trusted->spf;
  const char *at =
      spf != NULL && spf->envelope_from != NULL ? strrchr (spf->envelope_from, '@') : NULL;
  g_autofree char *domain = NULL;

  if (spf == NULL || safi_authres_trusted_find (run->trusted, "spf") != NULL ||
      run->trusted->needs_own_check)
    return;
  domain = safi_domain_normalise (at != NULL ? at + 1 : spf->helo);
  safi_auth_result_add_row (run->result, SAFI_AUTH_METHOD_SPF, SAFI_AUTH_BY_PROVIDER, spf->code,
                            domain, "Received-SPF");
  if (spf->code == SAFI_AUTH_PASS)
    note_pass (run, domain);
}

gboolean
safi_auth_run_read_provider (SafiAuthRun *run)
{
  const SafiAuthresResult *dmarc = safi_authres_trusted_find (run->trusted, "dmarc");

  for (guint i = 0; i < run->trusted->fields->len; i++) {
    const SafiAuthres *field = run->trusted->fields->pdata[i];

    for (guint j = 0; j < field->results->len; j++)
      add_result (run, field->results->pdata[j]);
  }
  add_received_spf (run);
  if (run->is_aligned)
    return TRUE;
  run->is_denied = dmarc != NULL && dmarc->code == SAFI_AUTH_FAIL && is_refused (run);
  return run->is_denied;
}
