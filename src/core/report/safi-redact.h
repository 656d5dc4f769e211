/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message.h"

G_BEGIN_DECLS

#define SAFI_REDACT_ADDRESSES_MAX 50 /* beyond, the rest stays */

/* TRUE if header field @name says to whom a message goes: To, Cc, Delivered-To and their kin. */
gboolean safi_redact_is_recipient_field (const char *name);

/* @own (nullable) and the addresses in all recipient fields of @message (nullable).
 * Returns: (transfer full) (element-type utf8). */
GPtrArray *safi_redact_collect (SafiMessage *message, const char *const *own);

/* Calls @found for each place, in octets, where one of @addresses (element-type utf8) stands in
 * @text: in any case of letters, also written as in bounce addresses (local=domain) and in web
 * addresses (local%40domain). Places may overlap. */
typedef void (*SafiRedactFound) (gsize start, gsize length, gpointer user_data);
void safi_redact_find (const char *text,
                       GPtrArray *addresses,
                       SafiRedactFound found,
                       gpointer user_data);

/* @text with @place for each such place. Returns: (transfer full). */
char *safi_redact (const char *text, GPtrArray *addresses, const char *place);

G_END_DECLS
