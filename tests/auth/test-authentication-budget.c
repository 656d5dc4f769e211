/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-budget.h"
#include "auth/dns/safi-dns-loop.h"
#include "auth/safi-authentication.h"

#include <string.h>

#include "vectors.h"

/* What a sender makes us ask, so that the questions about him are not answered any more. Mail from
 * 192.0.2.1, which is listed; as many questions as of any message. */
#define PROFILE "{ \"servers\": [\"provider.example\"] }"
#define LISTED                                                                                     \
  "  \"2.0.0.127.bl.example\": [ { \"A\": \"127.0.0.2\" } ],"                                      \
  "  \"1.2.0.192.bl.example\": [ { \"A\": \"127.0.0.2\" } ],"                                      \
  "  \"_dmarc.shop.example\": [ { \"TXT\": \"v=DMARC1; p=reject\" } ],"                            \
  "  \"b1._domainkey.slow.example\": [ \"TIMEOUT\" ],"                                             \
  "  \"plain.example\": [ { \"A\": \"192.0.2.8\" } ]"
#define RECEIVED                                                                                   \
  "Received: from relay.evil.example (relay.evil.example [192.0.2.1])\r\n"                         \
  "\tby mx.provider.example (Postfix) with ESMTPS id 1; Mon, 7 Sep 2026 10:00:00 +0300\r\n"
#define NOW 1788764400 /* that day */

/* @zone: JSON. @fields: of the header. Returns: (transfer full). */
static SafiAuthResult *
run (const char *zone_text, const char *author, const char *fields, guint *ret_n_look_ups)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (zone_text);
  g_autoptr (SafiDnsBudget) budget =
      safi_dns_budget_new (SAFI_RESOLVER (zone), SAFI_DNS_LOOP_QUESTIONS_MAX);
  g_autofree char *text = g_strdup_printf ("Return-Path: <x@evil.example>\r\n" RECEIVED
                                           "%sFrom: Info <info@%s>\r\n\r\nHello\r\n",
                                           fields, author);
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  g_autoptr (SafiProviderProfile) profile = safi_provider_profile_new_from_json (PROFILE, NULL);
  const char *const lists[] = { "bl.example", NULL };
  const SafiAuthRequest request = { .profile = profile,
                                    .address = "amina@provider.example",
                                    .now = NOW,
                                    .dns_lists = lists,
                                    .always_proved = TRUE };
  g_autoptr (SafiAuthentication) authentication = safi_authentication_new (message, &request);
  SafiAuthResult *result = safi_authentication_run (authentication, SAFI_RESOLVER (budget));

  *ret_n_look_ups = safi_zone_get_n_look_ups (zone);
  return result;
}

/* Sets that are whole by their looks, each of two keys of its own. Returns: (transfer full). */
static char *
make_up_sets (guint n_sets, const char *domain)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  for (guint i = n_sets; i > 0; i--)
    g_string_append_printf (
        fields,
        "ARC-Seal: i=%u; a=rsa-sha256; cv=%s; d=%s; s=a%u; t=1; b=QUJD\r\n"
        "ARC-Message-Signature: i=%u; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=b%u; h=from;\r\n"
        "\tbh=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=; b=QUJD\r\n"
        "ARC-Authentication-Results: i=%u; mx.evil.example; none\r\n",
        i, i == 1 ? "none" : "pass", domain, i, i, domain, i, i);
  return g_string_free (g_steal_pointer (&fields), FALSE);
}

static void
assert_code (const SafiAuthResult *result, SafiAuthMethod method, SafiAuthCode code)
{
  const SafiAuthRow *row = safi_auth_result_find (result, method);

  g_assert_nonnull (row);
  g_assert_cmpstr (safi_auth_code_to_string (row->code), ==, safi_auth_code_to_string (code));
}

static void
test_sets_that_were_made_up_hide_no_list (void)
{
  g_autofree char *fields = make_up_sets (50, "evil.example");
  guint n_without, n_with;
  g_autoptr (SafiAuthResult) without = run ("{" LISTED "}", "plain.example", "", &n_without);
  g_autoptr (SafiAuthResult) result = run ("{" LISTED "}", "plain.example", fields, &n_with);

  assert_code (result, SAFI_AUTH_METHOD_DNSBL, SAFI_AUTH_FAIL);
  assert_code (result, SAFI_AUTH_METHOD_ARC, SAFI_AUTH_FAIL);
  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_CONTRADICTED);
  g_assert_cmpuint (result->signs->len, ==, without->signs->len);
  g_assert_cmpuint (n_with, ==, n_without + 2); /* the keys of the newest set */
}

static void
test_a_chain_whose_key_cannot_be_had_excuses_nothing (void)
{
  g_autofree char *fields = make_up_sets (1, "slow.example");
  guint n_look_ups;
  g_autoptr (SafiAuthResult) result = run ("{" LISTED "}", "plain.example", fields, &n_look_ups);

  assert_code (result, SAFI_AUTH_METHOD_ARC, SAFI_AUTH_TEMPERROR);
  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_CONTRADICTED);
  g_assert_true (result->is_final);
}

/* Returns: (transfer full): a zone whose SPF record costs 61 questions. */
static char *
make_greedy_zone (void)
{
  g_autoptr (GString) record = g_string_new ("v=spf1");
  g_autoptr (GString) zone = g_string_new ("{" LISTED);

  for (guint i = 0; i < 6; i++) {
    g_string_append_printf (record, " mx:m%u.evil.example", i);
    g_string_append_printf (zone, ", \"m%u.evil.example\": [", i);
    for (guint j = 0; j < 9; j++)
      g_string_append_printf (zone, "%s { \"MX\": [10, \"x%u.m%u.evil.example\"] }",
                              j > 0 ? "," : "", j, i);
    g_string_append (zone, " ]");
    for (guint j = 0; j < 9; j++)
      g_string_append_printf (zone, ", \"x%u.m%u.evil.example\": [ { \"A\": \"192.0.2.7\" } ]", j,
                              i);
  }
  g_string_append_printf (zone, ", \"evil.example\": [ { \"TXT\": \"%s -all\" } ] }", record->str);
  return g_string_free (g_steal_pointer (&zone), FALSE);
}

static void
test_a_record_that_costs_much_hides_no_policy (void)
{
  g_autofree char *zone = make_greedy_zone ();
  guint n_look_ups;
  g_autoptr (SafiAuthResult) result = run (zone, "shop.example", "", &n_look_ups);

  g_assert_cmpuint (n_look_ups, >=, SAFI_DNS_LOOP_QUESTIONS_MAX);
  assert_code (result, SAFI_AUTH_METHOD_DMARC, SAFI_AUTH_FAIL);
  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_SPOOFED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-authentication-budget/sets-that-were-made-up-hide-no-list",
                   test_sets_that_were_made_up_hide_no_list);
  g_test_add_func ("/auth-authentication-budget/a-chain-whose-key-cannot-be-had-excuses-nothing",
                   test_a_chain_whose_key_cannot_be_had_excuses_nothing);
  g_test_add_func ("/auth-authentication-budget/a-record-that-costs-much-hides-no-policy",
                   test_a_record_that_costs_much_hides_no_policy);
  return g_test_run ();
}
