/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "words/safi-words.h"

static gboolean option_dry_run = FALSE;
static gboolean option_yes = FALSE;
static gboolean option_quiet = FALSE;
static gboolean option_password = FALSE;
static char *option_server = NULL;
static gboolean option_all = FALSE;
static int option_days = 0;

static const GOptionEntry options[] = {
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &option_dry_run,
    N_ ("Judge only; move nothing, remember nothing"), NULL },
  { "yes", 'y', 0, G_OPTION_ARG_NONE, &option_yes, N_ ("Move junk without asking"), NULL },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &option_quiet, N_ ("Print the counts only"), NULL },
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &option_password,
    N_ ("Read one password for all IMAP mailboxes from standard input"), NULL },
  { "all", 0, 0, G_OPTION_ARG_NONE, &option_all,
    N_ ("Look at all messages, also at old ones that the first check left out"), NULL },
  { "days", 0, 0, G_OPTION_ARG_INT, &option_days,
    N_ ("Look at messages of the last DAYS days, also at old ones"), N_ ("DAYS") },
  { "dns", 0, 0, G_OPTION_ARG_STRING, &option_server,
    N_ ("Ask this DNS server instead of the system's; “none” asks nobody"), N_ ("ADDRESS:PORT") },
  { NULL },
};

#define NOBODY "none" /* the argument of --dns that asks no server */

/* What a check said: a message that is judged and then moved is told twice, the last word counts.
 */
typedef struct {
  GHashTable *by_id; /* (element-type gint64 SafiJudged) */
  GPtrArray *order;  /* (element-type SafiJudged) as they came first */
} Seen;

static void
judged_cb (SafiEngine *engine, SafiJudged *judged, gpointer user_data)
{
  Seen *seen = user_data;
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (seen->by_id, &judged->id));

  if (index > 0) {
    safi_judged_unref (seen->order->pdata[index - 1]);
    seen->order->pdata[index - 1] = safi_judged_ref (judged);
    return;
  }
  g_ptr_array_add (seen->order, safi_judged_ref (judged));
  g_hash_table_insert (seen->by_id, g_memdup2 (&judged->id, sizeof judged->id),
                       GUINT_TO_POINTER (seen->order->len));
}

/* Junk first, then doubtful ones, then good ones; within each as they came. */
static void
print_seen (SafiCli *cli, Seen *seen)
{
  for (int decision = SAFI_DECISION_JUNK; decision >= SAFI_DECISION_GOOD; decision--)
    for (guint i = 0; i < seen->order->len; i++) {
      SafiJudged *judged = seen->order->pdata[i];

      if ((int) safi_verdict_get_decision (judged->verdict) == decision)
        safi_cli_print_judged (cli, judged);
    }
}

/* A person at a terminal is asked once, with the number of all that a yes moves. */
static gboolean
ask_to_move (guint n_messages)
{
  g_autofree char *question = g_strdup_printf (
      ngettext ("Move %u message to Junk? [y/N] ", "Move %u messages to Junk? [y/N] ", n_messages),
      n_messages);

  return safi_cli_ask (question);
}

int
safi_cli_move_held_back (SafiCli *cli, const char *account, gint64 *ret_run, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_move_held_back_async (cli->engine, account, cli->cancellable, safi_cli_ready_cb,
                                    &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_move_held_back_finish (cli->engine, result, ret_run, error);
}

static gboolean
move_held_back (SafiCli *cli, const char *account, SafiCheckReport *report, GError **error)
{
  const int n_moved = safi_cli_move_held_back (cli, account, &report->run, error);

  if (n_moved < 0)
    return FALSE;
  report->moved += (guint) n_moved;
  report->would_move = 0;
  report->is_stopped = FALSE;
  return TRUE;
}

static gboolean
run_check (SafiCli *cli,
           const char *id,
           SafiCheckMode mode,
           SafiCheckReport *report,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_check_async (cli->engine, id, mode, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_check_finish (cli->engine, result, report, error);
}

static gboolean
choose_reach (SafiCli *cli, SafiAccount *account, SafiReachChoice choice, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_choose_reach_async (cli->engine, safi_account_get_id (account), choice,
                                  (guint) option_days, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_choose_reach_finish (cli->engine, result, error);
}

/* A person at a terminal is asked once; else the newest ones were enough until somebody asks for
 * more. */
static gboolean
ask_for_older (SafiCli *cli, SafiAccount *account, gboolean *ret_again, GError **error)
{
  SafiAccountState *state = safi_engine_find_account (cli->engine, safi_account_get_id (account));
  const SafiSaving *saving = safi_account_state_get_saving (state);
  g_autofree char *words = safi_words_left_out (saving->older, saving->older_octets);
  g_autofree char *question = NULL;

  *ret_again = FALSE;
  if (saving->older == 0 || !saving->is_asked || option_dry_run)
    return TRUE;
  /* Translators: %s is a sentence: how many messages were left out, and what they would use. */
  question = g_strdup_printf (_ ("%s Look at them, too? [y/N] "), words);
  if (!safi_cli_is_terminal ())
    return TRUE;
  *ret_again = safi_cli_ask (question);
  return choose_reach (cli, account, *ret_again ? SAFI_REACH_ALL : SAFI_REACH_NEWEST, error);
}

static gboolean
write_digest (SafiCli *cli, SafiAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_write_digest_async (cli->engine, safi_account_get_id (account), cli->cancellable,
                                  safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_write_digest_finish (cli->engine, result, NULL, error);
}

gboolean
safi_cli_check_account (SafiCli *cli,
                        SafiAccount *account,
                        SafiCheckMode mode,
                        gboolean quiet,
                        GError **error)
{
  const char *id = safi_account_get_id (account);
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  Seen seen = { by_id, order };
  SafiCheckReport report = { 0 };
  gulong handler = g_signal_connect (cli->engine, "judged", G_CALLBACK (judged_cb), &seen);
  gboolean done = run_check (cli, id, mode, &report, error);
  SafiAccountState *state = safi_engine_find_account (cli->engine, id);

  if (done && mode == SAFI_CHECK_AS_POLICY && report.would_move > 0 &&
      ask_to_move (safi_account_state_get_counts (state)->would_move))
    done = move_held_back (cli, id, &report, error);
  g_signal_handler_disconnect (cli->engine, handler);
  if (!quiet)
    print_seen (cli, &seen);
  if (done)
    safi_cli_print_report (cli, state, &report);
  return done;
}

static gboolean
check_account (SafiCli *cli, SafiAccount *account, GError **error)
{
  SafiCheckMode mode = option_dry_run ? SAFI_CHECK_DRY_RUN
                       : option_yes   ? SAFI_CHECK_MOVE
                                      : SAFI_CHECK_AS_POLICY;

  gboolean is_again = FALSE;

  if ((option_all || option_days > 0) &&
      !choose_reach (cli, account, option_all ? SAFI_REACH_ALL : SAFI_REACH_DAYS, error))
    return FALSE;
  if (!safi_cli_check_account (cli, account, mode, option_quiet, error) ||
      !ask_for_older (cli, account, &is_again, error) ||
      (is_again && !safi_cli_check_account (cli, account, mode, option_quiet, error)))
    return FALSE;
  return option_dry_run || write_digest (cli, account, error);
}

static gboolean
choose_server (SafiCli *cli)
{
  const char *server = g_strcmp0 (option_server, NOBODY) == 0 ? "" : option_server;

  return server == NULL || safi_engine_set_dns (cli->engine, server, NULL, NULL);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) accounts = NULL;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_check, options, &argc, &argv, &code))
    return code;
  if (option_dry_run && option_yes)
    return safi_cli_misuse (_ ("--dry-run and --yes exclude each other."));
  if (option_days < 0 || (option_all && option_days > 0))
    return safi_cli_misuse (_ ("Say --all, or --days with a number of days."));
  if (!choose_server (cli))
    return safi_cli_misuse (_ ("--dns is an address and a port, as in 192.0.2.1:53."));
  code = safi_cli_start_accounts (cli, argv + 1, option_password, &accounts);
  if (code != SAFI_EXIT_DONE)
    return code;
  for (guint i = 0; i < accounts->len; i++) {
    g_autoptr (GError) error = NULL;

    if (!check_account (cli, accounts->pdata[i], &error))
      code = safi_cli_fail (cli, g_steal_pointer (&error));
  }
  return code;
}

const SafiCommand safi_command_check = {
  .name = "check",
  .arguments = "[ACCOUNT…]",
  .summary = N_ ("Look at new mail, say what it is, move junk"),
  .run = run,
};
