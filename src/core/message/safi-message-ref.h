/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* Where a message is and what it is. An immutable, reference-counted value (atomic count). */
typedef struct _SafiMessageRef SafiMessageRef;

/* @folder is the server's raw name (octets, NUL-terminated); it is a key and is only decoded for
 * display. @uidvalidity may be 0 (some servers). @identity is the fingerprint of
 * safi_message_get_identity (64 hex digits) or NULL while it is not known. */
SafiMessageRef *safi_message_ref_new (const char *account,
                                      const char *folder,
                                      guint32 uidvalidity,
                                      guint32 uid,
                                      const char *identity);

/* The same place with its identity filled in. Returns: (transfer full). */
SafiMessageRef *safi_message_ref_with_identity (SafiMessageRef *self, const char *identity);

SafiMessageRef *safi_message_ref_ref (SafiMessageRef *self);
void safi_message_ref_unref (SafiMessageRef *self);

const char *safi_message_ref_get_account (SafiMessageRef *self); /* account id */
const char *safi_message_ref_get_folder (SafiMessageRef *self);
guint32 safi_message_ref_get_uidvalidity (SafiMessageRef *self);
guint32 safi_message_ref_get_uid (SafiMessageRef *self);
const char *safi_message_ref_get_identity (SafiMessageRef *self); /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiMessageRef, safi_message_ref_unref)

G_END_DECLS
