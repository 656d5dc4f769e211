/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-dkim-key.h"
#include "auth/dkim/safi-signed-message.h"

G_BEGIN_DECLS

/* DomainKeys Identified Mail (RFC 6376, 8301, 8463, 8616): which domains put their name to this
 * message, and to what of it. */

#define SAFI_DKIM_SIGNATURES_MAX 8     /* from the top; the rest is left out */
#define SAFI_DKIM_CLOCK_SKEW (15 * 60) /* seconds that t= may lie ahead */

/* What one signature is worth. Immutable, reference-counted; may cross threads. Texts are a
 * stranger's words. */
typedef struct {
  SafiAuthCode code; /* PASS, FAIL, POLICY, NEUTRAL, TEMPERROR or PERMERROR */
  SafiDkimReason reason;
  char *domain;             /* d=, A-labels; "" if it cannot be read */
  char *selector;           /* s=, A-labels; "" if it cannot be read */
  char *identity;           /* i=, valid UTF-8; "" if it cannot be read */
  const char *algorithm;    /* a= */
  char *canonicalization;   /* c= as "relaxed/simple" */
  guint key_bits;           /* 0 if there is no key */
  char *key_record;         /* (nullable) as published */
  guint64 length;           /* l= in octets, SAFI_BODY_LENGTH_ALL if there is none */
  gint64 timestamp;         /* t=, -1 if there is none */
  gint64 expiration;        /* x=, -1 if there is none */
  char **signed_fields;     /* h= in lower case, NULL-terminated */
  const char *added_field;  /* (nullable) a field that is shown to people stands in the message more
                               often than it was signed: who trusts the signature would trust what
                               was added (RFC 6376, 8.15) */
  gboolean is_body_changed; /* the header fits, the body does not */
  gboolean is_partial;      /* l= leaves octets at the end of the body unsigned (8.2) */
  gboolean is_test;         /* t=y: a failure says nothing (3.6.1) */
  gboolean is_from_future;  /* t= lies after the time of receipt */
  gboolean is_repaired;     /* line ends had to be put in place */
} SafiDkimResult;

SafiDkimResult *safi_dkim_result_ref (SafiDkimResult *self);
void safi_dkim_result_unref (SafiDkimResult *self);

/* The signatures of one message, read once. One thread at a time. */
typedef struct _SafiDkim SafiDkim;

SafiDkim *safi_dkim_new (SafiSignedMessage *message);
void safi_dkim_free (SafiDkim *self);

/* Where their keys stand. Returns: (transfer full): NULL-terminated, lower case, each once. */
char **safi_dkim_list_key_names (SafiDkim *self);

/* Verifies all with the keys that @resolver knows. While one is OPEN nothing is computed and all is
 * TEMPERROR; body hashes are kept from call to call. Where the DNS has none any more, @resolver may
 * serve one that was kept (safi-dkim-keys.h). @received: seconds since 1970 at
 * which the message was received (not now: x= is meant for then). Returns: (transfer full)
 * (element-type SafiDkimResult): top to bottom; empty if the message is not signed. */
GPtrArray *
safi_dkim_verify (SafiDkim *self, SafiResolver *resolver, gint64 received, SafiDkimOptions options);

/* FALSE if something that people see was added to what the owner of @author, a domain, signed: a
 * field above it (8.15) or text behind l= (8.2) that none of his signatures covers. Asks nobody;
 * TRUE if none of them is his. */
gboolean safi_dkim_covers_what_is_seen (SafiDkim *self, const char *author);

/* One signature of any kind but a seal: over its fields and the body. For ARC. */
typedef struct {
  SafiAuthCode code;
  SafiDkimReason reason;
  gboolean is_body_changed;
  gboolean is_partial;
} SafiDkimOutcome;

/* @field: the number of its field; @body: what safi_signed_message_want_body gave. */
SafiDkimOutcome safi_dkim_compare (SafiSignedMessage *message,
                                   const SafiDkimSignature *signature,
                                   guint field,
                                   guint body,
                                   const SafiDkimKey *key,
                                   SafiDkimOptions options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDkimResult, safi_dkim_result_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDkim, safi_dkim_free)

G_END_DECLS
