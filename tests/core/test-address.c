/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-address.h"

static void
test_one_mailbox_is_read (void)
{
  static const char *const pairs[][2] = {
    { "a@B.example", "a@b.example" },
    { "A (comment) <a@b.example>", "a@b.example" },
    { "\"x, y <z>\" <a@b.example>", "a@b.example" },
    { "<\"a@c.example\"@b.example>", "\"a@c.example\"@b.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autoptr (SafiAddress) address = safi_address_parse_mailbox (pairs[i][0]);

    g_assert_nonnull (address);
    g_assert_cmpstr (address->address, ==, pairs[i][1]);
    g_assert_cmpstr (address->domain, ==, "b.example");
  }
}

static void
test_anything_else_is_no_mailbox (void)
{
  static const char *const bad[] = {
    "", " ", "<>", "root", "a@", "a@b.example, c@d.example", "g: a@b.example;", "g:;", "a@b..c",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (safi_address_parse_mailbox (bad[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/one-mailbox-is-read", test_one_mailbox_is_read);
  g_test_add_func ("/address/anything-else-is-no-mailbox", test_anything_else_is_no_mailbox);
  return g_test_run ();
}
