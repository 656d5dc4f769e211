/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli/safi-cli.h"
#include "core/safi-error.h"
#include "service/safi-eval.h"

static char *option_out = NULL;
static char *option_view = NULL;
static int option_train_first = 0;

static const GOptionEntry options[] = {
  { "out", 'o', 0, G_OPTION_ARG_FILENAME, &option_out, N_ ("Write the lines there"), N_ ("FILE") },
  { "view", 0, 0, G_OPTION_ARG_STRING, &option_view,
    N_ ("How much of each message is seen: backlog, live or whole"), N_ ("WORD") },
  { "train-first", 0, 0, G_OPTION_ARG_INT, &option_train_first,
    N_ ("Teach only so many, then judge without teaching"), N_ ("COUNT") },
  { NULL },
};

typedef struct {
  FILE *out;
  gboolean json;
  guint counts[2][3]; /* by true class and decision */
} Tally;

static void
print_json_line (FILE *out, const SafiEvalResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "class");
  json_builder_add_string_value (builder, result->truth == SAFI_CLASS_JUNK ? "spam" : "ham");
  json_builder_set_member_name (builder, "verdict");
  json_builder_add_string_value (builder, result->decision == SAFI_DECISION_JUNK   ? "spam"
                                          : result->decision == SAFI_DECISION_GOOD ? "ham"
                                                                                   : "unsure");
  json_builder_set_member_name (builder, "score");
  json_builder_add_double_value (builder, result->score);
  json_builder_set_member_name (builder, "classify_seconds");
  json_builder_add_double_value (builder, result->classify_seconds);
  json_builder_set_member_name (builder, "train_seconds");
  json_builder_add_double_value (builder, result->train_seconds);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);
  fprintf (out, "%s\n", line);
}

static void
print_text_line (FILE *out, const SafiEvalResult *result)
{
  static const char *const verdicts[] = { "ham", "unsure", "spam" };
  char score[G_ASCII_DTOSTR_BUF_SIZE];
  char classify[G_ASCII_DTOSTR_BUF_SIZE];
  char train[G_ASCII_DTOSTR_BUF_SIZE];

  fprintf (out, "%s %s %s %s %s\n", result->truth == SAFI_CLASS_JUNK ? "spam" : "ham",
           verdicts[result->decision], g_ascii_formatd (score, sizeof score, "%.6f", result->score),
           g_ascii_formatd (classify, sizeof classify, "%.6f", result->classify_seconds),
           g_ascii_formatd (train, sizeof train, "%.6f", result->train_seconds));
}

static gboolean
result_cb (const SafiEvalResult *result, gpointer user_data, GError **error)
{
  Tally *tally = user_data;

  tally->counts[result->truth][result->decision]++;
  if (tally->json)
    print_json_line (tally->out, result);
  else
    print_text_line (tally->out, result);
  if (!ferror (tally->out))
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_FULL, "the lines cannot be written");
  return FALSE;
}

static void
print_tally (const Tally *tally)
{
  for (guint truth = 0; truth < 2; truth++) {
    const guint *row = tally->counts[truth];
    guint all = MAX (row[0] + row[1] + row[2], 1);

    g_printerr ("%s %u: ham %.2f%% unsure %.2f%% spam %.2f%%\n",
                truth == SAFI_CLASS_JUNK ? "spam" : "ham", row[0] + row[1] + row[2],
                100.0 * row[0] / all, 100.0 * row[1] / all, 100.0 * row[2] / all);
  }
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  SafiEvalOptions eval_options = { .view = SAFI_VIEW_LIVE };
  Tally tally = { .out = stdout, .json = cli->json };
  g_autoptr (GError) error = NULL;
  gboolean done;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_eval, options, &argc, &argv, &code))
    return code;
  if (argc != 2 || option_train_first < 0 ||
      (option_view != NULL && !safi_view_from_word (option_view, &eval_options.view)))
    return safi_cli_misuse (_ ("Name one index; see --help."));
  eval_options.train_first = (guint) option_train_first;
  if (option_out != NULL)
    tally.out = fopen (option_out, "we");
  if (tally.out == NULL)
    return safi_cli_misuse (_ ("The file for the lines cannot be written."));
  done = safi_eval_run (argv[1], &eval_options, result_cb, &tally, cli->cancellable, &error);
  if (option_out != NULL && fclose (tally.out) != 0)
    done = FALSE;
  if (!done && error == NULL)
    error = g_error_new_literal (SAFI_ERROR, SAFI_ERROR_STORE_FULL, "the lines cannot be written");
  if (!done)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  print_tally (&tally);
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_eval = {
  .name = "eval",
  .arguments = "INDEX",
  .summary = N_ ("Measure: classify and then teach each message of an index"),
  .run = run,
};
