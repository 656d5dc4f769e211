/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-canonical.h"
#include "auth/dkim/safi-crypto.h"
#include "auth/dkim/safi-dkim-reason.h"

G_BEGIN_DECLS

#define SAFI_DKIM_SIGNATURE_OCTETS_MAX 65536 /* of the field's value */
#define SAFI_DKIM_SIGNED_NAMES_MAX 5000      /* in h= */

/* Which field it stands in: they share most tags. */
typedef enum {
  SAFI_DKIM_SIGNATURE, /* DKIM-Signature (RFC 6376, 3.5) */
  SAFI_ARC_MESSAGE,    /* ARC-Message-Signature (RFC 8617, 4.1.2) */
  SAFI_ARC_SEAL,       /* ARC-Seal (RFC 8617, 4.1.3) */
} SafiDkimSignatureKind;

/* What one such field says. A plain value, immutable once it was parsed. */
typedef struct {
  SafiDkimSignatureKind kind;
  SafiDkimReason reason; /* NONE: well-formed; else what follows may be missing in part */
  char *domain;          /* d= in A-label form, lower case; "" if missing or bad */
  char *selector;        /* s= in A-label form, lower case; "" if missing or bad */
  char *identity;        /* i= decoded, any octets; "@d" if there is none; "" for ARC */
  char *identity_domain; /* behind its last "@", in A-label form */
  SafiKeyType key_type;
  SafiHashType hash;
  SafiCanonical header, body;
  GBytes *signature;  /* (nullable) b= */
  GBytes *body_hash;  /* (nullable) bh=; not in a seal */
  GPtrArray *names;   /* (nullable) (element-type utf8) h= in lower case; not in a seal */
  guint64 length;     /* l= in octets, SAFI_BODY_LENGTH_ALL if there is none */
  gint64 timestamp;   /* t= in seconds since 1970; -1 if there is none */
  gint64 expiration;  /* x= in seconds since 1970; -1 if there is none */
  char *instance;     /* (nullable) i= of ARC, as written */
  char *chain_status; /* (nullable) cv= of a seal, lower case */
} SafiDkimSignature;

/* Never fails: see reason. Returns: (transfer full). */
SafiDkimSignature *
safi_dkim_signature_new (SafiDkimSignatureKind kind, const char *value, gsize length);
void safi_dkim_signature_free (SafiDkimSignature *self);

/* "rsa-sha256", "rsa-sha1", "ed25519-sha256". */
const char *safi_dkim_signature_get_algorithm (const SafiDkimSignature *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDkimSignature, safi_dkim_signature_free)

G_END_DECLS
