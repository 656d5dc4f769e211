/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-iprev.h"

#include "vectors.h"

static SafiAuthCode
check (const char *json, char **ret_name)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (json);
  SafiIp ip;

  g_assert_true (safi_ip_parse ("192.0.2.1", &ip));
  return safi_iprev_check (SAFI_RESOLVER (zone), &ip, ret_name);
}

static SafiAuthCode
check_helo (const char *json, const char *helo)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (json);
  SafiIp ip;

  g_assert_true (safi_ip_parse ("192.0.2.1", &ip));
  return safi_iprev_check_helo (SAFI_RESOLVER (zone), &ip, helo);
}

static void
test_one_name_that_leads_back_is_enough (void)
{
  g_autofree char *name = NULL;

  g_assert_cmpint (check ("{\"1.2.0.192.in-addr.arpa\": [{\"PTR\": \"a.example\"},"
                          "{\"PTR\": \"b.example\"}, {\"PTR\": \"c.example\"}],"
                          "\"a.example\": [\"TIMEOUT\"], \"b.example\": [{\"A\": \"192.0.2.9\"}],"
                          "\"c.example\": [{\"A\": \"192.0.2.9\"}, {\"A\": \"192.0.2.1\"}]}",
                          &name),
                   ==, SAFI_AUTH_PASS);
  g_assert_cmpstr (name, ==, "c.example");
}

static void
test_names_that_lead_elsewhere_fail (void)
{
  g_autofree char *name = NULL;

  g_assert_cmpint (check ("{\"1.2.0.192.in-addr.arpa\": [{\"PTR\": \"a.example\"},"
                          "{\"PTR\": \"nowhere.example\"}],"
                          "\"a.example\": [{\"A\": \"192.0.2.9\"}]}",
                          &name),
                   ==, SAFI_AUTH_FAIL);
  g_assert_null (name);
}

static void
test_no_name_and_no_answer_are_two_things (void)
{
  g_assert_cmpint (check ("{}", NULL), ==, SAFI_AUTH_PERMERROR);
  g_assert_cmpint (check ("{\"1.2.0.192.in-addr.arpa\": [\"TIMEOUT\"]}", NULL), ==,
                   SAFI_AUTH_TEMPERROR);
  g_assert_cmpint (check ("{\"1.2.0.192.in-addr.arpa\": [{\"PTR\": \"a.example\"}],"
                          "\"a.example\": [\"TIMEOUT\"]}",
                          NULL),
                   ==, SAFI_AUTH_TEMPERROR);
}

/* An address with @n names, the last of which leads back. */
static SafiAuthCode
check_names (guint n)
{
  g_autoptr (GString) json = g_string_new ("{\"last.example\": [{\"A\": \"192.0.2.1\"}],"
                                           "\"1.2.0.192.in-addr.arpa\": [");

  for (guint i = 1; i < n; i++)
    g_string_append (json, "{\"PTR\": \"nowhere.example\"}, ");
  g_string_append (json, "{\"PTR\": \"last.example\"}]}");
  return check (json->str, NULL);
}

static void
test_names_have_a_limit (void)
{
  g_assert_cmpint (check_names (SAFI_IPREV_NAMES_MAX), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check_names (SAFI_IPREV_NAMES_MAX + 1), ==, SAFI_AUTH_FAIL);
}

static void
test_a_greeting_is_checked (void)
{
  static const char zone[] = "{\"mx.example\": [{\"A\": \"192.0.2.1\"}],"
                             "\"other.example\": [{\"A\": \"192.0.2.9\"}],"
                             "\"slow.example\": [\"TIMEOUT\"]}";

  g_assert_cmpint (check_helo (zone, "MX.example."), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check_helo (zone, "other.example"), ==, SAFI_AUTH_FAIL);
  g_assert_cmpint (check_helo (zone, "nowhere.example"), ==, SAFI_AUTH_FAIL);
  g_assert_cmpint (check_helo (zone, "slow.example"), ==, SAFI_AUTH_TEMPERROR);
  g_assert_cmpint (check_helo (zone, "[192.0.2.1]"), ==, SAFI_AUTH_NONE);
  g_assert_cmpint (check_helo (zone, "localhost"), ==, SAFI_AUTH_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-iprev/one-name-that-leads-back-is-enough",
                   test_one_name_that_leads_back_is_enough);
  g_test_add_func ("/auth-iprev/names-that-lead-elsewhere-fail",
                   test_names_that_lead_elsewhere_fail);
  g_test_add_func ("/auth-iprev/no-name-and-no-answer-are-two-things",
                   test_no_name_and_no_answer_are_two_things);
  g_test_add_func ("/auth-iprev/names-have-a-limit", test_names_have_a_limit);
  g_test_add_func ("/auth-iprev/a-greeting-is-checked", test_a_greeting_is_checked);
  return g_test_run ();
}
