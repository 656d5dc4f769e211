/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-keys.h"

#include <string.h>

#include "auth/dns/safi-dns-cache.h"

struct _SafiDkimKeys {
  GObject parent;

  SafiResolver *under;
  GPtrArray *kept; /* (element-type SafiKeptKey) */
  GPtrArray *seen; /* (element-type SafiKeptKey) */
  gint64 received; /* seconds UTC */
  gint64 now;      /* seconds UTC */
};

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) safi_kept_key_free);
}

/* Which of several records is the key, the DNS may tell otherwise the next time: such are not kept.
 */
static void
note (SafiDkimKeys *self, const char *name, const SafiDnsAnswer *answer)
{
  const SafiDnsRecord *record = answer->records->len == 1 ? answer->records->pdata[0] : NULL;
  const guint lifetime = CLAMP (answer->ttl, SAFI_DNS_CACHE_TTL_MIN, SAFI_DNS_CACHE_TTL_MAX);

  if (record == NULL || record->text == NULL || record->text->len > SAFI_KEPT_KEY_OCTETS_MAX ||
      strlen (record->text->str) != record->text->len)
    return;
  g_ptr_array_add (self->seen,
                   safi_kept_key_new (name, record->text->str, self->now, self->now + lifetime));
}

static gboolean
may_serve (const SafiDkimKeys *self, const SafiKeptKey *key, SafiDnsOutcome outcome)
{
  return key->seen <= self->now &&
         (key->seen >= self->received || (outcome == SAFI_DNS_TEMPERROR && key->until > self->now));
}

static SafiDnsAnswer *
make_answer (const SafiKeptKey *key)
{
  SafiDnsAnswer *answer = safi_dns_answer_new (SAFI_DNS_FOUND);
  SafiDnsRecord *record = safi_dns_record_new ();

  record->text = g_string_new (key->record);
  safi_dns_answer_add (answer, record);
  return answer;
}

/* Returns: (transfer full): @answer, or what was kept instead. */
static SafiDnsAnswer *
replace (SafiDkimKeys *self, const char *name, SafiDnsAnswer *answer)
{
  for (guint i = 0; i < self->kept->len; i++) {
    const SafiKeptKey *key = self->kept->pdata[i];

    if (g_str_equal (key->name, name) && may_serve (self, key, answer->outcome))
      return make_answer (key);
  }
  return safi_dns_answer_ref (answer);
}

static SafiDnsAnswer *
look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  SafiDkimKeys *self = SAFI_DKIM_KEYS (resolver);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (self->under, name, type);

  if (type != SAFI_DNS_TXT || answer->outcome == SAFI_DNS_OPEN)
    return g_steal_pointer (&answer);
  if (answer->outcome != SAFI_DNS_FOUND)
    return replace (self, name, answer);
  note (self, name, answer);
  return g_steal_pointer (&answer);
}

static void
safi_dkim_keys_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = look_up;
}

G_DEFINE_TYPE_WITH_CODE (SafiDkimKeys,
                         safi_dkim_keys,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, safi_dkim_keys_resolver_init))

static void
safi_dkim_keys_init (SafiDkimKeys *self)
{
  self->seen = new_list ();
}

static void
safi_dkim_keys_finalize (GObject *object)
{
  SafiDkimKeys *self = SAFI_DKIM_KEYS (object);

  g_object_unref (self->under);
  g_ptr_array_unref (self->kept);
  g_ptr_array_unref (self->seen);
  G_OBJECT_CLASS (safi_dkim_keys_parent_class)->finalize (object);
}

static void
safi_dkim_keys_class_init (SafiDkimKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_dkim_keys_finalize;
}

SafiDkimKeys *
safi_dkim_keys_new (SafiResolver *under, GPtrArray *kept, gint64 received, gint64 now)
{
  SafiDkimKeys *self = g_object_new (SAFI_TYPE_DKIM_KEYS, NULL);

  self->under = g_object_ref (under);
  self->kept = g_ptr_array_ref (kept);
  self->received = received;
  self->now = now;
  return self;
}

GPtrArray *
safi_dkim_keys_take_seen (SafiDkimKeys *self)
{
  GPtrArray *seen = self->seen;

  self->seen = new_list ();
  return seen;
}
