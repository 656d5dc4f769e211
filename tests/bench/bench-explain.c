/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <time.h>

#include "core/message/safi-view.h"
#include "filter/safi-counterfactual.h"
#include "filter/safi-filter.h"
#include "service/eval/safi-index.h"

/* bench-explain INDEX: judges and then teaches each message, as `safibox-cli eval` does, and prints
 * for each: its true class, the sum (nats), the probability shown, the seconds of processor
 * time that finding what would change the answer took, and how many rows that is (0: none). */

typedef struct {
  SafiStore *store;
  SafiFilter *filter;
} Run;

static void
print_line (SafiVerdict *verdict, SafiClass truth)
{
  const clock_t start = clock ();
  g_autoptr (GPtrArray) to_good = safi_counterfactual_find (verdict, SAFI_CLASS_GOOD);
  g_autoptr (GPtrArray) to_junk = safi_counterfactual_find (verdict, SAFI_CLASS_JUNK);
  const double seconds = (clock () - start) / (double) CLOCKS_PER_SEC;
  const guint n = to_good != NULL ? to_good->len : to_junk != NULL ? to_junk->len : 0;

  printf ("%s %.6f %.9f %.6f %u\n", truth == SAFI_CLASS_JUNK ? "spam" : "ham",
          safi_verdict_get_log_odds (verdict), safi_verdict_get_probability (verdict), seconds, n);
}

static gboolean
message_cb (SafiClass truth, const char *path, const char *file, gpointer user_data, GError **error)
{
  Run *run = user_data;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (file, FALSE, error);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;

  if (mapped == NULL)
    return FALSE;
  whole = g_mapped_file_get_bytes (mapped);
  message = safi_view_read (whole, SAFI_VIEW_LIVE);
  verdict = safi_filter_judge (run->filter, message, NULL, error);
  if (verdict == NULL)
    return FALSE;
  print_line (verdict, truth);
  return safi_filter_teach (run->filter, message, truth, SAFI_STRENGTH_STRONG, error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (SafiStore) store =
      safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, NULL);
  g_autoptr (SafiAccount) account = safi_account_new_practice (NULL, "eval@localhost", ".");
  g_autoptr (GError) error = NULL;
  Run run = { store, NULL };

  if (argc != 2) {
    fprintf (stderr, "bench-explain: name one index\n");
    return 64;
  }
  if (safi_store_save_account (store, account, &error))
    run.filter = safi_filter_new (store, account, &error);
  if (run.filter == NULL || !safi_store_begin (store, &error) ||
      !safi_index_read (argv[1], message_cb, &run, &error) || !safi_store_commit (store, &error))
    fprintf (stderr, "bench-explain: %s\n", error->message);
  safi_filter_free (run.filter);
  return error != NULL;
}
