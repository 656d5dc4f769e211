/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/safi-spf.h"
#include "cli/safi-cli-auth.h"

static char *option_ip = NULL;
static char *option_helo = NULL;
static char *option_mail_from = NULL;
static char *option_zone = NULL;

static const GOptionEntry options[] = {
  { "ip", 0, 0, G_OPTION_ARG_STRING, &option_ip, N_ ("The client's address"), N_ ("IP") },
  { "helo", 0, 0, G_OPTION_ARG_FILENAME, &option_helo, N_ ("The name it gave"), N_ ("NAME") },
  { "mail-from", 0, 0, G_OPTION_ARG_FILENAME, &option_mail_from,
    N_ ("The sender of the envelope; empty for a bounce"), N_ ("ADDRESS") },
  { "zone", 0, 0, G_OPTION_ARG_FILENAME, &option_zone, N_ ("Ask this file instead of the network"),
    N_ ("FILE") },
  { NULL },
};

static void
print (SafiCli *cli, const char *identity, const SafiSpfResult *result)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json) {
    safi_cli_print_spf_result ("spf", identity, result);
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "identity", identity);
  safi_cli_add_spf_result (builder, result);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiResolver) resolver = NULL;
  g_autoptr (SafiSpfResult) mail_from = NULL;
  g_autoptr (SafiSpfResult) helo = NULL;
  SafiSpfRequest request = { .explain = TRUE };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_spf, options, &argc, &argv, &code))
    return code;
  if (argc > 1 || (option_helo == NULL && option_mail_from == NULL))
    return safi_cli_misuse (_ ("Give --helo, --mail-from or both."));
  if (!safi_cli_read_ip (option_ip, &request.ip, &code))
    return code;
  resolver = safi_cli_open_resolver (cli, option_zone, &code);
  if (resolver == NULL)
    return code;
  request.helo = option_helo != NULL ? option_helo : "";
  request.mail_from = option_mail_from != NULL ? option_mail_from : "";
  request.time = g_get_real_time () / G_USEC_PER_SEC;
  mail_from = safi_spf_check_mail_from (resolver, &request, SAFI_SPF_SCOPE_SPF);
  print (cli, "mailfrom", mail_from);
  if (*request.mail_from == '\0' || *request.helo == '\0')
    return SAFI_EXIT_DONE;
  helo = safi_spf_check_helo (resolver, &request);
  print (cli, "helo", helo);
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_spf = {
  .name = "spf",
  .arguments = "--ip IP --helo NAME",
  .summary = N_ ("Say whether an address may send for a domain (SPF)"),
  .run = run,
};
