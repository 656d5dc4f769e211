/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/zombie/safi-dnsbl.h"

#include <string.h>

char *
safi_dnsbl_make_name (const SafiIp *ip, const char *zone)
{
  g_autofree char *reverse = safi_ip_to_reverse_name (ip);
  const char *suffix = safi_ip_is_v4 (ip) ? ".in-addr.arpa" : ".ip6.arpa";

  reverse[strlen (reverse) - strlen (suffix)] = '\0';
  return g_strconcat (reverse, ".", zone, NULL);
}

/* The codes for "you may not ask": 127.255.255.0/24, and 127.0.0.255 of lists of good addresses. */
static gboolean
is_refusal (const guint8 *octets)
{
  return (octets[1] == 255 && octets[2] == 255) ||
         (octets[1] == 0 && octets[2] == 0 && octets[3] == 255);
}

/* Reads one address of the answer. A resolver that sends people to its own pages answers with other
 * addresses than 127.0.0.0/8; 127.0.0.1 is no listing either. */
static void
read_code (SafiDnsblAnswer *self, const SafiIp *address)
{
  const guint8 *octets = address->octets + 12;

  if (self->outcome == SAFI_DNSBL_BLOCKED)
    return;
  if (!safi_ip_is_v4 (address) || octets[0] != 127 ||
      (octets[1] == 0 && octets[2] == 0 && octets[3] <= 1))
    return;
  if (is_refusal (octets)) {
    *self = (SafiDnsblAnswer){ .outcome = SAFI_DNSBL_BLOCKED };
    return;
  }
  self->outcome = SAFI_DNSBL_LISTED;
  if (self->n_codes < SAFI_DNSBL_CODES_MAX)
    memcpy (self->codes[self->n_codes++], octets + 1, 3);
}

SafiDnsblAnswer
safi_dnsbl_look_up (SafiResolver *resolver, const char *zone, const SafiIp *ip)
{
  g_autofree char *name = safi_dnsbl_make_name (ip, zone);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, name, SAFI_DNS_A);
  SafiDnsblAnswer self = { .outcome = SAFI_DNSBL_UNKNOWN };

  if (answer->outcome == SAFI_DNS_NXDOMAIN || answer->outcome == SAFI_DNS_NODATA)
    self.outcome = SAFI_DNSBL_NOT_LISTED;
  for (guint i = 0; answer->outcome == SAFI_DNS_FOUND && i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    read_code (&self, &record->address);
  }
  return self;
}

gboolean
safi_dnsbl_test (SafiResolver *resolver, const char *zone, gboolean *ret_is_known)
{
  static const guint8 listed[4] = { 127, 0, 0, 2 }, unlisted[4] = { 127, 0, 0, 1 };
  SafiIp ip;
  SafiDnsblAnswer first, second;

  safi_ip_from_octets (listed, sizeof listed, &ip);
  first = safi_dnsbl_look_up (resolver, zone, &ip);
  safi_ip_from_octets (unlisted, sizeof unlisted, &ip);
  second = safi_dnsbl_look_up (resolver, zone, &ip);
  *ret_is_known = first.outcome != SAFI_DNSBL_UNKNOWN && second.outcome != SAFI_DNSBL_UNKNOWN;
  return first.outcome == SAFI_DNSBL_LISTED && second.outcome == SAFI_DNSBL_NOT_LISTED;
}
