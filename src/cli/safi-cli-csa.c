/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/safi-csa.h"
#include "auth/safi-iprev.h"
#include "cli/safi-cli-auth.h"

static char *option_ip = NULL;
static char *option_helo = NULL;
static char *option_zone = NULL;

static const GOptionEntry options[] = {
  { "ip", 0, 0, G_OPTION_ARG_STRING, &option_ip, N_ ("The client's address"), N_ ("IP") },
  { "helo", 0, 0, G_OPTION_ARG_FILENAME, &option_helo, N_ ("The name it gave"), N_ ("NAME") },
  { "zone", 0, 0, G_OPTION_ARG_FILENAME, &option_zone, N_ ("Ask this file instead of the network"),
    N_ ("FILE") },
  { NULL },
};

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

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiResolver) resolver = NULL;
  g_autoptr (SafiCsaResult) csa = NULL;
  SafiIp ip;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_csa, options, &argc, &argv, &code))
    return code;
  if (argc > 1 || option_helo == NULL)
    return safi_cli_misuse (_ ("Give the client's name with --helo."));
  if (!safi_cli_read_ip (option_ip, &ip, &code))
    return code;
  resolver = safi_cli_open_resolver (cli, option_zone, &code);
  if (resolver == NULL)
    return code;
  csa = safi_csa_check (resolver, &ip, option_helo);
  print (cli, csa, safi_iprev_check_helo (resolver, &ip, option_helo),
         safi_iprev_check (resolver, &ip, NULL));
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_csa = {
  .name = "csa",
  .arguments = "--ip IP --helo NAME",
  .summary = N_ ("Say whether an address may greet with a name (CSA)"),
  .run = run,
};
