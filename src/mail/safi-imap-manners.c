/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-manners.h"

#define NETWORKS_MAX 50 /* remembered; then all are learnt anew */

void
safi_imap_manners_init (SafiImapManners *self)
{
  self->no_compress = self->one_by_one = FALSE;
  self->dead_links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
safi_imap_manners_clear (SafiImapManners *self)
{
  g_clear_pointer (&self->dead_links, g_hash_table_unref);
}

guint
safi_imap_manners_get_dead (SafiImapManners *self, const char *network)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->dead_links, network));
}

void
safi_imap_manners_note_dead (SafiImapManners *self, const char *network)
{
  guint n_dead = safi_imap_manners_get_dead (self, network) + 1;

  if (g_hash_table_size (self->dead_links) >= NETWORKS_MAX)
    g_hash_table_remove_all (self->dead_links);
  g_hash_table_insert (self->dead_links, g_strdup (network), GUINT_TO_POINTER (n_dead));
}

char *
safi_imap_manners_name_network (GIOStream *connection)
{
  g_autoptr (GSocketAddress) local = NULL;
  GString *name = g_string_new (NULL);
  GInetAddress *address;
  const guint8 *octets;
  gsize count;

  if (G_IS_SOCKET_CONNECTION (connection))
    local = g_socket_connection_get_local_address (G_SOCKET_CONNECTION (connection), NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (local))
    return g_string_free (name, FALSE);
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local));
  octets = g_inet_address_to_bytes (address);
  count = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? 3 : 8;
  for (gsize i = 0; i < count; i++)
    g_string_append_printf (name, "%02x", octets[i]);
  return g_string_free (name, FALSE);
}
