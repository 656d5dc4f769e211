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

/* Whose word was checked (RFC 7208, 2.4 and 9.1): the greeting, if the field says so or if there is
 * no sender in the envelope. Returns: (transfer full): "" if the field does not tell. */
static char *
get_checked_domain (const SafiReceivedSpf *spf)
{
  const char *at = spf->envelope_from != NULL ? strrchr (spf->envelope_from, '@') : NULL;

  if (g_ascii_strcasecmp (spf->identity, "helo") == 0)
    return safi_domain_normalise (spf->helo);
  if (spf->envelope_from == NULL ||
      (*spf->identity != '\0' && g_ascii_strcasecmp (spf->identity, "mailfrom") != 0))
    return g_strdup ("");
  return safi_domain_normalise (at != NULL ? at + 1 : spf->helo);
}

static void
add_received_spf (SafiAuthRun *run)
{
  const SafiReceivedSpf *spf = run->trusted->spf;
  g_autofree char *domain = NULL;

  if (spf == NULL || safi_authres_trusted_find (run->trusted, "spf") != NULL ||
      run->trusted->needs_own_check)
    return;
  domain = get_checked_domain (spf);
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
  /* It looked at the signature, not at what was added to what that covers. */
  if (run->is_aligned && !safi_dkim_covers_what_is_seen (run->of->dkim, run->of->authors->pdata[0]))
    run->is_aligned = FALSE;
  /* The author's owner may ask for more than the same owner: strict alignment (RFC 7489, 3.1). */
  if (dmarc != NULL && dmarc->code == SAFI_AUTH_FAIL) {
    run->is_aligned = FALSE;
    run->is_denied = is_refused (run);
  }
  return run->is_aligned || run->is_denied;
}
