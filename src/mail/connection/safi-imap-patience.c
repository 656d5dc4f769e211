/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "mail/connection/safi-imap-connection.h"

/* A server may still be at the last command of a connection that broke. */
#define SETTLE 5000 /* milliseconds */

void
safi_imap_patience_init (SafiImapPatience *self)
{
  *self = (SafiImapPatience){ SAFI_IMAP_SILENCE_MAX, SAFI_IMAP_SECONDS_MAX, SETTLE };
#ifdef SAFI_FAIL_POINTS
  /* SAFI_PATIENCE="SILENCE SETTLE", in milliseconds: tests of a whole program wait less. */
  const char *text = g_getenv ("SAFI_PATIENCE");

  if (text != NULL)
    sscanf (text, "%u %u", &self->silence, &self->settle);
#endif
}
