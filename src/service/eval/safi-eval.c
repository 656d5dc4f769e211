/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/eval/safi-eval.h"

#include <time.h>

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"
#include "filter/model/safi-starter.h"
#include "filter/safi-filter.h"
#include "service/eval/safi-index.h"

#define MESSAGES_PER_COMMIT 200

/* One line of the index. */
typedef struct {
  SafiClass truth;
  char *path; /* as written */
  char *file;
} Row;

/* Time that passed, by the wall and on the processor, in seconds. */
typedef struct {
  double wall;
  double cpu;
} Times;

typedef struct {
  const SafiEvalOptions *options;
  SafiEvalSink sink;
  gpointer user_data;
  GCancellable *cancellable; /* (nullable) */
  SafiStore *store;
  SafiFilter *filter;
  GArray *rows; /* (element-type Row) */
  SafiEvalFeedback *feedback;
  Times taught;    /* since the last result */
  guint n_lessons; /* in that time */
  guint n_open;    /* messages touched since the last commit */
} Run;

static void
row_clear (Row *row)
{
  g_free (row->path);
  g_free (row->file);
}

static Times
read_clocks (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &cpu);
  return (Times){ .wall = (double) g_get_monotonic_time () / G_USEC_PER_SEC,
                  .cpu = (double) cpu.tv_sec + (double) cpu.tv_nsec / 1e9 };
}

/* Returns: how long it is since @start. */
static Times
measure_since (const Times *start)
{
  const Times now = read_clocks ();

  return (Times){ .wall = now.wall - start->wall, .cpu = now.cpu - start->cpu };
}

static gboolean
add_row_cb (SafiClass truth, const char *path, const char *file, gpointer user_data, GError **error)
{
  const Row row = { .truth = truth, .path = g_strdup (path), .file = g_strdup (file) };

  g_array_append_val ((GArray *) user_data, row);
  return TRUE;
}

/* Returns: (transfer full): NULL with @error. */
static GBytes *
read_octets (const Row *row, GError **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (row->file, FALSE, error);

  return mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
}

static void
add_taught (Run *run, const Times *start)
{
  const Times passed = measure_since (start);

  run->taught.wall += passed.wall;
  run->taught.cpu += passed.cpu;
}

static gboolean
teach (Run *run, SafiMessage *message, SafiClass truth, GError **error)
{
  const Times start = read_clocks ();
  gboolean done = safi_filter_teach (run->filter, message, truth, SAFI_STRENGTH_STRONG, error);

  if (done && ++run->n_open >= MESSAGES_PER_COMMIT) {
    run->n_open = 0;
    done = safi_store_commit (run->store, error) && safi_store_begin (run->store, error);
  }
  run->n_lessons++;
  add_taught (run, &start);
  return done;
}

/* Teaches those of the rows that are marked in @is_seed, in order. */
static gboolean
teach_seed (Run *run, const gboolean *is_seed, GError **error)
{
  for (guint i = 0; i < run->rows->len; i++) {
    const Row *row = &g_array_index (run->rows, Row, i);
    g_autoptr (GBytes) whole = NULL;
    g_autoptr (SafiMessage) message = NULL;

    if (!is_seed[i])
      continue;
    whole = read_octets (row, error);
    if (whole == NULL)
      return FALSE;
    message = safi_view_read (whole, run->options->view);
    if (!teach (run, message, row->truth, error))
      return FALSE;
  }
  return TRUE;
}

/* The further passes over the seed, as the product does them: from the lessons kept. */
static gboolean
rehearse (Run *run, GError **error)
{
  const Times start = read_clocks ();
  gboolean done = TRUE;

  for (guint pass = 1; done && pass < run->options->passes; pass++)
    done = safi_filter_rehearse (run->filter, run->cancellable, error);
  add_taught (run, &start);
  return done;
}

static gboolean
teach_due (Run *run, SafiMessage *message, GError **error)
{
  g_autoptr (GPtrArray) due = safi_eval_feedback_advance (run->feedback, message);

  for (guint i = 0; i < due->len; i++) {
    const SafiCorrection *correction = g_ptr_array_index (due, i);

    if (!teach (run, correction->message, correction->truth, error))
      return FALSE;
  }
  return TRUE;
}

/* Judges the message in place @at and hands on the result after what follows from it. */
static gboolean
judge (Run *run, guint at, GError **error)
{
  const Row *row = &g_array_index (run->rows, Row, at);
  g_autoptr (GBytes) whole = read_octets (row, error);
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  SafiEvalResult result = { .truth = row->truth, .path = row->path };
  Times start, judged, parsed;

  if (whole == NULL)
    return FALSE;
  start = read_clocks ();
  message = safi_view_read (whole, run->options->view);
  parsed = measure_since (&start);
  if (!teach_due (run, message, error))
    return FALSE;
  start = read_clocks ();
  verdict = safi_filter_judge (run->filter, message, run->cancellable, error);
  if (verdict == NULL)
    return FALSE;
  judged = measure_since (&start);
  result.decision = safi_verdict_get_decision (verdict);
  result.score = safi_verdict_get_log_odds (verdict);
  result.octets = g_bytes_get_size (safi_message_get_octets (message));
  result.classify_seconds = parsed.wall + judged.wall;
  result.classify_cpu = parsed.cpu + judged.cpu;
  if ((at < run->options->train_first ||
       safi_eval_feedback_answer (run->feedback, message, row->truth, result.decision)) &&
      !teach (run, message, row->truth, error))
    return FALSE;
  result.train_seconds = run->taught.wall;
  result.train_cpu = run->taught.cpu;
  result.lessons = run->n_lessons;
  run->taught = (Times){ 0 };
  run->n_lessons = 0;
  return run->sink (&result, run->user_data, error);
}

static gboolean
judge_at (Run *run, guint at, GError **error)
{
  if (judge (run, at, error))
    return TRUE;
  g_prefix_error (error, "%s: ", g_array_index (run->rows, Row, at).path);
  return FALSE;
}

/* The whole stream. */
static gboolean
run_stream (Run *run, GError **error)
{
  const guint n_seed = run->options->train_first;

  for (guint i = 0; i < run->rows->len; i++)
    if ((i == n_seed && i > 0 && !rehearse (run, error)) || !judge_at (run, i, error))
      return FALSE;
  return TRUE;
}

/* Marks the newest messages of each class before the start. */
static void
mark_seed (const Run *run, gboolean *is_seed)
{
  guint n_of[2] = { 0 };

  for (guint i = run->options->start; i > 0; i--) {
    const SafiClass truth = g_array_index (run->rows, Row, i - 1).truth;

    is_seed[i - 1] = n_of[truth] < run->options->cold;
    n_of[truth]++;
  }
}

static gboolean
run_cold_start (Run *run, GError **error)
{
  const guint start = run->options->start;
  g_autofree gboolean *is_seed = NULL;

  if (start >= run->rows->len) {
    g_set_error (error, SAFI_ERROR, SAFI_ERROR_INVALID,
                 "the index has %u messages, none to judge after %u", run->rows->len, start);
    return FALSE;
  }
  is_seed = g_new0 (gboolean, run->rows->len);
  mark_seed (run, is_seed);
  if (!teach_seed (run, is_seed, error) || !rehearse (run, error))
    return FALSE;
  for (guint i = start; i < MIN (start + SAFI_EVAL_COLD_MESSAGES, run->rows->len); i++)
    if (!judge_at (run, i, error))
      return FALSE;
  return TRUE;
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

/* Returns: (transfer full) (nullable): NULL with @error. */
static SafiStarter *
open_starter (const char *file, GError **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (file, FALSE, error);
  g_autoptr (GBytes) octets = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;

  return octets != NULL ? safi_starter_new (octets, error) : NULL;
}

/* @ret_starter: (transfer full) (nullable): must outlive @filter. */
static gboolean
set_starter (SafiFilter *filter, const char *starter, SafiStarter **ret_starter, GError **error)
{
  if (g_strcmp0 (starter, "shipped") == 0)
    return TRUE;
  if (starter != NULL && (*ret_starter = open_starter (starter, error)) == NULL)
    return FALSE;
  safi_filter_set_starter (filter, *ret_starter);
  return TRUE;
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
  g_autoptr (SafiStarter) starter = NULL;
  g_autoptr (SafiFilter) filter = store != NULL ? safi_filter_new (store, account, error) : NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (SafiEvalFeedback) feedback = safi_eval_feedback_new (&options->feedback);
  Run run = { .options = options,
              .sink = sink,
              .user_data = user_data,
              .cancellable = cancellable,
              .store = store,
              .filter = filter,
              .rows = rows,
              .feedback = feedback };

  g_return_val_if_fail (options->passes > 0, FALSE);

  g_array_set_clear_func (rows, (GDestroyNotify) row_clear);
  return filter != NULL && set_starter (filter, options->starter, &starter, error) &&
         safi_index_read (index, add_row_cb, rows, error) && safi_store_begin (store, error) &&
         (options->cold > 0 ? run_cold_start (&run, error) : run_stream (&run, error)) &&
         safi_store_commit (store, error);
}
