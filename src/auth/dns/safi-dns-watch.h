/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* A resolver over another that tells whether any answer was OPEN: what should only be asked if the
 * answers before it leave something to ask waits for them. One thread only. */
#define SAFI_TYPE_DNS_WATCH (safi_dns_watch_get_type ())
G_DECLARE_FINAL_TYPE (SafiDnsWatch, safi_dns_watch, SAFI, DNS_WATCH, GObject)

SafiDnsWatch *safi_dns_watch_new (SafiResolver *resolver);

gboolean safi_dns_watch_saw_open (SafiDnsWatch *self);

G_END_DECLS
