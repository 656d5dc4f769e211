/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-message-values.h"
#include "core/base/safi-types.h"
#include "core/message/safi-call.h"

G_BEGIN_DECLS

/* What a view left out; a bit set. Nothing: the octets are the message as it was sent. */
typedef enum {
  SAFI_UNSEEN_TEXT = 1 << 0,   /* text, or some of it */
  SAFI_UNSEEN_FILE = 1 << 1,   /* the inside of a file that tells something */
  SAFI_UNSEEN_FIELDS = 1 << 2, /* header fields */
  SAFI_UNSEEN_FORM = 1 << 3,   /* how the body was written, which signatures go by */
  SAFI_UNSEEN_ALL = (1 << 4) - 1,
} SafiUnseen;

/* A parsed message: immutable, reference-counted; may cross threads. */
typedef struct _SafiMessage SafiMessage;

/* Reads @octets (RFC 5322 and MIME). Never fails: what cannot be read is left out and named by a
 * flaw. @full_size is the size of the whole message in octets, as far as known (0: @octets are
 * all). */
SafiMessage *safi_message_new (GBytes *octets, guint64 full_size);

/* Reads what a view shows of a message; see safi-view.h. */
SafiMessage *safi_message_new_seen (GBytes *octets, guint64 full_size, SafiUnseen unseen);

/* A text without a header: an SMS, a chat message, what a caller said (plain UTF-8 or any octets).
 */
SafiMessage *safi_message_new_from_text (const char *text, gssize length);

/* A call: no header and no text; its octets are the answers as words. */
SafiMessage *safi_message_new_from_call (SafiCall call);

SafiMessage *safi_message_ref (SafiMessage *self);
void safi_message_unref (SafiMessage *self);

/* The identity alone, from any octets that begin with a header: a whole message, a header, or the
 * answer to HEADER.FIELDS (Message-ID Date From Subject Received). It is the SHA-256 (64 lower-case
 * hex digits) of the values of exactly these five fields in exactly this order, each followed by
 * one LF. Of each the first occurrence counts; one that is missing is empty. A value is the octets
 * as sent, not decoded, with CR, LF and NUL left out, every run of blanks and tabs made one blank,
 * none at either end, and A-Z in lower case. A leading mbox "From " line is no field.
 * Returns: (transfer full). */
char *safi_message_identity_from_header (const char *octets, gsize length);

/* All getters: (transfer none), valid as long as the message. */

/* SHA-256, 64 hex digits: safi_message_identity_from_header of the octets, the same in every folder
 * and on every server. For a text without header: of the text's octets. */
const char *safi_message_get_identity (SafiMessage *self);
GBytes *safi_message_get_octets (SafiMessage *self);
guint64 safi_message_get_full_size (SafiMessage *self); /* octets */
SafiFlaws safi_message_get_flaws (SafiMessage *self);
SafiUnseen safi_message_get_unseen (SafiMessage *self);
SafiForm safi_message_get_form (SafiMessage *self);
SafiCall safi_message_get_call (SafiMessage *self); /* 0 where it is none */

const char *safi_message_get_subject (SafiMessage *self);    /* "" if none */
const char *safi_message_get_message_id (SafiMessage *self); /* without <>; "" if none */
gint64 safi_message_get_date (SafiMessage *self);            /* seconds UTC; 0 if none */

/* The first field of that name (any case). Returns: (nullable): its decoded value. */
const char *safi_message_get_header (SafiMessage *self, const char *name);
/* Returns: (element-type SafiHeader): all fields, in the order of the message. */
GPtrArray *safi_message_get_headers (SafiMessage *self);

/* Returns: (element-type SafiAddress): the addresses of "From", "Reply-To", "Sender",
 * "Return-Path", "To" or "Cc"; empty if there are none. */
GPtrArray *safi_message_get_addresses (SafiMessage *self, const char *field);
/* Returns: (nullable): the first From address. */
const SafiAddress *safi_message_get_from (SafiMessage *self);

/* The text that a person reads, HTML turned into text, hidden text left out: valid UTF-8, lines
 * end in \n, at most SAFI_MESSAGE_TEXT_MAX octets. Spots point into exactly this text. */
const char *safi_message_get_text (SafiMessage *self);
GPtrArray *safi_message_get_links (SafiMessage *self);       /* (element-type SafiLink) */
GPtrArray *safi_message_get_attachments (SafiMessage *self); /* (element-type SafiAttachment) */
const SafiStructure *safi_message_get_structure (SafiMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiMessage, safi_message_unref)

G_END_DECLS
