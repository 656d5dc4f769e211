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

/* What the server is shown in place of the person. */
typedef enum {
  SAFI_WAY_PASSWORD,        /* a password that the person typed */
  SAFI_WAY_BROWSER,         /* an access token; the person signed in in the browser (OAuth 2.0) */
  SAFI_WAY_ONLINE_TOKEN,    /* an access token from the desktop's online accounts */
  SAFI_WAY_ONLINE_PASSWORD, /* a password from the desktop's online accounts */
} SafiWay;

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

/* The same IMAP account signing in another way. @authority: (nullable): who gives the secret: the
 * id of a service in data/oauth.ini, or the object path of an online account. */
SafiAccount *safi_account_with_way (SafiAccount *self, SafiWay way, const char *authority);

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
SafiWay safi_account_get_way (SafiAccount *self);
const char *safi_account_get_authority (SafiAccount *self); /* (nullable) password: NULL */
const char *safi_account_get_directory (SafiAccount *self); /* (nullable) practice only */

/* TRUE if the secret for the server is an access token (RFC 6750) and not a password. */
gboolean safi_account_uses_token (SafiAccount *self);

const char *safi_security_to_word (SafiSecurity value); /* "tls", "starttls", "none" */
gboolean safi_security_from_word (const char *word, SafiSecurity *ret_value);
const char *safi_way_to_word (SafiWay value); /* "password", "browser", "online-token" ... */
gboolean safi_way_from_word (const char *word, SafiWay *ret_value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAccount, safi_account_unref)

G_END_DECLS
