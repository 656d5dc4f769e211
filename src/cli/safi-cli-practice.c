/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"

static gboolean option_quiet = FALSE;

static const GOptionEntry options[] = {
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &option_quiet, N_ ("Print the counts only"), NULL },
  { NULL },
};

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_practice, options, &argc, &argv, &code))
    return code;
  code = safi_cli_start (cli, FALSE);
  if (code != SAFI_EXIT_DONE)
    return code;
  safi_engine_add_practice_async (cli->engine, NULL, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  account = safi_engine_add_practice_finish (cli->engine, result, &error);
  if (account == NULL ||
      !safi_cli_check_account (cli, account, SAFI_CHECK_AS_POLICY, option_quiet, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_practice = {
  .name = "practice",
  .arguments = "",
  .summary = N_ ("Link the practice mailbox and check it"),
  .run = run,
};
