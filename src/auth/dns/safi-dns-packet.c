/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-packet.h"

#include <string.h>

#define RECORDS_READ_MAX 300 /* of all sections; more is malformed */
#define POINTERS_MAX 64      /* of one compressed name */

#define RCODE_NOERROR 0
#define RCODE_NXDOMAIN 3
#define CLASS_IN 1
#define TYPE_CNAME 5
#define TYPE_SOA 6

typedef struct {
  const guint8 *octets;
  gsize length;
  gsize at;
} Packet;

/* One record as it stands. */
typedef struct {
  char name[SAFI_DNS_NAME_MAX + 1];
  guint type;
  guint class;
  guint32 ttl;
  gsize data; /* where its data begins */
  gsize data_length;
} Raw;

static gboolean
read_number (Packet *packet, guint n, guint32 *ret_number)
{
  *ret_number = 0;
  if (packet->length - packet->at < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    *ret_number = *ret_number << 8 | packet->octets[packet->at++];
  return TRUE;
}

/* A dot or NUL inside a label would be read as something else than it is. */
static gboolean
append_label (const guint8 *label, guint length, char *name, gsize *used)
{
  if (*used + length + (*used > 0) > SAFI_DNS_NAME_MAX)
    return FALSE;
  if (*used > 0)
    name[(*used)++] = '.';
  for (guint i = 0; i < length; i++) {
    if (label[i] == '.' || label[i] == '\0')
      return FALSE;
    name[(*used)++] = g_ascii_tolower ((char) label[i]);
  }
  return TRUE;
}

/* A name, compressed or not (RFC 1035, 4.1.4), in lower case; "" is the root. Pointers lead back
 * only, so that they end. */
static gboolean
read_name (Packet *packet, char ret_name[SAFI_DNS_NAME_MAX + 1])
{
  gsize at = packet->at;
  gsize after = 0; /* 0: no pointer yet */
  gsize used = 0;

  for (guint pointers = 0;;) {
    const guint octet = at < packet->length ? packet->octets[at] : 0x80;

    if (octet == 0)
      break;
    if (octet < 0x40 && packet->length - at > octet) {
      if (!append_label (packet->octets + at + 1, octet, ret_name, &used))
        return FALSE;
      at += octet + 1;
    } else if (octet >= 0xc0 && packet->length - at >= 2 && pointers++ < POINTERS_MAX) {
      const gsize target = (octet & 0x3f) << 8 | packet->octets[at + 1];

      if (target >= at)
        return FALSE;
      after = after == 0 ? at + 2 : after;
      at = target;
    } else {
      return FALSE;
    }
  }
  ret_name[used] = '\0';
  packet->at = after == 0 ? at + 1 : after;
  return TRUE;
}

static gboolean
read_raw (Packet *packet, Raw *ret_raw)
{
  guint32 type, class, length;

  if (!read_name (packet, ret_raw->name) || !read_number (packet, 2, &type) ||
      !read_number (packet, 2, &class) || !read_number (packet, 4, &ret_raw->ttl) ||
      !read_number (packet, 2, &length) || packet->length - packet->at < length)
    return FALSE;
  if (ret_raw->ttl > G_MAXINT32) /* RFC 2181, 8 */
    ret_raw->ttl = 0;
  ret_raw->type = type;
  ret_raw->class = class;
  ret_raw->data = packet->at;
  ret_raw->data_length = length;
  packet->at += length;
  return TRUE;
}

/* The name that begins @skip octets behind the start of the data. */
static gboolean
read_data_name (const Packet *packet, const Raw *raw, gsize skip, char **ret_name)
{
  Packet data = { packet->octets, raw->data + raw->data_length, raw->data + skip };
  char name[SAFI_DNS_NAME_MAX + 1];

  if (raw->data_length < skip || !read_name (&data, name))
    return FALSE;
  *ret_name = g_strdup (name);
  return TRUE;
}

/* Joins the character-strings, none between two (RFC 7208, 3.3). */
static gboolean
read_text (const Packet *packet, const Raw *raw, SafiDnsRecord *record)
{
  const guint8 *at = packet->octets + raw->data;
  const guint8 *end = at + raw->data_length;

  record->text = g_string_new (NULL);
  while (at < end) {
    const gsize length = *at++;

    if ((gsize) (end - at) < length)
      return FALSE;
    g_string_append_len (record->text, (const char *) at, (gssize) length);
    at += length;
  }
  return record->text->len <= SAFI_DNS_TEXT_OCTETS_MAX;
}

static gboolean
read_address (const Packet *packet, const Raw *raw, gsize length, SafiDnsRecord *record)
{
  if (raw->data_length != length)
    return FALSE;
  safi_ip_from_octets (packet->octets + raw->data, length, &record->address);
  return TRUE;
}

static gboolean
read_service (const Packet *packet, const Raw *raw, SafiDnsRecord *record)
{
  Packet data = { packet->octets, raw->data + raw->data_length, raw->data };
  guint32 priority, weight, port;

  if (!read_number (&data, 2, &priority) || !read_number (&data, 2, &weight) ||
      !read_number (&data, 2, &port))
    return FALSE;
  record->priority = (guint16) priority;
  record->weight = (guint16) weight;
  record->port = (guint16) port;
  return read_data_name (packet, raw, 6, &record->name);
}

static gboolean
read_exchange (const Packet *packet, const Raw *raw, SafiDnsRecord *record)
{
  Packet data = { packet->octets, raw->data + raw->data_length, raw->data };
  guint32 preference;

  if (!read_number (&data, 2, &preference))
    return FALSE;
  record->priority = (guint16) preference;
  return read_data_name (packet, raw, 2, &record->name);
}

static gboolean
read_data (const Packet *packet, const Raw *raw, SafiDnsRecord *record)
{
  switch ((SafiDnsType) raw->type) {
  case SAFI_DNS_A:
    return read_address (packet, raw, 4, record);
  case SAFI_DNS_AAAA:
    return read_address (packet, raw, 16, record);
  case SAFI_DNS_PTR:
    return read_data_name (packet, raw, 0, &record->name);
  case SAFI_DNS_MX:
    return read_exchange (packet, raw, record);
  case SAFI_DNS_TXT:
    return read_text (packet, raw, record);
  case SAFI_DNS_SRV:
    return read_service (packet, raw, record);
  default:
    return FALSE;
  }
}

/* A record that cannot be read is left out, as if it were of another type. */
static void
add_record (SafiDnsAnswer *answer, const Packet *packet, const Raw *raw)
{
  SafiDnsRecord *record = safi_dns_record_new ();

  if (read_data (packet, raw, record))
    safi_dns_answer_add (answer, record);
  else
    safi_dns_record_free (record);
}

static gboolean
skip_questions (Packet *packet, guint n)
{
  char name[SAFI_DNS_NAME_MAX + 1];
  guint32 ignored;

  for (guint i = 0; i < n; i++)
    if (!read_name (packet, name) || !read_number (packet, 4, &ignored))
      return FALSE;
  return TRUE;
}

static gboolean
read_raws (Packet *packet, guint n, GArray *raws)
{
  for (guint i = 0; i < n; i++) {
    Raw raw;

    if (!read_raw (packet, &raw))
      return FALSE;
    if (raw.class == CLASS_IN)
      g_array_append_val (raws, raw);
  }
  return TRUE;
}

/* Returns: (transfer full) (nullable): where @name leads; NULL if it is no alias. */
static char *
find_alias (const Packet *packet, GArray *raws, const char *name, guint32 *ttl)
{
  for (guint i = 0; i < raws->len; i++) {
    const Raw *raw = &g_array_index (raws, Raw, i);
    char *target = NULL;

    if (raw->type == TYPE_CNAME && g_str_equal (raw->name, name) &&
        read_data_name (packet, raw, 0, &target)) {
      *ttl = MIN (*ttl, raw->ttl);
      return target;
    }
  }
  return NULL;
}

/* Returns: (transfer full) (nullable): the name at the end; NULL if the aliases do not end. */
static char *
follow_aliases (const Packet *packet, GArray *raws, const char *name, guint32 *ttl)
{
  g_autofree char *at = g_strdup (name);

  for (guint i = 0; i <= SAFI_DNS_ALIASES_MAX; i++) {
    char *target = find_alias (packet, raws, at, ttl);

    if (target == NULL)
      return g_steal_pointer (&at);
    g_free (at);
    at = target;
  }
  return NULL;
}

/* An answer that speaks of other names only answers another question. */
static gboolean
speaks_of (GArray *raws, const char *name)
{
  for (guint i = 0; i < raws->len; i++)
    if (g_str_equal (g_array_index (raws, Raw, i).name, name))
      return TRUE;
  return raws->len == 0;
}

static guint32
get_negative_ttl (const Packet *packet, GArray *authority)
{
  for (guint i = 0; i < authority->len; i++) {
    const Raw *raw = &g_array_index (authority, Raw, i);

    if (raw->type == TYPE_SOA && raw->data_length >= 22) {
      Packet minimum = { packet->octets, packet->length, raw->data + raw->data_length - 4 };
      guint32 ttl;

      return read_number (&minimum, 4, &ttl) ? MIN (ttl, raw->ttl) : 0;
    }
  }
  return 0;
}

static void
collect (SafiDnsAnswer *answer,
         const Packet *packet,
         GArray *raws,
         const char *name,
         SafiDnsType type,
         guint32 ttl)
{
  for (guint i = 0; i < raws->len; i++) {
    const Raw *raw = &g_array_index (raws, Raw, i);

    if (raw->type == (guint) type && g_str_equal (raw->name, name)) {
      add_record (answer, packet, raw);
      ttl = MIN (ttl, raw->ttl);
    }
  }
  answer->ttl = answer->records->len > 0 ? ttl : 0;
}

typedef struct {
  guint rcode;
  gboolean is_answer;
  gboolean is_truncated;
  guint32 counts[4]; /* of the sections */
} Header;

static gboolean
read_header (Packet *packet, Header *ret_header)
{
  guint32 id, flags;

  if (!read_number (packet, 2, &id) || !read_number (packet, 2, &flags))
    return FALSE;
  ret_header->rcode = flags & 0xf;
  ret_header->is_answer = (flags & 0x8000) != 0;
  ret_header->is_truncated = (flags & 0x0200) != 0;
  for (guint i = 0; i < G_N_ELEMENTS (ret_header->counts); i++)
    if (!read_number (packet, 2, &ret_header->counts[i]))
      return FALSE;
  return ret_header->counts[0] + ret_header->counts[1] + ret_header->counts[2] <= RECORDS_READ_MAX;
}

SafiDnsAnswer *
safi_dns_packet_read (const guint8 *octets,
                      gsize length,
                      const char *name,
                      SafiDnsType type,
                      char **ret_alias)
{
  g_autoptr (SafiDnsAnswer) answer = safi_dns_answer_new (SAFI_DNS_NODATA);
  g_autoptr (GArray) raws = g_array_new (FALSE, FALSE, sizeof (Raw));
  g_autoptr (GArray) authority = g_array_new (FALSE, FALSE, sizeof (Raw));
  g_autofree char *end = NULL;
  Packet packet = { octets, length, 0 };
  guint32 ttl = G_MAXINT32;
  Header header;

  *ret_alias = NULL;
  if (!read_header (&packet, &header) || !header.is_answer || header.is_truncated ||
      (header.rcode != RCODE_NOERROR && header.rcode != RCODE_NXDOMAIN) ||
      !skip_questions (&packet, header.counts[0]) || !read_raws (&packet, header.counts[1], raws) ||
      !read_raws (&packet, header.counts[2], authority) || !speaks_of (raws, name) ||
      (end = follow_aliases (&packet, raws, name, &ttl)) == NULL)
    return safi_dns_answer_new (SAFI_DNS_TEMPERROR);
  if (header.rcode == RCODE_NOERROR)
    collect (answer, &packet, raws, end, type, ttl);
  else
    answer->outcome = SAFI_DNS_NXDOMAIN;
  if (answer->outcome != SAFI_DNS_FOUND)
    answer->ttl = get_negative_ttl (&packet, authority);
  if (answer->outcome == SAFI_DNS_NODATA && !g_str_equal (end, name) && *end != '\0' &&
      answer->ttl == 0)
    *ret_alias = g_steal_pointer (&end);
  return g_steal_pointer (&answer);
}
