/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-message-ref.h"

struct _SafiMessageRef {
  char *account;
  char *folder;
  guint32 uidvalidity;
  guint32 uid;
  char *identity; /* (nullable) */
};

static void
clear (gpointer data)
{
  SafiMessageRef *self = data;

  g_free (self->account);
  g_free (self->folder);
  g_free (self->identity);
}

SafiMessageRef *
safi_message_ref_new (const char *account,
                      const char *folder,
                      guint32 uidvalidity,
                      guint32 uid,
                      const char *identity)
{
  SafiMessageRef *self = g_atomic_rc_box_new0 (SafiMessageRef);

  self->account = g_strdup (account);
  self->folder = g_strdup (folder);
  self->uidvalidity = uidvalidity;
  self->uid = uid;
  self->identity = g_strdup (identity);
  return self;
}

SafiMessageRef *
safi_message_ref_with_identity (SafiMessageRef *self, const char *identity)
{
  return safi_message_ref_new (self->account, self->folder, self->uidvalidity, self->uid, identity);
}

SafiMessageRef *
safi_message_ref_ref (SafiMessageRef *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
safi_message_ref_unref (SafiMessageRef *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

const char *
safi_message_ref_get_account (SafiMessageRef *self)
{
  return self->account;
}

const char *
safi_message_ref_get_folder (SafiMessageRef *self)
{
  return self->folder;
}

guint32
safi_message_ref_get_uidvalidity (SafiMessageRef *self)
{
  return self->uidvalidity;
}

guint32
safi_message_ref_get_uid (SafiMessageRef *self)
{
  return self->uid;
}

const char *
safi_message_ref_get_identity (SafiMessageRef *self)
{
  return self->identity;
}
