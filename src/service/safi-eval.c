/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/safi-eval.h"

#include "core/safi-message.h"
#include "filter/safi-filter.h"
#include "service/safi-index.h"

#define MESSAGES_PER_COMMIT 200

typedef struct {
  const SafiEvalOptions *options;
  SafiEvalSink sink;
  gpointer user_data;
  GCancellable *cancellable; /* (nullable) */
  SafiStore *store;
  SafiFilter *filter;
  guint n_seen;
} Run;

static gboolean
commit_batch (Run *run, gboolean open_next, GError **error)
{
  return safi_store_commit (run->store, error) &&
         (!open_next || safi_store_begin (run->store, error));
}

static gboolean
eval_cb (SafiClass truth, const char *path, const char *file, gpointer user_data, GError **error)
{
  Run *run = user_data;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (file, FALSE, error);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) seen = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  SafiEvalResult result = { .truth = truth, .path = path };
  gint64 start, judged;

  if (mapped == NULL)
    return FALSE;
  whole = g_mapped_file_get_bytes (mapped);
  start = g_get_monotonic_time ();
  seen = safi_view_of (whole, run->options->view);
  message = safi_message_new (seen, g_bytes_get_size (whole));
  verdict = safi_filter_judge (run->filter, message, run->cancellable, error);
  if (verdict == NULL)
    return FALSE;
  judged = g_get_monotonic_time ();
  run->n_seen++;
  if (run->options->train_first == 0 || run->n_seen <= run->options->train_first)
    if (!safi_filter_teach (run->filter, message, truth, SAFI_STRENGTH_STRONG, error))
      return FALSE;
  result.train_seconds = (double) (g_get_monotonic_time () - judged) / G_USEC_PER_SEC;
  result.classify_seconds = (double) (judged - start) / G_USEC_PER_SEC;
  result.decision = safi_verdict_get_decision (verdict);
  result.score = safi_verdict_get_log_odds (verdict);
  return run->sink (&result, run->user_data, error) &&
         (run->n_seen % MESSAGES_PER_COMMIT != 0 || commit_batch (run, TRUE, error));
}

/* Returns: (transfer full): a store in memory that knows one account. */
static SafiStore *
open_store (SafiAccount *account, GError **error)
{
  g_autoptr (SafiStore) store =
      safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, error);

  if (store == NULL || !safi_store_save_account (store, account, error))
    return NULL;
  return g_steal_pointer (&store);
}

gboolean
safi_eval_run (const char *index,
               const SafiEvalOptions *options,
               SafiEvalSink sink,
               gpointer user_data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SafiAccount) account = safi_account_new_practice (NULL, "eval@localhost", ".");
  g_autoptr (SafiStore) store = open_store (account, error);
  g_autoptr (SafiFilter) filter = store != NULL ? safi_filter_new (store, account, error) : NULL;
  Run run = { options, sink, user_data, cancellable, store, filter, 0 };

  return filter != NULL && safi_store_begin (store, error) &&
         safi_index_read (index, eval_cb, &run, error) && commit_batch (&run, FALSE, error);
}
