/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/imap/safi-imap-source.h"
#include "service/session/safi-session.h"

#define NOTE_MANNERS "manners" /* seconds UTC of the last change, then the source's line */

static gboolean
is_useful (SafiSession *self)
{
  return self->store != NULL && SAFI_IS_IMAP_SOURCE (self->source);
}

void
safi_session_read_manners (SafiSession *self)
{
  g_autofree char *text = NULL;
  char *line;
  gint64 passed;

  if (!is_useful (self))
    return;
  text = safi_store_get_note (self->store, safi_account_get_id (self->account), NOTE_MANNERS, NULL);
  if (text == NULL)
    return;
  passed = safi_clock_wall (self->clock) - g_ascii_strtoll (text, &line, 10);
  if (*line != ' ' || passed < 0 || passed >= SAFI_SESSION_MANNERS_AGE)
    return;
  safi_imap_source_set_manners (SAFI_IMAP_SOURCE (self->source), line + 1);
  g_free (self->manners);
  self->manners = safi_imap_source_get_manners (SAFI_IMAP_SOURCE (self->source));
}

void
safi_session_keep_manners (SafiSession *self)
{
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;

  if (!self->is_known || !is_useful (self))
    return;
  line = safi_imap_source_get_manners (SAFI_IMAP_SOURCE (self->source));
  if (g_strcmp0 (line, self->manners) == 0)
    return;
  text = g_strdup_printf ("%" G_GINT64_FORMAT " %s", safi_clock_wall (self->clock), line);
  if (!safi_store_set_note (self->store, safi_account_get_id (self->account), NOTE_MANNERS, text,
                            NULL))
    return;
  g_free (self->manners);
  self->manners = g_steal_pointer (&line);
}
