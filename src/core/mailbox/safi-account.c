/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-account.h"

struct _SafiAccount {
  SafiAccountKind kind;
  char *id;
  char *address;
  char *user; /* (nullable) */
  char *host; /* (nullable) */
  guint16 port;
  SafiSecurity security;
  SafiWay way;
  char *authority; /* (nullable) */
  char *directory; /* (nullable) */
};

G_DEFINE_BOXED_TYPE (SafiAccount, safi_account, safi_account_ref, safi_account_unref)

static const char *const security_words[] = { "tls", "starttls", "none" };
static const char *const way_words[] = { "password", "browser", "online-token", "online-password" };

static void
clear (gpointer data)
{
  SafiAccount *self = data;

  g_free (self->id);
  g_free (self->address);
  g_free (self->user);
  g_free (self->host);
  g_free (self->authority);
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
safi_account_with_way (SafiAccount *self, SafiWay way, const char *authority)
{
  SafiAccount *other;

  g_return_val_if_fail (self->kind == SAFI_ACCOUNT_IMAP, NULL);

  other = safi_account_new_imap (self->id, self->address, self->user, self->host, self->port,
                                 self->security);
  other->way = way;
  other->authority = g_strdup (authority);
  return other;
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

SafiWay
safi_account_get_way (SafiAccount *self)
{
  return self->way;
}

const char *
safi_account_get_authority (SafiAccount *self)
{
  return self->authority;
}

gboolean
safi_account_uses_token (SafiAccount *self)
{
  return self->way == SAFI_WAY_BROWSER || self->way == SAFI_WAY_ONLINE_TOKEN;
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

const char *
safi_way_to_word (SafiWay value)
{
  return way_words[value];
}

gboolean
safi_way_from_word (const char *word, SafiWay *ret_value)
{
  for (guint i = 0; i < G_N_ELEMENTS (way_words); i++)
    if (g_strcmp0 (word, way_words[i]) == 0) {
      *ret_value = (SafiWay) i;
      return TRUE;
    }
  return FALSE;
}
