/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-pra.h"

#include <string.h>

#include "vectors.h"

static void
find (const char *header, SafiPra *ret_pra)
{
  safi_pra_find (header, strlen (header), ret_pra);
}

static void
check_vector (JsonObject *vector)
{
  g_auto (GStrv) headers = vectors_get_list (vector, "headers");
  g_autofree char *joined = g_strjoinv ("\r\n", headers);
  g_autofree char *message = g_strconcat (joined, "\r\n\r\nFrom: body@example.com\r\n", NULL);
  g_auto (SafiPra) pra = { 0 };

  find (message, &pra);
  g_assert_cmpstr (pra.address != NULL ? pra.address->address : NULL, ==,
                   vectors_find_string (vector, "pra"));
  g_assert_cmpstr (pra.field, ==, vectors_find_string (vector, "field"));
}

static void
test_vectors (void)
{
  vectors_run ("pra", 21, check_vector);
}

static void
test_a_group_is_no_mailbox (void)
{
  g_auto (SafiPra) group = { 0 };
  g_auto (SafiPra) mailbox = { 0 };

  find ("From: us: a@example.com;\n\n", &group);
  g_assert_null (group.address);
  find ("From: us <a@EXAMPLE.com>\n\n", &mailbox);
  g_assert_cmpstr (mailbox.address->domain, ==, "example.com");
}

static void
test_a_field_without_end_is_read (void)
{
  static const char octets[] = "Sender: a@example.com\nFrom: b@example.com";
  g_auto (SafiPra) pra = { 0 };

  safi_pra_find (octets, 21, &pra);
  g_assert_cmpstr (pra.address->address, ==, "a@example.com");
}

static void
test_a_field_has_a_limit (void)
{
  const gsize octets_max = SAFI_MESSAGE_HEADER_OCTETS_MAX;
  g_autofree char *blanks = g_strnfill (octets_max - strlen ("a@b.example"), ' ');
  g_autofree char *longest = g_strconcat ("From:", blanks, "a@b.example\n\n", NULL);
  g_autofree char *too_long = g_strconcat ("From: ", blanks, "a@b.example\n\n", NULL);
  g_auto (SafiPra) in = { 0 };
  g_auto (SafiPra) out = { 0 };

  find (longest, &in);
  find (too_long, &out);
  g_assert_nonnull (in.address);
  g_assert_null (out.address);
}

/* A stranger can write any number of fields: each is looked at once. */
static void
test_many_fields_are_read (void)
{
  g_autoptr (GString) header = g_string_new (NULL);
  g_auto (SafiPra) pra = { 0 };
  g_auto (SafiPra) other = { 0 };

  for (guint i = 0; i < 200000; i++)
    g_string_append (header, "Received: x\nResent-From: a@example.com\n");
  find (header->str, &pra);
  g_assert_cmpstr (pra.field, ==, "resent-from");
  g_string_append (header, "Resent-Sender: b@example.com\n");
  find (header->str, &other);
  g_assert_cmpstr (other.field, ==, "resent-from");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-pra/vectors", test_vectors);
  g_test_add_func ("/auth-pra/a-group-is-no-mailbox", test_a_group_is_no_mailbox);
  g_test_add_func ("/auth-pra/a-field-without-end-is-read", test_a_field_without_end_is_read);
  g_test_add_func ("/auth-pra/a-field-has-a-limit", test_a_field_has_a_limit);
  g_test_add_func ("/auth-pra/many-fields-are-read", test_many_fields_are_read);
  return g_test_run ();
}
