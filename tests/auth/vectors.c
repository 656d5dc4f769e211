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
