/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "account/safi-oauth-token.h"
#include "account/safi-online-accounts.h"
#include "account/safi-secrets.h"
#include "service/session/safi-session.h"

/* A token is fetched anew before it runs out on the way. */
#define TOKEN_MARGIN 60 /* seconds */

void
safi_session_set_secret (SafiSession *self, const char *secret)
{
  safi_secret_free (self->secret);
  self->secret = g_strdup (secret);
  g_clear_pointer (&self->token, safi_secret_free);
}

static char *
look_up (SafiSession *self, GCancellable *cancellable, GError **error)
{
  if (self->secret != NULL)
    return g_strdup (self->secret);
  return safi_secrets_lookup (self->account, cancellable, error);
}

/* Some services give a new refresh token each time, and the old one is good no more. It goes where
 * the old one was; if the keyring has just closed, it lasts until Safibox ends. */
static void
keep_refresh_token (SafiSession *self, const char *refresh, GCancellable *cancellable)
{
  if (self->secret == NULL && safi_secrets_store (self->account, refresh, cancellable, NULL))
    return;
  safi_secret_free (self->secret);
  self->secret = g_strdup (refresh);
}

static gboolean
fetch_token (SafiSession *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiOauthService) service =
      safi_oauth_service_load (self->directory, safi_account_get_authority (self->account), error);
  g_autoptr (SafiOauthTokens) tokens = NULL;
  char *refresh;

  if (service == NULL)
    return FALSE;
  refresh = look_up (self, cancellable, error);
  if (refresh == NULL)
    return FALSE;
  tokens =
      safi_oauth_refresh (service, refresh, self->database, self->contacts, cancellable, error);
  if (tokens != NULL && tokens->refresh != NULL && g_strcmp0 (tokens->refresh, refresh) != 0)
    keep_refresh_token (self, tokens->refresh, cancellable);
  safi_secret_free (refresh);
  if (tokens == NULL)
    return FALSE;
  g_clear_pointer (&self->token, safi_secret_free);
  self->token = g_steal_pointer (&tokens->access);
  self->token_until =
      safi_clock_boot (self->clock) + ((gint64) tokens->lifetime - TOKEN_MARGIN) * G_USEC_PER_SEC;
  self->is_token_new = TRUE;
  return TRUE;
}

static char *
give_token (SafiSession *self, GCancellable *cancellable, GError **error)
{
  gboolean is_good = self->token != NULL && safi_clock_boot (self->clock) < self->token_until;

  if (!is_good && !fetch_token (self, cancellable, error))
    return NULL;
  return g_strdup (self->token);
}

char *
safi_session_give_secret (SafiAccount *account,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  SafiSession *self = user_data;

  switch (safi_account_get_way (account)) {
  case SAFI_WAY_BROWSER:
    return give_token (self, cancellable, error);
  case SAFI_WAY_ONLINE_TOKEN:
  case SAFI_WAY_ONLINE_PASSWORD:
    return safi_online_accounts_get_secret (account, cancellable, error);
  case SAFI_WAY_PASSWORD:
  default:
    return look_up (self, cancellable, error);
  }
}

gboolean
safi_session_drop_token (SafiSession *self)
{
  gboolean was_old = self->token != NULL && !self->is_token_new;

  g_clear_pointer (&self->token, safi_secret_free);
  return was_old;
}

void
safi_session_load_batv_key (SafiSession *self, GCancellable *cancellable)
{
  g_autofree char *note = NULL;
  g_autoptr (GBytes) key = NULL;
  char *secret;

  if (self->is_batv_key_read)
    return;
  self->is_batv_key_read = TRUE;
  note = safi_store_get_note (self->store, safi_account_get_id (self->account),
                              SAFI_SESSION_NOTE_BATV, NULL);
  secret = note != NULL ? safi_secrets_lookup_batv_key (self->account, cancellable, NULL) : NULL;
  if (secret != NULL)
    key = g_bytes_new (secret, strlen (secret));
  safi_secret_free (secret);
  safi_senders_set_batv_key (self->senders, key);
}
