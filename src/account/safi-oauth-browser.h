/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/safi-oauth-token.h"

G_BEGIN_DECLS

/* Signing in in the person's own browser (RFC 8252): a page of the service opens, and its answer
 * comes back to a port on the loopback address that only this one sign-in knows. Main thread. */

#define SAFI_OAUTH_BROWSER_SECONDS (10 * 60) /* for a person with a slow line and a telephone */
#define SAFI_OAUTH_CODE_MAX 4096             /* octets */

/* What the browser shows at the end: plain text. */
typedef struct {
  const char *title;
  const char *welcome; /* Safibox was let in */
  const char *refusal; /* it was not */
} SafiOauthPage;

/* Shows @uri in the browser. */
typedef void (*SafiOauthOpen) (const char *uri, gpointer user_data);

/* @address: whom the page should expect. @page: copied. @database: (nullable): for the token
 * endpoint. @open is called once, before this returns, unless nothing can be listened to.
 * SAFI_ERROR_BROWSER_TIMED_OUT: nobody came back within @seconds; SAFI_ERROR_BROWSER_DENIED; those
 * of safi_oauth_redeem. */
void safi_oauth_browser_async (SafiOauthService *service,
                               const char *address,
                               const SafiOauthPage *page,
                               GTlsDatabase *database,
                               SafiContacts *contacts,
                               guint seconds,
                               SafiOauthOpen open,
                               gpointer open_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SafiOauthTokens *safi_oauth_browser_finish (GAsyncResult *result, GError **error);

G_END_DECLS
