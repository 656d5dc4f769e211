/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/safi-cli.h"

static void
add_row (JsonBuilder *builder, const SafiAuthRow *row)
{
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "method", safi_auth_method_to_string (row->method));
  safi_cli_json_string (builder, "source",
                        row->source == SAFI_AUTH_BY_PROVIDER ? "provider" : "safibox");
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
safi_cli_add_auth (JsonBuilder *builder, const SafiAuthResult *auth)
{
  json_builder_set_member_name (builder, "auth");
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
