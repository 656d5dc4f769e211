/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-batv.h"

#include <string.h>

#include "vectors.h"

static GBytes *
make_key (JsonObject *vector)
{
  const char *key = vectors_string (vector, "key");

  return g_bytes_new_static (key, strlen (key));
}

static void
check_created (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *vector = json_node_get_object (node);
  g_autoptr (GBytes) key = make_key (vector);
  g_autofree char *tagged = safi_batv_sign (key, (guint) json_object_get_int_member (vector, "k"),
                                            (guint64) json_object_get_int_member (vector, "ddd"),
                                            vectors_string (vector, "orig"));

  g_assert_cmpstr (tagged, ==, vectors_string (vector, "tagged"));
}

static void
check_stripped (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *vector = json_node_get_object (node);
  g_autofree char *core = safi_batv_strip (vectors_string (vector, "in"));

  g_assert_cmpstr (core, ==, json_object_get_string_member_with_default (vector, "core", NULL));
}

static void
check_validated (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *vector = json_node_get_object (node);
  g_autoptr (GBytes) key = make_key (vector);
  gboolean is_valid =
      safi_batv_check (key, (guint64) json_object_get_int_member (vector, "today_days"),
                       vectors_string (vector, "addr"));

  g_assert_cmpint (is_valid, ==, json_object_get_boolean_member (vector, "valid"));
}

static void
test_vectors (void)
{
  g_autoptr (JsonParser) parser = vectors_load ("batv");

  g_assert_cmpuint (json_array_get_length (vectors_get (parser, "create")), ==, 3);
  g_assert_cmpuint (json_array_get_length (vectors_get (parser, "strip")), ==, 5);
  g_assert_cmpuint (json_array_get_length (vectors_get (parser, "validate")), ==, 4);
  json_array_foreach_element (vectors_get (parser, "create"), check_created, NULL);
  json_array_foreach_element (vectors_get (parser, "strip"), check_stripped, NULL);
  json_array_foreach_element (vectors_get (parser, "validate"), check_validated, NULL);
}

static void
test_a_tag_lives_seven_days (void)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("secret", 6);
  g_autofree char *tagged = safi_batv_sign (key, 3, 20123, "joe@example.com");

  g_assert_true (safi_batv_check (key, 20123 - SAFI_BATV_LIFETIME, tagged));
  g_assert_false (safi_batv_check (key, 20123 - SAFI_BATV_LIFETIME - 1, tagged));
  g_assert_true (safi_batv_check (key, 20123, tagged));
  g_assert_false (safi_batv_check (key, 20124, tagged));
}

static void
test_one_letter_changed_is_no_tag (void)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("secret", 6);
  g_autofree char *tagged = safi_batv_sign (key, 3, 20123, "joe@example.com");

  for (gsize i = 0; tagged[i] != '\0'; i++) {
    g_autofree char *other = g_strdup (tagged);

    other[i] = other[i] == '1' ? '2' : '1';
    g_assert_false (safi_batv_check (key, 20123, other));
  }
}

static void
test_words_that_are_no_tags (void)
{
  static const char *const addresses[] = {
    "",
    "prvs",
    "prvs=",
    "prvs=012345678",
    "prvs=0123456789",
    "prvs=0123456789=",
    "prvs=0123456789=@example.com",
    "prvs=012345678g=a@b",
    "prvs=x123456789=a@b",
    "prvs=01234567890=a@b",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_null (safi_batv_strip (addresses[i]));
}

static void
test_rewritten_senders (void)
{
  static const char *const cases[][2] = {
    { "SRS0=ab12=xy=b.example=a@fwd.example", "a@b.example" },
    { "srs0+ab12=xy=b.example=a=c@fwd.example", "a=c@b.example" },
    { "SRS1=hash=one.example==ab12=xy=b.example=a@two.example", "a@b.example" },
    { "SRS0=ab12=xy=b.example@fwd.example", NULL },
    { "SRS0=ab12=xy==a@fwd.example", NULL },
    { "SRS1=hash=one.example", NULL },
    { "SRS0", NULL },
    { "SRS", NULL },
    { "SRS2=ab12=xy=b.example=a@fwd.example", NULL },
    { "SRS0=ab12=xy=b.example=a", NULL },
    { "plain@b.example", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *original = safi_srs_unwrap (cases[i][0]);

    g_test_message ("%s", cases[i][0]);
    g_assert_cmpstr (original, ==, cases[i][1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-batv/vectors", test_vectors);
  g_test_add_func ("/auth-batv/a-tag-lives-seven-days", test_a_tag_lives_seven_days);
  g_test_add_func ("/auth-batv/one-letter-changed-is-no-tag", test_one_letter_changed_is_no_tag);
  g_test_add_func ("/auth-batv/words-that-are-no-tags", test_words_that_are_no_tags);
  g_test_add_func ("/auth-batv/rewritten-senders", test_rewritten_senders);
  return g_test_run ();
}
