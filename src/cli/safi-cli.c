/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/safi-cli.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "account/safi-secrets.h"
#include "core/base/safi-error.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"

#define SECRET_OCTETS_MAX 4096

/* Exit code of each SAFI_ERROR that has one of its own; all others are FAILED. */
static const struct {
  SafiError first;
  SafiError last;
  SafiExit exit_code;
} exits[] = {
  { SAFI_ERROR_FOLDER_GONE, SAFI_ERROR_PROTOCOL, SAFI_EXIT_OFFLINE },
  { SAFI_ERROR_NO_TLS, SAFI_ERROR_NO_PASSWORD, SAFI_EXIT_SIGN_IN },
  { SAFI_ERROR_STORE_BUSY, SAFI_ERROR_STORE_BUSY, SAFI_EXIT_BUSY },
  { SAFI_ERROR_STORE_FULL, SAFI_ERROR_STORE_FAILED, SAFI_EXIT_STORE },
  { SAFI_ERROR_NO_KEYRING, SAFI_ERROR_NO_KEYRING, SAFI_EXIT_SIGN_IN },
  { SAFI_ERROR_COPY_UNREADABLE, SAFI_ERROR_INVALID, SAFI_EXIT_DATA },
  { SAFI_ERROR_NOT_FOUND, SAFI_ERROR_NOT_FOUND, SAFI_EXIT_NO_INPUT },
};

static int
choose_exit (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SAFI_EXIT_STOPPED;
  if (error->domain == G_FILE_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return SAFI_EXIT_NO_INPUT;
  if (error->domain != SAFI_ERROR)
    return SAFI_EXIT_FAILED;
  for (guint i = 0; i < G_N_ELEMENTS (exits); i++)
    if (error->code >= (int) exits[i].first && error->code <= (int) exits[i].last)
      return exits[i].exit_code;
  return SAFI_EXIT_FAILED;
}

static const char *
get_error_word (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "stopped";
  return error->domain == SAFI_ERROR ? safi_error_to_word ((SafiError) error->code) : "failed";
}

int
safi_cli_fail (SafiCli *cli, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autofree char *sentence = safi_words_error (error);
  g_autofree char *next_step = safi_words_next_step (error);

  if (cli->json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "error");
    json_builder_add_string_value (builder, get_error_word (error));
    json_builder_set_member_name (builder, "sentence");
    json_builder_add_string_value (builder, sentence);
    json_builder_end_object (builder);
    safi_cli_print_json (g_steal_pointer (&builder));
  }
  g_printerr ("safibox-cli: %s\n", sentence);
  if (next_step != NULL)
    g_printerr ("%s\n", next_step);
  g_debug ("%s", error->message);
  return choose_exit (error);
}

int
safi_cli_misuse (const char *sentence)
{
  g_autofree char *harmless = safi_text_for_display (sentence, 300, FALSE);

  g_printerr ("safibox-cli: %s\n", harmless);
  return SAFI_EXIT_USAGE;
}

gboolean
safi_cli_parse (const SafiCommand *command,
                const GOptionEntry *entries,
                int *argc,
                char ***argv,
                int *ret_exit)
{
  g_autofree char *parameters = g_strdup (command->arguments);
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, g_dgettext (GETTEXT_PACKAGE, command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  *ret_exit = safi_cli_misuse (error->message);
  return FALSE;
}

static void
notice_cb (SafiEngine *engine, const char *word, gpointer user_data)
{
  if (g_str_equal (word, "unclean-exit"))
    g_printerr ("%s\n", _ ("Safibox stopped unexpectedly before; nothing was lost."));
  else if (g_str_equal (word, "store-set-aside"))
    g_printerr ("%s\n",
                _ ("Safibox's own file was damaged. It was set aside; learning starts afresh."));
  else if (g_str_equal (word, "wrong-clock"))
    g_printerr ("%s\n", _ ("This computer's date is wrong. Set date and time."));
}

int
safi_cli_start (SafiCli *cli, gboolean read_only)
{
  g_autoptr (GError) error = NULL;

  g_signal_connect (cli->engine, "notice", G_CALLBACK (notice_cb), NULL);
  if (safi_engine_start (cli->engine, read_only, &error))
    return SAFI_EXIT_DONE;
  return safi_cli_fail (cli, g_steal_pointer (&error));
}

void
safi_cli_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SafiCliWait *wait = user_data;

  wait->result = g_object_ref (result);
}

GAsyncResult *
safi_cli_wait (SafiCliWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&wait->result);
}

SafiAccount *
safi_cli_find_account (SafiCli *cli, const char *name)
{
  GListModel *accounts = safi_engine_get_accounts (cli->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiAccount *account = safi_account_state_get_account (state);

    if (g_str_equal (name, safi_account_get_id (account)) ||
        g_ascii_strcasecmp (name, safi_account_get_address (account)) == 0)
      return account;
  }
  return NULL;
}

GPtrArray *
safi_cli_choose_accounts (SafiCli *cli, char **names)
{
  GListModel *all = safi_engine_get_accounts (cli->engine);
  g_autoptr (GPtrArray) chosen =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_account_unref);

  for (guint i = 0; *names == NULL && i < g_list_model_get_n_items (all); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (all, i);

    g_ptr_array_add (chosen, safi_account_ref (safi_account_state_get_account (state)));
  }
  for (; *names != NULL; names++) {
    SafiAccount *account = safi_cli_find_account (cli, *names);

    if (account == NULL)
      return NULL;
    g_ptr_array_add (chosen, safi_account_ref (account));
  }
  return g_steal_pointer (&chosen);
}

gboolean
safi_cli_is_terminal (void)
{
  return isatty (STDIN_FILENO) && isatty (STDOUT_FILENO);
}

gboolean
safi_cli_ask (const char *question)
{
  char answer[8] = "";

  if (!safi_cli_is_terminal ())
    return FALSE;
  g_print ("%s", question);
  return fgets (answer, sizeof answer, stdin) != NULL && g_ascii_tolower (answer[0]) == 'y';
}

/* Reads a line of standard input octet by octet, so that nothing of it stays in a buffer. */
static char *
read_line (void)
{
  char *line = g_malloc0 (SECRET_OCTETS_MAX + 1);
  gsize length = 0;
  char octet;

  while (length < SECRET_OCTETS_MAX && read (STDIN_FILENO, &octet, 1) == 1 && octet != '\n')
    line[length++] = octet;
  if (length > 0 && line[length - 1] == '\r')
    line[--length] = '\0';
  if (length > 0)
    return line;
  safi_secret_free (line);
  return NULL;
}

char *
safi_cli_read_secret (const char *prompt)
{
  struct termios before, silent;
  char *secret;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line ();
  silent = before;
  silent.c_lflag &= (tcflag_t) ~ECHO;
  g_printerr ("%s ", prompt);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  secret = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");
  return secret;
}

static gboolean
lend_secret (SafiCli *cli, const char *account, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };

  safi_engine_lend_secret_async (cli->engine, account, secret, cli->cancellable, safi_cli_ready_cb,
                                 &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_lend_secret_finish (cli->engine, result, error);
}

gboolean
safi_cli_give_passwords (SafiCli *cli, GError **error)
{
  GListModel *accounts = safi_engine_get_accounts (cli->engine);
  char *secret = safi_cli_read_secret (_ ("Password:"));
  gboolean given = secret != NULL;

  if (secret == NULL)
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NO_PASSWORD, "standard input is empty");
  for (guint i = 0; given && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiAccount *account = safi_account_state_get_account (state);

    if (safi_account_get_kind (account) == SAFI_ACCOUNT_IMAP &&
        safi_account_get_way (account) == SAFI_WAY_PASSWORD)
      given = lend_secret (cli, safi_account_get_id (account), secret, error);
  }
  safi_secret_free (secret);
  return given;
}

int
safi_cli_start_accounts (SafiCli *cli,
                         char **names,
                         gboolean with_passwords,
                         GPtrArray **ret_accounts)
{
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  const int code = safi_cli_start (cli, FALSE);

  if (code != SAFI_EXIT_DONE)
    return code;
  accounts = safi_cli_choose_accounts (cli, names);
  if (accounts == NULL)
    return safi_cli_misuse (_ ("There is no such account."));
  if (accounts->len == 0)
    return safi_cli_misuse (_ ("No mailbox is linked yet; see: safibox-cli accounts add."));
  if (with_passwords && !safi_cli_give_passwords (cli, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  *ret_accounts = g_steal_pointer (&accounts);
  return SAFI_EXIT_DONE;
}

gboolean
safi_cli_set_policy (SafiCli *cli, SafiAccount *account, const SafiPolicy *policy, GError **error)
{
  SafiCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  safi_engine_set_policy_async (cli->engine, safi_account_get_id (account), policy,
                                cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  return safi_engine_set_policy_finish (cli->engine, result, error);
}

char **
safi_cli_list_own_addresses (SafiCli *cli)
{
  GListModel *accounts = safi_engine_get_accounts (cli->engine);
  g_autoptr (GStrvBuilder) own = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_strv_builder_add (own, safi_account_get_address (safi_account_state_get_account (state)));
  }
  return g_strv_builder_end (own);
}
