/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf.h"

#include <string.h>

#include "vectors.h"

/* A zone in which one name is not asked yet. */
#define TEST_TYPE_OPEN (test_open_get_type ())
G_DECLARE_FINAL_TYPE (TestOpen, test_open, TEST, OPEN, GObject)

struct _TestOpen {
  GObject parent_instance;
  SafiZone *zone; /* (transfer none) */
  const char *open;
  guint n_behind; /* asked after the open one */
  gboolean was_open;
};

static SafiDnsAnswer *
test_open_look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  TestOpen *self = TEST_OPEN (resolver);

  self->n_behind += self->was_open;
  if (!g_str_equal (name, self->open))
    return safi_resolver_look_up (SAFI_RESOLVER (self->zone), name, type);
  self->was_open = TRUE;
  return safi_dns_answer_new (SAFI_DNS_OPEN);
}

static void
test_open_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = test_open_look_up;
}

G_DEFINE_TYPE_WITH_CODE (TestOpen,
                         test_open,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, test_open_resolver_init))

static void
test_open_init (TestOpen *self G_GNUC_UNUSED)
{
}

static void
test_open_class_init (TestOpenClass *klass G_GNUC_UNUSED)
{
}

static SafiSpfRequest
make_request (const char *ip, const char *mail_from)
{
  SafiSpfRequest request = { .helo = "mx.example.net", .mail_from = mail_from, .explain = TRUE };

  g_assert_true (safi_ip_parse (ip, &request.ip));
  return request;
}

static SafiSpfResult *
check (SafiZone *zone, const char *mail_from)
{
  SafiSpfRequest request = make_request ("192.0.2.1", mail_from);

  return safi_spf_check_mail_from (SAFI_RESOLVER (zone), &request, SAFI_SPF_SCOPE_SPF);
}

static void
test_a_result_says_what_decided (void)
{
  g_autoptr (SafiZone) zone =
      vectors_new_zone ("{\"a.example\": [{\"TXT\": \"v=spf1 redirect=b.example\"}],"
                        "\"b.example\": [{\"TXT\": \"v=spf1 mx ~ip4:192.0.2.0/24 -all\"}]}");
  g_autoptr (SafiSpfResult) result = check (zone, "joe@A.Example.");

  g_assert_cmpint (result->code, ==, SAFI_AUTH_SOFTFAIL);
  g_assert_cmpstr (result->domain, ==, "b.example");
  g_assert_cmpstr (result->mechanism, ==, "~ip4:192.0.2.0/24");
  g_assert_null (result->explanation);
  g_assert_null (result->problem);
}

static void
test_a_bounce_is_checked_by_its_helo (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (
      "{\"mx.example.net\": [{\"TXT\": \"v=spf1 exists:%{l}.%{h}.x.example -all\"}],"
      "\"postmaster.mx.example.net.x.example\": [{\"A\": \"127.0.0.2\"}]}");
  g_autoptr (SafiSpfResult) result = check (zone, "");

  g_assert_cmpint (result->code, ==, SAFI_AUTH_PASS);
}

static void
test_a_helo_with_a_sender_in_it_is_no_name (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone ("{\"a.example\": [{\"TXT\": \"v=spf1 +all\"}]}");
  SafiSpfRequest request = make_request ("192.0.2.1", "");
  g_autoptr (SafiSpfResult) result = NULL;

  request.helo = "joe@a.example";
  result = safi_spf_check_helo (SAFI_RESOLVER (zone), &request);
  g_assert_cmpint (result->code, ==, SAFI_AUTH_NONE);
}

static void
test_what_is_no_domain_has_no_policy (void)
{
  static const char *const senders[] = { "joe@",          "joe",          "joe@localhost",
                                         "joe@a..b",      "joe@.a.b",     "joe@[192.0.2.1]",
                                         "joe@192.0.2.1", "joe@2001::1",  "joe@a.b..",
                                         "\xff\xfe",      "joe@\xff.com", "@" };
  g_autoptr (SafiZone) zone = vectors_new_zone ("{\"com\": [\"TIMEOUT\"]}");

  for (guint i = 0; i < G_N_ELEMENTS (senders); i++) {
    g_autoptr (SafiSpfResult) result = check (zone, senders[i]);

    g_assert_cmpint (result->code, ==, SAFI_AUTH_NONE);
    g_assert_cmpstr (result->problem, ==, "domain");
  }
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, 0);
}

static void
test_a_sender_in_any_script_is_asked_in_ascii (void)
{
  g_autoptr (SafiZone) zone =
      vectors_new_zone ("{\"xn--bcher-kva.example\": [{\"TXT\": \"v=spf1 +all\"}]}");
  g_autoptr (SafiSpfResult) result = check (zone, "jo\xc3\xa9@b\xc3\xbc\x63her.example");

  g_assert_cmpint (result->code, ==, SAFI_AUTH_PASS);
}

static void
test_families_do_not_mix (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (
      "{\"a.example\": [{\"TXT\": \"v=spf1 ip4:0.0.0.0/0 -ip6:::ffff:0:0/80 ?all\"}]}");
  SafiSpfRequest low = make_request ("::1", "joe@a.example");
  SafiSpfRequest high = make_request ("2001:db8::1", "joe@a.example");
  SafiSpfRequest mapped = make_request ("::ffff:192.0.2.1", "joe@a.example");
  g_autoptr (SafiSpfResult) in =
      safi_spf_check_mail_from (SAFI_RESOLVER (zone), &low, SAFI_SPF_SCOPE_SPF);
  g_autoptr (SafiSpfResult) out =
      safi_spf_check_mail_from (SAFI_RESOLVER (zone), &high, SAFI_SPF_SCOPE_SPF);
  g_autoptr (SafiSpfResult) v4 =
      safi_spf_check_mail_from (SAFI_RESOLVER (zone), &mapped, SAFI_SPF_SCOPE_SPF);

  g_assert_cmpint (in->code, ==, SAFI_AUTH_FAIL);
  g_assert_cmpint (out->code, ==, SAFI_AUTH_NEUTRAL);
  g_assert_cmpint (v4->code, ==, SAFI_AUTH_PASS);
}

/* No IPv6 client has an IPv4-mapped address, whoever publishes one. */
static void
test_mapped_addresses_match_nobody (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (
      "{\"a.example\": [{\"AAAA\": \"::ffff:192.0.2.1\"},"
      "{\"TXT\": \"v=spf1 -ip6:::ffff:192.0.2.1 -ip6:::ffff:0:0/96 -a -a//0 ?all\"}]}");
  SafiSpfRequest request = make_request ("2001:db8::1", "joe@a.example");
  g_autoptr (SafiSpfResult) result =
      safi_spf_check_mail_from (SAFI_RESOLVER (zone), &request, SAFI_SPF_SCOPE_SPF);

  g_assert_cmpint (result->code, ==, SAFI_AUTH_NEUTRAL);
}

static void
test_an_explanation_is_only_asked_for_on_demand (void)
{
  g_autoptr (SafiZone) zone =
      vectors_new_zone ("{\"a.example\": [{\"TXT\": \"v=spf1 -all exp=e.example\"}],"
                        "\"e.example\": [{\"TXT\": \"No, %{l}.\"}]}");
  SafiSpfRequest request = make_request ("192.0.2.1", "joe@a.example");
  g_autoptr (SafiSpfResult) with =
      safi_spf_check_mail_from (SAFI_RESOLVER (zone), &request, SAFI_SPF_SCOPE_SPF);
  g_autoptr (SafiSpfResult) without = NULL;

  g_assert_cmpstr (with->explanation, ==, "No, joe.");
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, 2);
  request.explain = FALSE;
  without = safi_spf_check_mail_from (SAFI_RESOLVER (zone), &request, SAFI_SPF_SCOPE_SPF);
  g_assert_null (without->explanation);
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, 3);
}

/* Wherever a check meets a question that is not answered yet, it ends there. */
static void
test_an_open_question_ends_the_check (void)
{
  static const char *const names[] = {
    "a.example",   "b.example",     "c.example", "d.example", "1.2.0.192.in-addr.arpa",
    "n.e.example", "none.e.example"
  };
  g_autoptr (SafiZone) zone = vectors_new_zone (
      "{\"a.example\": [{\"TXT\": \"v=spf1 include:b.example -all exp=d.example\"}],"
      "\"b.example\": [{\"TXT\": \"v=spf1 a:c.example ptr:e.example ~all\"}],"
      "\"c.example\": [{\"A\": \"192.0.2.9\"}], \"d.example\": [{\"TXT\": \"%{c}\"}],"
      "\"none.e.example\": [{\"A\": \"192.0.2.9\"}], \"n.e.example\": [{\"A\": \"192.0.2.9\"}],"
      "\"1.2.0.192.in-addr.arpa\": [{\"PTR\": \"n.e.example\"}, {\"PTR\": \"none.e.example\"}]}");
  SafiSpfRequest request = make_request ("192.0.2.1", "joe@a.example");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (TestOpen) resolver = g_object_new (TEST_TYPE_OPEN, NULL);
    g_autoptr (SafiSpfResult) result = NULL;

    resolver->zone = zone;
    resolver->open = names[i];
    result = safi_spf_check_mail_from (SAFI_RESOLVER (resolver), &request, SAFI_SPF_SCOPE_SPF);
    g_assert_true (resolver->was_open);
    g_assert_cmpuint (resolver->n_behind, ==, 0);
    g_assert_cmpint (result->code, ==, SAFI_AUTH_TEMPERROR);
    g_assert_cmpstr (result->problem, ==, "open");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-spf/a-result-says-what-decided", test_a_result_says_what_decided);
  g_test_add_func ("/auth-spf/a-bounce-is-checked-by-its-helo",
                   test_a_bounce_is_checked_by_its_helo);
  g_test_add_func ("/auth-spf/a-helo-with-a-sender-in-it-is-no-name",
                   test_a_helo_with_a_sender_in_it_is_no_name);
  g_test_add_func ("/auth-spf/what-is-no-domain-has-no-policy",
                   test_what_is_no_domain_has_no_policy);
  g_test_add_func ("/auth-spf/a-sender-in-any-script-is-asked-in-ascii",
                   test_a_sender_in_any_script_is_asked_in_ascii);
  g_test_add_func ("/auth-spf/families-do-not-mix", test_families_do_not_mix);
  g_test_add_func ("/auth-spf/mapped-addresses-match-nobody", test_mapped_addresses_match_nobody);
  g_test_add_func ("/auth-spf/an-explanation-is-only-asked-for-on-demand",
                   test_an_explanation_is_only_asked_for_on_demand);
  g_test_add_func ("/auth-spf/an-open-question-ends-the-check",
                   test_an_open_question_ends_the_check);
  return g_test_run ();
}
