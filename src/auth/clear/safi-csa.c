/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-csa.h"

#include <string.h>

#include "auth/dns/safi-forward.h"
#include "auth/dns/safi-iprev.h"

#define VERSION 1 /* the priority */
#define WEIGHT_AUTHORISED 2
#define WEIGHT_UNVERIFIABLE 3 /* authorised, but not to be compared with the addresses */
#define PORT_EXPLICIT 1       /* every authorised name below has a record of its own */

void
safi_csa_result_free (SafiCsaResult *self)
{
  g_free (self->domain);
  g_free (self);
}

static SafiCsaResult *
make_result (SafiAuthCode code, const char *reason, const char *domain)
{
  SafiCsaResult *result = g_new0 (SafiCsaResult, 1);

  result->code = code;
  result->reason = reason;
  result->domain = g_strdup (domain);
  return result;
}

static SafiDnsAnswer *
ask (SafiResolver *resolver, const char *domain)
{
  g_autofree char *name = g_strconcat ("_client._smtp.", domain, NULL);

  return safi_resolver_look_up (resolver, name, SAFI_DNS_SRV);
}

/* Returns: (nullable): the first record of our version with a weight up to @weight_max. */
static const SafiDnsRecord *
find_record (const SafiDnsAnswer *answer, guint weight_max)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    if (record->priority == VERSION && record->weight <= weight_max)
      return record;
  }
  return NULL;
}

static SafiCsaResult *
compare_addresses (SafiResolver *resolver,
                   const SafiIp *ip,
                   const SafiDnsRecord *record,
                   const char *domain)
{
  gboolean is_among;

  if (*record->name == '\0')
    return make_result (SAFI_AUTH_FAIL, "no-address", domain);
  switch (safi_forward_look_up (resolver, record->name, ip, 32, 128, &is_among)) {
  case SAFI_DNS_FOUND:
    return is_among ? make_result (SAFI_AUTH_PASS, NULL, domain)
                    : make_result (SAFI_AUTH_FAIL, "mismatch", domain);
  case SAFI_DNS_NODATA:
  case SAFI_DNS_NXDOMAIN:
    return make_result (SAFI_AUTH_FAIL, "no-address", domain);
  case SAFI_DNS_TEMPERROR:
  case SAFI_DNS_OPEN:
    break;
  }
  return make_result (SAFI_AUTH_TEMPERROR, NULL, domain);
}

static SafiCsaResult *
judge_own_records (SafiResolver *resolver,
                   const SafiIp *ip,
                   const SafiDnsAnswer *answer,
                   const char *domain)
{
  const SafiDnsRecord *record = find_record (answer, WEIGHT_UNVERIFIABLE);

  if (record == NULL)
    return make_result (SAFI_AUTH_NONE, NULL, NULL);
  if (record->weight < WEIGHT_AUTHORISED)
    return make_result (SAFI_AUTH_FAIL, "denied", domain);
  if (record->weight == WEIGHT_UNVERIFIABLE)
    return make_result (SAFI_AUTH_NONE, "unverifiable", domain);
  return compare_addresses (resolver, ip, record, domain);
}

/* Returns: (nullable): the last @n_labels of @name, if there are more. */
static const char *
get_parent (const char *name, guint n_labels)
{
  const char *at = name + strlen (name);

  for (; at > name; at--)
    if (at[-1] == '.' && --n_labels == 0)
      return at;
  return NULL;
}

/* A name without a record: what the nearest to the root of the domains above says, never a top
 * level domain. Names near the root are shared by many clients, so their answers are known most
 * often. */
static SafiCsaResult *
search_parents (SafiResolver *resolver, const char *name)
{
  for (guint n = 2; n <= SAFI_CSA_LABELS_MAX; n++) {
    const char *parent = get_parent (name, n);
    g_autoptr (SafiDnsAnswer) answer = parent != NULL ? ask (resolver, parent) : NULL;
    const SafiDnsRecord *record;

    if (parent == NULL)
      break;
    if (answer->outcome == SAFI_DNS_TEMPERROR || answer->outcome == SAFI_DNS_OPEN)
      return make_result (SAFI_AUTH_TEMPERROR, NULL, parent);
    record = find_record (answer, G_MAXUINT16);
    if (record != NULL)
      return (record->port & PORT_EXPLICIT) != 0 ? make_result (SAFI_AUTH_FAIL, "explicit", parent)
                                                 : make_result (SAFI_AUTH_NONE, NULL, parent);
  }
  return make_result (SAFI_AUTH_NONE, NULL, NULL);
}

SafiCsaResult *
safi_csa_check (SafiResolver *resolver, const SafiIp *ip, const char *helo)
{
  g_autofree char *name = safi_iprev_normalise_helo (helo);
  g_autoptr (SafiDnsAnswer) answer = NULL;

  if (name == NULL)
    return make_result (SAFI_AUTH_NONE, "name", NULL);
  answer = ask (resolver, name);
  switch (answer->outcome) {
  case SAFI_DNS_FOUND:
    return judge_own_records (resolver, ip, answer, name);
  case SAFI_DNS_NODATA:
  case SAFI_DNS_NXDOMAIN:
    return search_parents (resolver, name);
  case SAFI_DNS_TEMPERROR:
  case SAFI_DNS_OPEN:
    break;
  }
  return make_result (SAFI_AUTH_TEMPERROR, NULL, name);
}
