/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-budget.h"

#include "auth/dns/safi-dns-cache.h"

struct _SafiDnsBudget {
  GObject parent_instance;

  SafiResolver *under;
  GHashTable *asked; /* set of SafiDnsQuestion */
  guint limit;
  gboolean has_open;
  gboolean is_closed;
};

static gboolean
allow (SafiDnsBudget *self, const char *name, SafiDnsType type)
{
  const SafiDnsQuestion question = { (char *) name, type };

  if (g_hash_table_contains (self->asked, &question))
    return TRUE;
  if (g_hash_table_size (self->asked) >= self->limit)
    return FALSE;
  return g_hash_table_add (self->asked, safi_dns_question_new (name, type));
}

static SafiDnsAnswer *
safi_dns_budget_look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  SafiDnsBudget *self = SAFI_DNS_BUDGET (resolver);
  g_autoptr (SafiDnsAnswer) answer = NULL;

  if (!allow (self, name, type))
    return safi_dns_answer_new (SAFI_DNS_TEMPERROR);
  answer = safi_resolver_look_up (self->under, name, type);
  if (answer->outcome != SAFI_DNS_OPEN)
    return g_steal_pointer (&answer);
  if (self->is_closed)
    return safi_dns_answer_new (SAFI_DNS_TEMPERROR);
  self->has_open = TRUE;
  return g_steal_pointer (&answer);
}

static void
safi_dns_budget_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = safi_dns_budget_look_up;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SafiDnsBudget,
                               safi_dns_budget,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER,
                                                      safi_dns_budget_resolver_init))

static void
safi_dns_budget_init (SafiDnsBudget *self)
{
  self->asked = g_hash_table_new_full (safi_dns_question_hash, safi_dns_question_equal,
                                       (GDestroyNotify) safi_dns_question_free, NULL);
}

static void
safi_dns_budget_finalize (GObject *object)
{
  SafiDnsBudget *self = SAFI_DNS_BUDGET (object);

  g_hash_table_unref (self->asked);
  g_object_unref (self->under);
  G_OBJECT_CLASS (safi_dns_budget_parent_class)->finalize (object);
}

static void
safi_dns_budget_class_init (SafiDnsBudgetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_dns_budget_finalize;
}

SafiDnsBudget *
safi_dns_budget_new (SafiResolver *under, guint limit)
{
  SafiDnsBudget *self = g_object_new (SAFI_TYPE_DNS_BUDGET, NULL);

  self->under = g_object_ref (under);
  self->limit = limit;
  return self;
}

gboolean
safi_dns_budget_take_open (SafiDnsBudget *self)
{
  const gboolean has_open = self->has_open;

  self->has_open = FALSE;
  return has_open;
}

void
safi_dns_budget_close (SafiDnsBudget *self)
{
  self->is_closed = TRUE;
}
