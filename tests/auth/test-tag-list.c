/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-tag-list.h"

#include <string.h>

static SafiTagList *
parse (const char *text)
{
  return safi_tag_list_new (text, strlen (text));
}

static void
test_values_stand_without_white_space_round_them (void)
{
  g_autoptr (SafiTagList) tags = parse (" v = 1 ;\r\n\ta=rsa-sha256; e=;x_1= a = b \r\n c ; ");

  g_assert_nonnull (tags);
  g_assert_cmpstr (safi_tag_list_get (tags, "v"), ==, "1");
  g_assert_cmpstr (safi_tag_list_get (tags, "a"), ==, "rsa-sha256");
  g_assert_cmpstr (safi_tag_list_get (tags, "e"), ==, "");
  g_assert_cmpstr (safi_tag_list_get (tags, "x_1"), ==, "a = b \r\n c");
  g_assert_cmpstr (safi_tag_list_get (tags, "V"), ==, NULL);
  g_assert_cmpstr (safi_tag_list_get_first_name (tags), ==, "v");
}

static void
test_what_is_ill_formed_is_refused (void)
{
  static const char *const bad[] = {
    "a",     "a=1; b", "=1",     ";",      "a=1;;b=2", "a=1; ;", "1a=1",
    "a b=1", "a-b=1",  "a=\x01", "a=\x7f", "a=1; a=2", "synerr", "a=1; b=2; a=",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (SafiTagList) tags = parse (bad[i]);

    if (tags != NULL)
      g_error ("%s was read", bad[i]);
  }
  g_assert_null (safi_tag_list_new ("a=\0b", 4));
}

static void
test_an_empty_list_has_no_tags (void)
{
  g_autoptr (SafiTagList) tags = parse (" \r\n ");

  g_assert_nonnull (tags);
  g_assert_null (safi_tag_list_get_first_name (tags));
}

static void
test_tags_have_a_limit (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SafiTagList) at_limit = NULL;
  g_autoptr (SafiTagList) beyond = NULL;

  for (guint i = 0; i < SAFI_TAG_LIST_TAGS_MAX; i++)
    g_string_append_printf (text, "t%u=x;", i);
  at_limit = parse (text->str);
  g_assert_nonnull (at_limit);
  g_string_append (text, "last=x");
  beyond = parse (text->str);
  g_assert_null (beyond);
}

static void
test_base64 (void)
{
  static const struct {
    const char *text, *octets; /* NULL: none */
  } cases[] = {
    { "", "" },        { "YQ==", "a" },  { "Y\r\n Q = =", "a" }, { "YWI=", "ab" },
    { "YWJj", "abc" }, { "YQ", NULL },   { "YQ=", NULL },        { "YQ===", NULL },
    { "====", NULL },  { "Y=Q=", NULL }, { "YW*j", NULL },       { "=YQ=", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = safi_tag_decode_base64 (cases[i].text);
    gsize length = 0;
    const char *octets = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

    g_assert_cmpint (bytes != NULL, ==, cases[i].octets != NULL);
    if (bytes != NULL)
      g_assert_cmpmem (octets, length, cases[i].octets, strlen (cases[i].octets));
  }
}

static void
test_lists_with_colons (void)
{
  g_autoptr (GPtrArray) parts = safi_tag_split_colons (" From :\r\n To:x ", 3, FALSE);
  g_autoptr (GPtrArray) holes = safi_tag_split_colons ("a::b:", 3, TRUE);

  g_assert_cmpuint (parts->len, ==, 3);
  g_assert_cmpstr (parts->pdata[0], ==, "from");
  g_assert_cmpstr (parts->pdata[1], ==, "to");
  g_assert_cmpuint (holes->len, ==, 2);
  g_assert_null (safi_tag_split_colons ("a:b:c:d", 3, FALSE));
  g_assert_null (safi_tag_split_colons ("a::b", 3, FALSE));
  g_assert_null (safi_tag_split_colons ("", 3, FALSE));
}

static void
test_numbers (void)
{
  guint64 number = 0;

  g_assert_true (safi_tag_read_number ("0042", 4, &number));
  g_assert_cmpuint (number, ==, 42);
  g_assert_true (safi_tag_read_number ("18446744073709551615", 76, &number));
  g_assert_true (number == G_MAXUINT64);
  g_assert_true (safi_tag_read_number ("18446744073709551616", 76, &number));
  g_assert_true (number == G_MAXUINT64);
  g_assert_true (safi_tag_read_number ("99999999999999999999999999", 76, &number));
  g_assert_true (number == G_MAXUINT64);
  g_assert_false (safi_tag_read_number ("12345", 4, &number));
  g_assert_false (safi_tag_read_number ("", 4, &number));
  g_assert_false (safi_tag_read_number ("-1", 4, &number));
  g_assert_false (safi_tag_read_number ("1 ", 4, &number));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-tag-list/values-stand-without-white-space-round-them",
                   test_values_stand_without_white_space_round_them);
  g_test_add_func ("/auth-tag-list/what-is-ill-formed-is-refused",
                   test_what_is_ill_formed_is_refused);
  g_test_add_func ("/auth-tag-list/an-empty-list-has-no-tags", test_an_empty_list_has_no_tags);
  g_test_add_func ("/auth-tag-list/tags-have-a-limit", test_tags_have_a_limit);
  g_test_add_func ("/auth-tag-list/base64", test_base64);
  g_test_add_func ("/auth-tag-list/lists-with-colons", test_lists_with_colons);
  g_test_add_func ("/auth-tag-list/numbers", test_numbers);
  return g_test_run ();
}
