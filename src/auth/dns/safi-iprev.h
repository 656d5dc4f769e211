/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

#define SAFI_IPREV_NAMES_MAX 10 /* of the client, looked at; the rest is ignored */

/* Do the names of an address lead back to it (RFC 8601, 3)? pass, fail, temperror, and permerror if
 * it has no name. @ret_name: (optional) (transfer full) (nullable): the confirmed one. On the
 * resolver's own thread only. */
SafiAuthCode safi_iprev_check (SafiResolver *resolver, const SafiIp *ip, char **ret_name);

/* Does the name that a client gave lead to it? pass, fail, temperror, and none if that is no host
 * name of several labels. On the resolver's own thread only. */
SafiAuthCode safi_iprev_check_helo (SafiResolver *resolver, const SafiIp *ip, const char *helo);

/* Returns: (transfer full) (nullable): a HELO name in lower case without trailing dot; NULL for an
 * address, a single label, and what no host is called. */
char *safi_iprev_normalise_helo (const char *helo);

G_END_DECLS
