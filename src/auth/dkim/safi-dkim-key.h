/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-dkim-signature.h"
#include "auth/dns/safi-dns.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

#define SAFI_DKIM_KEY_RECORD_OCTETS_MAX 10000
#define SAFI_DKIM_RSA_BITS_MIN 1024 /* RFC 8301, 3.2 */

typedef enum {
  SAFI_DKIM_OPTION_NONE = 0,
  /* rsa-sha1 and RSA keys below SAFI_DKIM_RSA_BITS_MIN count as they did before RFC 8301. For old
   * test messages alone: never set where mail is judged. */
  SAFI_DKIM_OPTION_HISTORIC = 1 << 0,
} SafiDkimOptions;

/* A key record (RFC 6376, 3.6.1), or why there is none. Immutable. */
typedef struct {
  SafiDkimReason reason; /* NONE: a key */
  gboolean is_open;      /* not asked yet: reason is KEY_TEMPORARY */
  char *record;          /* (nullable) the record as published; so it can be kept */
  SafiPublicKey *key;    /* (nullable) */
  SafiKeyType type;
  guint hashes;               /* bit 1 << SafiHashType: h= */
  gboolean is_for_mail;       /* s= */
  gboolean is_test;           /* t=y */
  gboolean is_for_exact_name; /* t=s */
} SafiDkimKey;

/* Never fails: see reason. Returns: (transfer full). */
SafiDkimKey *safi_dkim_key_new (const char *record, gsize length);

/* Where the key of a signature stands (RFC 6376, 3.6.2.1). Returns: (transfer full). */
char *safi_dkim_key_make_name (const char *domain, const char *selector);

/* Of several records the first that is a key counts. Returns: (transfer full). */
SafiDkimKey *
safi_dkim_key_look_up (SafiResolver *resolver, const char *domain, const char *selector);
void safi_dkim_key_free (SafiDkimKey *self);

/* Says what @digest and b= of @signature, which is well-formed, make of each other with this key;
 * why goes to @ret_reason. */
SafiAuthCode safi_dkim_key_verify (const SafiDkimKey *self,
                                   const SafiDkimSignature *signature,
                                   const SafiDigest *digest,
                                   SafiDkimOptions options,
                                   SafiDkimReason *ret_reason);

guint safi_dkim_key_get_bits (const SafiDkimKey *self); /* 0 without key */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiDkimKey, safi_dkim_key_free)

G_END_DECLS
