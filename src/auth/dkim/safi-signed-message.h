/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-body-hash.h"
#include "auth/dkim/safi-dkim-signature.h"

G_BEGIN_DECLS

/* Beyond these no signature is compared: the reason is MESSAGE_TOO_LARGE. */
#define SAFI_SIGNED_MESSAGE_OCTETS_MAX (50 * 1024 * 1024)
#define SAFI_SIGNED_MESSAGE_FIELDS_MAX 2000
#define SAFI_SIGNED_MESSAGE_HEADER_OCTETS_MAX (1024 * 1024)

/* A message as its signatures see it: the octets as they were fetched, never rebuilt. Shared by
 * DKIM and ARC, so that no body is hashed twice. Reference-counted; one thread at a time. */
typedef struct _SafiSignedMessage SafiSignedMessage;

/* @octets: the whole message, with CRLF or any other line ends. Returns: (transfer full). */
SafiSignedMessage *safi_signed_message_new (GBytes *octets);
SafiSignedMessage *safi_signed_message_ref (SafiSignedMessage *self);
void safi_signed_message_unref (SafiSignedMessage *self);

gboolean safi_signed_message_is_too_large (SafiSignedMessage *self);

/* TRUE if a line end of header or body had to be put in place (of the body: once it was hashed). */
gboolean safi_signed_message_is_repaired (SafiSignedMessage *self);

guint safi_signed_message_get_n_fields (SafiSignedMessage *self);
const SafiHeaderField *safi_signed_message_get_field (SafiSignedMessage *self, guint number);

/* Fields of that name, which is in lower case. */
guint safi_signed_message_count_fields (SafiSignedMessage *self, const char *name);

/* Notes the body hash that @signature asks for. Returns: the number to ask with. */
guint safi_signed_message_want_body (SafiSignedMessage *self, const SafiDkimSignature *signature);

/* What bh= of @signature says of the body: NONE if it fits, BODY or BODY_LENGTH if not, REFUSED.
 * @ret_is_partial: octets follow that it does not cover. */
SafiDkimReason safi_signed_message_compare_body (SafiSignedMessage *self,
                                                 const SafiDkimSignature *signature,
                                                 guint number,
                                                 gboolean *ret_is_partial);

/* The hash over the fields that @signature names, and over its own field @number, as it was when it
 * was made (RFC 6376, 3.7 and 5.4.2). */
void safi_signed_message_hash_header (SafiSignedMessage *self,
                                      const SafiDkimSignature *signature,
                                      guint number,
                                      SafiDigest *ret_digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSignedMessage, safi_signed_message_unref)

G_END_DECLS
