/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "auth/dns/safi-dns.h"

/* A DNS server on loopback that knows a few records and says NXDOMAIN to everything else, or
 * nothing at all. */
typedef struct _DnsServer DnsServer;

typedef struct {
  const char *name; /* lower case */
  SafiDnsType type; /* TXT, or A */
  const char *value;
} DnsRecord;

/* @records: ends with a name that is NULL; outlives the server. */
DnsServer *dns_server_new (const DnsRecord *records);
void dns_server_free (DnsServer *self);

/* "127.0.0.1:5353" */
const char *dns_server_get_address (DnsServer *self);

void dns_server_set_silent (DnsServer *self, gboolean is_silent);
/* From now on it knows no record. */
void dns_server_set_empty (DnsServer *self, gboolean is_empty);

/* Queries until now; those about names below "invalid" and "example", which find out whether it
 * lies, are left out. */
guint dns_server_get_n_queries (DnsServer *self);
/* TRUE if a name that begins with @prefix was asked for. */
gboolean dns_server_was_asked (DnsServer *self, const char *prefix);
