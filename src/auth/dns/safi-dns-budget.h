/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* A resolver over another one that lets @limit different questions through, however often each is
 * asked; all others are TEMPERROR, so that no message can make a computer ask without end. One
 * message has one. On the thread of the other one only. */
#define SAFI_TYPE_DNS_BUDGET (safi_dns_budget_get_type ())
G_DECLARE_FINAL_TYPE (SafiDnsBudget, safi_dns_budget, SAFI, DNS_BUDGET, GObject)

SafiDnsBudget *safi_dns_budget_new (SafiResolver *under, guint limit);

/* TRUE if an answer was OPEN since the last call: what was found out with it does not count. */
gboolean safi_dns_budget_take_open (SafiDnsBudget *self);

/* Time is up: what is OPEN is TEMPERROR from now on. */
void safi_dns_budget_close (SafiDnsBudget *self);

G_END_DECLS
