/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/safi-cli-eval.h"

#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "core/base/safi-error.h"

#define PASSES_MAX 100
#define STARTS_MAX 100

static const guint starts_default[] = { 2000, 3000, 4000, 5000 };

static char *option_out = NULL;
static char *option_view = NULL;
static int option_train_first = 0;
static char *option_feedback = NULL;
static int option_cold = 0;
static char *option_start = NULL;
static int option_passes = 1;
static char *option_starter = NULL;

static const GOptionEntry options[] = {
  { "out", 'o', 0, G_OPTION_ARG_FILENAME, &option_out, N_ ("Write the lines there"), N_ ("FILE") },
  { "view", 0, 0, G_OPTION_ARG_STRING, &option_view,
    N_ ("How much of each message is seen: backlog, sparing, live, whole or all"), N_ ("WORD") },
  { "train-first", 0, 0, G_OPTION_ARG_INT, &option_train_first,
    N_ ("Teach only so many, then judge without teaching"), N_ ("COUNT") },
  { "feedback", 0, 0, G_OPTION_ARG_STRING, &option_feedback,
    N_ ("What is taught: immediate, errors, delayed:HOURS or rate:P"), N_ ("WORD") },
  { "cold", 0, 0, G_OPTION_ARG_INT, &option_cold,
    N_ ("Start empty, teach so many of each class, judge 1,000"), N_ ("COUNT") },
  { "start", 0, 0, G_OPTION_ARG_STRING, &option_start, N_ ("Where cold starts are in the index"),
    N_ ("PLACE[,PLACE…]") },
  { "passes", 0, 0, G_OPTION_ARG_INT, &option_passes,
    N_ ("Teach what --cold or --train-first name so many times over"), N_ ("COUNT") },
  { "starter", 0, 0, G_OPTION_ARG_FILENAME, &option_starter,
    N_ ("Begin with a starter model: none, shipped, or a file"), N_ ("FILE") },
  { NULL },
};

/* All runs that one command asks for. */
typedef struct {
  SafiCli *cli;
  const char *index;
  SafiEvalOptions options; /* of the present run */
  SafiView views[3];
  guint n_views;
  GArray *starts; /* (element-type guint): empty for the whole stream */
  FILE *out;      /* lines; in JSON the summaries too */
  GArray *rows;   /* (element-type SafiFiguresRow): of the present run */
  guint n_judged;
  SafiEvalSummary summary; /* of the present run */
} Eval;

static gboolean
check_out (Eval *eval, GError **error)
{
  if (!ferror (eval->out))
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_FULL, "the lines cannot be written");
  return FALSE;
}

static gboolean
result_cb (const SafiEvalResult *result, gpointer user_data, GError **error)
{
  Eval *eval = user_data;
  const SafiFiguresRow row = { result->truth, result->decision, result->score };

  /* What was judged while the seed was still being taught says nothing about the filter after it.
   */
  if (eval->n_judged++ >= eval->options.train_first) {
    g_array_append_val (eval->rows, row);
    eval->summary.octets += result->octets;
    eval->summary.classify_cpu += result->classify_cpu;
  }
  eval->summary.train_cpu += result->train_cpu;
  eval->summary.lessons += result->lessons;
  safi_cli_eval_print_result (eval->out, eval->cli->json, &eval->options, result);
  return check_out (eval, error);
}

static void
print_summary (Eval *eval, const SafiEvalSummary *summary)
{
  safi_cli_eval_print_summary (eval->cli->json ? eval->out : stderr, eval->cli->json, summary);
}

/* One run of the options at hand; leaves its summary, printed. */
static gboolean
run_once (Eval *eval, guint n_starts, GError **error)
{
  eval->summary = (SafiEvalSummary){ .view = safi_view_to_word (eval->options.view),
                                     .n_starts = n_starts,
                                     .start = eval->options.start };
  g_array_set_size (eval->rows, 0);
  eval->n_judged = 0;
  if (!safi_eval_run (eval->index, &eval->options, result_cb, eval, eval->cli->cancellable, error))
    return FALSE;
  safi_figures_measure ((const SafiFiguresRow *) (gpointer) eval->rows->data, eval->rows->len,
                        &eval->summary.figures);
  print_summary (eval, &eval->summary);
  return check_out (eval, error);
}

static gboolean
run_cold_starts (Eval *eval, GError **error)
{
  g_autofree SafiFigures *figures = g_new (SafiFigures, eval->starts->len);
  SafiEvalSummary mean = { .view = safi_view_to_word (eval->options.view),
                           .n_starts = eval->starts->len };

  for (guint i = 0; i < eval->starts->len; i++) {
    eval->options.start = g_array_index (eval->starts, guint, i);
    if (!run_once (eval, 1, error))
      return FALSE;
    figures[i] = eval->summary.figures;
    mean.octets += eval->summary.octets;
    mean.classify_cpu += eval->summary.classify_cpu;
    mean.train_cpu += eval->summary.train_cpu;
    mean.lessons += eval->summary.lessons;
  }
  safi_figures_average (figures, eval->starts->len, &mean.figures);
  if (mean.n_starts > 1)
    print_summary (eval, &mean);
  return check_out (eval, error);
}

static gboolean
run_views (Eval *eval, GError **error)
{
  for (guint i = 0; i < eval->n_views; i++) {
    eval->options.view = eval->views[i];
    if (eval->starts->len > 0 ? !run_cold_starts (eval, error) : !run_once (eval, 0, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_view (Eval *eval)
{
  static const SafiView all[] = { SAFI_VIEW_BACKLOG, SAFI_VIEW_LIVE, SAFI_VIEW_WHOLE };

  if (g_strcmp0 (option_view, "all") == 0) {
    for (guint i = 0; i < G_N_ELEMENTS (all); i++)
      eval->views[i] = all[i];
    eval->n_views = G_N_ELEMENTS (all);
    return TRUE;
  }
  eval->views[0] = SAFI_VIEW_LIVE;
  eval->n_views = 1;
  return option_view == NULL || safi_view_from_word (option_view, &eval->views[0]);
}

static gboolean
read_starts (Eval *eval)
{
  g_auto (GStrv) words = option_start != NULL ? g_strsplit (option_start, ",", STARTS_MAX) : NULL;

  if (option_cold == 0)
    return option_start == NULL;
  if (words == NULL)
    g_array_append_vals (eval->starts, starts_default, G_N_ELEMENTS (starts_default));
  for (guint i = 0; words != NULL && words[i] != NULL; i++) {
    guint64 start;

    if (!g_ascii_string_to_unsigned (words[i], 10, 1, G_MAXINT, &start, NULL))
      return FALSE;
    g_array_append_vals (eval->starts, &(guint){ (guint) start }, 1);
  }
  return eval->starts->len > 0;
}

/* Without a word: nothing behind a seed, else everything. A cold start judges without teaching. */
static gboolean
read_feedback (Eval *eval)
{
  const gboolean has_seed = option_cold > 0 || option_train_first > 0;

  if (option_feedback == NULL) {
    eval->options.feedback.kind = has_seed ? SAFI_FEEDBACK_NONE : SAFI_FEEDBACK_IMMEDIATE;
    return option_passes == 1 || has_seed;
  }
  return option_cold == 0 && (option_passes == 1 || has_seed) &&
         safi_feedback_from_word (option_feedback, &eval->options.feedback);
}

/* Returns: FALSE if the options do not go together. */
static gboolean
read_options (Eval *eval)
{
  if (option_train_first < 0 || option_cold < 0 || (option_cold > 0 && option_train_first > 0) ||
      option_passes < 1 || option_passes > PASSES_MAX)
    return FALSE;
  eval->options.train_first = (guint) option_train_first;
  eval->options.cold = (guint) option_cold;
  eval->options.passes = (guint) option_passes;
  if (g_strcmp0 (option_starter, "none") != 0)
    eval->options.starter = option_starter;
  return read_view (eval) && read_starts (eval) && read_feedback (eval);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (SafiFiguresRow));
  Eval eval = { .cli = cli, .starts = starts, .rows = rows, .out = stdout };
  g_autoptr (GError) error = NULL;
  gboolean done;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_eval, options, &argc, &argv, &code))
    return code;
  if (argc != 2)
    return safi_cli_misuse (_ ("Name one index; see --help."));
  if (!read_options (&eval))
    return safi_cli_misuse (
        _ ("These options do not go together or a value is not allowed; see --help."));
  eval.index = argv[1];
  if (option_out != NULL)
    eval.out = fopen (option_out, "we");
  if (eval.out == NULL)
    return safi_cli_misuse (_ ("The file for the lines cannot be written."));
  done = run_views (&eval, &error);
  if (option_out != NULL && fclose (eval.out) != 0)
    done = FALSE;
  if (!done && error == NULL)
    error = g_error_new_literal (SAFI_ERROR, SAFI_ERROR_STORE_FULL, "the lines cannot be written");
  return done ? SAFI_EXIT_DONE : safi_cli_fail (cli, g_steal_pointer (&error));
}

const SafiCommand safi_command_eval = {
  .name = "eval",
  .arguments = "INDEX",
  .summary = N_ ("Measure: classify and then teach each message of an index"),
  .run = run,
};
