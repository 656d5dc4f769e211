/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-trust.h"

/* What is asked below the label. */
static const struct {
  const char *domain;
  SafiDnsType type;
} questions[] = {
  { "invalid", SAFI_DNS_A }, { "invalid", SAFI_DNS_AAAA }, { "invalid", SAFI_DNS_TXT },
  { "example", SAFI_DNS_A }, { "example", SAFI_DNS_AAAA },
};

char *
safi_dns_trust_make_label (void)
{
  return g_strdup_printf ("s%08x%08x", g_random_int (), g_random_int ());
}

static gboolean
has_address (const SafiDnsTrust *self, const SafiIp *address)
{
  for (guint i = 0; i < self->n_addresses; i++)
    if (safi_ip_equal (&self->addresses[i], address))
      return TRUE;
  return FALSE;
}

static void
keep_addresses (SafiDnsTrust *self, const SafiDnsAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    if (self->n_addresses < SAFI_DNS_TRUST_ADDRESSES_MAX && !has_address (self, &record->address))
      self->addresses[self->n_addresses++] = record->address;
  }
}

/* What of the answers was seen. */
typedef struct {
  gboolean has_open;
  gboolean has_text;    /* TXT was answered, whatever with */
  gboolean has_address; /* the same of A or AAAA */
  gboolean has_lie;
} Seen;

static void
see (SafiDnsTrust *self, Seen *seen, SafiDnsType type, const SafiDnsAnswer *answer)
{
  const gboolean is_text = type == SAFI_DNS_TXT;

  if (answer->outcome == SAFI_DNS_OPEN)
    seen->has_open = TRUE;
  if (answer->outcome == SAFI_DNS_OPEN || answer->outcome == SAFI_DNS_TEMPERROR)
    return;
  seen->has_text |= is_text;
  seen->has_address |= !is_text;
  seen->has_lie |= answer->outcome != SAFI_DNS_NXDOMAIN;
  if (!is_text)
    keep_addresses (self, answer);
}

SafiDnsTrust
safi_dns_trust_examine (SafiResolver *resolver, const char *label)
{
  SafiDnsTrust self = { .state = SAFI_DNS_TRUST_UNKNOWN };
  Seen seen = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    g_autofree char *name = g_strconcat (label, ".", questions[i].domain, NULL);
    g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, name, questions[i].type);

    see (&self, &seen, questions[i].type, answer);
  }
  if (seen.has_open)
    return (SafiDnsTrust){ .state = SAFI_DNS_TRUST_OPEN };
  self.is_text_broken = seen.has_address && !seen.has_text;
  if (seen.has_lie)
    self.state = SAFI_DNS_TRUST_UNTRUSTED;
  else if (seen.has_address)
    self.state = SAFI_DNS_TRUST_TRUSTED;
  return self;
}

gboolean
safi_dns_trust_is_negative_trusted (const SafiDnsTrust *self)
{
  return self->state == SAFI_DNS_TRUST_TRUSTED;
}

#define SAFI_TYPE_TRUSTING_RESOLVER (safi_trusting_resolver_get_type ())
G_DECLARE_FINAL_TYPE (SafiTrustingResolver,
                      safi_trusting_resolver,
                      SAFI,
                      TRUSTING_RESOLVER,
                      GObject)

struct _SafiTrustingResolver {
  GObject parent_instance;

  const SafiDnsTrust *trust; /* not owned */
  SafiResolver *under;
};

static gboolean
is_lie (const SafiDnsTrust *trust, const SafiDnsAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    if (has_address (trust, &record->address))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_address (SafiDnsType type)
{
  return type == SAFI_DNS_A || type == SAFI_DNS_AAAA;
}

static SafiDnsAnswer *
deny_name (const SafiDnsTrust *trust)
{
  SafiDnsAnswer *answer = safi_dns_answer_new (SAFI_DNS_NXDOMAIN);

  answer->is_doubtful = !safi_dns_trust_is_negative_trusted (trust);
  return answer;
}

static SafiDnsAnswer *
safi_trusting_resolver_look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  SafiTrustingResolver *self = SAFI_TRUSTING_RESOLVER (resolver);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (self->under, name, type);
  const gboolean is_denial = answer->outcome == SAFI_DNS_NXDOMAIN;

  if (!is_denial && (!is_address (type) || answer->outcome != SAFI_DNS_FOUND))
    return g_steal_pointer (&answer);
  if (self->trust->state == SAFI_DNS_TRUST_OPEN)
    return safi_dns_answer_new (SAFI_DNS_OPEN);
  if (is_denial || is_lie (self->trust, answer))
    return deny_name (self->trust);
  return g_steal_pointer (&answer);
}

static void
safi_trusting_resolver_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = safi_trusting_resolver_look_up;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SafiTrustingResolver,
                               safi_trusting_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER,
                                                      safi_trusting_resolver_resolver_init))

static void
safi_trusting_resolver_init (SafiTrustingResolver *self G_GNUC_UNUSED)
{
}

static void
safi_trusting_resolver_finalize (GObject *object)
{
  g_object_unref (SAFI_TRUSTING_RESOLVER (object)->under);
  G_OBJECT_CLASS (safi_trusting_resolver_parent_class)->finalize (object);
}

static void
safi_trusting_resolver_class_init (SafiTrustingResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_trusting_resolver_finalize;
}

SafiResolver *
safi_dns_trust_apply (const SafiDnsTrust *trust, SafiResolver *under)
{
  SafiTrustingResolver *self = g_object_new (SAFI_TYPE_TRUSTING_RESOLVER, NULL);

  self->trust = trust;
  self->under = g_object_ref (under);
  return SAFI_RESOLVER (self);
}
