/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "auth/boundary/safi-boundary.h"
#include "auth/safi-authentication.h"
#include "auth/trace/safi-received.h"
#include "cli/safi-cli-auth.h"
#include "cli/safi-cli-input.h"
#include "core/base/safi-clock.h"
#include "core/mailbox/safi-policy.h"
#include "core/text/safi-text.h"

/* What is known of one message when its rows are printed. */
typedef struct {
  GPtrArray *trace; /* (element-type SafiTraceField) */
  const SafiBoundary *boundary;
  const SafiAuthresTrusted *trusted;
  const SafiAuthResult *result;
} Case;

typedef struct {
  SafiCli *cli;
  SafiProviderProfile *profile;
  SafiCliDns *dns;
} Context;

/* What is looked up for one message. */
typedef struct {
  GPtrArray *trace;
  const SafiProviderProfile *profile;
  SafiAuthentication *authentication;
  SafiBoundary *boundary;
  SafiAuthResult *result;
} Search;

static char *option_profile = NULL;
static char *option_address = NULL;
static gint64 option_time = 0;
static gboolean option_provider_only = FALSE;
static char *option_certifiers = NULL;
static char *option_dns_lists = NULL;

static const GOptionEntry options[] = {
  { "receiver-profile", 0, 0, G_OPTION_ARG_FILENAME, &option_profile,
    N_ ("How the account's provider delivers: its domain, or a file"), N_ ("DOMAIN|FILE") },
  { "address", 0, 0, G_OPTION_ARG_STRING, &option_address, N_ ("The address of the mailbox"),
    N_ ("ADDRESS") },
  { "time", 0, 0, G_OPTION_ARG_INT64, &option_time,
    N_ ("When the messages were received, where they do not tell"), N_ ("SECONDS") },
  { "provider-only", 0, 0, G_OPTION_ARG_NONE, &option_provider_only,
    N_ ("Ask nobody; go by the provider's word"), NULL },
  { "certifiers", 0, 0, G_OPTION_ARG_STRING, &option_certifiers,
    N_ ("Who is asked to vouch for senders (VBR, DNA)"), N_ ("DOMAINS") },
  { "dns-lists", 0, 0, G_OPTION_ARG_STRING, &option_dns_lists,
    N_ ("Which lists of computers that send junk are asked; mind their terms"), N_ ("ZONES") },
  { NULL },
};

static void
add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_hop (JsonBuilder *builder, const SafiReceived *hop)
{
  g_autofree char *ip = safi_ip_to_string (&hop->ip);

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "ip", ip);
  safi_cli_json_string (builder, "rdns", hop->rdns);
  safi_cli_json_string (builder, "helo", hop->helo);
  safi_cli_json_string (builder, "by", hop->by);
  safi_cli_json_string (builder, "with", hop->with);
  safi_cli_json_string (builder, "id", hop->id);
  safi_cli_json_string (builder, "ident", hop->ident);
  safi_cli_json_text (builder, "envelope_from", hop->envelope_from);
  safi_cli_json_string (builder, "authenticated", hop->authenticated);
  add_flag (builder, "may_be_forged", hop->may_be_forged);
  safi_cli_json_int (builder, "time", hop->time);
  json_builder_end_object (builder);
}

/* Every Received field as it reads, trusted or not; null where it tells of no client. */
static void
add_hops (JsonBuilder *builder, const Case *message)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < message->trace->len; i++) {
    const SafiTraceField *field = message->trace->pdata[i];
    g_autoptr (SafiReceived) hop = NULL;

    if (field->type != SAFI_TRACE_RECEIVED)
      continue;
    hop = safi_received_parse (field->value);
    if (hop != NULL)
      add_hop (builder, hop);
    else
      json_builder_add_null_value (builder);
  }
  json_builder_end_array (builder);
}

static void
add_boundary (JsonBuilder *builder, const Case *message)
{
  const SafiBoundary *boundary = message->boundary;
  g_autofree char *ip = boundary->has_ip ? safi_ip_to_string (&boundary->ip) : NULL;

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "origin", safi_origin_to_string (boundary->origin));
  safi_cli_json_string (builder, "confidence", safi_confidence_to_string (boundary->confidence));
  safi_cli_json_int (builder, "received", boundary->received);
  safi_cli_json_text (builder, "ip", ip);
  safi_cli_json_string (builder, "helo", boundary->helo);
  safi_cli_json_string (builder, "rdns", boundary->rdns);
  safi_cli_json_string (builder, "by", boundary->by);
  safi_cli_json_int (builder, "time", boundary->time);
  safi_cli_json_text (builder, "mail_from", boundary->mail_from);
  safi_cli_json_string (builder, "recipient", boundary->recipient);
  add_flag (builder, "authenticated", boundary->is_authenticated);
  add_flag (builder, "forwarding_hint", boundary->hints_at_forwarding);
  json_builder_end_object (builder);
}

static void
add_result (JsonBuilder *builder, const SafiAuthresResult *result)
{
  g_autofree char *domain = safi_authres_result_get_domain (result);

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "method", result->method);
  safi_cli_json_string (builder, "result", safi_auth_code_to_string (result->code));
  safi_cli_json_string (builder, "word", result->word);
  safi_cli_json_string (builder, "domain", domain);
  json_builder_end_object (builder);
}

static void
add_reported (JsonBuilder *builder, const Case *message)
{
  const SafiAuthresTrusted *trusted = message->trusted;

  json_builder_begin_object (builder);
  safi_cli_json_int (builder, "fields", trusted->fields->len);
  add_flag (builder, "needs_own_check", trusted->needs_own_check);
  add_flag (builder, "absence_tells", trusted->is_absence_telling);
  safi_cli_json_text (builder, "received_spf",
                      trusted->spf != NULL ? safi_auth_code_to_string (trusted->spf->code) : NULL);
  json_builder_set_member_name (builder, "results");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trusted->fields->len; i++) {
    const SafiAuthres *field = trusted->fields->pdata[i];

    for (guint j = 0; j < field->results->len; j++)
      add_result (builder, field->results->pdata[j]);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* Prints "name=value" made harmless, if there is a value. */
static void
print_value (const char *name, const char *value)
{
  g_autofree char *shown = NULL;

  if (value == NULL || *value == '\0')
    return;
  shown = safi_text_for_display (value, 300, FALSE);
  g_print ("  %s=%s", name, shown);
}

static void
print_boundary (const Case *message)
{
  const SafiBoundary *boundary = message->boundary;
  g_autofree char *ip = boundary->has_ip ? safi_ip_to_string (&boundary->ip) : NULL;

  g_print ("boundary %s", safi_origin_to_string (boundary->origin));
  print_value ("ip", ip);
  print_value ("helo", boundary->helo);
  print_value ("rdns", boundary->rdns);
  print_value ("by", boundary->by);
  print_value ("mail-from", boundary->mail_from);
  print_value ("confidence", safi_confidence_to_string (boundary->confidence));
  if (boundary->is_authenticated)
    g_print ("  authenticated");
  g_print ("\n");
}

static void
print_reported (const Case *message)
{
  const SafiAuthresTrusted *trusted = message->trusted;

  g_print ("reported");
  for (guint i = 0; i < trusted->fields->len; i++) {
    const SafiAuthres *field = trusted->fields->pdata[i];

    for (guint j = 0; j < field->results->len; j++) {
      const SafiAuthresResult *result = field->results->pdata[j];
      g_autofree char *domain = safi_authres_result_get_domain (result);

      print_value (result->method, result->word);
      print_value ("domain", domain);
    }
  }
  if (trusted->spf != NULL)
    print_value ("received-spf", safi_auth_code_to_string (trusted->spf->code));
  if (trusted->needs_own_check && trusted->fields->len > 0)
    g_print ("  needs-own-check");
  g_print ("\n");
}

static void
add_computed (JsonBuilder *builder, const Case *message)
{
  safi_cli_add_auth_result (builder, message->result);
}

static void
print_computed (const Case *message)
{
  g_print ("sender %s", safi_identity_to_string (message->result->identity));
  print_value ("author", message->result->author);
  print_value ("domain", message->result->domain);
  for (guint i = 0; i < message->result->signs->len; i++)
    print_value ("sign", message->result->signs->pdata[i]);
  g_print ("\n  ");
  safi_cli_print_auth_result (message->result);
}

/* One row per question; text may leave a row out. */
static const struct {
  const char *name;
  void (*add) (JsonBuilder *builder, const Case *message);
  void (*print) (const Case *message); /* (nullable) */
} rows[] = {
  { "hops", add_hops, NULL },
  { "boundary", add_boundary, print_boundary },
  { "reported", add_reported, print_reported },
  { "sender", add_computed, print_computed },
};

static void
print_json (const char *name, const Case *message)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_text (builder, "file", name);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    json_builder_set_member_name (builder, rows[i].name);
    rows[i].add (builder, message);
  }
  json_builder_end_object (builder);
  safi_cli_print_json (builder);
}

static void
print_text (const char *name, const Case *message)
{
  g_autofree char *shown = safi_text_for_display (name, 300, FALSE);

  g_print ("%s\n", shown);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].print != NULL) {
      g_print ("  ");
      rows[i].print (message);
    }
}

static gboolean
are_names (const char *text)
{
  char field[SAFI_POLICY_NAMES_OCTETS];

  return text == NULL || safi_policy_set_names (field, text);
}

/* Returns: (transfer full). */
static char **
read_names (const char *text)
{
  char field[SAFI_POLICY_NAMES_OCTETS] = "";

  if (text != NULL)
    safi_policy_set_names (field, text);
  return safi_policy_list_names (field);
}

/* Returns: (transfer full). */
static SafiAuthentication *
new_authentication (Context *context, GBytes *octets)
{
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  g_auto (GStrv) certifiers = read_names (option_certifiers);
  g_auto (GStrv) dns_lists = read_names (option_dns_lists);
  const SafiAuthRequest request = {
    .profile = context->profile,
    .address = option_address != NULL ? option_address : "",
    .received = option_time,
    .now = option_time > 0 ? option_time : safi_clock_wall (safi_clock_get_system ()),
    .provider_only = option_provider_only,
    .certifiers = (const char *const *) certifiers,
    .dns_lists = (const char *const *) dns_lists,
  };

  return safi_authentication_new (message, &request);
}

static void
clear_search (Search *self)
{
  g_clear_pointer (&self->boundary, safi_boundary_free);
  g_clear_pointer (&self->result, safi_auth_result_unref);
}

static void
search (SafiResolver *resolver, gpointer user_data)
{
  Search *self = user_data;

  clear_search (self);
  self->boundary =
      safi_boundary_find (self->trace, self->profile, option_provider_only ? NULL : resolver);
  self->result = safi_authentication_run (self->authentication, resolver);
}

static void
show (Context *context, const char *name, const Search *found)
{
  g_autoptr (SafiAuthresTrusted) trusted =
      safi_authres_trusted_new (found->trace, context->profile, found->boundary->span);
  const Case message = { found->trace, found->boundary, trusted, found->result };

  if (context->cli->json)
    print_json (name, &message);
  else
    print_text (name, &message);
}

static gboolean
show_message (const char *name, GBytes *octets, gpointer user_data, GError **error)
{
  Context *context = user_data;
  gsize length;
  const char *text = g_bytes_get_data (octets, &length);
  g_autoptr (GPtrArray) trace = safi_trace_read (text, length);
  g_autoptr (SafiAuthentication) authentication = new_authentication (context, octets);
  Search found = { trace, context->profile, authentication, NULL, NULL };
  const gboolean is_done = safi_cli_dns_run (context->dns, search, &found, error);

  if (is_done)
    show (context, name, &found);
  clear_search (&found);
  return is_done;
}

/* A file if there is one of that name, else what is shipped of a provider; nothing is known of the
 * provider where none is named. Returns: (transfer full) (nullable): NULL with @error set. */
static SafiProviderProfile *
open_profile (const char *name, GError **error)
{
  g_autofree char *json = NULL;
  SafiProviderProfile *shipped;

  if (name == NULL)
    return safi_provider_profile_new_from_json ("{}", error);
  if (g_file_test (name, G_FILE_TEST_IS_REGULAR)) {
    if (!g_file_get_contents (name, &json, NULL, error))
      return NULL;
    return safi_provider_profile_new_from_json (json, error);
  }
  shipped = safi_provider_profile_find (name);
  return shipped != NULL ? shipped : safi_provider_profile_new_for_account (name, name, NULL);
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiProviderProfile) profile = NULL;
  g_autoptr (SafiCliDns) dns = NULL;
  g_autoptr (GError) error = NULL;
  Context context;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse_with_dns (&safi_command_auth, options, &argc, &argv, &code))
    return code;
  if (argc < 2)
    return safi_cli_misuse (_ ("Name at least one message, directory, or - for standard input."));
  if (!are_names (option_certifiers) || !are_names (option_dns_lists))
    return safi_cli_misuse (_ ("Name at most ten domains, with commas between."));
  dns = safi_cli_dns_open (cli, &code);
  if (dns == NULL)
    return code;
  profile = open_profile (option_profile, &error);
  if (profile == NULL) {
    safi_cli_fail (cli, g_steal_pointer (&error));
    return SAFI_EXIT_DATA;
  }
  context = (Context){ cli, profile, dns };
  if (!safi_cli_read_messages ((const char *const *) argv + 1, show_message, &context, &error))
    return safi_cli_fail (cli, g_steal_pointer (&error));
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_auth = {
  .name = "auth",
  .arguments = "[OPTION…] FILE…",
  .summary =
      N_ ("Say who really sent messages, where they came in and what the provider found out"),
  .run = run,
};
