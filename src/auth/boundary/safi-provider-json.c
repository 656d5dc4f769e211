/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-provider-json.h"

#include <string.h>

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "core/base/safi-error.h"

#define TABLE "/io/github/safibox/Safibox/auth-providers.json"

typedef struct {
  char **accounts; /* domains of addresses */
  SafiProviderProfile *profile;
} Row;

/* Returns: (transfer full): the strings of the array @member, in lower case; empty if there is
 * none. */
static char **
read_names (JsonObject *object, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? MIN (json_array_get_length (array), SAFI_PROVIDER_NAMES_MAX) : 0;

  for (guint i = 0; i < n; i++) {
    const char *name = json_node_get_string (json_array_get_element (array, i));
    g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

    if (lower != NULL && *lower != '\0')
      g_strv_builder_add (builder, lower);
  }
  return g_strv_builder_end (builder);
}

/* "2001:db8::/32". */
static gboolean
read_range (const char *text, SafiIpRange *ret_range)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  guint64 prefix;

  if (g_strv_length (parts) != 2 || !safi_ip_parse (parts[0], &ret_range->network) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, safi_ip_is_v4 (&ret_range->network) ? 32 : 128,
                                   &prefix, NULL))
    return FALSE;
  ret_range->prefix = (guint) prefix;
  return TRUE;
}

static gboolean
read_flag (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

static const char *
read_word (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* Returns: (transfer full) (nullable): NULL if a word or a range is none. */
static SafiProviderProfile *
read_profile (JsonObject *object)
{
  g_autoptr (SafiProviderProfile) self = safi_provider_profile_new ();
  g_auto (GStrv) ranges = read_names (object, "ranges");
  const char *place = read_word (object, "place");
  JsonNode *fields = json_object_get_member (object, "fields");

  self->servers = read_names (object, "servers");
  self->ids = read_names (object, "ids");
  if (place != NULL && !safi_authres_place_from_string (place, &self->place))
    return NULL;
  for (guint i = 0; ranges[i] != NULL; i++) {
    SafiIpRange range;

    if (!read_range (ranges[i], &range))
      return NULL;
    g_array_append_val (self->ranges, range);
  }
  if (fields != NULL && JSON_NODE_HOLDS_VALUE (fields))
    self->fields_max = (guint) CLAMP (json_node_get_int (fields), 1, G_MAXINT);
  else if (self->place == SAFI_AUTHRES_BETWEEN)
    self->fields_max = 1;
  self->stamps_always = read_flag (object, "stamps-always");
  self->allows_empty_id = read_flag (object, "empty-id");
  self->rewrites_bodies = read_flag (object, "rewrites-bodies");
  return g_steal_pointer (&self);
}

SafiProviderProfile *
safi_provider_profile_new_from_json (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  SafiProviderProfile *self = NULL;

  if (json_parser_load_from_data (parser, json, -1, NULL)) {
    JsonNode *root = json_parser_get_root (parser);

    if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
      self = read_profile (json_node_get_object (root));
  }
  if (self == NULL)
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "not a provider profile");
  return self;
}

/* The table is part of the program, so a bad row is a fault of it. */
static gpointer
load_table (gpointer data)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GBytes) bytes = g_resources_lookup_data (TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonArray *providers;

  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    g_assert_not_reached ();
  providers = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                            "providers");
  for (guint i = 0; i < json_array_get_length (providers); i++) {
    JsonObject *object = json_array_get_object_element (providers, i);
    Row row = { .accounts = read_names (object, "accounts"), .profile = read_profile (object) };

    g_assert (row.profile != NULL);
    g_array_append_val (rows, row);
  }
  return rows;
}

SafiProviderProfile *
safi_provider_profile_find (const char *domain)
{
  static GOnce once = G_ONCE_INIT;
  GArray *rows = g_once (&once, load_table, NULL);
  g_autofree char *lower = g_ascii_strdown (domain, -1);

  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index (rows, Row, i);

    if (g_strv_contains ((const char *const *) row->accounts, lower) ||
        safi_provider_profile_has_server (row->profile, lower))
      return safi_provider_profile_ref (row->profile);
  }
  return NULL;
}
