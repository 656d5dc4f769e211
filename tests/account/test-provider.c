/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-provider.h"

#include <string.h>

static void
test_finds_the_server_of_a_known_address (void)
{
  const SafiProvider *provider = safi_provider_lookup ("amina@gmail.com");

  g_assert_nonnull (provider);
  g_assert_cmpstr (provider->host, ==, "imap.gmail.com");
  g_assert_cmpuint (provider->port, ==, 993);
  g_assert_cmpint (provider->security, ==, SAFI_SECURITY_TLS);
  g_assert_cmpint (provider->works_now, ==, SAFI_SIGN_IN_APP_PASSWORD);
}

static void
test_all_domains_of_one_provider_share_it (void)
{
  g_assert_true (safi_provider_lookup ("a@hotmail.com") == safi_provider_lookup ("b@live.com"));
}

static void
test_the_domain_may_be_in_capitals (void)
{
  g_assert_true (safi_provider_lookup ("a@GMail.COM") == safi_provider_lookup ("a@gmail.com"));
}

static void
test_says_when_the_name_is_the_local_part (void)
{
  g_assert_true (safi_provider_lookup ("a@icloud.com")->user_is_local_part);
  g_assert_false (safi_provider_lookup ("a@gmail.com")->user_is_local_part);
}

static void
test_says_what_cannot_sign_in (void)
{
  g_assert_cmpint (safi_provider_lookup ("a@outlook.com")->works_now, ==,
                   SAFI_SIGN_IN_NEEDS_CLIENT_ID);
}

static void
test_an_unknown_address_has_no_provider (void)
{
  g_assert_null (safi_provider_lookup ("a@unknown.example"));
  g_assert_null (safi_provider_lookup ("no address"));
  g_assert_null (safi_provider_lookup (""));
}

static void
test_tells_an_address_from_anything_else (void)
{
  g_autofree char *long_local = g_strnfill (64, 'a');
  g_autofree char *at_limit = g_strconcat (long_local, "@mail.example", NULL);
  g_autofree char *beyond = g_strconcat ("a", at_limit, NULL);
  static const char *const good[] = { "amina@practice.example", "a.b+c@x.co", "मीना@डाक.भारत" };
  static const char *const bad[] = {
    "",       "amina",     "@x.example", "a@",        "a@b",           "a@b..c",
    "a@.b.c", "a@b@c.com", "a b@c.com",  "a@c.com\n", "<a@c.example>", "a@-b.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (safi_address_is_plausible (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (safi_address_is_plausible (bad[i]));
  g_assert_true (safi_address_is_plausible (at_limit));
  g_assert_false (safi_address_is_plausible (beyond));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/provider/finds-the-server-of-a-known-address",
                   test_finds_the_server_of_a_known_address);
  g_test_add_func ("/provider/all-domains-of-one-provider-share-it",
                   test_all_domains_of_one_provider_share_it);
  g_test_add_func ("/provider/the-domain-may-be-in-capitals", test_the_domain_may_be_in_capitals);
  g_test_add_func ("/provider/says-when-the-name-is-the-local-part",
                   test_says_when_the_name_is_the_local_part);
  g_test_add_func ("/provider/says-what-cannot-sign-in", test_says_what_cannot_sign_in);
  g_test_add_func ("/provider/an-unknown-address-has-no-provider",
                   test_an_unknown_address_has_no_provider);
  g_test_add_func ("/provider/tells-an-address-from-anything-else",
                   test_tells_an_address_from_anything_else);
  return g_test_run ();
}
