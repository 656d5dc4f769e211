/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"

static int option_limit = 50;

static const GOptionEntry options[] = {
  { "limit", 'n', 0, G_OPTION_ARG_INT, &option_limit, N_ ("Print at most so many; 0 = all"),
    N_ ("COUNT") },
  { NULL },
};

static void
print_json (SafiAction *action)
{
  const SafiActionFields *fields = safi_action_get_fields (action);
  SafiMessageRef *from = safi_action_get_from (action);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_int (builder, "id", fields->id);
  safi_cli_json_int (builder, "run", fields->run);
  safi_cli_json_int (builder, "undoes", fields->undoes);
  safi_cli_json_int (builder, "time", fields->time);
  safi_cli_json_string (builder, "state", safi_move_state_to_word (fields->state));
  safi_cli_json_string (builder, "account", safi_message_ref_get_account (from));
  safi_cli_json_string (builder, "identity", safi_message_ref_get_identity (from));
  safi_cli_json_string (builder, "from", safi_message_ref_get_folder (from));
  safi_cli_json_string (builder, "to", safi_action_get_to_folder (action));
  if (safi_action_get_reason (action) != NULL)
    safi_cli_json_string (builder, "reason", safi_action_get_reason (action));
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
print_text (SafiAction *action)
{
  const SafiActionFields *fields = safi_action_get_fields (action);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (fields->time);
  g_autofree char *when = g_date_time_format (time, "%F %T");
  g_autofree char *state = safi_cli_fit (safi_move_state_to_word (fields->state), 8);

  g_print ("%6" G_GINT64_FORMAT "  %s  %s  run %" G_GINT64_FORMAT "  %s → %s%s\n", fields->id, when,
           state, fields->run, safi_message_ref_get_folder (safi_action_get_from (action)),
           safi_action_get_to_folder (action), fields->undoes != 0 ? " (undo)" : "");
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_journal, options, &argc, &argv, &code))
    return code;
  if (option_limit < 0)
    return safi_cli_misuse (_ ("A count is 0 or more."));
  code = safi_cli_start (cli, TRUE);
  if (code != SAFI_EXIT_DONE)
    return code;
  safi_engine_list_actions_async (cli->engine, NULL, (guint) option_limit, cli->cancellable,
                                  safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  actions = safi_engine_list_actions_finish (cli->engine, result, &error);
  if (actions == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  for (guint i = 0; i < actions->len; i++) {
    if (cli->json)
      print_json (actions->pdata[i]);
    else
      print_text (actions->pdata[i]);
  }
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_journal = {
  .name = "journal",
  .arguments = "",
  .summary = N_ ("List the moves, newest first"),
  .run = run,
};
