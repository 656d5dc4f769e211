/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "account/safi-online-accounts.h"
#include "account/safi-secrets.h"
#include "cli/safi-cli.h"
#include "core/base/safi-error.h"
#include "words/mailbox/safi-words-sign-in.h"

/* The address of the page goes to standard output, so that a program can open it. */
static void
print_page_cb (const char *uri, gpointer user_data)
{
  SafiCli *cli = user_data;
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json) {
    g_printerr ("%s\n", _ ("Open this page in your browser, and sign in there:"));
    g_print ("%s\n", uri);
    fflush (stdout);
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "open", uri);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
  fflush (stdout);
}

SafiAccount *
safi_cli_visit (SafiCli *cli, SafiAccount *account, char **ret_secret, GError **error)
{
  g_autoptr (SafiOauthService) service =
      safi_engine_load_service_for_host (cli->engine, safi_account_get_host (account), error);
  g_autoptr (SafiOauthTokens) tokens = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SafiCliWait wait = { NULL };
  SafiOauthPage page;

  if (service == NULL)
    return NULL;
  safi_words_browser_page (&page.title, &page.welcome, &page.refusal);
  safi_engine_visit_async (cli->engine, service, safi_account_get_address (account), &page,
                           print_page_cb, cli, cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  tokens = safi_engine_visit_finish (cli->engine, result, error);
  if (tokens == NULL)
    return NULL;
  *ret_secret = g_steal_pointer (&tokens->refresh);
  return safi_account_with_way (account, SAFI_WAY_BROWSER, safi_oauth_service_get_id (service));
}

SafiAccount *
safi_cli_find_online (SafiCli *cli, const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) all = NULL;
  SafiCliWait wait = { NULL };

  safi_online_accounts_list_async (cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  all = safi_online_accounts_list_finish (result, NULL);
  for (guint i = 0; all != NULL && i < all->len; i++) {
    SafiOnlineAccount *online = all->pdata[i];

    if (g_ascii_strcasecmp (safi_account_get_address (online->account), address) == 0)
      return safi_account_ref (online->account);
  }
  return NULL;
}

/* Returns: (transfer full) (nullable): the new secret of an account that is linked already. */
static char *
ask_secret (SafiCli *cli, SafiAccount *account, GError **error)
{
  char *secret = NULL;

  if (safi_account_get_way (account) == SAFI_WAY_BROWSER) {
    g_autoptr (SafiAccount) same = safi_cli_visit (cli, account, &secret, error);

    return secret;
  }
  secret = safi_cli_read_secret (_ ("Password:"));
  if (secret == NULL)
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NO_PASSWORD, "standard input is empty");
  return secret;
}

int
safi_cli_sign_in (SafiCli *cli, const char *name, gboolean keep_secret)
{
  SafiAccount *account = safi_cli_find_account (cli, name);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  char *secret;

  if (account == NULL || safi_account_get_kind (account) != SAFI_ACCOUNT_IMAP)
    return safi_cli_misuse (_ ("There is no such account."));
  if (safi_account_get_way (account) == SAFI_WAY_ONLINE_TOKEN ||
      safi_account_get_way (account) == SAFI_WAY_ONLINE_PASSWORD)
    return safi_cli_misuse (_ ("Sign in to the online account in the settings of this computer."));
  secret = ask_secret (cli, account, &error);
  if (secret == NULL)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  safi_engine_set_secret_async (cli->engine, safi_account_get_id (account), secret, keep_secret,
                                cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  safi_secret_free (secret);
  if (!safi_engine_set_secret_finish (cli->engine, result, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

int
safi_cli_set_batv_key (SafiCli *cli, const char *name)
{
  SafiAccount *account = safi_cli_find_account (cli, name);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  char *key;

  if (account == NULL || safi_account_get_kind (account) != SAFI_ACCOUNT_IMAP)
    return safi_cli_misuse (_ ("There is no such account."));
  key = safi_cli_read_secret (_ ("Key:"));
  safi_engine_set_batv_key_async (cli->engine, safi_account_get_id (account),
                                  key != NULL ? key : "", cli->cancellable, safi_cli_ready_cb,
                                  &wait);
  result = safi_cli_wait (&wait);
  safi_secret_free (key);
  if (!safi_engine_set_batv_key_finish (cli->engine, result, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

int
safi_cli_set_client (SafiCli *cli, const char *service, const char *client_id, gboolean with_secret)
{
  char *secret = with_secret ? safi_cli_read_secret (_ ("Client secret:")) : NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_set = safi_engine_set_client (cli->engine, service,
                                            client_id != NULL ? client_id : "", secret, &error);

  safi_secret_free (secret);
  return is_set ? SAFI_EXIT_DONE : safi_cli_fail (cli, g_steal_pointer (&error));
}
