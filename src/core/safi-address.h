/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-message.h"

G_BEGIN_DECLS

/* Reads one address field (From, To ...) as tolerantly as mail programs do and appends what it
 * names to @addresses, which grows to SAFI_MESSAGE_ADDRESSES_MAX at most. @value: UTF-8, unfolded,
 * not RFC 2047 decoded. */
void safi_address_parse (const char *value, GPtrArray *addresses);

void safi_address_free (SafiAddress *self);

G_END_DECLS
