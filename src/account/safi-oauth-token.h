/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/safi-oauth-service.h"
#include "core/mailbox/safi-contacts.h"

G_BEGIN_DECLS

/* The token endpoint (RFC 6749 section 3.2): what a code, or a refresh token, is exchanged for. */

#define SAFI_OAUTH_ANSWER_MAX (64 * 1024) /* octets of an answer */
#define SAFI_OAUTH_TOKEN_MAX (16 * 1024)  /* octets of a token */

typedef struct {
  char *access;
  char *refresh;  /* (nullable): as before */
  guint lifetime; /* seconds from now for which access is good */
} SafiOauthTokens;

/* Wipes and frees. */
void safi_oauth_tokens_free (SafiOauthTokens *tokens);

/* Both block; any thread. @database: (nullable): trusted certificates instead of the system's.
 * SAFI_ERROR_SIGNED_OUT: the code or the refresh token is not good any more;
 * SAFI_ERROR_CLIENT_REFUSED: the client is unknown there; and those of a network. */

/* @verifier: of RFC 7636. */
SafiOauthTokens *safi_oauth_redeem (SafiOauthService *service,
                                    const char *code,
                                    const char *verifier,
                                    const char *redirect_uri,
                                    GTlsDatabase *database,
                                    SafiContacts *contacts,
                                    GCancellable *cancellable,
                                    GError **error);
SafiOauthTokens *safi_oauth_refresh (SafiOauthService *service,
                                     const char *refresh_token,
                                     GTlsDatabase *database,
                                     SafiContacts *contacts,
                                     GCancellable *cancellable,
                                     GError **error);

/* What the endpoint answered (RFC 6749 sections 5.1 and 5.2): @status of HTTP and @text, any
 * octets. Returns: (transfer full): NULL with @error set. */
SafiOauthTokens *
safi_oauth_read_answer (guint status, const char *text, gsize length, GError **error);

/* Sets the error that @word stands for (RFC 6749 sections 4.1.2.1 and 5.2). Returns: FALSE. */
gboolean safi_oauth_set_error (GError **error, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiOauthTokens, safi_oauth_tokens_free)

G_END_DECLS
