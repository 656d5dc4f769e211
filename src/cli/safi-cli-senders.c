/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "core/authentication/safi-sender-rule.h"
#include "words/safi-words.h"

static char *option_account = NULL;

static const GOptionEntry options[] = {
  { "account", 'a', 0, G_OPTION_ARG_STRING, &option_account,
    N_ ("Whose mailbox; needed if there are several"), N_ ("ADDRESS") },
  { NULL },
};

static const struct {
  const char *word;
  SafiSenderRule rule;
} verbs[] = {
  { "trust", SAFI_SENDER_RULE_TRUSTED },
  { "never", SAFI_SENDER_RULE_UNWANTED },
  { "forget", SAFI_SENDER_RULE_NONE },
};

static void
print_rule (SafiCli *cli, SafiAccount *account, const SafiSaidRule *rule)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json) {
    g_print ("%s  %s  %s\n", safi_account_get_address (account),
             safi_sender_rule_to_word (rule->rule), rule->sender);
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "account", safi_account_get_id (account));
  safi_cli_json_string (builder, "sender", rule->sender);
  safi_cli_json_string (builder, "rule", safi_sender_rule_to_word (rule->rule));
  safi_cli_json_int (builder, "time", rule->time);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static int
list (SafiCli *cli, SafiAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_list_sender_rules_async (cli->engine, safi_account_get_id (account), cli->cancellable,
                                       safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  rules = safi_engine_list_sender_rules_finish (cli->engine, result, &error);
  if (rules == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  for (guint i = 0; i < rules->len; i++)
    print_rule (cli, account, rules->pdata[i]);
  return SAFI_EXIT_DONE;
}

static int
set (SafiCli *cli, SafiAccount *account, SafiSenderRule rule, const char *sender)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_set_sender_rule_async (cli->engine, safi_account_get_id (account), sender, rule,
                                     cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  if (!safi_engine_set_sender_rule_finish (cli->engine, result, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

/* Lists every mailbox's; a rule is of one. */
static int
list_all (SafiCli *cli)
{
  char *names[] = { option_account, NULL };
  g_autoptr (GPtrArray) accounts = safi_cli_choose_accounts (cli, names);
  int code = accounts != NULL ? SAFI_EXIT_DONE : SAFI_EXIT_NO_INPUT;

  for (guint i = 0; accounts != NULL && i < accounts->len && code == SAFI_EXIT_DONE; i++)
    code = list (cli, accounts->pdata[i]);
  return code;
}

static int
say (SafiCli *cli, SafiSenderRule rule, const char *sender)
{
  char *names[] = { option_account, NULL };
  g_autoptr (GPtrArray) accounts = safi_cli_choose_accounts (cli, names);

  if (accounts == NULL)
    return SAFI_EXIT_NO_INPUT;
  if (accounts->len != 1)
    return safi_cli_misuse (_ ("Say whose mailbox: --account ADDRESS."));
  return set (cli, accounts->pdata[0], rule, sender);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  int code = SAFI_EXIT_DONE;
  gboolean is_list;

  if (!safi_cli_parse (&safi_command_senders, options, &argc, &argv, &code))
    return code;
  is_list = argc == 1 || (argc == 2 && g_str_equal (argv[1], "list"));
  for (guint i = 0; !is_list && i < G_N_ELEMENTS (verbs); i++)
    if (argc == 3 && g_str_equal (argv[1], verbs[i].word)) {
      code = safi_cli_start (cli, FALSE);
      return code == SAFI_EXIT_DONE ? say (cli, verbs[i].rule, argv[2]) : code;
    }
  if (!is_list)
    return safi_cli_misuse (_ ("Use list, trust SENDER, never SENDER or forget SENDER."));
  code = safi_cli_start (cli, TRUE);
  return code == SAFI_EXIT_DONE ? list_all (cli) : code;
}

const SafiCommand safi_command_senders = {
  .name = "senders",
  .arguments = "[list | trust SENDER | never SENDER | forget SENDER]",
  .summary = N_ ("Say whose mail is trusted or not wanted, an address or a domain"),
  .run = run,
};
