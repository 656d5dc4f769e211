/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/session/safi-reach.h"

#include <stdio.h>

#define NOTE "first-check" /* the fields of SafiReach, in order */

SafiReach
safi_reach_read (SafiStore *store, const char *account)
{
  g_autofree char *text = safi_store_get_note (store, account, NOTE, NULL);
  SafiReach self = { 0 };
  guint choice, is_open;

  if (text == NULL ||
      sscanf (text, "%u %u %u %u %u %u %u %u", &choice, &self.days, &is_open, &self.uidvalidity,
              &self.from, &self.messages, &self.older, &self.octets_each) != 8)
    return (SafiReach){ 0 };
  self.choice = MIN (choice, SAFI_REACH_ALL);
  self.is_open = is_open != 0;
  return self;
}

gboolean
safi_reach_write (SafiStore *store, const char *account, const SafiReach *self, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "%u %u %u %u %u %u %u %u", (guint) self->choice, self->days, self->is_open ? 1u : 0u,
      self->uidvalidity, self->from, self->messages, self->older, self->octets_each);

  return safi_store_set_note (store, account, NOTE, text, error);
}

void
safi_reach_tell (const SafiReach *self, SafiSaving *saving)
{
  saving->newest = self->messages - MIN (self->older, self->messages);
  saving->newest_octets = (guint64) saving->newest * self->octets_each;
  saving->older = self->older;
  saving->older_octets = (guint64) self->older * self->octets_each;
  saving->is_asked = self->choice == SAFI_REACH_UNASKED && self->older > 0;
}

gboolean
safi_reach_choose (SafiStore *store,
                   const char *account,
                   SafiReachChoice choice,
                   guint days,
                   GError **error)
{
  SafiReach self = safi_reach_read (store, account);

  self.choice = choice;
  self.days = choice == SAFI_REACH_DAYS ? MIN (days, SAFI_REACH_DAYS_MAX) : 0;
  self.is_open = choice != SAFI_REACH_NEWEST;
  return safi_reach_write (store, account, &self, error);
}
