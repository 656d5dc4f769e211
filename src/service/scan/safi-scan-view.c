/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-scan-private.h"

#include <stdio.h>

/* Returns: the UID from which on nothing was there before the account; 0 if that is not known for
 * these UIDs. */
static guint32
read_old (SafiStore *store, const char *account, guint32 uidvalidity)
{
  g_autofree char *text = safi_store_get_note (store, account, SAFI_SCAN_NOTE_OLD, NULL);
  guint32 of, uid;

  if (text == NULL || sscanf (text, "%u %u", &of, &uid) != 2 || of != uidvalidity)
    return 0;
  return uid;
}

gboolean
safi_scan_note_old (SafiStore *store, const char *account, const SafiMark *mark, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u %u", mark->uidvalidity, mark->uidnext);

  return read_old (store, account, mark->uidvalidity) != 0 ||
         safi_store_set_note (store, account, SAFI_SCAN_NOTE_OLD, text, error);
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
  SafiStore *store = self->session->store;
  const char *account = safi_account_get_id (self->session->account);
  SafiMark mark = listing->mark;
  const guint32 known = read_old (store, account, mark.uidvalidity);

  if (known != 0)
    mark.uidnext = known;
  else if (!self->is_first)
    mark.uidnext = self->before.uidnext;
  if (self->mode != SAFI_CHECK_DRY_RUN && !safi_scan_note_old (store, account, &mark, error))
    return FALSE;
  self->live_from = find_recent (self, listing, mark.uidnext);
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
