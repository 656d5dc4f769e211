/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/authentication/safi-kept-key.h"

SafiKeptKey *
safi_kept_key_new (const char *name, const char *record, gint64 seen, gint64 until)
{
  SafiKeptKey *self = g_new (SafiKeptKey, 1);

  self->name = g_strdup (name);
  self->record = g_strdup (record);
  self->seen = seen;
  self->until = until;
  return self;
}

void
safi_kept_key_free (SafiKeptKey *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->record);
  g_free (self);
}
