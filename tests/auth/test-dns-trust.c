/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-cache.h"
#include "auth/dns/safi-dns-trust.h"
#include "auth/dns/safi-zone.h"

/* What a server says of the label "x" below both domains. */
#define LIAR                                                                                       \
  "\"x.invalid\": [{\"A\": \"192.0.2.66\"}, {\"AAAA\": \"2001:db8::66\"}],"                        \
  "\"x.example\": [{\"A\": \"192.0.2.67\"}]"

static SafiDnsTrust
examine (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiZone) zone = safi_zone_new (json, -1, &error);

  g_assert_no_error (error);
  return safi_dns_trust_examine (SAFI_RESOLVER (zone), "x");
}

static void
test_answers_tell_whom_to_trust (void)
{
  static const struct {
    const char *json;
    SafiDnsTrustState state;
    guint n_addresses;
    gboolean is_text_broken;
  } cases[] = {
    { "{}", SAFI_DNS_TRUST_TRUSTED, 0, FALSE },
    { "{" LIAR "}", SAFI_DNS_TRUST_UNTRUSTED, 3, FALSE },
    /* Only what this computer does not answer itself is lied about. */
    { "{\"x.example\": [{\"A\": \"192.0.2.67\"}]}", SAFI_DNS_TRUST_UNTRUSTED, 1, FALSE },
    /* The name is there, says the server, and has no records. */
    { "{\"x.invalid\": []}", SAFI_DNS_TRUST_UNTRUSTED, 0, FALSE },
    { "{\"x.invalid\": [\"TIMEOUT\"], \"x.example\": [\"TIMEOUT\"]}", SAFI_DNS_TRUST_UNKNOWN, 0,
      FALSE },
    /* One answer is enough, but TXT never comes. */
    { "{\"x.invalid\": [\"TIMEOUT\"]}", SAFI_DNS_TRUST_TRUSTED, 0, TRUE },
    /* Nothing but TXT is answered: that says nothing about addresses. */
    { "{\"x.invalid\": [{\"TXT\": \"NONE\"}, \"TIMEOUT\"], \"x.example\": [\"TIMEOUT\"]}",
      SAFI_DNS_TRUST_UNTRUSTED, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SafiDnsTrust trust = examine (cases[i].json);

    g_test_message ("%s", cases[i].json);
    g_assert_cmpint (trust.state, ==, cases[i].state);
    g_assert_cmpuint (trust.n_addresses, ==, cases[i].n_addresses);
    g_assert_cmpint (trust.is_text_broken, ==, cases[i].is_text_broken);
    g_assert_cmpint (safi_dns_trust_is_negative_trusted (&trust), ==,
                     cases[i].state == SAFI_DNS_TRUST_TRUSTED);
  }
}

static void
test_addresses_have_a_limit (void)
{
  for (guint n = SAFI_DNS_TRUST_ADDRESSES_MAX; n <= SAFI_DNS_TRUST_ADDRESSES_MAX + 1; n++) {
    g_autoptr (GString) json = g_string_new ("{\"x.invalid\": [");
    SafiDnsTrust trust;

    for (guint i = 0; i < n; i++)
      g_string_append_printf (json, "%s{\"A\": \"192.0.2.%u\"}", i > 0 ? "," : "", i);
    g_string_append (json, "]}");
    trust = examine (json->str);
    g_assert_cmpuint (trust.n_addresses, ==, SAFI_DNS_TRUST_ADDRESSES_MAX);
  }
}

static void
test_five_questions_are_asked (void)
{
  SafiDnsCache *cache = safi_dns_cache_new (safi_clock_get_system ());
  g_autofree char *label = safi_dns_trust_make_label ();
  g_autofree char *other = safi_dns_trust_make_label ();
  const SafiDnsTrust trust = safi_dns_trust_examine (SAFI_RESOLVER (cache), label);
  g_autoptr (GPtrArray) open = safi_dns_cache_take_open (cache);

  g_assert_cmpint (trust.state, ==, SAFI_DNS_TRUST_OPEN);
  g_assert_false (safi_dns_trust_is_negative_trusted (&trust));
  g_assert_cmpuint (open->len, ==, 5);
  for (guint i = 0; i < open->len; i++)
    g_assert_true (g_str_has_prefix (((SafiDnsQuestion *) open->pdata[i])->name, label));
  g_assert_cmpstr (label, !=, other);
  g_object_unref (cache);
}

static SafiDnsOutcome
ask (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, name, type);

  return answer->outcome;
}

static void
test_addresses_that_stand_for_nothing_are_no_answer (void)
{
  g_autoptr (SafiZone) zone = safi_zone_new (
      "{" LIAR ", \"no.example\": [{\"A\": \"192.0.2.1\"}, {\"A\": \"192.0.2.67\"},"
      "{\"AAAA\": \"2001:db8::66\"}, {\"TXT\": \"t\"}], \"yes.example\": [{\"A\": \"192.0.2.1\"}]}",
      -1, NULL);
  const SafiDnsTrust trust = safi_dns_trust_examine (SAFI_RESOLVER (zone), "x");
  g_autoptr (SafiResolver) resolver = safi_dns_trust_apply (&trust, SAFI_RESOLVER (zone));

  g_assert_cmpint (ask (resolver, "no.example", SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
  g_assert_cmpint (ask (resolver, "no.example", SAFI_DNS_AAAA), ==, SAFI_DNS_NXDOMAIN);
  g_assert_cmpint (ask (resolver, "no.example", SAFI_DNS_TXT), ==, SAFI_DNS_FOUND);
  g_assert_cmpint (ask (resolver, "yes.example", SAFI_DNS_A), ==, SAFI_DNS_FOUND);
  g_assert_cmpint (ask (resolver, "yes.example", SAFI_DNS_AAAA), ==, SAFI_DNS_NODATA);
}

static void
test_no_address_is_believed_before_it_is_known_whom_to_trust (void)
{
  g_autoptr (SafiZone) zone =
      safi_zone_new ("{\"a.example\": [{\"A\": \"192.0.2.1\"}, {\"TXT\": \"t\"}]}", -1, NULL);
  SafiDnsTrust trust = { .state = SAFI_DNS_TRUST_OPEN };
  g_autoptr (SafiResolver) resolver = safi_dns_trust_apply (&trust, SAFI_RESOLVER (zone));

  g_assert_cmpint (ask (resolver, "a.example", SAFI_DNS_A), ==, SAFI_DNS_OPEN);
  g_assert_cmpint (ask (resolver, "a.example", SAFI_DNS_TXT), ==, SAFI_DNS_FOUND);
  trust.state = SAFI_DNS_TRUST_TRUSTED;
  g_assert_cmpint (ask (resolver, "a.example", SAFI_DNS_A), ==, SAFI_DNS_FOUND);
}

static void
test_denials_are_doubtful_unless_the_servers_are_trusted (void)
{
  g_autoptr (SafiZone) zone = safi_zone_new ("{\"a.example\": []}", -1, NULL);
  SafiDnsTrust trust = { .state = SAFI_DNS_TRUST_OPEN };
  g_autoptr (SafiResolver) resolver = safi_dns_trust_apply (&trust, SAFI_RESOLVER (zone));

  static const struct {
    SafiDnsTrustState state;
    gboolean denies;
  } cases[] = {
    { SAFI_DNS_TRUST_TRUSTED, TRUE },
    { SAFI_DNS_TRUST_UNTRUSTED, FALSE },
    { SAFI_DNS_TRUST_UNKNOWN, FALSE },
  };

  g_assert_cmpint (ask (resolver, "b.example", SAFI_DNS_TXT), ==, SAFI_DNS_OPEN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiDnsAnswer) missing = NULL;
    g_autoptr (SafiDnsAnswer) empty = NULL;

    trust.state = cases[i].state;
    missing = safi_resolver_look_up (resolver, "b.example", SAFI_DNS_TXT);
    empty = safi_resolver_look_up (resolver, "a.example", SAFI_DNS_TXT);
    g_assert_cmpint (missing->outcome, ==, SAFI_DNS_NXDOMAIN);
    g_assert_cmpint (safi_dns_answer_denies_name (missing), ==, cases[i].denies);
    g_assert_false (safi_dns_answer_denies_name (empty));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dns-trust/answers-tell-whom-to-trust", test_answers_tell_whom_to_trust);
  g_test_add_func ("/auth-dns-trust/addresses-have-a-limit", test_addresses_have_a_limit);
  g_test_add_func ("/auth-dns-trust/five-questions-are-asked", test_five_questions_are_asked);
  g_test_add_func ("/auth-dns-trust/addresses-that-stand-for-nothing-are-no-answer",
                   test_addresses_that_stand_for_nothing_are_no_answer);
  g_test_add_func ("/auth-dns-trust/no-address-is-believed-before-it-is-known-whom-to-trust",
                   test_no_address_is_believed_before_it_is_known_whom_to_trust);
  g_test_add_func ("/auth-dns-trust/denials-are-doubtful-unless-the-servers-are-trusted",
                   test_denials_are_doubtful_unless_the_servers_are_trusted);
  return g_test_run ();
}
