/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-manners.h"

#include <string.h>

#define NETWORK_CHARS 16 /* of a name */
#define WORDS_MAX (SAFI_IMAP_NETWORKS_MAX + 8)
#define DEAD "dead:"

static const char *const order_words[] = {
  [SAFI_IMAP_ORDER_UNKNOWN] = "order-unknown",
  [SAFI_IMAP_ORDER_KEPT] = "order-kept",
  [SAFI_IMAP_ORDER_BROKEN] = "order-broken",
};

void
safi_imap_manners_init (SafiImapManners *self)
{
  *self = (SafiImapManners){ 0 };
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

static void
set_dead (SafiImapManners *self, const char *network, guint n_dead)
{
  if (g_hash_table_size (self->dead_links) >= SAFI_IMAP_NETWORKS_MAX &&
      !g_hash_table_contains (self->dead_links, network))
    g_hash_table_remove_all (self->dead_links);
  g_hash_table_insert (self->dead_links, g_strdup (network),
                       GUINT_TO_POINTER (MIN (n_dead, SAFI_IMAP_DEAD_MAX)));
}

void
safi_imap_manners_note_dead (SafiImapManners *self, const char *network)
{
  set_dead (self, network, safi_imap_manners_get_dead (self, network) + 1);
}

/* Sorted, so that the same manners are the same text. */
static void
add_dead (GString *text, GHashTable *dead_links)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (dead_links), (GCompareFunc) strcmp);

  for (GList *at = names; at != NULL; at = at->next)
    g_string_append_printf (text, " " DEAD "%s=%u", (char *) at->data,
                            GPOINTER_TO_UINT (g_hash_table_lookup (dead_links, at->data)));
}

char *
safi_imap_manners_to_text (SafiImapManners *self, const char *host)
{
  GString *text = g_string_new (NULL);

  g_string_append_uri_escaped (text, host, NULL, FALSE);
  g_string_append_printf (text, " %s", order_words[self->order]);
  if (self->no_compress)
    g_string_append (text, " no-compress");
  if (self->one_by_one)
    g_string_append (text, " one-by-one");
  if (self->is_silent)
    g_string_append (text, " silent");
  add_dead (text, self->dead_links);
  return g_string_free (text, FALSE);
}

/* @word: "network=count". */
static void
read_dead (SafiImapManners *self, const char *word)
{
  const char *equals = strchr (word, '=');
  g_autofree char *network = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;
  guint64 count;

  if (network != NULL && strlen (network) <= NETWORK_CHARS &&
      strspn (network, "0123456789abcdef") == strlen (network) &&
      g_ascii_string_to_unsigned (equals + 1, 10, 1, SAFI_IMAP_DEAD_MAX, &count, NULL))
    set_dead (self, network, (guint) count);
}

static void
read_word (SafiImapManners *self, const char *word)
{
  self->no_compress |= g_str_equal (word, "no-compress");
  self->one_by_one |= g_str_equal (word, "one-by-one");
  self->is_silent |= g_str_equal (word, "silent");
  for (guint i = 0; i < G_N_ELEMENTS (order_words); i++)
    if (g_str_equal (word, order_words[i]))
      self->order = (SafiImapOrder) i;
  if (g_str_has_prefix (word, DEAD))
    read_dead (self, word + strlen (DEAD));
}

void
safi_imap_manners_read_text (SafiImapManners *self, const char *text, const char *host)
{
  g_auto (GStrv) words = g_strsplit (text, " ", WORDS_MAX);
  g_autofree char *escaped = g_uri_escape_string (host, NULL, FALSE);

  if (words[0] == NULL || g_ascii_strcasecmp (words[0], escaped) != 0)
    return;
  for (char **word = words + 1; *word != NULL; word++)
    read_word (self, *word);
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
