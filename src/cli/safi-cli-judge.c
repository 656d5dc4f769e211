/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli-input.h"
#include "cli/safi-cli.h"

static gboolean option_text = FALSE;
static gboolean option_call = FALSE;
static char *option_account = NULL;

static const GOptionEntry options[] = {
  { "text", 't', 0, G_OPTION_ARG_NONE, &option_text,
    N_ ("The files hold plain text (an SMS, a chat), not mail"), NULL },
  { "call", 'c', 0, G_OPTION_ARG_NONE, &option_call,
    /* Translators: keep the five words in English. */
    N_ ("The files hold what a caller did, of: known secret screen money pressure"), NULL },
  { "account", 'a', 0, G_OPTION_ARG_STRING, &option_account,
    N_ ("Judge with what this mailbox has learned"), N_ ("ACCOUNT") },
  { NULL },
};

typedef struct {
  SafiCli *cli;
  const char *account; /* (nullable) id */
  SafiExit worst;      /* DONE, UNSURE or JUNK */
} Judging;

static SafiForm
get_form (void)
{
  if (option_call)
    return SAFI_FORM_CALL;
  return option_text ? SAFI_FORM_TEXT : SAFI_FORM_MAIL;
}

static SafiExit
weigh (SafiExit before, SafiDecision decision)
{
  if (decision == SAFI_DECISION_JUNK || before == SAFI_EXIT_JUNK)
    return SAFI_EXIT_JUNK;
  return decision == SAFI_DECISION_UNSURE ? SAFI_EXIT_UNSURE : before;
}

static gboolean
judge_cb (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  Judging *judging = user_data;
  SafiCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (SafiAuthResult) auth = NULL;

  safi_engine_judge_async (judging->cli->engine, judging->account, octets, get_form (),
                           judging->cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  verdict = safi_engine_judge_finish (judging->cli->engine, result, &message, &auth, error);
  if (verdict == NULL)
    return FALSE;
  safi_cli_print_verdict (judging->cli, name, message, verdict, auth);
  judging->worst = weigh (judging->worst, safi_verdict_get_decision (verdict));
  return TRUE;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Judging judging = { .cli = cli };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_judge, options, &argc, &argv, &code))
    return code;
  if (option_call && option_text)
    return safi_cli_misuse (_ ("Use --text or --call, not both."));
  if (argc < 2)
    return safi_cli_misuse (_ ("Name at least one message, directory, or - for standard input."));
  code = safi_cli_start (cli, TRUE);
  if (code != SAFI_EXIT_DONE)
    return code;
  if (option_account != NULL) {
    SafiAccount *account = safi_cli_find_account (cli, option_account);

    if (account == NULL)
      return safi_cli_misuse (_ ("There is no such account."));
    judging.account = safi_account_get_id (account);
  }
  if (!safi_cli_read_messages ((const char *const *) argv + 1, judge_cb, &judging, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return (int) judging.worst;
}

const SafiCommand safi_command_judge = {
  .name = "judge",
  .arguments = "FILE|DIRECTORY|-…",
  .summary = N_ ("Say what a message is, and why; nothing is remembered"),
  .run = run,
};
