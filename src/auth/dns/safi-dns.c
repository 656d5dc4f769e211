/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns.h"

#include <string.h>

static const struct {
  SafiDnsType type;
  const char *name;
} types[] = {
  { SAFI_DNS_A, "A" },     { SAFI_DNS_PTR, "PTR" },   { SAFI_DNS_MX, "MX" },
  { SAFI_DNS_TXT, "TXT" }, { SAFI_DNS_AAAA, "AAAA" }, { SAFI_DNS_SRV, "SRV" },
};

G_DEFINE_INTERFACE (SafiResolver, safi_resolver, G_TYPE_OBJECT)

static void
safi_resolver_default_init (SafiResolverInterface *iface G_GNUC_UNUSED)
{
}

const char *
safi_dns_type_to_string (SafiDnsType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return types[i].name;
  return NULL;
}

gboolean
safi_dns_type_from_string (const char *name, SafiDnsType *ret_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (types[i].name, name) == 0) {
      *ret_type = types[i].type;
      return TRUE;
    }
  return FALSE;
}

SafiDnsRecord *
safi_dns_record_new (void)
{
  return g_new0 (SafiDnsRecord, 1);
}

void
safi_dns_record_free (SafiDnsRecord *self)
{
  g_free (self->name);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

SafiDnsAnswer *
safi_dns_answer_new (SafiDnsOutcome outcome)
{
  SafiDnsAnswer *self = g_atomic_rc_box_new0 (SafiDnsAnswer);

  self->outcome = outcome;
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_dns_record_free);
  return self;
}

SafiDnsAnswer *
safi_dns_answer_ref (SafiDnsAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_answer (gpointer answer)
{
  g_ptr_array_unref (((SafiDnsAnswer *) answer)->records);
}

void
safi_dns_answer_unref (SafiDnsAnswer *self)
{
  g_atomic_rc_box_release_full (self, clear_answer);
}

void
safi_dns_answer_add (SafiDnsAnswer *self, SafiDnsRecord *record)
{
  if (self->records->len >= SAFI_DNS_RECORDS_MAX) {
    safi_dns_record_free (record);
    return;
  }
  self->outcome = SAFI_DNS_FOUND;
  g_ptr_array_add (self->records, record);
}

gboolean
safi_dns_answer_denies_name (const SafiDnsAnswer *self)
{
  return self->outcome == SAFI_DNS_NXDOMAIN && !self->is_doubtful;
}

/* Lower case without trailing dot. Returns: (transfer full) (nullable): NULL if no query can carry
 * it (RFC 1035, 2.3.4). */
static char *
normalise (const char *name)
{
  gsize length = strlen (name);
  gsize label = 0;

  if (length > 0 && name[length - 1] == '.')
    length--;
  if (length == 0 || length > SAFI_DNS_NAME_MAX)
    return NULL;
  for (gsize i = 0; i <= length; i++)
    if (i < length && name[i] != '.')
      label++;
    else if (label == 0 || label > SAFI_DNS_LABEL_MAX)
      return NULL;
    else
      label = 0;
  return g_ascii_strdown (name, length);
}

SafiDnsAnswer *
safi_resolver_look_up (SafiResolver *self, const char *name, SafiDnsType type)
{
  g_autofree char *normal = normalise (name);

  if (normal == NULL)
    return safi_dns_answer_new (SAFI_DNS_NXDOMAIN);
  return SAFI_RESOLVER_GET_IFACE (self)->look_up (self, normal, type);
}
