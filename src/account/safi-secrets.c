/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-secrets.h"

#include <string.h>

#include <libsecret/secret.h>

#include "core/base/safi-error.h"

static const SecretSchema schema = {
  .name = SAFI_APPLICATION_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "account-id", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* The keyring's own words are left out: they may name what they hold. */
static gboolean
set_keyring_error (GError *cause, GError **error)
{
  g_autoptr (GError) owned = cause;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NO_KEYRING,
                         "the secret service did not answer as it should");
  return FALSE;
}

/* Returns: (transfer full): under which attribute the BATV key is kept. */
static char *
name_batv_key (SafiAccount *account)
{
  return g_strconcat (safi_account_get_id (account), "/batv", NULL);
}

static gboolean
check_kept (const char *id, const char *secret, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *found = secret_password_lookup_sync (&schema, cancellable, &local, "account-id", id, NULL);
  gboolean same = g_strcmp0 (found, secret) == 0;

  secret_password_free (found);
  return same || set_keyring_error (g_steal_pointer (&local), error);
}

static gboolean
store (SafiAccount *account,
       const char *id,
       const char *secret,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree char *label = g_strdup_printf ("Safibox: %s", safi_account_get_address (account));
  g_autoptr (GError) local = NULL;

  if (!secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret, cancellable,
                                   &local, "account-id", id, NULL))
    return set_keyring_error (g_steal_pointer (&local), error);
  return check_kept (id, secret, cancellable, error);
}

static char *
look_up (const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *found = secret_password_lookup_sync (&schema, cancellable, &local, "account-id", id, NULL);
  char *secret = g_strdup (found);

  secret_password_free (found);
  if (local != NULL)
    set_keyring_error (g_steal_pointer (&local), error);
  else if (secret == NULL)
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NO_PASSWORD, "no secret is stored");
  return secret;
}

static gboolean
clear (const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  secret_password_clear_sync (&schema, cancellable, &local, "account-id", id, NULL);
  return local == NULL || set_keyring_error (g_steal_pointer (&local), error);
}

gboolean
safi_secrets_store (SafiAccount *account,
                    const char *secret,
                    GCancellable *cancellable,
                    GError **error)
{
  return store (account, safi_account_get_id (account), secret, cancellable, error);
}

char *
safi_secrets_lookup (SafiAccount *account, GCancellable *cancellable, GError **error)
{
  return look_up (safi_account_get_id (account), cancellable, error);
}

gboolean
safi_secrets_remove (SafiAccount *account, GCancellable *cancellable, GError **error)
{
  return clear (safi_account_get_id (account), cancellable, error);
}

gboolean
safi_secrets_store_batv_key (SafiAccount *account,
                             const char *key,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *id = name_batv_key (account);

  return store (account, id, key, cancellable, error);
}

char *
safi_secrets_lookup_batv_key (SafiAccount *account, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = name_batv_key (account);

  return look_up (id, cancellable, error);
}

gboolean
safi_secrets_remove_batv_key (SafiAccount *account, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = name_batv_key (account);

  return clear (id, cancellable, error);
}

void
safi_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
