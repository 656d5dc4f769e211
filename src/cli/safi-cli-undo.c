/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"

static gint64 option_run = 0;
static gboolean option_password = FALSE;

static const GOptionEntry options[] = {
  { "run", 'r', 0, G_OPTION_ARG_INT64, &option_run, N_ ("Move back everything of this run"),
    N_ ("RUN") },
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &option_password,
    N_ ("Read one password for all IMAP mailboxes from standard input"), NULL },
  { NULL },
};

static void
print_back (SafiCli *cli, int n_back)
{
  if (cli->json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "moved_back");
    json_builder_add_int_value (builder, n_back);
    json_builder_end_object (builder);
    safi_cli_print_json (g_steal_pointer (&builder));
    return;
  }
  g_print (
      ngettext ("%d message was moved back.\n", "%d messages were moved back.\n", (gulong) n_back),
      n_back);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  gint64 action = 0;
  int code = SAFI_EXIT_DONE;
  int n_back;

  if (!safi_cli_parse (&safi_command_undo, options, &argc, &argv, &code))
    return code;
  if (argc == 2 && option_run == 0)
    g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT64, &action, NULL);
  if (action == 0 && (option_run <= 0 || argc != 1))
    return safi_cli_misuse (_ ("Name one move by its number in the journal, or --run RUN."));
  code = safi_cli_start (cli, FALSE);
  if (code != SAFI_EXIT_DONE)
    return code;
  if (option_password && !safi_cli_give_passwords (cli, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  if (option_run > 0)
    safi_engine_undo_run_async (cli->engine, option_run, cli->cancellable, safi_cli_ready_cb,
                                &wait);
  else
    safi_engine_undo_async (cli->engine, action, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  n_back = safi_engine_undo_finish (cli->engine, result, &error);
  if (n_back < 0)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  print_back (cli, n_back);
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_undo = {
  .name = "undo",
  .arguments = "ID | --run RUN",
  .summary = N_ ("Move back one message, or all of a run"),
  .run = run,
};
