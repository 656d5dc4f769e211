/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include <gmime/gmime.h>

#include "bench-filter.h"
#include "bench-libraries.h"

/* bench-judge DIRECTORY LIST: how many of the messages whose paths LIST names are judged in a
 * second of processor time, from octets to verdict, with what the store in DIRECTORY was taught;
 * and how many GMime and libxml2 alone read, in the same run. Also the memory that the model takes.
 * Rounds are taken in turns; the best of each counts. */

#define ROUNDS 3

static void
judge (GBytes *octets, gpointer user_data)
{
  BenchFilter *filter = user_data;
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  g_autoptr (SafiVerdict) verdict = safi_filter_judge (filter->filter, message, NULL, NULL);

  if (verdict == NULL)
    abort ();
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) messages = argc == 3 ? bench_load (argv[2]) : NULL;
  g_autoptr (GError) error = NULL;
  BenchFilter filter = { NULL };
  double ours = 0, theirs = 0;
  guint64 before, model;

  if (messages == NULL || messages->len == 0) {
    fprintf (stderr, "bench-judge: cannot read the list of messages\n");
    return 1;
  }
  if (!bench_filter_open (&filter, argv[1], &error)) {
    fprintf (stderr, "bench-judge: %s\n", error->message);
    return 1;
  }
  before = bench_read_memory ();
  if (!bench_filter_load (&filter, &error)) {
    fprintf (stderr, "bench-judge: %s\n", error->message);
    return 1;
  }
  model = bench_read_memory () - before;
  g_mime_init ();
  for (guint i = 0; i < ROUNDS; i++) {
    ours = MAX (ours, bench_measure (messages, judge, &filter));
    theirs = MAX (theirs, bench_measure (messages, bench_read_with_libraries, NULL));
  }
  printf (
      "{\"messages\": %u, \"judged\": %.0f, \"libraries\": %.0f, \"model_octets\": %" G_GUINT64_FORMAT
      "}\n",
      messages->len, ours, theirs, model);
  bench_filter_clear (&filter);
  return 0;
}
