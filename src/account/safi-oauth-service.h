/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Where one signs in in the browser: one group of data/oauth.ini, under that of the person's own
 * oauth.ini beside the store. Boxed, immutable, reference-counted; any thread. */
typedef struct _SafiOauthService SafiOauthService;

/* Octets of the person's own file. */
#define SAFI_OAUTH_FILE_MAX (64 * 1024)
#define SAFI_OAUTH_CLIENT_MAX 512 /* octets of a client id or its secret */

/* @directory: of the store. Returns: (transfer full): NULL with SAFI_ERROR_NOT_FOUND, or
 * SAFI_ERROR_INVALID if the person's file makes no sense. */
SafiOauthService *safi_oauth_service_load (const char *directory, const char *id, GError **error);

/* The same by the name of an IMAP server, any case. */
SafiOauthService *
safi_oauth_service_load_for_host (const char *directory, const char *host, GError **error);

SafiOauthService *safi_oauth_service_ref (SafiOauthService *self);
void safi_oauth_service_unref (SafiOauthService *self);

/* FALSE: there is no client id, so that nobody can sign in. */
gboolean safi_oauth_service_is_ready (SafiOauthService *self);

const char *safi_oauth_service_get_id (SafiOauthService *self);
const char *safi_oauth_service_get_authorize (SafiOauthService *self);
const char *safi_oauth_service_get_token (SafiOauthService *self);
const char *safi_oauth_service_get_scope (SafiOauthService *self);
const char *safi_oauth_service_get_extra (SafiOauthService *self); /* (nullable) a=b&c=d */
const char *safi_oauth_service_get_redirect_host (SafiOauthService *self);
const char *safi_oauth_service_get_client_id (SafiOauthService *self);
const char *safi_oauth_service_get_client_secret (SafiOauthService *self); /* (nullable) */

/* Writes the person's own client into oauth.ini in @directory, which only the person may read.
 * @client_id: "" goes back to the one that was built in. @client_secret: (nullable): not one that
 * protects anything (RFC 8252 section 8.5), but some services ask for it. */
gboolean safi_oauth_service_set_client (const char *directory,
                                        const char *id,
                                        const char *client_id,
                                        const char *client_secret,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiOauthService, safi_oauth_service_unref)

G_END_DECLS
