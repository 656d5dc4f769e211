/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vectors.h"

JsonParser *
vectors_load (const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s.json", name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "auth", "vectors", file, NULL);
  g_autoptr (GError) error = NULL;
  JsonParser *parser = json_parser_new ();

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return parser;
}

JsonArray *
vectors_get (JsonParser *parser, const char *member)
{
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  JsonArray *array = json_object_get_array_member (root, member);

  g_assert_nonnull (array);
  g_assert_cmpuint (json_array_get_length (array), >, 0);
  return array;
}

const char *
vectors_string (JsonObject *object, const char *member)
{
  return json_object_get_string_member_with_default (object, member, "");
}

const char *
vectors_find_string (JsonObject *vector, const char *member)
{
  return json_object_get_string_member_with_default (vector, member, NULL);
}

char **
vectors_get_list (JsonObject *vector, const char *member)
{
  JsonArray *array = json_object_get_array_member (vector, member);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

SafiZone *
vectors_make_zone (JsonObject *vector)
{
  g_autofree char *json = json_to_string (json_object_get_member (vector, "zone"), FALSE);

  return vectors_new_zone (json);
}

SafiZone *
vectors_new_zone (const char *json)
{
  g_autoptr (GError) error = NULL;
  SafiZone *zone = safi_zone_new (json, -1, &error);

  g_assert_no_error (error);
  return zone;
}

void
vectors_run (const char *name, guint n, VectorFunc func)
{
  g_autoptr (JsonParser) parser = vectors_load (name);
  JsonArray *vectors = vectors_get (parser, "vectors");

  g_assert_cmpuint (json_array_get_length (vectors), ==, n);
  for (guint i = 0; i < n; i++) {
    JsonObject *vector = json_array_get_object_element (vectors, i);

    g_test_message ("%s", vectors_find_string (vector, "id"));
    func (vector);
  }
}
