/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/safi-cli-auth.h"

#include "core/text/safi-text.h"

/* The property of RFC 8601 (2.7) that says whom a result is about. */
static const char *const properties[SAFI_N_AUTH_METHODS] = {
  [SAFI_AUTH_METHOD_SPF] = "smtp.mailfrom",  [SAFI_AUTH_METHOD_SENDER_ID] = "header.from",
  [SAFI_AUTH_METHOD_DKIM] = "header.d",      [SAFI_AUTH_METHOD_DMARC] = "header.from",
  [SAFI_AUTH_METHOD_ARC] = "header.d",       [SAFI_AUTH_METHOD_CSA] = "smtp.helo",
  [SAFI_AUTH_METHOD_HELO] = "smtp.helo",     [SAFI_AUTH_METHOD_IPREV] = "policy.iprev",
  [SAFI_AUTH_METHOD_BOUNCE] = "smtp.rcptto", [SAFI_AUTH_METHOD_VBR] = "header.md",
  [SAFI_AUTH_METHOD_DNA] = "policy.dna",     [SAFI_AUTH_METHOD_DNSBL] = "policy.dnsbl",
  [SAFI_AUTH_METHOD_BIMI] = "header.d",      [SAFI_AUTH_METHOD_DKIM2] = "header.d",
};

static const char *const sources[] = {
  [SAFI_AUTH_BY_PROVIDER] = "provider",
  [SAFI_AUTH_BY_US] = "own",
};

static void
add_row (JsonBuilder *builder, const SafiAuthRow *row)
{
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "method", safi_auth_method_to_string (row->method));
  safi_cli_json_string (builder, "source", sources[row->source]);
  safi_cli_json_string (builder, "result", safi_auth_code_to_string (row->code));
  safi_cli_json_string (builder, "domain", row->domain);
  safi_cli_json_string (builder, "reason", row->reason);
  json_builder_end_object (builder);
}

static void
add_texts (JsonBuilder *builder, const SafiAuthResult *auth)
{
  const struct {
    const char *name;
    const char *value;
  } texts[] = {
    { "identity", safi_identity_to_string (auth->identity) },
    { "author", auth->author },
    { "domain", auth->domain },
    { "ip", auth->ip },
    { "helo", auth->helo },
    { "rdns", auth->rdns },
    { "by", auth->by },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    safi_cli_json_string (builder, texts[i].name, texts[i].value);
}

static void
add_flags (JsonBuilder *builder, const SafiAuthResult *auth)
{
  const struct {
    const char *name;
    gboolean value;
  } flags[] = {
    { "final", auth->is_final },
    { "several_authors", auth->has_several_authors },
    { "added_field", auth->has_added_field },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++) {
    json_builder_set_member_name (builder, flags[i].name);
    json_builder_add_boolean_value (builder, flags[i].value);
  }
}

void
safi_cli_add_auth_result (JsonBuilder *builder, const SafiAuthResult *auth)
{
  json_builder_begin_object (builder);
  add_texts (builder, auth);
  add_flags (builder, auth);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < auth->rows->len; i++)
    add_row (builder, auth->rows->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "signs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < auth->signs->len; i++)
    json_builder_add_string_value (builder, auth->signs->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
safi_cli_add_auth (JsonBuilder *builder, const SafiAuthResult *auth)
{
  json_builder_set_member_name (builder, "auth");
  safi_cli_add_auth_result (builder, auth);
}

/* Only what a value may hold without quotes (RFC 8601, 2.2). */
static void
print_value (const char *property, const char *value)
{
  g_autofree char *shown = safi_text_for_display (value, 300, FALSE);

  g_print (" %s=%s", property,
           g_strcanon (shown,
                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                       "0123456789.-_:",
                       '_'));
}

void
safi_cli_print_auth_result (const SafiAuthResult *result)
{
  gboolean is_empty = TRUE;

  g_print ("Authentication-Results: safibox");
  for (guint i = 0; i < result->rows->len; i++) {
    const SafiAuthRow *row = result->rows->pdata[i];

    if (row->source != SAFI_AUTH_BY_US)
      continue;
    g_print ("; %s=%s", safi_auth_method_to_string (row->method),
             safi_auth_code_to_string (row->code));
    if (*row->domain != '\0')
      print_value (properties[row->method], row->domain);
    is_empty = FALSE;
  }
  g_print ("%s\n", is_empty ? "; none" : "");
}
