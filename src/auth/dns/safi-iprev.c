/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-iprev.h"

#include <string.h>

#include "auth/dns/safi-forward.h"
#include "core/url/safi-domain.h"

SafiAuthCode
safi_iprev_check (SafiResolver *resolver, const SafiIp *ip, char **ret_name)
{
  g_autofree char *reverse = safi_ip_to_reverse_name (ip);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, reverse, SAFI_DNS_PTR);
  SafiAuthCode code = SAFI_AUTH_FAIL;

  if (ret_name != NULL)
    *ret_name = NULL;
  if (answer->outcome == SAFI_DNS_TEMPERROR || answer->outcome == SAFI_DNS_OPEN)
    return SAFI_AUTH_TEMPERROR;
  if (answer->records->len == 0)
    return SAFI_AUTH_PERMERROR;
  for (guint i = 0; i < MIN (answer->records->len, SAFI_IPREV_NAMES_MAX); i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];
    gboolean is_among;
    SafiDnsOutcome outcome = safi_forward_look_up (resolver, record->name, ip, 32, 128, &is_among);

    if (is_among && ret_name != NULL)
      *ret_name = g_strdup (record->name);
    if (is_among)
      return SAFI_AUTH_PASS;
    if (outcome == SAFI_DNS_OPEN)
      return SAFI_AUTH_TEMPERROR;
    if (outcome == SAFI_DNS_TEMPERROR)
      code = SAFI_AUTH_TEMPERROR;
  }
  return code;
}

char *
safi_iprev_normalise_helo (const char *helo)
{
  g_autofree char *name = NULL;

  if (strlen (helo) > SAFI_DNS_NAME_MAX + 1)
    return NULL;
  name = safi_domain_normalise (helo);
  if (strchr (name, '.') == NULL || safi_domain_is_ip_address (name))
    return NULL;
  return g_steal_pointer (&name);
}

SafiAuthCode
safi_iprev_check_helo (SafiResolver *resolver, const SafiIp *ip, const char *helo)
{
  g_autofree char *name = safi_iprev_normalise_helo (helo);
  gboolean is_among;
  SafiDnsOutcome outcome;

  if (name == NULL)
    return SAFI_AUTH_NONE;
  outcome = safi_forward_look_up (resolver, name, ip, 32, 128, &is_among);
  if (outcome == SAFI_DNS_TEMPERROR || outcome == SAFI_DNS_OPEN)
    return SAFI_AUTH_TEMPERROR;
  return is_among ? SAFI_AUTH_PASS : SAFI_AUTH_FAIL;
}
