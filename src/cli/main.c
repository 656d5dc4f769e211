/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "core/base/safi-memory.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/mailbox/safi-words-digest.h"

static const SafiCommand *const commands[] = {
  &safi_command_judge,    &safi_command_check,    &safi_command_learn,   &safi_command_teach,
  &safi_command_accounts, &safi_command_practice, &safi_command_data,    &safi_command_journal,
  &safi_command_undo,     &safi_command_findings, &safi_command_eval,    &safi_command_spf,
  &safi_command_report,   &safi_command_sheet,    &safi_command_senders, &safi_command_sender_id,
  &safi_command_csa,      &safi_command_dkim,     &safi_command_arc,     &safi_command_dmarc,
  &safi_command_auth,     &safi_command_digest,   &safi_command_tips,    &safi_command_pack,
  &safi_command_packs,    &safi_command_training, &safi_command_print,
};

static char *option_data_dir = NULL;
static char *option_ca_file = NULL;
static gboolean option_json = FALSE;
static gboolean option_version = FALSE;

static const GOptionEntry global_options[] = {
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &option_data_dir,
    N_ ("Where Safibox keeps what it remembers"), N_ ("DIRECTORY") },
  { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &option_ca_file,
    N_ ("Trust the certificates in this file instead of the system's"), N_ ("FILE") },
  { "json", 0, 0, G_OPTION_ARG_NONE, &option_json, N_ ("Print one JSON object per line"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, &option_version, N_ ("Print the version"), NULL },
  { NULL },
};

/* Returns: (transfer full): the list of commands for --help. */
static char *
describe_commands (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *call = g_strdup_printf ("%s %s", commands[i]->name, commands[i]->arguments);
    g_autofree char *column = safi_cli_fit (call, 34);

    g_string_append_printf (text, "\n  %s %s", column,
                            g_dgettext (GETTEXT_PACKAGE, commands[i]->summary));
  }
  g_string_append (text, "\n\n");
  g_string_append (text, _ ("“safibox-cli COMMAND --help” tells more about each."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const SafiCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static int
run_command (const SafiCommand *command, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *ca_file = NULL;
  g_autofree char *data_dir = option_data_dir != NULL
                                  ? g_canonicalize_filename (option_data_dir, NULL)
                                  : g_build_filename (g_get_user_data_dir (), "safibox", NULL);
  g_autoptr (SafiEngine) engine = NULL;
  SafiCli cli = { .json = option_json, .data_dir = data_dir, .cancellable = cancellable };
  int code;

  if (option_ca_file != NULL) {
    ca_file = g_canonicalize_filename (option_ca_file, NULL);
    database = g_tls_file_database_new (ca_file, &error);
    if (database == NULL)
      return safi_cli_fail (&cli, g_steal_pointer (&error));
  }
  engine = safi_engine_new (data_dir, safi_clock_get_system (), database);
  cli.engine = engine;
  safi_engine_set_digest_writer (engine, safi_words_write_digest);
  safi_engine_set_dns_of_test (engine);
  g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  g_unix_signal_add (SIGTERM, interrupted_cb, cancellable);
  code = command->run (&cli, argc, argv);
  safi_engine_stop (engine);
  return code;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *description = NULL;
  const SafiCommand *command;

  safi_memory_keep_private ();
  setlocale (LC_ALL, "");
  safi_words_bind_catalogues ();
  context = g_option_context_new (_ ("COMMAND [ARGUMENT…]"));
  description = describe_commands ();
  g_option_context_add_main_entries (context, global_options, GETTEXT_PACKAGE);
  g_option_context_set_description (context, description);
  g_option_context_set_strict_posix (context, TRUE); /* what follows the command is its own */
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return safi_cli_misuse (error->message);
  if (option_version) {
    g_print ("safibox-cli %s\n", SAFI_VERSION);
    return SAFI_EXIT_DONE;
  }
  if (argc < 2)
    return safi_cli_misuse (_ ("A command is missing; try --help."));
  command = find_command (argv[1]);
  if (command == NULL)
    return safi_cli_misuse (_ ("There is no such command; try --help."));
  return run_command (command, argc - 1, argv + 1);
}
