/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "dns-server.h"

#include <string.h>

#define HEADER 12 /* octets */
#define TTL 3600  /* seconds */

struct _DnsServer {
  const DnsRecord *records;
  GSocket *socket;
  GThread *thread;
  GCancellable *stop;
  char *address;
  gint is_silent; /* atomic */
  gint is_empty;  /* atomic */
  GMutex lock;
  GPtrArray *asked; /* (element-type utf8): names */
};

/* Returns: (transfer full): the name asked for in lower case; NULL if the packet is cut. */
static char *
read_name (const guint8 *packet, gsize length, gsize *at)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (*at = HEADER; *at < length && packet[*at] != 0; *at += packet[*at] + 1) {
    if (*at + packet[*at] + 1 >= length)
      return NULL;
    g_string_append_printf (name, "%s%.*s", name->len > 0 ? "." : "", packet[*at],
                            (const char *) packet + *at + 1);
  }
  *at += 1;
  return g_ascii_strdown (name->str, -1);
}

static const DnsRecord *
get_records (DnsServer *self)
{
  static const DnsRecord none[] = { { NULL, 0, NULL } };

  return g_atomic_int_get (&self->is_empty) ? none : self->records;
}

static const DnsRecord *
find_record (DnsServer *self, const char *name, guint type)
{
  for (const DnsRecord *record = get_records (self); record->name != NULL; record++)
    if (g_str_equal (record->name, name) && record->type == type)
      return record;
  return NULL;
}

static gboolean
has_name (DnsServer *self, const char *name)
{
  for (const DnsRecord *record = get_records (self); record->name != NULL; record++)
    if (g_str_equal (record->name, name))
      return TRUE;
  return FALSE;
}

static void
append_record (GByteArray *answer, const DnsRecord *record)
{
  const guint8 length = (guint8) strlen (record->value);
  const guint8 head[] = { 0xc0, HEADER, 0, record->type, 0, 1, 0, 0, TTL >> 8, TTL & 0xff, 0 };
  g_autoptr (GInetAddress) address = NULL;

  g_byte_array_append (answer, head, sizeof head);
  if (record->type == SAFI_DNS_A) {
    address = g_inet_address_new_from_string (record->value);
    g_byte_array_append (answer, (const guint8 *) "\4", 1);
    g_byte_array_append (answer, g_inet_address_to_bytes (address), 4);
    return;
  }
  g_byte_array_append (answer, &(guint8){ length + 1 }, 1);
  g_byte_array_append (answer, &length, 1);
  g_byte_array_append (answer, (const guint8 *) record->value, length);
}

/* Only what was asked for is repeated: no EDNS. */
static void
answer (DnsServer *self, GSocketAddress *from, const guint8 *packet, gsize length)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  gsize at;
  g_autofree char *name = read_name (packet, length, &at);
  const DnsRecord *record;

  if (name == NULL || at + 4 > length)
    return;
  if (!g_str_has_suffix (name, ".invalid") &&
      !g_pattern_match_simple ("s????????????????.*", name)) {
    g_mutex_lock (&self->lock);
    g_ptr_array_add (self->asked, g_strdup (name));
    g_mutex_unlock (&self->lock);
  }
  if (g_atomic_int_get (&self->is_silent))
    return;
  record = find_record (self, name, packet[at + 1]);
  g_byte_array_append (reply, packet, (guint) at + 4);
  reply->data[2] = 0x81;
  reply->data[3] = record != NULL || has_name (self, name) ? 0x80 : 0x83;
  memset (reply->data + 6, 0, 6);
  reply->data[7] = record != NULL;
  if (record != NULL)
    append_record (reply, record);
  g_socket_send_to (self->socket, from, (const char *) reply->data, reply->len, NULL, NULL);
}

static gpointer
serve (gpointer data)
{
  DnsServer *self = data;

  for (;;) {
    g_autoptr (GSocketAddress) from = NULL;
    char packet[512];
    const gssize length =
        g_socket_receive_from (self->socket, &from, packet, sizeof packet, self->stop, NULL);

    if (length < HEADER)
      return NULL;
    answer (self, from, (const guint8 *) packet, (gsize) length);
  }
}

DnsServer *
dns_server_new (const DnsRecord *records)
{
  DnsServer *self = g_new0 (DnsServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->records = records;
  self->asked = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->lock);
  self->socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->socket, wanted, FALSE, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->socket, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->stop = g_cancellable_new ();
  self->thread = g_thread_new ("dns", serve, self);
  return self;
}

void
dns_server_free (DnsServer *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  g_object_unref (self->stop);
  g_ptr_array_unref (self->asked);
  g_mutex_clear (&self->lock);
  g_free (self->address);
  g_free (self);
}

const char *
dns_server_get_address (DnsServer *self)
{
  return self->address;
}

void
dns_server_set_empty (DnsServer *self, gboolean is_empty)
{
  g_atomic_int_set (&self->is_empty, is_empty);
}

void
dns_server_set_silent (DnsServer *self, gboolean is_silent)
{
  g_atomic_int_set (&self->is_silent, is_silent);
}

guint
dns_server_get_n_queries (DnsServer *self)
{
  guint n_queries;

  g_mutex_lock (&self->lock);
  n_queries = self->asked->len;
  g_mutex_unlock (&self->lock);
  return n_queries;
}

gboolean
dns_server_was_asked (DnsServer *self, const char *prefix)
{
  gboolean was_asked = FALSE;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->asked->len; i++)
    was_asked |= g_str_has_prefix (self->asked->pdata[i], prefix);
  g_mutex_unlock (&self->lock);
  return was_asked;
}
