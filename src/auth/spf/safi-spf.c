/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf.h"

#include <string.h>

#include "auth/spf/safi-spf-private.h"
#include "core/url/safi-domain.h"

void
safi_spf_result_free (SafiSpfResult *self)
{
  g_free (self->domain);
  g_free (self->mechanism);
  g_free (self->explanation);
  g_free (self);
}

SafiSpfResult *
safi_spf_result_new (SafiAuthCode code, const char *domain, const char *problem)
{
  SafiSpfResult *result = g_new0 (SafiSpfResult, 1);

  result->code = code;
  result->domain = g_strdup (domain);
  result->problem = problem;
  return result;
}

/* A name of several labels that a query can carry; no address (RFC 7208, 4.3). */
static gboolean
is_domain (const char *domain)
{
  gsize length = strlen (domain), label = 0;
  gboolean has_dot = FALSE;

  if (length == 0 || length > SAFI_DNS_NAME_MAX || *domain == '[' ||
      safi_domain_is_ip_address (domain))
    return FALSE;
  for (gsize i = 0; i <= length; i++) {
    if (i < length && domain[i] != '.') {
      label++;
      continue;
    }
    if (label == 0 || label > SAFI_DNS_LABEL_MAX)
      return FALSE;
    has_dot = has_dot || i < length;
    label = 0;
  }
  return has_dot;
}

static SafiSpfResult *check_domain (SafiSpfCheck *check, const char *domain);

/* include (RFC 7208, 5.2): the other domain's answer, seen from outside. */
static SafiSpfMatch
match_include (SafiSpfCheck *check, const SafiSpfDirective *directive, const char *domain)
{
  g_autofree char *name = NULL;
  g_autoptr (SafiSpfResult) result = NULL;
  SafiSpfMatch match;

  if (!safi_spf_count_term (check))
    return safi_spf_give_up (check, "terms");
  match = safi_spf_expand (check, directive->domain_spec, domain, &name);
  if (match != SAFI_SPF_MATCH)
    return match;
  result = check_domain (check, name);
  switch (result->code) {
  case SAFI_AUTH_PASS:
    return SAFI_SPF_MATCH;
  case SAFI_AUTH_TEMPERROR:
    check->problem = result->problem;
    return SAFI_SPF_MATCH_TEMPERROR;
  case SAFI_AUTH_NONE:
    return safi_spf_give_up (check, "include");
  case SAFI_AUTH_PERMERROR:
    return safi_spf_give_up (check, result->problem);
  default:
    return SAFI_SPF_NO_MATCH;
  }
}

/* redirect= (RFC 7208, 6.1): the other domain's answer instead. */
static SafiSpfResult *
follow_redirect (SafiSpfCheck *check, const SafiSpfRecord *record, const char *domain)
{
  g_autofree char *name = NULL;
  g_autoptr (SafiSpfResult) result = NULL;
  SafiSpfMatch match;

  if (!safi_spf_count_term (check))
    return safi_spf_result_new (SAFI_AUTH_PERMERROR, domain, "terms");
  match = safi_spf_expand (check, record->redirect, domain, &name);
  if (match != SAFI_SPF_MATCH)
    return safi_spf_result_new (match == SAFI_SPF_MATCH_TEMPERROR ? SAFI_AUTH_TEMPERROR
                                                                  : SAFI_AUTH_PERMERROR,
                                domain, check->problem);
  result = check_domain (check, name);
  if (result->code == SAFI_AUTH_NONE)
    return safi_spf_result_new (SAFI_AUTH_PERMERROR, domain, "redirect");
  return g_steal_pointer (&result);
}

/* The result of the directive that decided; the explanation's place goes with it, and is expanded
 * only where the whole check ends in it. */
static SafiSpfResult *
decide (const SafiSpfRecord *record, const SafiSpfDirective *directive, const char *domain)
{
  SafiSpfResult *result = safi_spf_result_new (directive->result, domain, NULL);

  result->mechanism = g_strdup (directive->text);
  if (directive->result == SAFI_AUTH_FAIL)
    result->explanation = g_strdup (record->explanation);
  return result;
}

static SafiSpfResult *
evaluate (SafiSpfCheck *check, const SafiSpfRecord *record, const char *domain)
{
  for (guint i = 0; i < record->directives->len; i++) {
    const SafiSpfDirective *directive = record->directives->pdata[i];
    SafiSpfMatch match = directive->mechanism == SAFI_SPF_INCLUDE
                             ? match_include (check, directive, domain)
                             : safi_spf_match (check, directive, domain);

    switch (match) {
    case SAFI_SPF_NO_MATCH:
      continue;
    case SAFI_SPF_MATCH:
      return decide (record, directive, domain);
    case SAFI_SPF_MATCH_TEMPERROR:
      return safi_spf_result_new (SAFI_AUTH_TEMPERROR, domain, check->problem);
    case SAFI_SPF_MATCH_PERMERROR:
      return safi_spf_result_new (SAFI_AUTH_PERMERROR, domain, check->problem);
    }
  }
  if (record->redirect != NULL)
    return follow_redirect (check, record, domain);
  return safi_spf_result_new (SAFI_AUTH_NEUTRAL, domain, NULL);
}

/* The answer to the first question of a domain, where it is no record. For a purported responsible
 * address a domain that does not exist fails at once (RFC 4406, 4.3). */
static SafiSpfResult *
judge_absence (const SafiSpfCheck *check, const char *domain, const SafiDnsAnswer *answer)
{
  if (answer->outcome == SAFI_DNS_OPEN)
    return safi_spf_result_new (SAFI_AUTH_TEMPERROR, domain, "open");
  if (answer->outcome == SAFI_DNS_TEMPERROR)
    return safi_spf_result_new (SAFI_AUTH_TEMPERROR, domain, "dns");
  if (safi_dns_answer_denies_name (answer) && check->scope == SAFI_SPF_SCOPE_PRA)
    return safi_spf_result_new (SAFI_AUTH_FAIL, domain, "nxdomain");
  return safi_spf_result_new (SAFI_AUTH_NONE, domain, "records");
}

/* check_host () for one domain. It comes back here by include and redirect, both of which count as
 * terms, so at most SAFI_SPF_TERMS_MAX deep. */
static SafiSpfResult *
check_domain (SafiSpfCheck *check, const char *domain)
{
  g_autoptr (SafiDnsAnswer) answer = NULL;
  g_autoptr (SafiSpfRecord) record = NULL;
  SafiSpfSelection selection;
  SafiSpfResult *result;

  if (!is_domain (domain))
    return safi_spf_result_new (SAFI_AUTH_NONE, domain, "domain");
  answer = safi_spf_ask (check, domain, SAFI_DNS_TXT);
  if (answer == NULL)
    return safi_spf_result_new (SAFI_AUTH_PERMERROR, domain, "questions");
  selection = safi_spf_select (answer, check->scope);
  if (selection.n_records == 0)
    return judge_absence (check, domain, answer);
  if (selection.n_records > 1)
    return safi_spf_result_new (SAFI_AUTH_PERMERROR, domain, "records");
  record = safi_spf_record_parse (selection.terms, selection.length);
  if (record == NULL)
    return safi_spf_result_new (SAFI_AUTH_PERMERROR, domain, "syntax");
  result = evaluate (check, record, domain);
  result->is_explicit = selection.is_explicit;
  return result;
}

/* Puts the explanation itself where its place is written. */
static void
explain (SafiSpfCheck *check, SafiSpfResult *result)
{
  g_autofree char *spec = g_steal_pointer (&result->explanation);

  if (spec == NULL || !check->request->explain ||
      safi_spf_explain (check, spec, result->domain, &result->explanation))
    return;
  g_clear_pointer (&result->mechanism, g_free);
  result->code = SAFI_AUTH_TEMPERROR;
  result->problem = "open";
}

/* Returns: (transfer full): A-labels in lower case, without trailing dot. What is no host name
 * stays: other names than those of hosts may be asked for. */
static char *
normalise_domain (const char *text)
{
  gsize length = strlen (text);

  if (!g_str_is_ascii (text))
    return safi_domain_normalise (text);
  if (length > 1 && text[length - 1] == '.')
    length--;
  return g_ascii_strdown (text, (gssize) length);
}

SafiSpfResult *
safi_spf_check_host (SafiResolver *resolver,
                     const SafiSpfRequest *request,
                     SafiSpfScope scope,
                     const char *sender)
{
  const char *at = strrchr (sender, '@');
  gboolean has_local_part = at != NULL && at > sender;
  g_autofree char *local_part =
      has_local_part ? g_strndup (sender, (gsize) (at - sender)) : g_strdup ("postmaster");
  g_autofree char *domain = NULL;
  g_autofree char *whole = NULL;
  SafiSpfCheck check = { .resolver = resolver, .request = request, .scope = scope };
  SafiSpfResult *result;

  if (strlen (sender) > SAFI_SPF_SENDER_MAX)
    return safi_spf_result_new (SAFI_AUTH_NONE, "", "domain");
  domain = normalise_domain (at != NULL ? at + 1 : sender);
  whole = g_strconcat (local_part, "@", domain, NULL);
  check.sender = whole;
  check.local_part = local_part;
  check.sender_domain = domain;
  check.helo = strlen (request->helo) <= SAFI_SPF_SENDER_MAX ? request->helo : "";
  result = check_domain (&check, domain);
  explain (&check, result);
  return result;
}

static SafiSpfResult *
check_helo (SafiResolver *resolver, const SafiSpfRequest *request, SafiSpfScope scope)
{
  /* A sender in its place would bring another domain in. */
  if (strchr (request->helo, '@') != NULL)
    return safi_spf_result_new (SAFI_AUTH_NONE, "", "domain");
  return safi_spf_check_host (resolver, request, scope, request->helo);
}

SafiSpfResult *
safi_spf_check_mail_from (SafiResolver *resolver, const SafiSpfRequest *request, SafiSpfScope scope)
{
  if (*request->mail_from == '\0')
    return check_helo (resolver, request, scope);
  return safi_spf_check_host (resolver, request, scope, request->mail_from);
}

SafiSpfResult *
safi_spf_check_helo (SafiResolver *resolver, const SafiSpfRequest *request)
{
  return check_helo (resolver, request, SAFI_SPF_SCOPE_SPF);
}
