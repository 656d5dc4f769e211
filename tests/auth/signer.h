/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-dkim.h"
#include "auth/dns/safi-zone.h"

G_BEGIN_DECLS

/* Signs messages for the tests of DKIM and ARC, and publishes the keys. */

/* The key pair of RFC 8463, A.2, published at sel._domainkey.example.com. */
#define SIGNER_ED25519_RECORD "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

typedef struct _Signer Signer;

Signer *signer_new_ed25519 (void);
Signer *signer_new_rsa (guint bits); /* a new pair */
void signer_free (Signer *self);

/* Returns: (transfer full): "k=...; p=..." */
char *signer_get_record (Signer *self);

/* Puts a field of @kind with @tags, bh= and b= before @message, which has CRLF line ends. Returns:
 * (transfer full). */
char *signer_sign (Signer *self, SafiDkimSignatureKind kind, const char *tags, const char *message);

/* Signs "v=1; d=example.com; s=sel" and @tags in a DKIM-Signature field. */
char *signer_sign_dkim (Signer *self, const char *tags, const char *message);

/* Puts the seal (RFC 8617, 5.1.1) of set @instance before @message, whose other ARC fields stand
 * whole, newest first. Returns: (transfer full). */
char *signer_seal (Signer *self, guint instance, const char *chain_status, const char *message);

/* The same with the key of signer_new_ed25519. */
char *sign_text (const char *tags, const char *message);

/* Returns: (transfer full): @text with the first @from, which must be there, turned into @to. */
char *replace_text (const char *text, const char *from, const char *to);

/* A resolver with one TXT record of its own name, NULL-terminated pairs of name and text; "TIMEOUT"
 * for a text is a temporary error. */
SafiResolver *make_zone (const char *name, ...) G_GNUC_NULL_TERMINATED;

/* Verifies @message with the record at sel._domainkey.example.com. Returns: (transfer full): the
 * results. */
GPtrArray *verify_text (const char *message, const char *record, gint64 received);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Signer, signer_free)

G_END_DECLS
