/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-message-values.h"

G_BEGIN_DECLS

/* GMime works only behind this; it may be called often and on every thread. */
void safi_address_start_gmime (void);

/* Reads one address field (From, To ...) as tolerantly as mail programs do and appends what it
 * names to @addresses, which grows to SAFI_MESSAGE_ADDRESSES_MAX at most. @value: UTF-8, unfolded,
 * not RFC 2047 decoded. */
void safi_address_parse (const char *value, GPtrArray *addresses);

/* Returns: (transfer full) (nullable): the one mailbox that @value holds (RFC 5322, 3.4); NULL for
 * none, several or a group, and for one without a domain. */
SafiAddress *safi_address_parse_mailbox (const char *value);

void safi_address_free (SafiAddress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAddress, safi_address_free)

G_END_DECLS
