/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-sender-id.h"

#include <string.h>

#include "auth/dns/safi-dns-trust.h"
#include "vectors.h"

static SafiSpfResult *
check (SafiZone *zone, const char *scope, const char *sender)
{
  SafiSpfRequest request = { .helo = "mx.example.net", .mail_from = sender };
  g_auto (SafiPra) pra = { .address = safi_address_parse_mailbox (sender) };

  g_assert_true (safi_ip_parse ("192.0.2.10", &request.ip));
  return g_str_equal (scope, "pra")
             ? safi_sender_id_check_pra (SAFI_RESOLVER (zone), &request, &pra)
             : safi_spf_check_mail_from (SAFI_RESOLVER (zone), &request, SAFI_SPF_SCOPE_MFROM);
}

static void
check_vector (JsonObject *vector)
{
  g_autoptr (SafiZone) zone = vectors_make_zone (vector);
  g_autoptr (SafiSpfResult) result =
      check (zone, vectors_find_string (vector, "scope"), "user@example.com");

  g_assert_cmpstr (safi_auth_code_to_string (result->code), ==,
                   vectors_find_string (vector, "result"));
}

static void
test_vectors (void)
{
  vectors_run ("sender-id", 21, check_vector);
}

static void
test_no_responsible_address_is_an_error (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone ("{}");
  g_autoptr (SafiSpfResult) result = check (zone, "pra", "undisclosed");

  g_assert_cmpint (result->code, ==, SAFI_AUTH_PERMERROR);
  g_assert_cmpstr (result->problem, ==, "pra");
}

/* Who published v=spf1 spoke of MAIL FROM; the result for another identity says so. */
static void
test_the_grade_tells_what_was_published (void)
{
  g_autoptr (SafiZone) zone =
      vectors_new_zone ("{\"one.example\": [{\"TXT\": \"v=spf1 -all\"}],"
                        "\"two.example\": [{\"TXT\": \"spf2.0/pra redirect=three.example\"}],"
                        "\"three.example\": [{\"TXT\": \"v=spf1 -all\"}]}");
  g_autoptr (SafiSpfResult) derived = check (zone, "pra", "a@one.example");
  g_autoptr (SafiSpfResult) meant = check (zone, "pra", "a@two.example");

  g_assert_cmpint (derived->code, ==, SAFI_AUTH_FAIL);
  g_assert_false (derived->is_explicit);
  g_assert_cmpint (meant->code, ==, SAFI_AUTH_FAIL);
  g_assert_true (meant->is_explicit);
}

/* An included domain is asked in the same scope. */
static void
test_the_scope_is_kept (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (
      "{\"a.example\": [{\"TXT\": \"spf2.0/pra,mfrom include:b.example -all\"}],"
      "\"b.example\": [{\"TXT\": \"spf2.0/pra +all\"}, {\"TXT\": \"spf2.0/mfrom ?all\"}]}");
  g_autoptr (SafiSpfResult) pra = check (zone, "pra", "a@a.example");
  g_autoptr (SafiSpfResult) mfrom = check (zone, "mfrom", "a@a.example");

  g_assert_cmpint (pra->code, ==, SAFI_AUTH_PASS);
  g_assert_cmpint (mfrom->code, ==, SAFI_AUTH_FAIL);
}

static void
test_spf_alone_does_not_read_sender_id_records (void)
{
  g_autoptr (SafiZone) zone =
      vectors_new_zone ("{\"a.example\": [{\"TXT\": \"spf2.0/mfrom,pra +all\"}]}");
  SafiSpfRequest request = { .helo = "", .mail_from = "a@a.example" };
  g_autoptr (SafiSpfResult) result =
      safi_spf_check_mail_from (SAFI_RESOLVER (zone), &request, SAFI_SPF_SCOPE_SPF);

  g_assert_cmpint (result->code, ==, SAFI_AUTH_NONE);
}

static void
test_ill_formed_versions_are_no_records (void)
{
  static const char *const bad[] = { "spf2./pra +all",         "spf2.0pra +all",
                                     "spf2.0/ +all",           "spf2.0/pra, +all",
                                     "spf2.0/pra,,x +all",     "spf2.0/1,pra +all",
                                     "spf2.0/pra\\\\000 +all", "spf2",
                                     "spf2.0/pra\\\\009+all" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *json = g_strdup_printf ("{\"a.example\": [{\"TXT\": \"%s\"}]}", bad[i]);
    g_autoptr (SafiZone) zone = vectors_new_zone (json);
    g_autoptr (SafiSpfResult) result = check (zone, "pra", "a@a.example");

    g_assert_cmpint (result->code, ==, SAFI_AUTH_NONE);
  }
}

static SafiAuthCode
get_code_behind (SafiDnsTrustState state)
{
  g_autoptr (SafiZone) zone = vectors_new_zone ("{}");
  const SafiDnsTrust trust = { .state = state };
  g_autoptr (SafiResolver) resolver = safi_dns_trust_apply (&trust, SAFI_RESOLVER (zone));
  SafiSpfRequest request = { .helo = "mx.example.net", .mail_from = "a@missing.example" };
  g_auto (SafiPra) pra = { .address = safi_address_parse_mailbox ("a@missing.example") };
  g_autoptr (SafiSpfResult) result = NULL;

  g_assert_true (safi_ip_parse ("192.0.2.10", &request.ip));
  result = safi_sender_id_check_pra (resolver, &request, &pra);
  return result->code;
}

static void
test_a_lying_server_makes_no_domain_fail (void)
{
  g_assert_cmpint (get_code_behind (SAFI_DNS_TRUST_TRUSTED), ==, SAFI_AUTH_FAIL);
  g_assert_cmpint (get_code_behind (SAFI_DNS_TRUST_UNTRUSTED), ==, SAFI_AUTH_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-sender-id/vectors", test_vectors);
  g_test_add_func ("/auth-sender-id/no-responsible-address-is-an-error",
                   test_no_responsible_address_is_an_error);
  g_test_add_func ("/auth-sender-id/the-grade-tells-what-was-published",
                   test_the_grade_tells_what_was_published);
  g_test_add_func ("/auth-sender-id/the-scope-is-kept", test_the_scope_is_kept);
  g_test_add_func ("/auth-sender-id/spf-alone-does-not-read-sender-id-records",
                   test_spf_alone_does_not_read_sender_id_records);
  g_test_add_func ("/auth-sender-id/ill-formed-versions-are-no-records",
                   test_ill_formed_versions_are_no_records);
  g_test_add_func ("/auth-sender-id/a-lying-server-makes-no-domain-fail",
                   test_a_lying_server_makes_no_domain_fail);
  return g_test_run ();
}
