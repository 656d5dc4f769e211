/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-cache.h"

typedef struct {
  SafiClock *clock;
  SafiDnsCache *cache;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = safi_clock_new_fixed (1000);
  fixture->cache = safi_dns_cache_new (fixture->clock);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->cache);
  safi_clock_free_fixed (fixture->clock);
}

static SafiDnsOutcome
ask (Fixture *fixture, const char *name, SafiDnsType type)
{
  g_autoptr (SafiDnsAnswer) answer =
      safi_resolver_look_up (SAFI_RESOLVER (fixture->cache), name, type);

  return answer->outcome;
}

static void
put (Fixture *fixture, const char *name, SafiDnsOutcome outcome, guint ttl)
{
  const SafiDnsQuestion question = { (char *) name, SAFI_DNS_TXT };
  g_autoptr (SafiDnsAnswer) answer = safi_dns_answer_new (outcome);

  answer->ttl = ttl;
  safi_dns_cache_put (fixture->cache, &question, answer);
}

static void
what_is_not_known_is_noted_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_cmpint (ask (fixture, "a.example", SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
  g_assert_cmpint (ask (fixture, "A.example.", SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
  g_assert_cmpint (ask (fixture, "a.example", SAFI_DNS_A), ==, SAFI_DNS_OPEN);
  open = safi_dns_cache_take_open (fixture->cache);
  g_assert_cmpuint (open->len, ==, 2);
  g_assert_cmpstr (((SafiDnsQuestion *) open->pdata[0])->name, ==, "a.example");
  g_assert_cmpint (((SafiDnsQuestion *) open->pdata[1])->type, ==, SAFI_DNS_A);
  again = safi_dns_cache_take_open (fixture->cache);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
answers_live_as_long_as_they_say (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SafiDnsOutcome outcome;
    guint ttl;
    gint64 seconds;
  } cases[] = {
    { SAFI_DNS_FOUND, 0, SAFI_DNS_CACHE_TTL_MIN },
    { SAFI_DNS_FOUND, 600, 600 },
    { SAFI_DNS_FOUND, G_MAXINT32, SAFI_DNS_CACHE_TTL_MAX },
    { SAFI_DNS_NXDOMAIN, 0, SAFI_DNS_CACHE_NEGATIVE_TTL },
    { SAFI_DNS_NODATA, 1, SAFI_DNS_CACHE_TTL_MIN },
    { SAFI_DNS_NXDOMAIN, 9999, SAFI_DNS_CACHE_NEGATIVE_TTL },
    { SAFI_DNS_TEMPERROR, 9999, SAFI_DNS_CACHE_FAILED_TTL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    put (fixture, "a.example", cases[i].outcome, cases[i].ttl);
    safi_clock_advance (fixture->clock, cases[i].seconds - 1);
    g_assert_cmpint (ask (fixture, "a.example", SAFI_DNS_TXT), ==, cases[i].outcome);
    safi_clock_advance (fixture->clock, 1);
    g_assert_cmpint (ask (fixture, "a.example", SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
  }
}

static void
another_network_may_know_better (Fixture *fixture, gconstpointer data)
{
  put (fixture, "a.example", SAFI_DNS_NXDOMAIN, 600);
  safi_dns_cache_forget (fixture->cache);
  g_assert_cmpint (ask (fixture, "a.example", SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
}

/* As after a cancelled round: nothing came of what was taken. */
static void
what_was_never_answered_is_noted_again (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GPtrArray) open = NULL;

    g_assert_cmpint (ask (fixture, "a.example", SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
    open = safi_dns_cache_take_open (fixture->cache);
    g_assert_cmpuint (open->len, ==, 1);
  }
}

static void
put_many (Fixture *fixture, guint from, guint to)
{
  for (guint i = from; i < to; i++) {
    g_autofree char *name = g_strdup_printf ("n%u.example", i);

    put (fixture, name, SAFI_DNS_NODATA, 600);
  }
}

static void
answers_have_a_limit (Fixture *fixture, gconstpointer data)
{
  put_many (fixture, 0, SAFI_DNS_CACHE_ENTRIES_MAX);
  put (fixture, "n1.example", SAFI_DNS_NXDOMAIN, 600);
  g_assert_cmpint (ask (fixture, "n0.example", SAFI_DNS_TXT), ==, SAFI_DNS_NODATA);
  put (fixture, "beyond.example", SAFI_DNS_NODATA, 600);
  g_assert_cmpint (ask (fixture, "n0.example", SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
  g_assert_cmpint (ask (fixture, "beyond.example", SAFI_DNS_TXT), ==, SAFI_DNS_NODATA);
}

static void
open_questions_have_a_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) rest = NULL;

  for (guint i = 0; i <= SAFI_DNS_CACHE_ENTRIES_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("n%u.example", i);

    g_assert_cmpint (ask (fixture, name, SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
  }
  open = safi_dns_cache_take_open (fixture->cache);
  g_assert_cmpuint (open->len, ==, SAFI_DNS_CACHE_ENTRIES_MAX);
  g_assert_cmpint (ask (fixture, "beyond.example", SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
  rest = safi_dns_cache_take_open (fixture->cache);
  g_assert_cmpuint (rest->len, ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/auth-dns-cache/what-is-not-known-is-noted-once", what_is_not_known_is_noted_once },
    { "/auth-dns-cache/answers-live-as-long-as-they-say", answers_live_as_long_as_they_say },
    { "/auth-dns-cache/another-network-may-know-better", another_network_may_know_better },
    { "/auth-dns-cache/what-was-never-answered-is-noted-again",
      what_was_never_answered_is_noted_again },
    { "/auth-dns-cache/answers-have-a-limit", answers_have_a_limit },
    { "/auth-dns-cache/open-questions-have-a-limit", open_questions_have_a_limit },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
