/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-cache.h"

typedef struct {
  SafiDnsAnswer *answer;
  gint64 until; /* seconds of the boot clock */
} Entry;

struct _SafiDnsCache {
  GObject parent;

  SafiClock *clock;
  GHashTable *entries; /* SafiDnsQuestion -> Entry */
  GHashTable *noted;   /* set of what is in open, whose elements are its keys */
  GPtrArray *open;     /* (element-type SafiDnsQuestion) */
};

SafiDnsQuestion *
safi_dns_question_new (const char *name, SafiDnsType type)
{
  SafiDnsQuestion *self = g_new (SafiDnsQuestion, 1);

  self->name = g_strdup (name);
  self->type = type;
  return self;
}

void
safi_dns_question_free (SafiDnsQuestion *self)
{
  g_free (self->name);
  g_free (self);
}

guint
safi_dns_question_hash (gconstpointer question)
{
  const SafiDnsQuestion *self = question;

  return g_str_hash (self->name) * 64 + self->type;
}

gboolean
safi_dns_question_equal (gconstpointer a, gconstpointer b)
{
  const SafiDnsQuestion *left = a;
  const SafiDnsQuestion *right = b;

  return left->type == right->type && g_str_equal (left->name, right->name);
}

static void
free_entry (Entry *entry)
{
  safi_dns_answer_unref (entry->answer);
  g_free (entry);
}

static gint64
get_now (SafiDnsCache *self)
{
  return safi_clock_boot (self->clock) / G_USEC_PER_SEC;
}

static guint
get_lifetime (const SafiDnsAnswer *answer)
{
  if (answer->outcome == SAFI_DNS_TEMPERROR)
    return SAFI_DNS_CACHE_FAILED_TTL;
  if (answer->outcome == SAFI_DNS_FOUND)
    return CLAMP (answer->ttl, SAFI_DNS_CACHE_TTL_MIN, SAFI_DNS_CACHE_TTL_MAX);
  return answer->ttl > 0 ? CLAMP (answer->ttl, SAFI_DNS_CACHE_TTL_MIN, SAFI_DNS_CACHE_NEGATIVE_TTL)
                         : SAFI_DNS_CACHE_NEGATIVE_TTL;
}

/* What finds no room is asked for in the next round. */
static void
note (SafiDnsCache *self, const SafiDnsQuestion *question)
{
  SafiDnsQuestion *noted;

  if (self->open->len >= SAFI_DNS_CACHE_ENTRIES_MAX ||
      g_hash_table_contains (self->noted, question))
    return;
  noted = safi_dns_question_new (question->name, question->type);
  g_ptr_array_add (self->open, noted);
  g_hash_table_add (self->noted, noted);
}

static SafiDnsAnswer *
look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  SafiDnsCache *self = SAFI_DNS_CACHE (resolver);
  const SafiDnsQuestion question = { (char *) name, type };
  const Entry *entry = g_hash_table_lookup (self->entries, &question);

  if (entry != NULL && entry->until > get_now (self))
    return safi_dns_answer_ref (entry->answer);
  note (self, &question);
  return safi_dns_answer_new (SAFI_DNS_OPEN);
}

static void
safi_dns_cache_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = look_up;
}

G_DEFINE_TYPE_WITH_CODE (SafiDnsCache,
                         safi_dns_cache,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, safi_dns_cache_resolver_init))

static GPtrArray *
new_open (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) safi_dns_question_free);
}

static void
safi_dns_cache_init (SafiDnsCache *self)
{
  self->entries =
      g_hash_table_new_full (safi_dns_question_hash, safi_dns_question_equal,
                             (GDestroyNotify) safi_dns_question_free, (GDestroyNotify) free_entry);
  self->noted = g_hash_table_new (safi_dns_question_hash, safi_dns_question_equal);
  self->open = new_open ();
}

static void
safi_dns_cache_finalize (GObject *object)
{
  SafiDnsCache *self = SAFI_DNS_CACHE (object);

  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->noted);
  g_ptr_array_unref (self->open);
  G_OBJECT_CLASS (safi_dns_cache_parent_class)->finalize (object);
}

static void
safi_dns_cache_class_init (SafiDnsCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_dns_cache_finalize;
}

SafiDnsCache *
safi_dns_cache_new (SafiClock *clock)
{
  SafiDnsCache *self = g_object_new (SAFI_TYPE_DNS_CACHE, NULL);

  self->clock = clock;
  return self;
}

GPtrArray *
safi_dns_cache_take_open (SafiDnsCache *self)
{
  GPtrArray *open = self->open;

  g_hash_table_remove_all (self->noted);
  self->open = new_open ();
  return open;
}

void
safi_dns_cache_put (SafiDnsCache *self, const SafiDnsQuestion *question, SafiDnsAnswer *answer)
{
  Entry *entry;

  g_return_if_fail (answer->outcome != SAFI_DNS_OPEN);

  if (g_hash_table_size (self->entries) >= SAFI_DNS_CACHE_ENTRIES_MAX &&
      !g_hash_table_contains (self->entries, question))
    g_hash_table_remove_all (self->entries);
  entry = g_new (Entry, 1);
  entry->answer = safi_dns_answer_ref (answer);
  entry->until = get_now (self) + get_lifetime (answer);
  g_hash_table_insert (self->entries, safi_dns_question_new (question->name, question->type),
                       entry);
}

void
safi_dns_cache_forget (SafiDnsCache *self)
{
  g_hash_table_remove_all (self->entries);
  g_hash_table_remove_all (self->noted);
  g_ptr_array_set_size (self->open, 0);
}
