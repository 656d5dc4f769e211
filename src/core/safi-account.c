/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-account.h"

struct _SafiAccount {
  SafiAccountKind kind;
  char *id;
  char *address;
  char *user; /* (nullable) */
  char *host; /* (nullable) */
  guint16 port;
  SafiSecurity security;
  char *directory; /* (nullable) */
};

G_DEFINE_BOXED_TYPE (SafiAccount, safi_account, safi_account_ref, safi_account_unref)

static const char *const security_words[] = { "tls", "starttls", "none" };

static void
clear (gpointer data)
{
  SafiAccount *self = data;

  g_free (self->id);
  g_free (self->address);
  g_free (self->user);
  g_free (self->host);
  g_free (self->directory);
}

static SafiAccount *
new_account (SafiAccountKind kind, const char *id, const char *address)
{
  SafiAccount *self = g_atomic_rc_box_new0 (SafiAccount);

  self->kind = kind;
  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->address = g_strdup (address);
  return self;
}

SafiAccount *
safi_account_new_imap (const char *id,
                       const char *address,
                       const char *user,
                       const char *host,
                       guint16 port,
                       SafiSecurity security)
{
  SafiAccount *self = new_account (SAFI_ACCOUNT_IMAP, id, address);

  self->user = g_strdup (user);
  self->host = g_strdup (host);
  self->port = port;
  self->security = security;
  return self;
}

SafiAccount *
safi_account_new_practice (const char *id, const char *address, const char *directory)
{
  SafiAccount *self = new_account (SAFI_ACCOUNT_PRACTICE, id, address);

  self->directory = g_strdup (directory);
  return self;
}

SafiAccount *
safi_account_ref (SafiAccount *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
safi_account_unref (SafiAccount *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

SafiAccountKind
safi_account_get_kind (SafiAccount *self)
{
  return self->kind;
}

const char *
safi_account_get_id (SafiAccount *self)
{
  return self->id;
}

const char *
safi_account_get_address (SafiAccount *self)
{
  return self->address;
}

const char *
safi_account_get_user (SafiAccount *self)
{
  return self->user;
}

const char *
safi_account_get_host (SafiAccount *self)
{
  return self->host;
}

guint16
safi_account_get_port (SafiAccount *self)
{
  return self->port;
}

SafiSecurity
safi_account_get_security (SafiAccount *self)
{
  return self->security;
}

const char *
safi_account_get_directory (SafiAccount *self)
{
  return self->directory;
}

const char *
safi_security_to_word (SafiSecurity value)
{
  return security_words[value];
}

gboolean
safi_security_from_word (const char *word, SafiSecurity *ret_value)
{
  for (guint i = 0; i < G_N_ELEMENTS (security_words); i++)
    if (g_strcmp0 (word, security_words[i]) == 0) {
      *ret_value = (SafiSecurity) i;
      return TRUE;
    }
  return FALSE;
}
