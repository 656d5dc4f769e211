/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"

G_BEGIN_DECLS

/* Asks for the addresses of @name in the family of @client. @prefix4, @prefix6: bits that must
 * agree, 32 and 128 for the address itself. @ret_is_among: TRUE if one of them is the client, or in
 * its network. On the resolver's own thread only. */
SafiDnsOutcome safi_forward_look_up (SafiResolver *resolver,
                                     const char *name,
                                     const SafiIp *client,
                                     guint prefix4,
                                     guint prefix6,
                                     gboolean *ret_is_among);

G_END_DECLS
