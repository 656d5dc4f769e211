/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-ip.h"

static SafiIp
parse (const char *text)
{
  SafiIp ip;

  g_assert_true (safi_ip_parse (text, &ip));
  return ip;
}

static void
test_text_is_read_strictly (void)
{
  static const char *const bad[] = {
    "",         "1.2.3", "1.2.3.4.5",     "01.2.3.4",  "1.2.3.256", "[1.2.3.4]", "1.2.3.4 ",
    "::1%eth0", ":::",   "1:2:3:4:5:6:7", "0x1.2.3.4", "12345::",   "1.2.3.4:25"
  };
  SafiIp ip;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (safi_ip_parse (bad[i], &ip));
}

static void
test_text_is_written_in_one_form (void)
{
  static const char *const pairs[][2] = { { "192.0.2.1", "192.0.2.1" },
                                          { "2001:DB8:0:0::1", "2001:db8::1" },
                                          { "::ffff:192.0.2.1", "192.0.2.1" },
                                          { "::", "::" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    SafiIp ip = parse (pairs[i][0]);
    g_autofree char *text = safi_ip_to_string (&ip);

    g_assert_cmpstr (text, ==, pairs[i][1]);
  }
}

static void
test_mapped_is_v4 (void)
{
  SafiIp mapped = parse ("::ffff:192.0.2.1");
  SafiIp plain = parse ("192.0.2.1");

  g_assert_true (safi_ip_is_v4 (&mapped));
  g_assert_true (safi_ip_equal (&mapped, &plain));
}

static void
test_networks (void)
{
  static const struct {
    const char *ip, *network;
    guint prefix;
    gboolean is_in;
  } cases[] = {
    { "192.0.2.1", "192.0.2.1", 32, TRUE },
    { "192.0.2.1", "192.0.2.0", 32, FALSE },
    { "192.0.2.130", "192.0.2.128", 25, TRUE },
    { "192.0.2.1", "192.0.2.128", 25, FALSE },
    { "1.2.3.4", "200.0.0.0", 0, TRUE },
    { "2001:db8::1", "1.2.3.4", 0, FALSE },
    { "1.2.3.4", "2001:db8::", 0, FALSE },
    { "2001:db8::1", "2001:db8::", 32, TRUE },
    { "2001:db9::1", "2001:db8::", 32, FALSE },
    { "2001:db9::1", "2001:db8::", 31, TRUE },
    { "::1", "::1", 128, TRUE },
    { "2001::", "fe80::", 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiIp ip = parse (cases[i].ip), network = parse (cases[i].network);

    g_assert_cmpint (safi_ip_is_in (&ip, &network, cases[i].prefix), ==, cases[i].is_in);
  }
}

static void
test_what_never_crosses_the_public_network (void)
{
  static const char *const internal[] = {
    "10.0.0.1",    "100.127.0.1", "172.31.0.1", "192.168.1.1", "127.0.0.1",
    "169.254.9.9", "::1",         "fe80::1",    "fd12::1",     "::ffff:10.1.1.1"
  };
  static const char *const public[] = { "100.128.0.1", "172.32.0.1", "8.8.8.8", "2001:db8::1" };

  for (guint i = 0; i < G_N_ELEMENTS (internal); i++) {
    SafiIp ip = parse (internal[i]);

    g_assert_true (safi_ip_is_internal (&ip));
  }
  for (guint i = 0; i < G_N_ELEMENTS (public); i++) {
    SafiIp ip = parse (public[i]);

    g_assert_false (safi_ip_is_internal (&ip));
  }
}

static void
test_reverse_names (void)
{
  SafiIp v4 = parse ("192.0.2.1"), v6 = parse ("2001:db8::1");
  g_autofree char *name4 = safi_ip_to_reverse_name (&v4);
  g_autofree char *name6 = safi_ip_to_reverse_name (&v6);

  g_assert_cmpstr (name4, ==, "1.2.0.192.in-addr.arpa");
  g_assert_cmpstr (name6, ==,
                   "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-ip/text-is-read-strictly", test_text_is_read_strictly);
  g_test_add_func ("/auth-ip/text-is-written-in-one-form", test_text_is_written_in_one_form);
  g_test_add_func ("/auth-ip/mapped-is-v4", test_mapped_is_v4);
  g_test_add_func ("/auth-ip/networks", test_networks);
  g_test_add_func ("/auth-ip/what-never-crosses-the-public-network",
                   test_what_never_crosses_the_public_network);
  g_test_add_func ("/auth-ip/reverse-names", test_reverse_names);
  return g_test_run ();
}
