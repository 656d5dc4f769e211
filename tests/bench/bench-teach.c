/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench-filter.h"
#include "bench-mix.h"

/* bench-teach DIRECTORY INDEX [COUNT]: teaches every message of INDEX, or COUNT made of them
 * (bench-mix.h), into a new store in DIRECTORY, 200 to a commit, and prints messages per second of
 * processor time and by the wall, from the message as read to the commit. */

#define MESSAGES_PER_COMMIT 200

typedef struct {
  double cpu; /* seconds */
  double wall;
} Times;

static Times
read_clocks (void)
{
  return (Times){ .cpu = (double) clock () / CLOCKS_PER_SEC,
                  .wall = (double) g_get_monotonic_time () / G_USEC_PER_SEC };
}

static gboolean
teach (BenchFilter *filter, SafiMessage *message, SafiClass truth, gboolean is_last, GError **error)
{
  return safi_filter_teach (filter->filter, message, truth, SAFI_STRENGTH_STRONG, error) &&
         (!is_last ||
          (safi_store_commit (filter->store, error) && safi_store_begin (filter->store, error)));
}

static gboolean
teach_all (BenchFilter *filter, BenchMix *mix, guint n_made, Times *ret_spent, GError **error)
{
  const guint n = n_made > 0 ? n_made : bench_mix_get_n_messages (mix);

  if (!safi_store_begin (filter->store, error))
    return FALSE;
  for (guint i = 0; i < n; i++) {
    SafiClass truth;
    g_autoptr (GBytes) octets =
        n_made > 0 ? bench_mix_make (mix, i, &truth) : g_bytes_ref (bench_mix_get (mix, i, &truth));
    g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
    const Times start = read_clocks ();
    Times end;

    if (!teach (filter, message, truth, (i + 1) % MESSAGES_PER_COMMIT == 0 || i + 1 == n, error))
      return FALSE;
    end = read_clocks ();
    ret_spent->cpu += end.cpu - start.cpu;
    ret_spent->wall += end.wall - start.wall;
  }
  return safi_store_commit (filter->store, error);
}

int
main (int argc, char *argv[])
{
  const guint n_made = argc == 4 ? (guint) strtoul (argv[3], NULL, 10) : 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (BenchMix) mix = NULL;
  BenchFilter filter = { NULL };
  Times spent = { 0 };
  gboolean done;

  if (argc != 3 && argc != 4)
    return 64;
  mix = bench_mix_new (argv[2], &error);
  done = mix != NULL && bench_filter_open (&filter, argv[1], &error) &&
         bench_filter_load (&filter, &error) && teach_all (&filter, mix, n_made, &spent, &error);
  bench_filter_clear (&filter);
  if (!done) {
    fprintf (stderr, "bench-teach: %s\n", error->message);
    return 1;
  }
  printf ("{\"per_cpu_second\": %.0f, \"per_second\": %.0f}\n",
          (n_made > 0 ? n_made : bench_mix_get_n_messages (mix)) / spent.cpu,
          (n_made > 0 ? n_made : bench_mix_get_n_messages (mix)) / spent.wall);
  return 0;
}
