/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/clear/safi-csa.h"
#include "auth/dns/safi-iprev.h"
#include "cli/safi-cli-auth.h"

static char *option_ip = NULL;
static char *option_helo = NULL;

static const GOptionEntry options[] = {
  { "ip", 0, 0, G_OPTION_ARG_STRING, &option_ip, N_ ("The client's address"), N_ ("IP") },
  { "helo", 0, 0, G_OPTION_ARG_FILENAME, &option_helo, N_ ("The name it gave"), N_ ("NAME") },
  { NULL },
};

typedef struct {
  SafiIp ip;
  SafiCsaResult *csa;
  SafiAuthCode helo;
  SafiAuthCode iprev;
} Checking;

static void
print (SafiCli *cli, const SafiCsaResult *csa, SafiAuthCode helo, SafiAuthCode iprev)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json) {
    g_print ("csa=%s%s%s  helo=%s  iprev=%s\n", safi_auth_code_to_string (csa->code),
             csa->reason != NULL ? " " : "", csa->reason != NULL ? csa->reason : "",
             safi_auth_code_to_string (helo), safi_auth_code_to_string (iprev));
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "result", safi_auth_code_to_string (csa->code));
  safi_cli_json_text (builder, "reason", csa->reason);
  safi_cli_json_text (builder, "domain", csa->domain);
  safi_cli_json_string (builder, "helo", safi_auth_code_to_string (helo));
  safi_cli_json_string (builder, "iprev", safi_auth_code_to_string (iprev));
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
check (SafiResolver *resolver, gpointer user_data)
{
  Checking *checking = user_data;

  g_clear_pointer (&checking->csa, safi_csa_result_free);
  checking->csa = safi_csa_check (resolver, &checking->ip, option_helo);
  checking->helo = safi_iprev_check_helo (resolver, &checking->ip, option_helo);
  checking->iprev = safi_iprev_check (resolver, &checking->ip, NULL);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiCliDns) dns = NULL;
  g_autoptr (SafiCsaResult) csa = NULL;
  g_autoptr (GError) error = NULL;
  Checking checking = { 0 };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse_with_dns (&safi_command_csa, options, &argc, &argv, &code))
    return code;
  if (argc > 1 || option_helo == NULL)
    return safi_cli_misuse (_ ("Give the client's name with --helo."));
  if (!safi_cli_read_ip (option_ip, &checking.ip, &code))
    return code;
  dns = safi_cli_dns_open (cli, &code);
  if (dns == NULL)
    return code;
  if (!safi_cli_dns_run (dns, check, &checking, &error))
    code = safi_cli_fail (cli, g_steal_pointer (&error));
  csa = checking.csa;
  if (code == SAFI_EXIT_DONE)
    print (cli, csa, checking.helo, checking.iprev);
  return code;
}

const SafiCommand safi_command_csa = {
  .name = "csa",
  .arguments = "--ip IP --helo NAME",
  .summary = N_ ("Say whether an address may greet with a name (CSA)"),
  .run = run,
};
