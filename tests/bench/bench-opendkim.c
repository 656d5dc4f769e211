/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>

#include <glib.h>
#include <opendkim/dkim.h>

/* bench-opendkim KEY-FILE MESSAGE REPEATS: how often libopendkim verifies the message in a second
 * of processor time, the key read from the file. Three rounds; the best counts. */

#define ROUNDS 3

static DKIM_LIB *
open_library (const char *key_file)
{
  DKIM_LIB *library = dkim_init (NULL, NULL);
  dkim_query_t method = DKIM_QUERY_FILE;
  /* Without this it would want a key to be of its own choice of strength, not a fault of the mail.
   */
  unsigned int min_bits = 1024;

  if (library == NULL ||
      dkim_options (library, DKIM_OP_SETOPT, DKIM_OPTS_QUERYMETHOD, &method, sizeof method) != 0 ||
      dkim_options (library, DKIM_OP_SETOPT, DKIM_OPTS_QUERYINFO, (void *) key_file,
                    strlen (key_file)) != 0 ||
      dkim_options (library, DKIM_OP_SETOPT, DKIM_OPTS_MINKEYBITS, &min_bits, sizeof min_bits) != 0)
    return NULL;
  return library;
}

static gboolean
verify (DKIM_LIB *library, const char *octets, gsize length)
{
  DKIM_STAT status;
  DKIM *dkim = dkim_verify (library, (const unsigned char *) "bench", NULL, &status);
  gboolean is_valid =
      dkim != NULL && dkim_chunk (dkim, (unsigned char *) octets, length) == DKIM_STAT_OK &&
      dkim_chunk (dkim, NULL, 0) == DKIM_STAT_OK && dkim_eom (dkim, NULL) == DKIM_STAT_OK;

  if (dkim != NULL)
    dkim_free (dkim);
  return is_valid;
}

int
main (int argc, char *argv[])
{
  DKIM_LIB *library = argc == 4 ? open_library (argv[1]) : NULL;
  g_autofree char *octets = NULL;
  gsize length;
  double best = 0;
  int repeats = argc == 4 ? atoi (argv[3]) : 0;

  if (library == NULL || repeats < 1 || !g_file_get_contents (argv[2], &octets, &length, NULL)) {
    fprintf (stderr, "bench-opendkim: cannot start\n");
    return 1;
  }
  for (int round = 0; round < ROUNDS; round++) {
    clock_t start = clock ();

    for (int i = 0; i < repeats; i++)
      if (!verify (library, octets, length)) {
        fprintf (stderr, "bench-opendkim: %s does not pass\n", argv[2]);
        return 1;
      }
    best = MAX (best, repeats * (double) CLOCKS_PER_SEC / MAX (clock () - start, 1));
  }
  dkim_close (library);
  printf ("%.0f\n", best);
  return 0;
}
