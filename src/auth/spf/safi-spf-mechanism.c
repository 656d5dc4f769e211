/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf-private.h"

#include <string.h>

#include "auth/dns/safi-forward.h"
#include "auth/spf/safi-spf-macro.h"

/* How well a name of the client suits the domain that %{p} is expanded for (RFC 7208, 7.3). */
typedef enum {
  RANK_SAME,
  RANK_BELOW,
  RANK_OTHER,
  N_RANKS,
} Rank;

SafiSpfMatch
safi_spf_give_up (SafiSpfCheck *check, const char *problem)
{
  check->problem = problem;
  return SAFI_SPF_MATCH_PERMERROR;
}

gboolean
safi_spf_count_term (SafiSpfCheck *check)
{
  return ++check->n_terms <= SAFI_SPF_TERMS_MAX;
}

static gboolean
count_question (SafiSpfCheck *check)
{
  return ++check->n_questions <= SAFI_SPF_QUESTIONS_MAX;
}

SafiDnsAnswer *
safi_spf_ask (SafiSpfCheck *check, const char *name, SafiDnsType type)
{
  return count_question (check) ? safi_resolver_look_up (check->resolver, name, type) : NULL;
}

/* What an answer means before its records are looked at. */
static SafiSpfMatch
weigh_outcome (SafiSpfCheck *check, SafiDnsOutcome outcome)
{
  switch (outcome) {
  case SAFI_DNS_FOUND:
    return SAFI_SPF_MATCH;
  case SAFI_DNS_NODATA:
  case SAFI_DNS_NXDOMAIN:
    return ++check->n_voids > SAFI_SPF_VOIDS_MAX ? safi_spf_give_up (check, "voids")
                                                 : SAFI_SPF_NO_MATCH;
  case SAFI_DNS_TEMPERROR:
  case SAFI_DNS_OPEN:
    break;
  }
  check->problem = outcome == SAFI_DNS_OPEN ? "open" : "dns";
  return SAFI_SPF_MATCH_TEMPERROR;
}

static SafiSpfMatch
match_addresses (SafiSpfCheck *check, const SafiSpfDirective *directive, const char *name)
{
  gboolean is_among;
  SafiDnsOutcome outcome;
  SafiSpfMatch match;

  if (!count_question (check))
    return safi_spf_give_up (check, "questions");
  outcome = safi_forward_look_up (check->resolver, name, &check->request->ip, directive->prefix4,
                                  directive->prefix6, &is_among);
  match = weigh_outcome (check, outcome);
  return match == SAFI_SPF_MATCH && !is_among ? SAFI_SPF_NO_MATCH : match;
}

static SafiSpfMatch
match_exchanges (SafiSpfCheck *check, const SafiSpfDirective *directive, const char *name)
{
  g_autoptr (SafiDnsAnswer) answer = safi_spf_ask (check, name, SAFI_DNS_MX);
  SafiSpfMatch match;

  if (answer == NULL)
    return safi_spf_give_up (check, "questions");
  match = weigh_outcome (check, answer->outcome);
  if (match != SAFI_SPF_MATCH)
    return match;
  if (answer->records->len > SAFI_SPF_MX_MAX)
    return safi_spf_give_up (check, "exchanges");
  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    /* The root alone says that the domain takes no mail (RFC 7505). */
    match = *record->name != '\0' ? match_addresses (check, directive, record->name)
                                  : SAFI_SPF_NO_MATCH;
    if (match != SAFI_SPF_NO_MATCH)
      return match;
  }
  return SAFI_SPF_NO_MATCH;
}

static SafiSpfMatch
match_exists (SafiSpfCheck *check, const char *name)
{
  g_autoptr (SafiDnsAnswer) answer = safi_spf_ask (check, name, SAFI_DNS_A);

  return answer != NULL ? weigh_outcome (check, answer->outcome)
                        : safi_spf_give_up (check, "questions");
}

static Rank
rank_name (const char *name, const char *domain)
{
  gsize length = strlen (name), suffix = strlen (domain);

  if (length < suffix || g_ascii_strcasecmp (name + length - suffix, domain) != 0)
    return RANK_OTHER;
  if (length == suffix)
    return RANK_SAME;
  return name[length - suffix - 1] == '.' ? RANK_BELOW : RANK_OTHER;
}

/* Does @name lead back to the client? An error only skips the name (RFC 7208, 5.5). */
static SafiSpfMatch
confirm_name (SafiSpfCheck *check, const char *name)
{
  gboolean is_among;
  SafiDnsOutcome outcome;

  if (!count_question (check))
    return safi_spf_give_up (check, "questions");
  outcome = safi_forward_look_up (check->resolver, name, &check->request->ip, 32, 128, &is_among);
  if (outcome == SAFI_DNS_OPEN)
    return weigh_outcome (check, outcome);
  return is_among ? SAFI_SPF_MATCH : SAFI_SPF_NO_MATCH;
}

/* Looks for a confirmed name of the client, those that suit @domain best first, none worse than
 * @worst. @ret_name: (transfer full) (nullable): set on a match. */
static SafiSpfMatch
find_client_name (SafiSpfCheck *check, const char *domain, Rank worst, char **ret_name)
{
  g_autofree char *reverse = safi_ip_to_reverse_name (&check->request->ip);
  g_autoptr (SafiDnsAnswer) answer = safi_spf_ask (check, reverse, SAFI_DNS_PTR);

  if (answer == NULL)
    return safi_spf_give_up (check, "questions");
  if (answer->outcome == SAFI_DNS_OPEN)
    return weigh_outcome (check, answer->outcome);
  for (Rank rank = RANK_SAME; rank <= worst; rank++)
    for (guint i = 0; i < MIN (answer->records->len, SAFI_SPF_PTR_MAX); i++) {
      const SafiDnsRecord *record = answer->records->pdata[i];
      SafiSpfMatch match = SAFI_SPF_NO_MATCH;

      if (rank_name (record->name, domain) == rank)
        match = confirm_name (check, record->name);
      if (match == SAFI_SPF_MATCH)
        *ret_name = g_strdup (record->name);
      if (match != SAFI_SPF_NO_MATCH)
        return match;
    }
  return SAFI_SPF_NO_MATCH;
}

static SafiSpfMatch
match_client_names (SafiSpfCheck *check, const char *domain)
{
  g_autofree char *name = NULL;

  return find_client_name (check, domain, RANK_BELOW, &name);
}

/* Prepares what the letters in @text stand for. @ret_validated: (transfer full). Returns
 * SAFI_SPF_MATCH, or an error. */
static SafiSpfMatch
fill_values (SafiSpfCheck *check,
             const char *text,
             const char *domain,
             SafiSpfMacroValues *values,
             char **ret_validated)
{
  const SafiSpfRequest *request = check->request;
  SafiSpfMatch match = SAFI_SPF_NO_MATCH;

  if (safi_spf_macro_uses_validated (text))
    match = find_client_name (check, domain, N_RANKS - 1, ret_validated);
  if (match == SAFI_SPF_MATCH_TEMPERROR || match == SAFI_SPF_MATCH_PERMERROR)
    return match;
  *values = (SafiSpfMacroValues){
    .sender = check->sender,
    .local_part = check->local_part,
    .sender_domain = check->sender_domain,
    .domain = domain,
    .ip = request->ip,
    .validated = *ret_validated != NULL ? *ret_validated : "unknown",
    .helo = check->helo,
    .receiver = request->receiver != NULL ? request->receiver : "unknown",
    .time = request->time,
  };
  return SAFI_SPF_MATCH;
}

SafiSpfMatch
safi_spf_expand (SafiSpfCheck *check, const char *spec, const char *domain, char **ret_name)
{
  g_autofree char *validated = NULL;
  g_autofree char *name = NULL;
  SafiSpfMacroValues values;
  SafiSpfMatch match;

  if (spec == NULL) {
    *ret_name = g_strdup (domain);
    return SAFI_SPF_MATCH;
  }
  match = fill_values (check, spec, domain, &values, &validated);
  if (match != SAFI_SPF_MATCH)
    return match;
  name = safi_spf_macro_expand_name (spec, &values);
  if (name == NULL)
    return safi_spf_give_up (check, "expansion");
  *ret_name = g_steal_pointer (&name);
  return SAFI_SPF_MATCH;
}

/* Returns: (transfer full) (nullable): the one text of @answer, if it is an explain-string. */
static char *
read_explanation (const SafiDnsAnswer *answer)
{
  const SafiDnsRecord *record = answer->records->len == 1 ? answer->records->pdata[0] : NULL;

  if (record == NULL || record->text == NULL || strlen (record->text->str) != record->text->len ||
      !safi_spf_macro_is_valid (record->text->str, SAFI_SPF_MACRO_EXPLANATION))
    return NULL;
  return g_strdup (record->text->str);
}

gboolean
safi_spf_explain (SafiSpfCheck *check, const char *spec, const char *domain, char **ret_text)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *validated = NULL;
  g_autoptr (SafiDnsAnswer) answer = NULL;
  SafiSpfMacroValues values;
  SafiSpfMatch match = safi_spf_expand (check, spec, domain, &name);

  if (match != SAFI_SPF_MATCH)
    return match != SAFI_SPF_MATCH_TEMPERROR;
  answer = safi_spf_ask (check, name, SAFI_DNS_TXT);
  if (answer == NULL)
    return TRUE;
  text = read_explanation (answer);
  if (text == NULL)
    return answer->outcome != SAFI_DNS_OPEN;
  match = fill_values (check, text, domain, &values, &validated);
  if (match == SAFI_SPF_MATCH)
    *ret_text = safi_spf_macro_expand (text, &values);
  return match != SAFI_SPF_MATCH_TEMPERROR;
}

/* Looks at the names that a mechanism asks for. */
static SafiSpfMatch
match_name (SafiSpfCheck *check, const SafiSpfDirective *directive, const char *name)
{
  switch (directive->mechanism) {
  case SAFI_SPF_A:
    return match_addresses (check, directive, name);
  case SAFI_SPF_MX:
    return match_exchanges (check, directive, name);
  case SAFI_SPF_PTR:
    return match_client_names (check, name);
  default:
    return match_exists (check, name);
  }
}

/* An IPv4 client matches ip4 only, also where it was written as an IPv4-mapped address (RFC 7208,
 * 5), and ip6 of such addresses matches nobody. */
static gboolean
is_in_network (const SafiSpfDirective *directive, const SafiIp *ip)
{
  gboolean v4 = safi_ip_is_v4 (ip);

  return v4 == (directive->mechanism == SAFI_SPF_IP4) &&
         v4 == safi_ip_is_v4 (&directive->network) &&
         safi_ip_is_in (ip, &directive->network, v4 ? directive->prefix4 : directive->prefix6);
}

SafiSpfMatch
safi_spf_match (SafiSpfCheck *check, const SafiSpfDirective *directive, const char *domain)
{
  g_autofree char *name = NULL;
  SafiSpfMatch match;

  if (directive->mechanism == SAFI_SPF_ALL)
    return SAFI_SPF_MATCH;
  if (directive->mechanism == SAFI_SPF_IP4 || directive->mechanism == SAFI_SPF_IP6)
    return is_in_network (directive, &check->request->ip) ? SAFI_SPF_MATCH : SAFI_SPF_NO_MATCH;
  if (!safi_spf_count_term (check))
    return safi_spf_give_up (check, "terms");
  match = safi_spf_expand (check, directive->domain_spec, domain, &name);
  return match == SAFI_SPF_MATCH ? match_name (check, directive, name) : match;
}
