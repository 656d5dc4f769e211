/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-message.h"

G_BEGIN_DECLS

#define SAFI_REDACT_ADDRESSES_MAX 50 /* beyond, the rest stays */

/* TRUE if header field @name says to whom a message goes: To, Cc, Delivered-To and their kin. */
gboolean safi_redact_is_recipient_field (const char *name);

/* @own (nullable) and the addresses in all recipient fields of @message (nullable).
 * Returns: (transfer full) (element-type utf8). */
GPtrArray *safi_redact_collect (SafiMessage *message, const char *const *own);

/* @text with @place for each of @addresses (element-type utf8), in any case, also written as in
 * bounce addresses (local=domain) and in web addresses (local%40domain). Returns: (transfer full).
 */
char *safi_redact (const char *text, GPtrArray *addresses, const char *place);

G_END_DECLS
