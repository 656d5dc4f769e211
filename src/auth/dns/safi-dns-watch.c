/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-watch.h"

struct _SafiDnsWatch {
  GObject parent;

  SafiResolver *resolver;
  gboolean saw_open;
};

static SafiDnsAnswer *
look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  SafiDnsWatch *self = SAFI_DNS_WATCH (resolver);
  SafiDnsAnswer *answer = safi_resolver_look_up (self->resolver, name, type);

  self->saw_open |= answer->outcome == SAFI_DNS_OPEN;
  return answer;
}

static void
safi_dns_watch_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = look_up;
}

G_DEFINE_TYPE_WITH_CODE (SafiDnsWatch,
                         safi_dns_watch,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, safi_dns_watch_resolver_init))

static void
safi_dns_watch_init (SafiDnsWatch *self G_GNUC_UNUSED)
{
}

static void
safi_dns_watch_finalize (GObject *object)
{
  g_object_unref (SAFI_DNS_WATCH (object)->resolver);
  G_OBJECT_CLASS (safi_dns_watch_parent_class)->finalize (object);
}

static void
safi_dns_watch_class_init (SafiDnsWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_dns_watch_finalize;
}

SafiDnsWatch *
safi_dns_watch_new (SafiResolver *resolver)
{
  SafiDnsWatch *self = g_object_new (SAFI_TYPE_DNS_WATCH, NULL);

  self->resolver = g_object_ref (resolver);
  return self;
}

gboolean
safi_dns_watch_saw_open (SafiDnsWatch *self)
{
  return self->saw_open;
}
