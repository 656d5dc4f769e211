/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "words/safi-words.h"

static gboolean option_estimate = FALSE;
static gboolean option_yes = FALSE;
static gboolean option_password = FALSE;

static const GOptionEntry options[] = {
  { "estimate", 'n', 0, G_OPTION_ARG_NONE, &option_estimate,
    N_ ("Only say how many messages and how much data it would be"), NULL },
  { "yes", 'y', 0, G_OPTION_ARG_NONE, &option_yes, N_ ("Learn without asking"), NULL },
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &option_password,
    N_ ("Read one password for all IMAP mailboxes from standard input"), NULL },
  { NULL },
};

/* Returns: (transfer full): an object that is open still. */
static JsonBuilder *
begin_object (SafiAccount *account, const char *what)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "account");
  json_builder_add_string_value (builder, safi_account_get_address (account));
  json_builder_set_member_name (builder, "what");
  json_builder_add_string_value (builder, what);
  return builder;
}

static void
print_estimate (SafiCli *cli, SafiAccount *account, const SafiLearnEstimate *estimate)
{
  g_autofree char *amount = NULL;

  if (cli->json) {
    JsonBuilder *builder = begin_object (account, "estimate");

    safi_cli_json_int (builder, "sent", estimate->sent);
    safi_cli_json_int (builder, "junk", estimate->junk);
    safi_cli_json_int (builder, "good", estimate->good);
    safi_cli_json_int (builder, "octets", (gint64) estimate->octets);
    json_builder_end_object (builder);
    safi_cli_print_json (builder);
    return;
  }
  amount = safi_words_amount (estimate->sent + estimate->junk + estimate->good, estimate->octets);
  g_print ("%s: %s\n", safi_account_get_address (account), amount);
}

static void
print_learned (SafiCli *cli, SafiAccount *account, const SafiLearnReport *report)
{
  if (cli->json) {
    JsonBuilder *builder = begin_object (account, "learned");

    safi_cli_json_int (builder, "junk", report->junk);
    safi_cli_json_int (builder, "good", report->good);
    safi_cli_json_int (builder, "skipped", report->skipped);
    safi_cli_json_int (builder, "correspondents", report->correspondents);
    safi_cli_json_int (builder, "octets", (gint64) report->octets);
    json_builder_set_member_name (builder, "limited");
    json_builder_add_boolean_value (builder, report->is_limited);
    json_builder_end_object (builder);
    safi_cli_print_json (builder);
    return;
  }
  if (report->is_limited) {
    g_autofree char *sentence = safi_words_learning_limited (report->junk + report->good);

    /* Translators: %s is a sentence: what was learned, and that the day's limit is reached. */
    g_print (_ ("%s To use as much again today: safibox-cli data --more\n"), sentence);
    return;
  }
  g_print (ngettext ("Learned from %u message.\n", "Learned from %u messages.\n",
                     report->junk + report->good),
           report->junk + report->good);
}

/* On the terminal's last line, again and again; it is told apart from the output. */
static void
progress_cb (SafiAccountState *state, GParamSpec *pspec, gpointer user_data)
{
  g_printerr ("\r");
  /* Translators: progress: so many of so many messages. */
  g_printerr (_ ("Learning: %u of %u"), safi_account_state_get_done (state),
              safi_account_state_get_total (state));
}

static gboolean
get_estimate (SafiCli *cli, const char *id, SafiLearnEstimate *ret_estimate, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_estimate_learning_async (cli->engine, id, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_estimate_learning_finish (cli->engine, result, ret_estimate, error);
}

static gboolean
learn (SafiCli *cli, const char *id, SafiLearnReport *ret_report, GError **error)
{
  SafiAccountState *state = safi_engine_find_account (cli->engine, id);
  gboolean shows_progress = !cli->json && isatty (STDERR_FILENO);
  gulong handler =
      shows_progress ? g_signal_connect (state, "notify::progress", G_CALLBACK (progress_cb), NULL)
                     : 0;
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_learn_async (cli->engine, id, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  if (shows_progress) {
    g_signal_handler_disconnect (state, handler);
    g_printerr ("\n");
  }
  return safi_engine_learn_finish (cli->engine, result, ret_report, error);
}

/* Estimates, asks, learns. Returns: an exit code. */
static int
learn_account (SafiCli *cli, SafiAccount *account)
{
  const char *id = safi_account_get_id (account);
  g_autoptr (GError) error = NULL;
  SafiLearnEstimate estimate;
  SafiLearnReport report;

  if (!get_estimate (cli, id, &estimate, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  print_estimate (cli, account, &estimate);
  if (option_estimate)
    return SAFI_EXIT_DONE;
  if (!option_yes && !safi_cli_ask (_ ("Learn from them? [y/N] ")))
    return safi_cli_misuse (_ ("Nothing was learned. To learn, say --yes."));
  if (!learn (cli, id, &report, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  print_learned (cli, account, &report);
  return SAFI_EXIT_DONE;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) accounts = NULL;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_learn, options, &argc, &argv, &code))
    return code;
  if (option_estimate && option_yes)
    return safi_cli_misuse (_ ("--estimate and --yes exclude each other."));
  code = safi_cli_start_accounts (cli, argv + 1, option_password, &accounts);
  if (code != SAFI_EXIT_DONE)
    return code;
  for (guint i = 0; i < accounts->len && code == SAFI_EXIT_DONE; i++)
    code = learn_account (cli, accounts->pdata[i]);
  return code;
}

const SafiCommand safi_command_learn = {
  .name = "learn",
  .arguments = "[ACCOUNT…]",
  .summary = N_ ("Learn from the Junk and Sent folders and the mail you kept"),
  .run = run,
};
