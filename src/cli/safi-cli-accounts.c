/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "account/safi-provider.h"
#include "account/safi-secrets.h"
#include "cli/safi-cli.h"
#include "core/base/safi-error.h"

static char *option_host = NULL;
static int option_port = 0;
static char *option_security = NULL;
static char *option_user = NULL;
static gboolean option_no_keyring = FALSE;
static gboolean option_move = FALSE;
static gboolean option_no_look_ups = FALSE;
static char *option_forwarded_from = NULL;
static char *option_certifiers = NULL;
static char *option_dns_lists = NULL;
static gboolean option_browser = FALSE;
static gboolean option_with_secret = FALSE;
static gboolean option_online = FALSE;
static gboolean option_yes = FALSE;
static gboolean option_password = FALSE;

static const GOptionEntry options[] = {
  { "host", 0, 0, G_OPTION_ARG_STRING, &option_host, N_ ("Name of the IMAP server"), N_ ("HOST") },
  { "port", 0, 0, G_OPTION_ARG_INT, &option_port, N_ ("Its port"), N_ ("PORT") },
  { "security", 0, 0, G_OPTION_ARG_STRING, &option_security,
    N_ ("tls, starttls, or none (this computer only)"), N_ ("WORD") },
  { "user", 0, 0, G_OPTION_ARG_STRING, &option_user, N_ ("Sign-in name, if not the address"),
    N_ ("NAME") },
  { "no-keyring", 0, 0, G_OPTION_ARG_NONE, &option_no_keyring,
    N_ ("Do not keep the password; check needs --password-stdin"), NULL },
  { "browser", 0, 0, G_OPTION_ARG_NONE, &option_browser,
    N_ ("Sign in in the browser instead of with a password"), NULL },
  { "online-account", 0, 0, G_OPTION_ARG_NONE, &option_online,
    N_ ("Sign in as the online account of this computer does"), NULL },
  { "with-secret", 0, 0, G_OPTION_ARG_NONE, &option_with_secret,
    N_ ("client: read the client secret from standard input"), NULL },
  { "yes", 'y', 0, G_OPTION_ARG_NONE, &option_yes,
    N_ ("create-junk: make the folder without asking"), NULL },
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &option_password,
    N_ ("create-junk, watch, move: read the password from standard input"), NULL },
  { "move", 0, 0, G_OPTION_ARG_NONE, &option_move,
    N_ ("Move junk right away instead of only watching"), NULL },
  { "no-look-ups", 0, 0, G_OPTION_ARG_NONE, &option_no_look_ups,
    N_ ("Ask no name server who sent a message; believe the mail provider only"), NULL },
  { "forwarded-from", 0, 0, G_OPTION_ARG_STRING, &option_forwarded_from,
    N_ ("Other mailboxes of yours that forward to this one"), N_ ("DOMAINS") },
  { "certifiers", 0, 0, G_OPTION_ARG_STRING, &option_certifiers,
    N_ ("Who is asked to vouch for senders (VBR, DNA)"), N_ ("DOMAINS") },
  { "dns-lists", 0, 0, G_OPTION_ARG_STRING, &option_dns_lists,
    N_ ("Which lists of computers that send junk are asked; mind their terms"), N_ ("ZONES") },
  { NULL },
};

static void
add_learning (JsonBuilder *builder, const SafiLearning *learning)
{
  json_builder_set_member_name (builder, "learning");
  json_builder_begin_object (builder);
  safi_cli_json_int (builder, "good", learning->good);
  safi_cli_json_int (builder, "junk", learning->junk);
  safi_cli_json_int (builder, "enough", learning->enough);
  safi_cli_json_int (builder, "one_in", learning->one_in);
  safi_cli_json_int (builder, "sampled", learning->sampled);
  safi_cli_json_int (builder, "sampled_good", learning->sampled_good);
  safi_cli_json_int (builder, "asked", learning->asked);
  json_builder_end_object (builder);
}

static int
list_accounts (SafiCli *cli)
{
  GListModel *accounts = safi_engine_get_accounts (cli->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    SafiAccount *account = safi_account_state_get_account (state);
    gboolean watch_only = safi_account_state_get_policy (state)->watch_only;
    g_autoptr (JsonBuilder) builder = NULL;

    if (!cli->json) {
      g_print ("%s  %s  %s\n", safi_account_get_id (account), safi_account_get_address (account),
               watch_only ? _ ("only watching") : _ ("moving junk"));
      safi_cli_print_watching (safi_account_state_get_watching (state), account);
      continue;
    }
    builder = json_builder_new ();
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "id");
    json_builder_add_string_value (builder, safi_account_get_id (account));
    json_builder_set_member_name (builder, "address");
    json_builder_add_string_value (builder, safi_account_get_address (account));
    json_builder_set_member_name (builder, "watch_only");
    json_builder_add_boolean_value (builder, watch_only);
    json_builder_set_member_name (builder, "look_ups");
    json_builder_add_boolean_value (builder, safi_account_state_get_policy (state)->look_ups);
    json_builder_set_member_name (builder, "digest");
    json_builder_add_boolean_value (builder, safi_account_state_get_policy (state)->digest);
    safi_cli_json_string (builder, "forwarded_from",
                          safi_account_state_get_policy (state)->forwarders);
    safi_cli_json_string (builder, "certifiers", safi_account_state_get_policy (state)->certifiers);
    safi_cli_json_string (builder, "dns_lists", safi_account_state_get_policy (state)->dns_lists);
    add_learning (builder, safi_account_state_get_learning (state));
    safi_cli_add_watching (builder, safi_account_state_get_watching (state));
    json_builder_end_object (builder);
    safi_cli_print_json (g_steal_pointer (&builder));
  }
  return SAFI_EXIT_DONE;
}

/* Puts options over what is known of the provider. Returns: (transfer full) (nullable): NULL after
 * saying what is missing. */
static SafiAccount *
make_account (const char *address)
{
  const SafiProvider *provider = safi_provider_lookup (address);
  SafiSecurity security = provider != NULL ? provider->security : SAFI_SECURITY_TLS;
  const char *host = option_host != NULL ? option_host : provider != NULL ? provider->host : NULL;
  g_autofree char *local = g_strndup (address, strcspn (address, "@"));
  const char *user = address;
  int port;

  if (!safi_address_is_plausible (address)) {
    safi_cli_misuse (_ ("This is not an e-mail address."));
    return NULL;
  }
  if (host == NULL) {
    safi_cli_misuse (_ ("The mail server of this address is not known; name it with --host."));
    return NULL;
  }
  if (option_security != NULL && !safi_security_from_word (option_security, &security)) {
    safi_cli_misuse (_ ("Security is tls, starttls or none."));
    return NULL;
  }
  if (provider != NULL && option_host == NULL && provider->user_is_local_part)
    user = local;
  port = provider != NULL && option_host == NULL ? provider->port
                                                 : (security == SAFI_SECURITY_TLS ? 993 : 143);
  if (option_port > 0 && option_port <= G_MAXUINT16)
    port = option_port;
  return safi_account_new_imap (NULL, address, option_user != NULL ? option_user : user, host,
                                (guint16) port, security);
}

/* Before anything is done: FALSE after saying what is wrong. */
static gboolean
check_names (void)
{
  const char *const texts[] = { option_forwarded_from, option_certifiers, option_dns_lists };
  char field[SAFI_POLICY_NAMES_OCTETS];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && !safi_policy_set_names (field, texts[i])) {
      safi_cli_misuse (_ ("Name at most ten domains, with commas between."));
      return FALSE;
    }
  return TRUE;
}

static void
put_names (char *field, const char *text)
{
  if (text != NULL)
    safi_policy_set_names (field, text);
}

static gboolean
set_policy (SafiCli *cli, SafiAccount *account, GError **error)
{
  SafiAccountState *state = safi_engine_find_account (cli->engine, safi_account_get_id (account));
  SafiPolicy policy = *safi_account_state_get_wished_policy (state);

  policy.watch_only &= !option_move;
  policy.look_ups &= !option_no_look_ups;
  put_names (policy.forwarders, option_forwarded_from);
  put_names (policy.certifiers, option_certifiers);
  put_names (policy.dns_lists, option_dns_lists);
  return safi_cli_set_policy (cli, account, &policy, error);
}

/* Gets the secret, which may change how @account signs in. Returns: an exit code; SAFI_EXIT_DONE
 * with @ret_secret. */
static int
get_secret (SafiCli *cli, SafiAccount **account, char **ret_secret)
{
  g_autoptr (SafiAccount) asked = g_steal_pointer (account);
  g_autoptr (GError) error = NULL;

  if (option_online) {
    *account = g_steal_pointer (&asked);
    return SAFI_EXIT_DONE;
  }
  if (option_browser) {
    *account = safi_cli_visit (cli, asked, ret_secret, &error);
    return *account != NULL ? SAFI_EXIT_DONE : safi_cli_fail (cli, g_steal_pointer (&error));
  }
  *account = g_steal_pointer (&asked);
  *ret_secret = safi_cli_read_secret (_ ("Password:"));
  return *ret_secret != NULL ? SAFI_EXIT_DONE
                             : safi_cli_misuse (_ ("No password came from standard input."));
}

static int
add_account (SafiCli *cli, const char *address)
{
  g_autoptr (SafiAccount) account =
      option_online ? safi_cli_find_online (cli, address) : make_account (address);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };
  char *secret = NULL;
  gboolean added;
  int code;

  if (account == NULL)
    return option_online ? safi_cli_misuse (_ ("There is no such online account."))
                         : SAFI_EXIT_USAGE;
  if (!check_names ())
    return SAFI_EXIT_USAGE;
  code = get_secret (cli, &account, &secret);
  if (code != SAFI_EXIT_DONE)
    return code;
  safi_engine_add_account_async (cli->engine, account, secret, secret != NULL && !option_no_keyring,
                                 cli->cancellable, safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  safi_secret_free (secret);
  added = safi_engine_add_account_finish (cli->engine, result, &error);
  if (added)
    added = set_policy (cli, account, &error);
  if (!added)
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return list_accounts (cli);
}

static int
remove_account (SafiCli *cli, const char *name)
{
  SafiAccount *account = safi_cli_find_account (cli, name);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SafiCliWait wait = { NULL };

  if (account == NULL)
    return safi_cli_fail (cli, g_error_new_literal (SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "account"));
  safi_engine_remove_account_async (cli->engine, safi_account_get_id (account), cli->cancellable,
                                    safi_cli_ready_cb, &wait);
  result = safi_cli_wait (&wait);
  if (!safi_engine_remove_account_finish (cli->engine, result, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

static int
dispatch (SafiCli *cli, const char *verb, const char *name)
{
  int code = safi_cli_start (cli, name == NULL);

  if (code != SAFI_EXIT_DONE)
    return code;
  if (name == NULL)
    return list_accounts (cli);
  if (g_str_equal (verb, "add"))
    return add_account (cli, name);
  if (g_str_equal (verb, "sign-in"))
    return safi_cli_sign_in (cli, name, !option_no_keyring);
  if (g_str_equal (verb, "batv-key"))
    return safi_cli_set_batv_key (cli, name);
  if (g_str_equal (verb, "watch") || g_str_equal (verb, "move"))
    return safi_cli_watch (cli, name, g_str_equal (verb, "move"), option_password);
  if (g_str_equal (verb, "create-junk"))
    return safi_cli_create_junk (cli, name, option_yes, option_password);
  return remove_account (cli, name);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  static const char *const with_name[] = { "add",    "sign-in",  "watch",       "move",
                                           "remove", "batv-key", "create-junk", NULL };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_accounts, options, &argc, &argv, &code))
    return code;
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return dispatch (cli, argv[1], NULL);
  if (argc == 3 && g_strv_contains (with_name, argv[1]))
    return dispatch (cli, argv[1], argv[2]);
  if ((argc == 3 || argc == 4) && g_str_equal (argv[1], "client"))
    return safi_cli_set_client (cli, argv[2], argc == 4 ? argv[3] : NULL, option_with_secret);
  return safi_cli_misuse (_ (
      "Say list, add ADDRESS, sign-in ACCOUNT, watch ACCOUNT, move ACCOUNT, remove ACCOUNT, create-junk ACCOUNT, batv-key ACCOUNT or client SERVICE [ID]."));
}

const SafiCommand safi_command_accounts = {
  .name = "accounts",
  .arguments =
      "list|add ADDRESS|sign-in ACCOUNT|watch ACCOUNT|move ACCOUNT|remove ACCOUNT|create-junk ACCOUNT|batv-key ACCOUNT|client SERVICE [ID]",
  .summary = N_ ("Link mailboxes; the password comes from standard input"),
  .run = run,
};
