/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cli/safi-cli-input.h"
#include "cli/safi-cli.h"
#include "service/eval/safi-index.h"

static char *option_account = NULL;
static gboolean option_index = FALSE;

static const GOptionEntry options[] = {
  { "account", 'a', 0, G_OPTION_ARG_STRING, &option_account, N_ ("The mailbox that learns"),
    N_ ("ACCOUNT") },
  { "index", 0, 0, G_OPTION_ARG_NONE, &option_index,
    N_ ("The file is an index: lines of spam or ham and a path"), NULL },
  { NULL },
};

typedef struct {
  SafiCli *cli;
  const char *account;
  SafiClass taught_class;
  guint n_taught;
} Teaching;

static gboolean
teach_cb (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  Teaching *teaching = user_data;
  SafiCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  safi_engine_teach_async (teaching->cli->engine, teaching->account, octets, teaching->taught_class,
                           teaching->cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  if (!safi_engine_teach_finish (teaching->cli->engine, result, error))
    return FALSE;
  teaching->n_taught++;
  return TRUE;
}

static gboolean
teach_line_cb (SafiClass truth,
               const char *path,
               const char *file,
               gpointer user_data,
               GError **error)
{
  Teaching *teaching = user_data;
  const char *const names[] = { file, NULL };

  teaching->taught_class = truth;
  return safi_cli_read_messages (names, teach_cb, teaching, error);
}

/* The account named, or the only one. Returns: (nullable) (transfer none). */
static SafiAccount *
choose_account (SafiCli *cli)
{
  GListModel *accounts = safi_engine_get_accounts (cli->engine);
  g_autoptr (SafiAccountState) only = NULL;

  if (option_account != NULL)
    return safi_cli_find_account (cli, option_account);
  if (g_list_model_get_n_items (accounts) != 1)
    return NULL;
  only = g_list_model_get_item (accounts, 0);
  return safi_account_state_get_account (only);
}

static void
print_taught (SafiCli *cli, guint n_taught)
{
  if (cli->json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "taught");
    json_builder_add_int_value (builder, n_taught);
    json_builder_end_object (builder);
    safi_cli_print_json (g_steal_pointer (&builder));
    return;
  }
  g_print (ngettext ("Learned from %u message.\n", "Learned from %u messages.\n", n_taught),
           n_taught);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Teaching teaching = { .cli = cli };
  SafiAccount *account;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_teach, options, &argc, &argv, &code))
    return code;
  if (option_index ? argc != 2
                   : argc < 3 || !safi_class_from_word (argv[1], &teaching.taught_class))
    return safi_cli_misuse (_ ("Say junk or good, then name the messages."));
  code = safi_cli_start (cli, FALSE);
  if (code != SAFI_EXIT_DONE)
    return code;
  account = choose_account (cli);
  if (account == NULL)
    return safi_cli_misuse (_ ("Name the mailbox that shall learn with --account."));
  teaching.account = safi_account_get_id (account);
  if (option_index
          ? !safi_index_read (argv[1], teach_line_cb, &teaching, &error)
          : !safi_cli_read_messages ((const char *const *) argv + 2, teach_cb, &teaching, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  print_taught (cli, teaching.n_taught);
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_teach = {
  .name = "teach",
  .arguments = "junk|good FILE… | --index INDEX",
  .summary = N_ ("Teach a mailbox what messages are"),
  .run = run,
};
