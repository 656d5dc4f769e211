/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "core/base/safi-error.h"
#include "words/mailbox/safi-words-digest.h"

#define WEEK (7 * 24 * 60 * 60) /* seconds */

static int
switch_all (SafiCli *cli, GPtrArray *accounts, gboolean is_on)
{
  for (guint i = 0; i < accounts->len; i++) {
    SafiAccount *account = accounts->pdata[i];
    SafiAccountState *state = safi_engine_find_account (cli->engine, safi_account_get_id (account));
    SafiPolicy policy = *safi_account_state_get_wished_policy (state);
    g_autoptr (GError) error = NULL;

    policy.digest = is_on;
    if (!safi_cli_set_policy (cli, account, &policy, &error))
      return safi_cli_fail (cli, g_steal_pointer (&error));
  }
  return SAFI_EXIT_DONE;
}

static void
print_letter (SafiCli *cli, SafiAccount *account, GPtrArray *rows)
{
  g_autofree char *subject = NULL;
  g_autofree char *text = NULL;

  if (rows->len > 0)
    safi_words_write_digest (rows, &subject, &text);
  if (cli->json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    safi_cli_json_string (builder, "account", safi_account_get_address (account));
    safi_cli_json_int (builder, "moved", rows->len);
    safi_cli_json_string (builder, "subject", subject);
    safi_cli_json_string (builder, "text", text);
    json_builder_end_object (builder);
    safi_cli_print_json (g_steal_pointer (&builder));
  } else if (text != NULL) {
    g_print ("%s\n%s\n\n%s\n", safi_account_get_address (account), subject, text);
  } else {
    /* Translators: %s is a mailbox's address. */
    g_print (_ ("%s: nothing was moved in the last seven days, so there is no letter.\n"),
             safi_account_get_address (account));
  }
}

static int
show_all (SafiCli *cli, GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++) {
    SafiAccount *account = accounts->pdata[i];
    const SafiJudgedQuery query = {
      .account = safi_account_get_id (account),
      .filter = SAFI_JUDGED_MOVED,
      .moved_since = safi_clock_wall (safi_clock_get_system ()) - WEEK,
    };
    SafiCliWait wait = { NULL };
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GPtrArray) rows = NULL;
    g_autoptr (GError) error = NULL;

    safi_engine_list_judged_async (cli->engine, &query, cli->cancellable, safi_cli_ready_cb, &wait);
    result = safi_cli_wait (&wait);
    rows = safi_engine_list_judged_finish (cli->engine, result, &error);
    if (rows == NULL)
      return safi_cli_fail (cli, g_steal_pointer (&error));
    print_letter (cli, account, rows);
  }
  return SAFI_EXIT_DONE;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  static const char *const verbs[] = { "on", "off", "show", NULL };
  g_autoptr (GPtrArray) accounts = NULL;
  gboolean is_show;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_digest, NULL, &argc, &argv, &code))
    return code;
  if (argc < 2 || !g_strv_contains (verbs, argv[1]))
    return safi_cli_misuse (_ ("Say on, off or show, and which mailbox."));
  is_show = g_str_equal (argv[1], "show");
  code = safi_cli_start (cli, is_show);
  if (code != SAFI_EXIT_DONE)
    return code;
  accounts = safi_cli_choose_accounts (cli, argv + 2);
  if (accounts == NULL)
    return safi_cli_fail (cli, g_error_new_literal (SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "account"));
  return is_show ? show_all (cli, accounts)
                 : switch_all (cli, accounts, g_str_equal (argv[1], "on"));
}

const SafiCommand safi_command_digest = {
  .name = "digest",
  .arguments = "on|off|show [ACCOUNT…]",
  .summary = N_ ("A weekly letter in the inbox that names what was moved"),
  .run = run,
};
