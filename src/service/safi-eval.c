/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/safi-eval.h"

#include <string.h>

#include "core/safi-error.h"
#include "core/safi-message.h"
#include "filter/safi-filter.h"

#define MESSAGES_PER_COMMIT 200

typedef struct {
  const SafiEvalOptions *options;
  SafiEvalSink sink;
  gpointer user_data;
  char *base; /* directory of the index */
  SafiStore *store;
  SafiFilter *filter;
  guint n_seen;
} Run;

/* Reads "CLASS PATH". Returns: FALSE if the line is neither. */
static gboolean
read_line (const char *line, SafiClass *ret_truth, const char **ret_path)
{
  static const struct {
    const char *word;
    SafiClass truth;
  } classes[] = {
    { "spam ", SAFI_CLASS_JUNK },
    { "junk ", SAFI_CLASS_JUNK },
    { "ham ", SAFI_CLASS_GOOD },
    { "good ", SAFI_CLASS_GOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_ascii_strncasecmp (line, classes[i].word, strlen (classes[i].word)) == 0) {
      *ret_truth = classes[i].truth;
      *ret_path = line + strlen (classes[i].word);
      return **ret_path != '\0';
    }
  return FALSE;
}

static gboolean
commit_batch (Run *run, gboolean open_next, GError **error)
{
  return safi_store_commit (run->store, error) &&
         (!open_next || safi_store_begin (run->store, error));
}

static gboolean
eval_message (Run *run,
              SafiClass truth,
              const char *path,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *file =
      g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (run->base, path, NULL);
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
  verdict = safi_filter_judge (run->filter, message, cancellable, error);
  if (verdict == NULL)
    return FALSE;
  judged = g_get_monotonic_time ();
  run->n_seen++;
  if (run->options->train_first == 0 || run->n_seen <= run->options->train_first)
    if (!safi_filter_teach (run->filter, message, truth, error))
      return FALSE;
  result.train_seconds = (double) (g_get_monotonic_time () - judged) / G_USEC_PER_SEC;
  result.classify_seconds = (double) (judged - start) / G_USEC_PER_SEC;
  result.decision = safi_verdict_get_decision (verdict);
  result.score = safi_verdict_get_log_odds (verdict);
  return run->sink (&result, run->user_data, error) &&
         (run->n_seen % MESSAGES_PER_COMMIT != 0 || commit_batch (run, TRUE, error));
}

static gboolean
eval_lines (Run *run, char **lines, GCancellable *cancellable, GError **error)
{
  if (!safi_store_begin (run->store, error))
    return FALSE;
  for (guint i = 0; lines[i] != NULL; i++) {
    SafiClass truth;
    const char *path;

    g_strstrip (lines[i]);
    if (*lines[i] == '\0' || *lines[i] == '#')
      continue;
    if (!read_line (lines[i], &truth, &path)) {
      g_set_error (error, SAFI_ERROR, SAFI_ERROR_INVALID, "line %u is not CLASS PATH", i + 1);
      return FALSE;
    }
    if (!eval_message (run, truth, path, cancellable, error)) {
      g_prefix_error (error, "line %u: ", i + 1);
      return FALSE;
    }
  }
  return commit_batch (run, FALSE, error);
}

gboolean
safi_eval_run (const char *index,
               const SafiEvalOptions *options,
               SafiEvalSink sink,
               gpointer user_data,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *base = g_path_get_dirname (index);
  g_auto (GStrv) lines = NULL;
  g_autoptr (SafiAccount) account = NULL;
  g_autoptr (SafiStore) store = NULL;
  g_autoptr (SafiFilter) filter = NULL;
  Run run = { .options = options, .sink = sink, .user_data = user_data, .base = base };

  if (!g_file_get_contents (index, &text, NULL, error))
    return FALSE;
  store = safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, error);
  if (store == NULL)
    return FALSE;
  account = safi_account_new_practice (NULL, "eval@localhost", base);
  if (!safi_store_save_account (store, account, error))
    return FALSE;
  filter = safi_filter_new (store, account, error);
  if (filter == NULL)
    return FALSE;
  run.store = store;
  run.filter = filter;
  lines = g_strsplit (text, "\n", -1);
  return eval_lines (&run, lines, cancellable, error);
}
