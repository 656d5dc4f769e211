/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "words/safi-words.h"

static void
print_json (const SafiDataUse *row)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "account", row->account);
  safi_cli_json_int (builder, "today", (gint64) row->today);
  safi_cli_json_int (builder, "month", (gint64) row->month);
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

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_data, NULL, &argc, &argv, &code))
    return code;
  code = safi_cli_start (cli, TRUE);
  if (code != SAFI_EXIT_DONE)
    return code;
  safi_engine_list_data_use_async (cli->engine, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  rows = safi_engine_list_data_use_finish (cli->engine, result, &error);
  if (rows == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  for (guint i = 0; i < rows->len; i++) {
    if (cli->json)
      print_json (rows->pdata[i]);
    else
      print_text (cli, rows->pdata[i]);
  }
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_data = {
  .name = "data",
  .arguments = "",
  .summary = N_ ("Say how much data each mailbox used, today and this month"),
  .run = run,
};
