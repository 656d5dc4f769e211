/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "auth/dns/safi-dns-cache.h"
#include "core/mailbox/safi-contacts.h"

G_BEGIN_DECLS

/* Asks the network's DNS servers, through c-ares. Its one owner thread only. */
typedef struct _SafiDnsClient SafiDnsClient;

#define SAFI_DNS_IN_FLIGHT_MAX 8       /* questions asked at the same time */
#define SAFI_DNS_TRY_MILLISECONDS 2000 /* the first try; each further one takes twice as long */
#define SAFI_DNS_TRIES 3
#define SAFI_DNS_QUESTION_SECONDS 8 /* one that takes longer makes room for the next */

/* @server: (nullable): "127.0.0.1:5353" or "[::1]:5353" in place of the system's own servers.
 * Returns: (transfer full): NULL with SAFI_ERROR_INVALID if @server is no such address. */
SafiDnsClient *safi_dns_client_new (const char *server, GError **error);
void safi_dns_client_free (SafiDnsClient *self);

/* Where each question is written down, with the server that it goes to. Before the first. */
void safi_dns_client_set_contacts (SafiDnsClient *self, SafiContacts *contacts);

/* Asks all @questions (element-type SafiDnsQuestion) and puts what comes into @cache, each as soon
 * as it is there; what is not there after @seconds is a temporary error. Blocks until all are
 * answered. FALSE with G_IO_ERROR_CANCELLED: what was not answered is not in @cache. */
gboolean safi_dns_client_ask (SafiDnsClient *self,
                              GPtrArray *questions,
                              guint seconds,
                              SafiDnsCache *cache,
                              GCancellable *cancellable,
                              GError **error);

/* The network changed: read the system's servers again. */
void safi_dns_client_reset (SafiDnsClient *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDnsClient, safi_dns_client_free)

G_END_DECLS
