/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/spf/safi-spf.h"
#include "cli/safi-cli-auth.h"

static char *option_ip = NULL;
static char *option_helo = NULL;
static char *option_mail_from = NULL;

static const GOptionEntry options[] = {
  { "ip", 0, 0, G_OPTION_ARG_STRING, &option_ip, N_ ("The client's address"), N_ ("IP") },
  { "helo", 0, 0, G_OPTION_ARG_FILENAME, &option_helo, N_ ("The name it gave"), N_ ("NAME") },
  { "mail-from", 0, 0, G_OPTION_ARG_FILENAME, &option_mail_from,
    N_ ("The sender of the envelope; empty for a bounce"), N_ ("ADDRESS") },
  { NULL },
};

typedef struct {
  SafiSpfRequest request;
  SafiSpfResult *mail_from;
  SafiSpfResult *helo; /* (nullable) */
} Checking;

static void
clear_results (Checking *checking)
{
  g_clear_pointer (&checking->mail_from, safi_spf_result_free);
  g_clear_pointer (&checking->helo, safi_spf_result_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Checking, clear_results)

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

static void
check (SafiResolver *resolver, gpointer user_data)
{
  Checking *checking = user_data;

  clear_results (checking);
  checking->mail_from = safi_spf_check_mail_from (resolver, &checking->request, SAFI_SPF_SCOPE_SPF);
  if (*checking->request.mail_from != '\0' && *checking->request.helo != '\0')
    checking->helo = safi_spf_check_helo (resolver, &checking->request);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiCliDns) dns = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Checking) checking = { .request = { .explain = TRUE } };
  SafiSpfRequest *request = &checking.request;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse_with_dns (&safi_command_spf, options, &argc, &argv, &code))
    return code;
  if (argc > 1 || (option_helo == NULL && option_mail_from == NULL))
    return safi_cli_misuse (_ ("Give --helo, --mail-from or both."));
  if (!safi_cli_read_ip (option_ip, &request->ip, &code))
    return code;
  dns = safi_cli_dns_open (cli, &code);
  if (dns == NULL)
    return code;
  request->helo = option_helo != NULL ? option_helo : "";
  request->mail_from = option_mail_from != NULL ? option_mail_from : "";
  request->time = g_get_real_time () / G_USEC_PER_SEC;
  if (!safi_cli_dns_run (dns, check, &checking, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  print (cli, "mailfrom", checking.mail_from);
  if (checking.helo != NULL)
    print (cli, "helo", checking.helo);
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_spf = {
  .name = "spf",
  .arguments = "--ip IP --helo NAME",
  .summary = N_ ("Say whether an address may send for a domain (SPF)"),
  .run = run,
};
