/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/dkim/safi-arc.h"
#include "cli/safi-cli-auth.h"
#include "cli/safi-cli-input.h"
#include "core/text/safi-text.h"

typedef struct {
  SafiCli *cli;
  SafiCliDns *dns;
} Validating;

/* One message. */
typedef struct {
  SafiArc *arc;
  SafiArcResult *result;
} Chain;

static void
add_result (JsonBuilder *builder, const SafiArcResult *result)
{
  safi_cli_json_string (builder, "result", safi_auth_code_to_string (result->code));
  safi_cli_json_string (builder, "reason", safi_arc_reason_to_string (result->reason));
  safi_cli_json_int (builder, "instance", result->instance);
  safi_cli_json_string (builder, "detail", safi_dkim_reason_to_string (result->detail));
  json_builder_set_member_name (builder, "sealers");
  json_builder_begin_array (builder);
  for (char **sealer = result->sealers; *sealer != NULL; sealer++)
    json_builder_add_string_value (builder, *sealer);
  json_builder_end_array (builder);
  safi_cli_json_text (builder, "chain_status", result->chain_status);
  safi_cli_json_int (builder, "oldest_pass", result->oldest_pass);
  safi_cli_json_text (builder, "results", result->results);
}

static void
print_json (const char *name, const SafiArcResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_text (builder, "file", name);
  add_result (builder, result);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
print_text (const char *name, const SafiArcResult *result)
{
  g_autofree char *file = safi_text_for_display (name, 300, FALSE);
  g_autofree char *sealers = g_strjoinv (" ", result->sealers);

  g_print ("%s: arc=%s", file, safi_auth_code_to_string (result->code));
  if (result->reason != SAFI_ARC_REASON_NONE)
    g_print (" (%s)", safi_arc_reason_to_string (result->reason));
  g_print ("%s%s\n", *sealers != '\0' ? "; sealed by " : "", sealers);
}

static void
validate (SafiResolver *resolver, gpointer user_data)
{
  Chain *chain = user_data;

  g_clear_pointer (&chain->result, safi_arc_result_unref);
  chain->result = safi_arc_verify (chain->arc, resolver);
}

static gboolean
validate_cb (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  Validating *validating = user_data;
  g_autoptr (SafiSignedMessage) message = safi_signed_message_new (octets);
  g_autoptr (SafiArc) arc = safi_arc_new (message);
  g_autoptr (SafiArcResult) result = NULL;
  Chain chain = { .arc = arc };
  const gboolean is_done = safi_cli_dns_run (validating->dns, validate, &chain, error);

  result = chain.result;
  if (is_done && validating->cli->json)
    print_json (name, result);
  else if (is_done)
    print_text (name, result);
  return is_done;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiCliDns) dns = NULL;
  Validating validating = { .cli = cli };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse_with_dns (&safi_command_arc, NULL, &argc, &argv, &code))
    return code;
  if (argc < 2)
    return safi_cli_misuse (_ ("Name at least one message, directory, or - for standard input."));
  dns = safi_cli_dns_open (cli, &code);
  if (dns == NULL)
    return code;
  validating.dns = dns;
  if (!safi_cli_read_messages ((const char *const *) argv + 1, validate_cb, &validating, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_arc = {
  .name = "arc",
  .arguments = "FILE|DIRECTORY|-…",
  .summary = N_ ("Say whether a chain of forwarders (ARC) is whole, and who sealed it"),
  .run = run,
};
