/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <gmime/gmime.h>

#include "bench-libraries.h"
#include "core/message/safi-message.h"

/* bench-parse LIST: how many of the messages whose paths LIST names, one per line, are read in a
 * second of processor time: by SafiMessage, and in the same run by GMime's parser with libxml2's
 * HTML parser alone (decoding each text part to UTF-8). Three rounds; the best of each counts. */

#define ROUNDS 3

static void
read_with_safi (GBytes *octets, gpointer user_data)
{
  safi_message_unref (safi_message_new (octets, 0));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) messages = argc == 2 ? bench_load (argv[1]) : NULL;
  double ours = 0, theirs = 0;

  if (messages == NULL || messages->len == 0) {
    fprintf (stderr, "bench-parse: cannot read the list of messages\n");
    return 1;
  }
  g_mime_init ();
  for (guint i = 0; i < ROUNDS; i++) {
    ours = MAX (ours, bench_measure (messages, read_with_safi, NULL));
    theirs = MAX (theirs, bench_measure (messages, bench_read_with_libraries, NULL));
  }
  printf ("%u messages: %.0f/s by Safibox, %.0f/s by GMime and libxml2 alone: %.2f\n",
          messages->len, ours, theirs, ours / theirs);
  return 0;
}
