/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/dmarc/safi-dmarc.h"
#include "cli/safi-cli-auth.h"
#include "core/text/safi-text.h"

static char **option_from = NULL;
static char **option_dkim = NULL;
static char *option_spf = NULL;

static const GOptionEntry options[] = {
  { "from", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_from,
    N_ ("The domain in From; may be given several times"), N_ ("DOMAIN") },
  { "dkim", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_dkim,
    N_ ("A domain whose signature passes; may be given several times"), N_ ("DOMAIN") },
  { "spf", 0, 0, G_OPTION_ARG_STRING, &option_spf,
    N_ ("The domain of the envelope's sender, if SPF passes"), N_ ("DOMAIN") },
  { NULL },
};

typedef struct {
  SafiDmarcRequest request;
  SafiDmarcResult *result;
} Checking;

static void
add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
print_json (const SafiDmarcResult *result)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "result", safi_auth_code_to_string (result->code));
  safi_cli_json_string (builder, "policy", safi_dmarc_policy_to_string (result->policy));
  safi_cli_json_string (builder, "from", result->author);
  safi_cli_json_string (builder, "organization", result->organization);
  safi_cli_json_string (builder, "record", result->policy_name);
  add_flag (builder, "dkim_aligned", result->dkim_is_aligned);
  add_flag (builder, "spf_aligned", result->spf_is_aligned);
  add_flag (builder, "several_from", result->has_several_authors);
  json_builder_end_object (builder);
  safi_cli_print_json (builder);
}

static void
print_text (const SafiDmarcResult *result)
{
  g_print ("dmarc=%s  policy=%s  from=%s  organization=%s  record=%s%s%s\n",
           safi_auth_code_to_string (result->code), safi_dmarc_policy_to_string (result->policy),
           result->author, result->organization, result->policy_name,
           result->dkim_is_aligned ? "  dkim-aligned" : "",
           result->spf_is_aligned ? "  spf-aligned" : "");
}

static void
check (SafiResolver *resolver, gpointer user_data)
{
  Checking *checking = user_data;

  g_clear_pointer (&checking->result, safi_dmarc_result_free);
  checking->result = safi_dmarc_check (resolver, &checking->request);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiCliDns) dns = NULL;
  g_autoptr (SafiDmarcResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Checking checking = { 0 };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse_with_dns (&safi_command_dmarc, options, &argc, &argv, &code))
    return code;
  if (argc > 1 || option_from == NULL)
    return safi_cli_misuse (_ ("Give the domain in From with --from."));
  dns = safi_cli_dns_open (cli, &code);
  if (dns == NULL)
    return code;
  checking.request.authors = (const char *const *) option_from;
  checking.request.dkim = (const char *const *) option_dkim;
  checking.request.spf = option_spf;
  if (!safi_cli_dns_run (dns, check, &checking, &error))
    code = safi_cli_fail (cli, g_steal_pointer (&error));
  result = checking.result;
  if (code != SAFI_EXIT_DONE)
    return code;
  if (cli->json)
    print_json (result);
  else
    print_text (result);
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_dmarc = {
  .name = "dmarc",
  .arguments = "--from DOMAIN",
  .summary = N_ ("Say whether what passed belongs to the domain in From (DMARC)"),
  .run = run,
};
