/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "cli/safi-cli.h"
#include "core/base/safi-error.h"
#include "core/base/safi-read.h"
#include "words/mailbox/safi-words-training.h"

static char *option_account = NULL;
static gboolean option_yes = FALSE;

static const GOptionEntry options[] = {
  { "account", 'a', 0, G_OPTION_ARG_STRING, &option_account,
    N_ ("Whose mailbox; needed if there are several"), N_ ("ADDRESS") },
  { "yes", 'y', 0, G_OPTION_ARG_NONE, &option_yes,
    N_ ("Bring in a copy or start over without asking"), NULL },
  { NULL },
};

static void
print_summary (SafiCli *cli, SafiAccount *account, const SafiTrainingSummary *summary)
{
  JsonBuilder *builder;

  if (!cli->json) {
    g_autofree char *words =
        safi_words_training (summary->totals.good, summary->totals.junk, summary->since,
                             safi_clock_wall (safi_clock_get_system ()));

    g_print ("%s: %s\n", safi_account_get_address (account), words);
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "account", safi_account_get_address (account));
  safi_cli_json_int (builder, "good", summary->totals.good);
  safi_cli_json_int (builder, "junk", summary->totals.junk);
  safi_cli_json_int (builder, "since", summary->since);
  json_builder_end_object (builder);
  safi_cli_print_json (builder);
}

static int
show (SafiCli *cli, SafiAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiTrainingSummary summary;
  SafiCliWait wait = { NULL };

  safi_engine_summarise_training_async (cli->engine, safi_account_get_id (account),
                                        cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  if (!safi_engine_summarise_training_finish (cli->engine, result, &summary, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  print_summary (cli, account, &summary);
  return SAFI_EXIT_DONE;
}

/* A file that only its owner can read. */
static int
export_copy (SafiCli *cli, SafiAccount *account, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  gsize size;
  const char *data;

  safi_engine_export_training_async (cli->engine, safi_account_get_id (account), cli->cancellable,
                                     safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  octets = safi_engine_export_training_finish (cli->engine, result, &error);
  if (octets == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  data = g_bytes_get_data (octets, &size);
  g_chmod (path, 0600); /* newer GLib keeps the mode of a file that is there */
  if (!g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return show (cli, account);
}

/* "-": standard input. Returns: (transfer full): one octet more than a copy may have at most; NULL
 * with @error. */
static GBytes *
read_file (SafiCli *cli, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GInputStream) stream = NULL;

  if (!g_str_equal (path, "-"))
    return safi_read_file (file, SAFI_TRAINING_COPY_OCTETS_MAX, cli->cancellable, error);
  stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  return safi_read_stream (stream, SAFI_TRAINING_COPY_OCTETS_MAX, cli->cancellable, error);
}

/* @octets: (nullable): a copy, or nothing. */
static int
replace (SafiCli *cli, SafiAccount *account, GBytes *octets)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiTrainingChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_replace_training_async (cli->engine, safi_account_get_id (account), octets,
                                      cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  change = safi_engine_replace_training_finish (cli->engine, result, &error);
  if (change == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  print_summary (cli, account, &change->now);
  return SAFI_EXIT_DONE;
}

static int
import_copy (SafiCli *cli, SafiAccount *account, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets = read_file (cli, path, &error);

  if (octets == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  if (!option_yes &&
      !safi_cli_ask (_ ("The copy takes the place of all that Safibox learned from this mailbox. "
                        "Bring it in? [y/N] ")))
    return safi_cli_misuse (_ ("Nothing was changed. To bring the copy in, say --yes."));
  return replace (cli, account, octets);
}

static int
reset (SafiCli *cli, SafiAccount *account)
{
  if (!option_yes &&
      !safi_cli_ask (
          _ ("Safibox forgets all that it learned from this mailbox. Messages stay where "
             "they are, and your answers stay in the list. Start over? [y/N] ")))
    return safi_cli_misuse (_ ("Nothing was changed. To start over, say --yes."));
  return replace (cli, account, NULL);
}

static void
print_trial_json (SafiAccount *account, const SafiTrial *trial)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "account", safi_account_get_address (account));
  safi_cli_json_int (builder, "good", trial->good);
  safi_cli_json_int (builder, "good_moved", trial->good_moved);
  safi_cli_json_int (builder, "good_unsure", trial->good_unsure);
  safi_cli_json_int (builder, "junk", trial->junk);
  safi_cli_json_int (builder, "junk_moved", trial->junk_moved);
  safi_cli_json_int (builder, "junk_unsure", trial->junk_unsure);
  safi_cli_json_int (builder, "learning", trial->learning);
  safi_cli_json_int (builder, "one_in", trial->one_in);
  json_builder_end_object (builder);
  safi_cli_print_json (builder);
}

static void
print_trial (SafiAccount *account, const SafiTrial *trial)
{
  g_autofree char *good = NULL;
  g_autofree char *junk = NULL;
  g_autofree char *bound = NULL;

  if (trial->good == 0 || trial->junk == 0) {
    g_print ("%s: %s\n", safi_account_get_address (account), safi_words_trial_too_few ());
    return;
  }
  good = safi_words_trial_good (trial->good, trial->good_moved, trial->good_unsure);
  junk = safi_words_trial_junk (trial->junk, trial->junk_moved, trial->junk_unsure);
  bound = safi_words_trial_bound (trial->one_in);
  g_print ("%s\n%s\n%s\n%s\n%s\n", safi_account_get_address (account), good, junk, bound,
           safi_words_trial_limits ());
}

static int
try_training (SafiCli *cli, SafiAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  SafiTrial trial;

  safi_engine_try_training_async (cli->engine, safi_account_get_id (account), cli->cancellable,
                                  safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  if (!safi_engine_try_training_finish (cli->engine, result, &trial, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  if (cli->json)
    print_trial_json (account, &trial);
  else
    print_trial (account, &trial);
  return SAFI_EXIT_DONE;
}

/* @path: (nullable): of a copy. */
static int
run_verb (SafiCli *cli, SafiAccount *account, const char *verb, const char *path)
{
  if (g_str_equal (verb, "export"))
    return export_copy (cli, account, path);
  if (g_str_equal (verb, "import"))
    return import_copy (cli, account, path);
  if (g_str_equal (verb, "reset"))
    return reset (cli, account);
  return g_str_equal (verb, "test") ? try_training (cli, account) : show (cli, account);
}

static gboolean
is_verb (const char *verb, gboolean has_path)
{
  static const char *const with_path[] = { "export", "import", NULL };
  static const char *const alone[] = { "show", "reset", "test", NULL };

  return g_strv_contains (has_path ? with_path : alone, verb);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  char *names[] = { NULL, NULL };
  g_autoptr (GPtrArray) accounts = NULL;
  const char *verb;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_training, options, &argc, &argv, &code))
    return code;
  verb = argc > 1 ? argv[1] : "show";
  if (argc > 3 || !is_verb (verb, argc == 3))
    return safi_cli_misuse (_ ("Use show, export FILE, import FILE, reset or test."));
  names[0] = option_account;
  code = safi_cli_start_accounts (cli, names, FALSE, &accounts);
  if (code != SAFI_EXIT_DONE)
    return code;
  if (accounts->len != 1)
    return safi_cli_misuse (_ ("Say whose mailbox: --account ADDRESS."));
  return run_verb (cli, accounts->pdata[0], verb, argc == 3 ? argv[2] : NULL);
}

const SafiCommand safi_command_training = {
  .name = "training",
  .arguments = "[show | export FILE | import FILE | reset | test]",
  .summary = N_ ("Copy what was learned, bring a copy in, start over, or try it"),
  .run = run,
};
