/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/safi-scan-private.h"

#include <stdio.h>

/* Returns: the UID from which on nothing was there before the account; 0 if that is not known for
 * these UIDs. */
static guint32
read_old (SafiScan *self, guint32 uidvalidity)
{
  g_autofree char *text = safi_store_get_note (
      self->session->store, safi_account_get_id (self->session->account), SAFI_SCAN_NOTE_OLD, NULL);
  guint32 of, uid;

  if (text == NULL || sscanf (text, "%u %u", &of, &uid) != 2 || of != uidvalidity)
    return 0;
  return uid;
}

static gboolean
write_old (SafiScan *self, guint32 uidvalidity, guint32 uid, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u %u", uidvalidity, uid);

  return self->mode == SAFI_CHECK_DRY_RUN ||
         safi_store_set_note (self->session->store, safi_account_get_id (self->session->account),
                              SAFI_SCAN_NOTE_OLD, text, error);
}

/* Mail of the last days is still of use to somebody who adds a mailbox. */
static guint32
find_recent (SafiScan *self, SafiListing *listing, guint32 uid)
{
  const gint64 since = safi_clock_wall (self->session->clock) - SAFI_SCAN_LIVE_AGE;

  for (guint i = listing->messages->len; i > 0; i--) {
    const SafiListed *listed = &g_array_index (listing->messages, SafiListed, i - 1);

    if (listed->uid >= uid)
      continue;
    if (listed->internal_date < since)
      break;
    uid = listed->uid;
  }
  return uid;
}

gboolean
safi_scan_find_live (SafiScan *self, SafiListing *listing, GError **error)
{
  const guint32 uidvalidity = listing->mark.uidvalidity;
  guint32 uid = read_old (self, uidvalidity);

  if (uid == 0) {
    uid = self->is_first ? listing->mark.uidnext : self->before.uidnext;
    if (!write_old (self, uidvalidity, uid, error))
      return FALSE;
  }
  self->live_from = find_recent (self, listing, uid);
  return TRUE;
}

SafiView
safi_scan_get_view (SafiScan *self, guint index, guint32 uid)
{
  if (safi_account_get_kind (self->session->account) != SAFI_ACCOUNT_IMAP)
    return SAFI_VIEW_LIVE;
  if (self->is_glancing)
    return SAFI_VIEW_HEADER;
  if (uid < self->live_from || index >= SAFI_SCAN_LIVE_MAX)
    return SAFI_VIEW_BACKLOG;
  return safi_session_is_sparing (self->session) ? SAFI_VIEW_SPARING : SAFI_VIEW_LIVE;
}
