/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

#define SAFI_IMAP_BATCH_FIRST 25             /* messages */
#define SAFI_IMAP_BATCH_MAX 200              /* messages */
#define SAFI_IMAP_QUICK (5 * G_USEC_PER_SEC) /* microseconds: a batch that took less may grow */
#define SAFI_IMAP_FAR (150 * G_USEC_PER_SEC / 1000) /* microseconds there and back */
#define SAFI_IMAP_IN_FLIGHT_MAX 4                   /* commands */

/* How much one server is asked at a time; outlives its connections. */
typedef struct {
  guint batch;         /* messages of one command */
  gint64 round_trip;   /* microseconds; 0 = not measured */
  gboolean one_by_one; /* the server does not take a command while it is at another */
} SafiImapPace;

void safi_imap_pace_init (SafiImapPace *self);

/* Returns: messages of the next command, within what the server says that it takes (RFC 9738). */
guint safi_imap_pace_get_batch (const SafiImapPace *self, SafiImapConnection *connection);
guint safi_imap_pace_get_in_flight (const SafiImapPace *self); /* commands */

void safi_imap_pace_tell_quick (SafiImapPace *self, gint64 microseconds);
void safi_imap_pace_tell_trouble (SafiImapPace *self); /* it took too long, or was refused */

G_END_DECLS
