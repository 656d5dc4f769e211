/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  SAFI_ACCOUNT_IMAP,
  SAFI_ACCOUNT_PRACTICE, /* the practice mailbox: a folder of files */
} SafiAccountKind;

typedef enum {
  SAFI_SECURITY_TLS,      /* encrypted from the first octet (993) */
  SAFI_SECURITY_STARTTLS, /* encrypted before anything is said (143) */
  SAFI_SECURITY_NONE,     /* loopback only */
} SafiSecurity;

/* What the person typed. Boxed, immutable, reference-counted. Holds no secret. */
typedef struct _SafiAccount SafiAccount;

#define SAFI_TYPE_ACCOUNT (safi_account_get_type ())
GType safi_account_get_type (void);

/* @id: a UUID, stable while server and address may change; NULL makes a new one. */
SafiAccount *safi_account_new_imap (const char *id,
                                    const char *address,
                                    const char *user,
                                    const char *host,
                                    guint16 port,
                                    SafiSecurity security);

/* @directory: the folder of files. */
SafiAccount *safi_account_new_practice (const char *id, const char *address, const char *directory);

SafiAccount *safi_account_ref (SafiAccount *self);
void safi_account_unref (SafiAccount *self);

SafiAccountKind safi_account_get_kind (SafiAccount *self);
const char *safi_account_get_id (SafiAccount *self);
const char *safi_account_get_address (SafiAccount *self); /* also the name shown */
const char *safi_account_get_user (SafiAccount *self);    /* (nullable) practice: NULL */
const char *safi_account_get_host (SafiAccount *self);    /* (nullable) as the person entered it */
guint16 safi_account_get_port (SafiAccount *self);
SafiSecurity safi_account_get_security (SafiAccount *self);
const char *safi_account_get_directory (SafiAccount *self); /* (nullable) practice only */

const char *safi_security_to_word (SafiSecurity value); /* "tls", "starttls", "none" */
gboolean safi_security_from_word (const char *word, SafiSecurity *ret_value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAccount, safi_account_unref)

G_END_DECLS
