/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-forward.h"

SafiDnsOutcome
safi_forward_look_up (SafiResolver *resolver,
                      const char *name,
                      const SafiIp *client,
                      guint prefix4,
                      guint prefix6,
                      gboolean *ret_is_among)
{
  gboolean v4 = safi_ip_is_v4 (client);
  g_autoptr (SafiDnsAnswer) answer =
      safi_resolver_look_up (resolver, name, v4 ? SAFI_DNS_A : SAFI_DNS_AAAA);

  *ret_is_among = FALSE;
  for (guint i = 0; i < answer->records->len && !*ret_is_among; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    /* An AAAA record may hold an IPv4-mapped address, which no IPv6 client has. */
    *ret_is_among = safi_ip_is_v4 (&record->address) == v4 &&
                    safi_ip_is_in (client, &record->address, v4 ? prefix4 : prefix6);
  }
  return answer->outcome;
}
