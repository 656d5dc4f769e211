/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-canonical.h"

#include <string.h>

#include "auth/dkim/safi-body-hash.h"

static void
append_cb (const char *octets, gsize length, gpointer user_data)
{
  g_assert_cmpuint (length, >, 0);
  g_string_append_len (user_data, octets, (gssize) length);
}

/* Returns: (transfer full): the canonical form of @body, read in chunks of @chunk octets. */
static GString *
canonicalise (SafiCanonical canonical, const char *body, gsize length, gsize chunk)
{
  GString *form = g_string_new (NULL);
  SafiCanonicalBody state;

  safi_canonical_body_init (&state, canonical, append_cb, form);
  for (gsize at = 0; at < length; at += chunk)
    safi_canonical_body_update (&state, body + at, MIN (chunk, length - at));
  safi_canonical_body_finish (&state);
  return form;
}

static void
test_bodies (void)
{
  static const struct {
    const char *body, *simple, *relaxed;
  } cases[] = {
    { "", "\r\n", "" },
    { "\r\n", "\r\n", "" },
    { "\r\n\r\n\r\n", "\r\n", "" },
    { "a", "a\r\n", "a\r\n" },
    { "a\r\n", "a\r\n", "a\r\n" },
    { "a\r\n\r\n\r\n", "a\r\n", "a\r\n" },
    { "\r\na", "\r\na\r\n", "\r\na\r\n" },
    { " C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n", " C\r\nD E\r\n" }, /* RFC 6376, 3.4.5 */
    { "a\r\n  \t \r\n", "a\r\n  \t \r\n", "a\r\n" },
    { "  \t", "  \t\r\n", "" },
    { "\t a", "\t a\r\n", " a\r\n" },
    { "a\r\n \r\nb", "a\r\n \r\nb\r\n", "a\r\n\r\nb\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gsize length = strlen (cases[i].body);

    for (gsize chunk = 1; chunk <= MAX (length, 1); chunk++) {
      GString *simple = canonicalise (SAFI_CANONICAL_SIMPLE, cases[i].body, length, chunk);
      GString *relaxed = canonicalise (SAFI_CANONICAL_RELAXED, cases[i].body, length, chunk);

      g_assert_cmpstr (simple->str, ==, cases[i].simple);
      g_assert_cmpstr (relaxed->str, ==, cases[i].relaxed);
      g_string_free (simple, TRUE);
      g_string_free (relaxed, TRUE);
    }
  }
}

static void
test_other_line_ends_are_put_right (void)
{
  static const struct {
    const char *body;
    gboolean is_repaired;
  } cases[] = {
    { "a \r\n\r\nb\r\n", FALSE }, { "a \n\nb\n", TRUE },     { "a \r\rb\r", TRUE },
    { "a \n\r\nb\r\n", TRUE },    { "a \r\n\rb\r\n", TRUE }, { "a \r\n\r\nb\r", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize chunk = 1; chunk < 8; chunk++) {
      g_autoptr (GString) form = g_string_new (NULL);
      SafiCanonicalBody state;

      safi_canonical_body_init (&state, SAFI_CANONICAL_SIMPLE, append_cb, form);
      for (gsize at = 0; at < strlen (cases[i].body); at += chunk)
        safi_canonical_body_update (&state, cases[i].body + at,
                                    MIN (chunk, strlen (cases[i].body) - at));
      safi_canonical_body_finish (&state);
      g_assert_cmpstr (form->str, ==, "a \r\n\r\nb\r\n");
      g_assert_cmpint (state.is_repaired, ==, cases[i].is_repaired);
    }
}

static void
assert_field (const char *text, const char *simple, const char *relaxed, const char *emptied)
{
  SafiHeaderIter iter;
  SafiHeaderField field;
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  g_autoptr (GString) third = g_string_new (NULL);

  safi_header_iter_init (&iter, text, strlen (text));
  g_assert_true (safi_header_iter_next (&iter, &field));
  safi_canonical_add_field (SAFI_CANONICAL_SIMPLE, &field, one);
  safi_canonical_add_field (SAFI_CANONICAL_RELAXED, &field, other);
  safi_canonical_add_signature_field (SAFI_CANONICAL_SIMPLE, &field, third);
  g_assert_cmpstr (one->str, ==, simple);
  g_assert_cmpstr (other->str, ==, relaxed);
  g_assert_cmpstr (third->str, ==, emptied != NULL ? emptied : simple);
}

static void
test_fields (void)
{
  /* RFC 6376, 3.4.5 */
  assert_field ("A: X\r\n", "A: X", "a:X", NULL);
  assert_field ("B : Y\t\r\n\tZ  \r\n", "B : Y\t\r\n\tZ  ", "b:Y Z", NULL);
  assert_field ("A:\r\n", "A:", "a:", NULL);
  assert_field ("A: \r\n \t x\r\n", "A: \r\n \t x", "a:x", NULL);
  assert_field ("A: x\n y\n", "A: x\r\n y", "a:x y", NULL);
  assert_field ("A: x", "A: x", "a:x", NULL);
}

static void
test_only_the_value_of_b_is_left_out (void)
{
  assert_field ("S: a=1; bh=xx; b=yy\r\n zz; d=e\r\n", "S: a=1; bh=xx; b=yy\r\n zz; d=e",
                "s:a=1; bh=xx; b=yy zz; d=e", "S: a=1; bh=xx; b=; d=e");
  assert_field ("S:b = y; a=b\r\n", "S:b = y; a=b", "s:b = y; a=b", "S:b =; a=b");
  assert_field ("S: a=1;\r\n\tb=y=\r\n", "S: a=1;\r\n\tb=y=", "s:a=1; b=y=", "S: a=1;\r\n\tb=");
  assert_field ("S: z=b=y; B=1; bb=2\r\n", "S: z=b=y; B=1; bb=2", "s:z=b=y; B=1; bb=2", NULL);
}

static char *
hash (SafiCanonical canonical, const char *body)
{
  g_autoptr (SafiBodyHashes) hashes = safi_body_hashes_new (body, strlen (body));
  guint number = safi_body_hashes_want (hashes, canonical, SAFI_HASH_SHA256, SAFI_BODY_LENGTH_ALL);
  guint64 length;
  const SafiDigest *digest = safi_body_hashes_get (hashes, number, &length);

  return g_base64_encode (digest->octets, digest->length);
}

static void
test_empty_bodies_have_known_hashes (void)
{
  g_autofree char *simple = hash (SAFI_CANONICAL_SIMPLE, "");
  g_autofree char *relaxed = hash (SAFI_CANONICAL_RELAXED, "\r\n \r\n");

  g_assert_cmpstr (simple, ==, "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=");
  g_assert_cmpstr (relaxed, ==, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

/* Each length is answered as if it had been asked for alone, in whatever order it was noted. */
static void
test_lengths_share_one_pass (void)
{
  const char *body = "one two three\r\nfour\r\n";
  static const guint64 limits[] = { 21, 3, SAFI_BODY_LENGTH_ALL, 0, 3, 22, 100 };
  const guint64 whole = strlen (body);
  g_autoptr (SafiBodyHashes) hashes = safi_body_hashes_new (body, whole);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    g_assert_cmpuint (
        safi_body_hashes_want (hashes, SAFI_CANONICAL_SIMPLE, SAFI_HASH_SHA1, limits[i]), ==, i);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    guint64 length;
    const SafiDigest *digest = safi_body_hashes_get (hashes, i, &length);
    guint64 n = MIN (limits[i], whole);
    g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
    guint8 expected[20];
    gsize expected_length = sizeof expected;

    g_assert_cmpuint (length, ==, whole);
    g_assert_cmpint (digest != NULL, ==, limits[i] == SAFI_BODY_LENGTH_ALL || limits[i] <= whole);
    if (digest == NULL)
      continue;
    g_checksum_update (checksum, (const guchar *) body, (gssize) n);
    g_checksum_get_digest (checksum, expected, &expected_length);
    g_assert_cmpmem (digest->octets, digest->length, expected, expected_length);
  }
}

/* Lines of blanks and empty lines are what a naive reader goes over again and again. */
static void
test_large_bodies (void)
{
  static const char *const pieces[] = { "\r\n", " ", "\r", "x" };
  const gsize length = 4 * 1024 * 1024;

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) body = g_string_sized_new (length + 8);
    g_autofree char *digest = NULL;

    while (body->len < length)
      g_string_append (body, pieces[i]);
    g_string_append (body, "\r\nend");
    digest = hash (SAFI_CANONICAL_RELAXED, body->str);
    g_assert_cmpuint (strlen (digest), ==, 44);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-canonical/bodies", test_bodies);
  g_test_add_func ("/auth-canonical/other-line-ends-are-put-right",
                   test_other_line_ends_are_put_right);
  g_test_add_func ("/auth-canonical/fields", test_fields);
  g_test_add_func ("/auth-canonical/only-the-value-of-b-is-left-out",
                   test_only_the_value_of_b_is_left_out);
  g_test_add_func ("/auth-canonical/empty-bodies-have-known-hashes",
                   test_empty_bodies_have_known_hashes);
  g_test_add_func ("/auth-canonical/lengths-share-one-pass", test_lengths_share_one_pass);
  g_test_add_func ("/auth-canonical/large-bodies", test_large_bodies);
  return g_test_run ();
}
