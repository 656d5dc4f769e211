/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-ip.h"

#include <arpa/inet.h>
#include <string.h>

static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

static const struct {
  const char *network;
  guint prefix;
} internal[] = {
  { "0.0.0.0", 8 },      { "10.0.0.0", 8 },    { "100.64.0.0", 10 }, { "127.0.0.0", 8 },
  { "169.254.0.0", 16 }, { "172.16.0.0", 12 }, { "192.0.0.0", 24 },  { "192.168.0.0", 16 },
  { "::", 127 },         { "fe80::", 10 },     { "fc00::", 7 },
};

void
safi_ip_from_octets (const guint8 *octets, gsize length, SafiIp *ret_ip)
{
  g_return_if_fail (length == 4 || length == 16);

  memcpy (ret_ip->octets, mapped, sizeof mapped);
  memcpy (ret_ip->octets + 16 - length, octets, length);
}

gboolean
safi_ip_parse (const char *text, SafiIp *ret_ip)
{
  guint8 octets[16];

  if (inet_pton (AF_INET, text, octets) == 1)
    safi_ip_from_octets (octets, 4, ret_ip);
  else if (inet_pton (AF_INET6, text, octets) == 1)
    safi_ip_from_octets (octets, 16, ret_ip);
  else
    return FALSE;
  return TRUE;
}

gboolean
safi_ip_is_v4 (const SafiIp *self)
{
  return memcmp (self->octets, mapped, sizeof mapped) == 0;
}

gboolean
safi_ip_equal (const SafiIp *a, const SafiIp *b)
{
  return memcmp (a->octets, b->octets, sizeof a->octets) == 0;
}

gboolean
safi_ip_is_in (const SafiIp *self, const SafiIp *network, guint prefix)
{
  const gboolean v4 = safi_ip_is_v4 (network);
  const guint bits = v4 ? prefix + 96 : prefix;
  const guint rest = bits % 8;

  g_return_val_if_fail (bits <= 128, FALSE);

  if (safi_ip_is_v4 (self) != v4 || memcmp (self->octets, network->octets, bits / 8) != 0)
    return FALSE;
  return rest == 0 || (self->octets[bits / 8] ^ network->octets[bits / 8]) >> (8 - rest) == 0;
}

gboolean
safi_ip_is_internal (const SafiIp *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (internal); i++) {
    SafiIp network;

    if (safi_ip_parse (internal[i].network, &network) &&
        safi_ip_is_in (self, &network, internal[i].prefix))
      return TRUE;
  }
  return FALSE;
}

char *
safi_ip_to_string (const SafiIp *self)
{
  char text[INET6_ADDRSTRLEN];
  gboolean v4 = safi_ip_is_v4 (self);

  inet_ntop (v4 ? AF_INET : AF_INET6, self->octets + (v4 ? 12 : 0), text, sizeof text);
  return g_strdup (text);
}

char *
safi_ip_to_reverse_name (const SafiIp *self)
{
  GString *name;

  if (safi_ip_is_v4 (self))
    return g_strdup_printf ("%u.%u.%u.%u.in-addr.arpa", self->octets[15], self->octets[14],
                            self->octets[13], self->octets[12]);
  name = g_string_new (NULL);
  for (int i = 15; i >= 0; i--)
    g_string_append_printf (name, "%x.%x.", self->octets[i] & 15, self->octets[i] >> 4);
  g_string_append (name, "ip6.arpa");
  return g_string_free (name, FALSE);
}
