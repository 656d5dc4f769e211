/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-vectors.h"

void
test_vectors_run (const char *name, guint n, TestVectorFunc func)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "auth", "vectors", file, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *vectors;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  vectors = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                          "vectors");
  g_assert_cmpuint (json_array_get_length (vectors), ==, n);
  for (guint i = 0; i < n; i++) {
    JsonObject *vector = json_array_get_object_element (vectors, i);

    g_test_message ("%s", test_vector_get (vector, "id"));
    func (vector);
  }
}

const char *
test_vector_get (JsonObject *vector, const char *member)
{
  return json_object_get_string_member_with_default (vector, member, NULL);
}

char **
test_vector_get_list (JsonObject *vector, const char *member)
{
  JsonArray *array = json_object_get_array_member (vector, member);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

SafiZone *
test_vector_make_zone (JsonObject *vector)
{
  g_autofree char *json = json_to_string (json_object_get_member (vector, "zone"), FALSE);

  return test_zone_new (json);
}

SafiZone *
test_zone_new (const char *json)
{
  g_autoptr (GError) error = NULL;
  SafiZone *zone = safi_zone_new (json, -1, &error);

  g_assert_no_error (error);
  return zone;
}
