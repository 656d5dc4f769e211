/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-pace.h"

#include <string.h>

#define MESSAGELIMIT "MESSAGELIMIT="

void
safi_imap_pace_init (SafiImapPace *self)
{
  *self = (SafiImapPace){ .batch = SAFI_IMAP_BATCH_FIRST };
}

guint
safi_imap_pace_get_batch (const SafiImapPace *self, SafiImapConnection *connection)
{
  guint batch = self->batch;
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, connection->capabilities);
  while (g_hash_table_iter_next (&iter, &word, NULL)) {
    guint64 limit;

    if (g_str_has_prefix (word, MESSAGELIMIT) &&
        g_ascii_string_to_unsigned ((char *) word + strlen (MESSAGELIMIT), 10, 1, G_MAXUINT32,
                                    &limit, NULL))
      batch = MIN (batch, (guint) limit);
  }
  return batch;
}

guint
safi_imap_pace_get_in_flight (const SafiImapPace *self)
{
  if (self->one_by_one)
    return 1;
  return self->round_trip > SAFI_IMAP_FAR ? SAFI_IMAP_IN_FLIGHT_MAX : SAFI_IMAP_IN_FLIGHT_MAX / 2;
}

void
safi_imap_pace_tell_quick (SafiImapPace *self, gint64 microseconds)
{
  if (microseconds < SAFI_IMAP_QUICK)
    self->batch = MIN (self->batch * 2, SAFI_IMAP_BATCH_MAX);
}

void
safi_imap_pace_tell_trouble (SafiImapPace *self)
{
  self->batch = MAX (self->batch / 2, 1);
}
