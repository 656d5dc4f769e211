/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli-connections.h"
#include "words/safi-words.h"

static int option_limit = -1;
static char *option_at_limit = NULL;
static char *option_spare = NULL;
static gboolean option_more = FALSE;

static const GOptionEntry options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit,
    N_ ("Let all mailboxes together use so much in a day; 0 is no limit"), N_ ("MEGABYTES") },
  { "at-limit", 0, 0, G_OPTION_ARG_STRING, &option_at_limit,
    N_ ("Then look at the headers of new mail only, or wait until tomorrow"), "headers|wait" },
  { "more", 0, 0, G_OPTION_ARG_NONE, &option_more, N_ ("Use as much again today"), NULL },
  { "spare", 0, 0, G_OPTION_ARG_STRING, &option_spare,
    N_ ("Use little data even where the network is not known to cost money"), "on|off" },
  { NULL },
};

static void
add_policy (JsonBuilder *builder, const SafiPolicy *policy)
{
  safi_cli_json_int (builder, "limit", policy->day_megabytes);
  safi_cli_json_string (builder, "at_limit", policy->waits_at_limit ? "wait" : "headers");
  safi_cli_json_string (builder, "spare", policy->spares_data ? "on" : "off");
}

/* The limit is the same for all mailboxes. */
static void
print_limit (SafiCli *cli, guint64 today)
{
  GListModel *accounts = safi_engine_get_accounts (cli->engine);
  g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, 0);
  const guint megabytes = state != NULL ? safi_account_state_get_policy (state)->day_megabytes : 0;

  if (megabytes > 0) {
    g_autofree char *words = safi_words_day_limit (today, megabytes);

    g_print ("%s\n", words);
  }
}

static void
print_json (SafiCli *cli, const SafiDataUse *row)
{
  SafiAccountState *state = safi_engine_find_account (cli->engine, row->account);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "account", row->account);
  safi_cli_json_int (builder, "today", (gint64) row->today);
  safi_cli_json_int (builder, "month", (gint64) row->month);
  if (state != NULL)
    add_policy (builder, safi_account_state_get_policy (state));
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
print_text (SafiCli *cli, const SafiDataUse *row)
{
  SafiAccountState *state = safi_engine_find_account (cli->engine, row->account);
  g_autofree char *words = safi_words_data_use (row->today, row->month);

  if (state != NULL)
    g_print ("%s  %s\n", safi_account_get_address (safi_account_state_get_account (state)), words);
}

/* FALSE after saying what is wrong. */
static gboolean
check_options (void)
{
  const char *fault = NULL;

  if (option_limit < -1 || option_limit > SAFI_POLICY_DAY_MEGABYTES_MAX)
    fault = _ ("--limit is a number of megabytes; 0 is no limit.");
  else if (option_at_limit != NULL && g_strcmp0 (option_at_limit, "headers") != 0 &&
           g_strcmp0 (option_at_limit, "wait") != 0)
    fault = _ ("--at-limit is headers or wait.");
  else if (option_spare != NULL && g_strcmp0 (option_spare, "on") != 0 &&
           g_strcmp0 (option_spare, "off") != 0)
    fault = _ ("--spare is on or off.");
  if (fault != NULL)
    safi_cli_misuse (fault);
  return fault == NULL;
}

static gboolean
is_change (void)
{
  return option_limit >= 0 || option_at_limit != NULL || option_spare != NULL || option_more;
}

static void
apply_options (SafiPolicy *policy)
{
  if (option_limit >= 0)
    policy->day_megabytes = (guint) option_limit;
  if (option_at_limit != NULL)
    policy->waits_at_limit = g_str_equal (option_at_limit, "wait");
  if (option_spare != NULL)
    policy->spares_data = g_str_equal (option_spare, "on");
}

static gboolean
lift_limit (SafiCli *cli, SafiAccount *account, GError **error)
{
  SafiCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  safi_engine_lift_limit_async (cli->engine, safi_account_get_id (account), cli->cancellable,
                                safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_lift_limit_finish (cli->engine, result, error);
}

/* One wish for all mailboxes, kept with each. */
static gboolean
change (SafiCli *cli, GError **error)
{
  GListModel *accounts = safi_engine_get_accounts (cli->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiAccount *account = safi_account_state_get_account (state);
    SafiPolicy policy = *safi_account_state_get_wished_policy (state);

    apply_options (&policy);
    if (!safi_cli_set_policy (cli, account, &policy, error) ||
        (option_more && !lift_limit (cli, account, error)))
      return FALSE;
  }
  return TRUE;
}

static int
list_use (SafiCli *cli)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  guint64 today = 0;

  safi_engine_list_data_use_async (cli->engine, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  rows = safi_engine_list_data_use_finish (cli->engine, result, &error);
  if (rows == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  for (guint i = 0; i < rows->len; i++) {
    if (cli->json)
      print_json (cli, rows->pdata[i]);
    else
      print_text (cli, rows->pdata[i]);
    today += ((const SafiDataUse *) rows->pdata[i])->today;
  }
  if (!cli->json)
    print_limit (cli, today);
  return SAFI_EXIT_DONE;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_data, options, &argc, &argv, &code))
    return code;
  if (!check_options ())
    return SAFI_EXIT_USAGE;
  if (argc > 2 || (argc == 2 && (is_change () || !g_str_equal (argv[1], "connections")))) {
    safi_cli_misuse (_ ("After data stands nothing, or connections."));
    return SAFI_EXIT_USAGE;
  }
  code = safi_cli_start (cli, !is_change ());
  if (code != SAFI_EXIT_DONE)
    return code;
  if (is_change () && !change (cli, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return argc == 2 ? safi_cli_list_connections (cli) : list_use (cli);
}

const SafiCommand safi_command_data = {
  .name = "data",
  .arguments = "[connections]",
  .summary = N_ ("Say how much data each mailbox used, limit it, or list all connections"),
  .run = run,
};
