/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/dkim/safi-dkim.h"
#include "cli/safi-cli-auth.h"
#include "cli/safi-cli-input.h"
#include "core/text/safi-text.h"

static gint64 option_time = -1;
static gboolean option_historic = FALSE;

static const GOptionEntry options[] = {
  { "time", 0, 0, G_OPTION_ARG_INT64, &option_time,
    N_ ("When the messages were received, in seconds since 1970; now if left out"),
    N_ ("SECONDS") },
  { "allow-historic", 0, 0, G_OPTION_ARG_NONE, &option_historic,
    N_ ("Let SHA-1 and short keys count, as they did before 2018"), NULL },
  { NULL },
};

typedef struct {
  SafiCli *cli;
  SafiCliDns *dns;
  gint64 received;
} Verifying;

/* One message. */
typedef struct {
  SafiDkim *dkim;
  gint64 received;
  GPtrArray *results;
} Signatures;

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* A number that -1 stands in for if there is none. */
static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  if (value >= 0)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_signed_fields (JsonBuilder *builder, char **fields)
{
  json_builder_set_member_name (builder, "signed");
  json_builder_begin_array (builder);
  for (; *fields != NULL; fields++)
    json_builder_add_string_value (builder, *fields);
  json_builder_end_array (builder);
}

static void
add_result (JsonBuilder *builder, const SafiDkimResult *result)
{
  gboolean is_limited = result->length != SAFI_BODY_LENGTH_ALL && result->length <= G_MAXINT64;

  safi_cli_json_string (builder, "result", safi_auth_code_to_string (result->code));
  safi_cli_json_string (builder, "reason", safi_dkim_reason_to_string (result->reason));
  safi_cli_json_text (builder, "domain", result->domain);
  safi_cli_json_text (builder, "selector", result->selector);
  safi_cli_json_text (builder, "identity", result->identity);
  safi_cli_json_string (builder, "algorithm", result->algorithm);
  safi_cli_json_string (builder, "canonicalization", result->canonicalization);
  safi_cli_json_int (builder, "key_bits", result->key_bits);
  safi_cli_json_text (builder, "key", result->key_record);
  add_number (builder, "length", is_limited ? (gint64) result->length : -1);
  add_number (builder, "timestamp", result->timestamp);
  add_number (builder, "expiration", result->expiration);
  add_signed_fields (builder, result->signed_fields);
  safi_cli_json_text (builder, "added", result->added_field);
  add_boolean (builder, "body_changed", result->is_body_changed);
  add_boolean (builder, "partial", result->is_partial);
  add_boolean (builder, "test", result->is_test);
  add_boolean (builder, "from_future", result->is_from_future);
  add_boolean (builder, "repaired", result->is_repaired);
}

static void
print_text (const char *name, const SafiDkimResult *result)
{
  g_autofree char *file = safi_text_for_display (name, 300, FALSE);
  g_autofree char *reason = NULL;

  if (result == NULL) {
    g_print ("%s: dkim=none\n", file);
    return;
  }
  if (result->reason != SAFI_DKIM_REASON_NONE)
    reason = g_strdup_printf (" (%s)", safi_dkim_reason_to_string (result->reason));
  g_print ("%s: dkim=%s%s header.d=%s header.s=%s header.a=%s", file,
           safi_auth_code_to_string (result->code), reason != NULL ? reason : "", result->domain,
           result->selector, result->algorithm);
  if (result->added_field != NULL)
    g_print ("; added %s", result->added_field);
  g_print ("%s\n", result->is_partial ? "; body signed in part" : "");
}

/* @result: (nullable): NULL if the message is not signed. */
static void
print (SafiCli *cli, const char *name, const SafiDkimResult *result)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json) {
    print_text (name, result);
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_text (builder, "file", name);
  if (result != NULL)
    add_result (builder, result);
  else
    safi_cli_json_string (builder, "result", safi_auth_code_to_string (SAFI_AUTH_NONE));
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
verify (SafiResolver *resolver, gpointer user_data)
{
  Signatures *signatures = user_data;

  g_clear_pointer (&signatures->results, g_ptr_array_unref);
  signatures->results =
      safi_dkim_verify (signatures->dkim, resolver, signatures->received,
                        option_historic ? SAFI_DKIM_OPTION_HISTORIC : SAFI_DKIM_OPTION_NONE);
}

static gboolean
verify_cb (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  Verifying *verifying = user_data;
  g_autoptr (SafiSignedMessage) message = safi_signed_message_new (octets);
  g_autoptr (SafiDkim) dkim = safi_dkim_new (message);
  Signatures signatures = { .dkim = dkim, .received = verifying->received };
  const gboolean is_done = safi_cli_dns_run (verifying->dns, verify, &signatures, error);
  g_autoptr (GPtrArray) results = signatures.results;

  if (!is_done)
    return FALSE;
  for (guint i = 0; i < results->len; i++)
    print (verifying->cli, name, results->pdata[i]);
  if (results->len == 0)
    print (verifying->cli, name, NULL);
  return TRUE;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiCliDns) dns = NULL;
  Verifying verifying = { .cli = cli };
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse_with_dns (&safi_command_dkim, options, &argc, &argv, &code))
    return code;
  if (argc < 2)
    return safi_cli_misuse (_ ("Name at least one message, directory, or - for standard input."));
  dns = safi_cli_dns_open (cli, &code);
  if (dns == NULL)
    return code;
  verifying.dns = dns;
  verifying.received = option_time >= 0 ? option_time : g_get_real_time () / G_USEC_PER_SEC;
  if (!safi_cli_read_messages ((const char *const *) argv + 1, verify_cb, &verifying, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_dkim = {
  .name = "dkim",
  .arguments = "FILE|DIRECTORY|-…",
  .summary = N_ ("Say which domains signed a message, and what of it (DKIM)"),
  .run = run,
};
