/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-budget.h"
#include "auth/dns/safi-dns-cache.h"
#include "auth/dns/safi-zone.h"

#define LIMIT 3

static SafiDnsOutcome
ask (SafiDnsBudget *budget, const char *name, SafiDnsType type)
{
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (SAFI_RESOLVER (budget), name, type);

  return answer->outcome;
}

static void
test_a_question_counts_once (void)
{
  g_autoptr (SafiZone) zone = safi_zone_new ("{}", -1, NULL);
  g_autoptr (SafiDnsBudget) budget = safi_dns_budget_new (SAFI_RESOLVER (zone), LIMIT);

  for (guint i = 0; i < 2; i++) {
    g_assert_cmpint (ask (budget, "a.example", SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
    g_assert_cmpint (ask (budget, "A.Example.", SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
    g_assert_cmpint (ask (budget, "a.example", SAFI_DNS_TXT), ==, SAFI_DNS_NXDOMAIN);
    g_assert_cmpint (ask (budget, "b.example", SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
  }
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, 8);
}

static void
test_one_question_too_many_is_not_asked (void)
{
  g_autoptr (SafiZone) zone = safi_zone_new ("{}", -1, NULL);
  g_autoptr (SafiDnsBudget) budget = safi_dns_budget_new (SAFI_RESOLVER (zone), LIMIT);
  static const char *const names[] = { "a.example", "b.example", "c.example" };

  for (guint i = 0; i < LIMIT; i++)
    g_assert_cmpint (ask (budget, names[i], SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
  g_assert_cmpint (ask (budget, "d.example", SAFI_DNS_A), ==, SAFI_DNS_TEMPERROR);
  g_assert_cmpint (ask (budget, "a.example", SAFI_DNS_AAAA), ==, SAFI_DNS_TEMPERROR);
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, LIMIT);
  g_assert_cmpint (ask (budget, "b.example", SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
}

static void
test_open_answers_are_told_and_end_with_the_time (void)
{
  SafiDnsCache *cache = safi_dns_cache_new (safi_clock_get_system ());
  g_autoptr (SafiDnsBudget) budget = safi_dns_budget_new (SAFI_RESOLVER (cache), LIMIT);

  g_assert_false (safi_dns_budget_take_open (budget));
  g_assert_cmpint (ask (budget, "a.example", SAFI_DNS_A), ==, SAFI_DNS_OPEN);
  g_assert_true (safi_dns_budget_take_open (budget));
  g_assert_false (safi_dns_budget_take_open (budget));
  safi_dns_budget_close (budget);
  g_assert_cmpint (ask (budget, "a.example", SAFI_DNS_A), ==, SAFI_DNS_TEMPERROR);
  g_assert_false (safi_dns_budget_take_open (budget));
  g_object_unref (cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dns-budget/a-question-counts-once", test_a_question_counts_once);
  g_test_add_func ("/auth-dns-budget/one-question-too-many-is-not-asked",
                   test_one_question_too_many_is_not_asked);
  g_test_add_func ("/auth-dns-budget/open-answers-are-told-and-end-with-the-time",
                   test_open_answers_are_told_and_end_with_the_time);
  return g_test_run ();
}
