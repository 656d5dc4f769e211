/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-cache.h"
#include "auth/safi-authentication.h"

#include <string.h>

#include "vectors.h"

/* The provider's servers are those of provider.example, its address is 192.0.2.250; the peer of all
 * messages is 192.0.2.1, which may send for bank.example only. */
#define PROFILE                                                                                    \
  "{ \"servers\": [\"provider.example\"], \"ids\": [\"mx.provider.example\"],"                     \
  "  \"place\": \"above\", \"stamps-always\": true }"
#define PROFILE_BETWEEN                                                                            \
  "{ \"servers\": [\"provider.example\"], \"ids\": [\"mx.provider.example\"],"                     \
  "  \"place\": \"between\", \"stamps-always\": true }"
#define ZONE                                                                                       \
  "{ \"bank.example\": [ { \"TXT\": \"v=spf1 ip4:192.0.2.1 -all\" } ],"                            \
  "  \"_dmarc.bank.example\": [ { \"TXT\": \"v=DMARC1; p=reject\" } ],"                            \
  "  \"shop.example\": [ { \"TXT\": \"v=spf1 -all\" }, { \"A\": \"192.0.2.9\" } ],"                \
  "  \"_dmarc.shop.example\": [ { \"TXT\": \"v=DMARC1; p=reject\" } ],"                            \
  "  \"plain.example\": [ { \"A\": \"192.0.2.8\" } ],"                                             \
  "  \"provider.example\": [ { \"A\": \"192.0.2.250\" } ],"                                        \
  "  \"slow.example\": [ \"TIMEOUT\" ], \"_dmarc.slow.example\": [ \"TIMEOUT\" ] }"
#define RECEIVED                                                                                   \
  "Received: from relay.bank.example (relay.bank.example [192.0.2.1])\r\n"                         \
  "\tby mx.provider.example (Postfix) with ESMTPS id 1; Mon, 7 Sep 2026 10:00:00 +0300\r\n"
#define NOW 1788764400 /* that day */

typedef struct {
  const char *mail_from; /* (nullable): no Return-Path */
  const char *above;     /* fields above Received; "" if none */
  const char *from;
  const char *below; /* other fields; "" if none */
  gboolean provider_only;
  gboolean always_proved;
} Mail;

static SafiMessage *
make_message (const Mail *mail)
{
  g_autofree char *path =
      mail->mail_from != NULL ? g_strdup_printf ("Return-Path: <%s>\r\n", mail->mail_from) : NULL;
  g_autofree char *text = g_strconcat (
      mail->above, path != NULL ? path : "", RECEIVED, mail->below, "From: ", mail->from,
      "\r\nTo: amina@provider.example\r\nSubject: x\r\n\r\nHello\r\n", NULL);
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  return safi_message_new (octets, 0);
}

static SafiAuthResult *
run_at (const char *provider, const Mail *mail, SafiZone *zone)
{
  g_autoptr (SafiMessage) message = make_message (mail);
  g_autoptr (SafiProviderProfile) profile = safi_provider_profile_new_from_json (provider, NULL);
  const SafiAuthRequest request = {
    .profile = profile,
    .address = "amina@provider.example",
    .now = NOW,
    .provider_only = mail->provider_only,
    .always_proved = mail->always_proved,
  };
  g_autoptr (SafiAuthentication) authentication = safi_authentication_new (message, &request);

  return safi_authentication_run (authentication, SAFI_RESOLVER (zone));
}

static SafiAuthResult *
run_with (const Mail *mail, SafiZone *zone)
{
  return run_at (PROFILE, mail, zone);
}

static SafiAuthResult *
run (const Mail *mail)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (ZONE);

  return run_with (mail, zone);
}

static void
assert_identity (const Mail *mail, SafiIdentity identity, const char *domain)
{
  g_autoptr (SafiAuthResult) result = run (mail);

  g_assert_cmpstr (safi_identity_to_string (result->identity), ==,
                   safi_identity_to_string (identity));
  g_assert_cmpstr (result->domain, ==, domain);
}

static void
test_who_may_send_is_authenticated (void)
{
  static const Mail mail = { "x@bank.example", "", "Bank <info@bank.example>", "", FALSE, FALSE };
  g_autoptr (SafiAuthResult) result = run (&mail);

  assert_identity (&mail, SAFI_IDENTITY_AUTHENTICATED, "bank.example");
  g_assert_cmpstr (result->author, ==, "bank.example");
  g_assert_cmpstr (result->ip, ==, "192.0.2.1");
  g_assert_cmpstr (result->by, ==, "mx.provider.example");
  g_assert_cmpint (safi_auth_result_find (result, SAFI_AUTH_METHOD_SPF)->code, ==, SAFI_AUTH_PASS);
  g_assert_cmpint (safi_auth_result_find (result, SAFI_AUTH_METHOD_DMARC)->code, ==,
                   SAFI_AUTH_PASS);
  g_assert_null (safi_auth_result_find (result, SAFI_AUTH_METHOD_CSA));
  g_assert_true (result->is_final);
}

static void
test_a_pass_for_another_domain_is_no_proof_of_the_author (void)
{
  assert_identity (&(Mail){ "x@bank.example", "", "Joe <joe@plain.example>", "", FALSE, FALSE },
                   SAFI_IDENTITY_OTHER, "bank.example");
}

static void
test_what_the_author_refuses_is_spoofed (void)
{
  static const Mail mail = { "x@shop.example", "", "Shop <info@shop.example>", "", FALSE, FALSE };
  g_autoptr (SafiAuthResult) result = run (&mail);

  assert_identity (&mail, SAFI_IDENTITY_SPOOFED, "");
  g_assert_cmpint (safi_auth_result_find (result, SAFI_AUTH_METHOD_DMARC)->code, ==,
                   SAFI_AUTH_FAIL);
  g_assert_nonnull (safi_auth_result_find (result, SAFI_AUTH_METHOD_CSA));
}

static void
test_a_list_or_a_forwarder_explains_a_failure (void)
{
  assert_identity (&(Mail){ "x@shop.example", "", "Shop <info@shop.example>",
                            "List-Id: <a.b.example>\r\n", FALSE, FALSE },
                   SAFI_IDENTITY_UNAUTHENTICATED, "");
  assert_identity (&(Mail){ "SRS0=ab=cd=shop.example=x@plain.example", "",
                            "Shop <info@shop.example>", "", FALSE, FALSE },
                   SAFI_IDENTITY_UNAUTHENTICATED, "");
}

#define PASS_FIELD                                                                                 \
  "Authentication-Results: mx.provider.example; dmarc=pass header.from=shop.example\r\n"

static void
test_the_providers_word_counts_and_spares_questions (void)
{
  static const Mail mail = {
    "x@shop.example", PASS_FIELD, "Shop <info@shop.example>", "", FALSE, FALSE
  };
  g_autoptr (SafiZone) zone = vectors_new_zone (ZONE);
  g_autoptr (SafiAuthResult) result = run_with (&mail, zone);

  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_AUTHENTICATED);
  g_assert_cmpint (safi_auth_result_find (result, SAFI_AUTH_METHOD_DMARC)->source, ==,
                   SAFI_AUTH_BY_PROVIDER);
  g_assert_null (safi_auth_result_find (result, SAFI_AUTH_METHOD_SPF));
}

static void
test_a_word_that_the_sender_wrote_does_not_count (void)
{
  assert_identity (
      &(Mail){ "x@shop.example", "", "Shop <info@shop.example>", PASS_FIELD, FALSE, FALSE },
      SAFI_IDENTITY_SPOOFED, "");
  assert_identity (&(Mail){ "x@shop.example",
                            "Authentication-Results: mx.evil.example; dmarc=pass "
                            "header.from=shop.example\r\n",
                            "Shop <info@shop.example>", "", FALSE, FALSE },
                   SAFI_IDENTITY_SPOOFED, "");
}

/* A provider that does not quote repeats what the sender chose: "(" can be a part of his domain. */
static void
test_a_comment_within_a_word_makes_no_shorter_one (void)
{
#define ABOVE(text)                                                                                \
  {                                                                                                \
    "x@plain.example", text "\r\n", "Shop <info@shop.example>", "", FALSE, FALSE                   \
  }
  static const Mail forged[] = {
    ABOVE ("Authentication-Results: mx.provider.example; dkim=pass "
           "header.d=shop.example(x).evil.example"),
    ABOVE ("Received-SPF: pass (x) envelope-from=a@shop.example(x).evil.example;"),
  };
  static const Mail genuine[] = {
    ABOVE ("Authentication-Results: mx.provider.example; dkim=pass(2048-bit key) "
           "header.d=shop.example(x)"),
    ABOVE ("Received-SPF: pass(x) envelope-from=a@shop.example(x);"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (forged); i++) {
    assert_identity (&forged[i], SAFI_IDENTITY_SPOOFED, "");
    assert_identity (&genuine[i], SAFI_IDENTITY_AUTHENTICATED, "shop.example");
  }
}

static void
test_a_pass_of_somebody_else_does_not_help_the_author (void)
{
  assert_identity (
      &(Mail){ "x@plain.example",
               "Authentication-Results: mx.provider.example; dkim=pass "
               "header.d=evil.example; spf=pass smtp.mailfrom=evil.example; dmarc=fail "
               "policy.published-domain-policy=reject header.from=shop.example\r\n",
               "Shop <info@shop.example>", "", FALSE, FALSE },
      SAFI_IDENTITY_SPOOFED, "evil.example");
}

#define RECEIVED_SPF "Received-SPF: pass client-ip=192.0.2.9; envelope-from=x@shop.example\r\n"

/* Where the provider writes below its Received field, a sender's first fields stand there, too. */
static void
assert_spoofed_below (const char *below)
{
  const Mail mail = { "x@shop.example", "", "Shop <info@shop.example>", below, FALSE, FALSE };
  g_autoptr (SafiZone) zone = vectors_new_zone (ZONE);
  g_autoptr (SafiAuthResult) result = run_at (PROFILE_BETWEEN, &mail, zone);

  g_test_message ("%s", below);
  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_SPOOFED);
  g_assert_cmpstr (result->ip, ==, "192.0.2.1");
}

static void
test_a_received_spf_of_the_sender_does_not_count (void)
{
  static const Mail own = { "x@shop.example",
                            "",
                            "Shop <info@shop.example>",
                            RECEIVED_SPF
                            "Authentication-Results: mx.provider.example; dkim=none\r\n",
                            FALSE,
                            FALSE };
  g_autoptr (SafiZone) zone = vectors_new_zone (ZONE);
  g_autoptr (SafiAuthResult) result = run_at (PROFILE_BETWEEN, &own, zone);

  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_AUTHENTICATED);
  assert_spoofed_below (RECEIVED_SPF);
  assert_spoofed_below ("Authentication-Results: mx.provider.example; dkim=none\r\n" RECEIVED_SPF);
  assert_spoofed_below ("Authentication-Results: mx.evil.example; dkim=none\r\n" RECEIVED_SPF);
}

static void
test_a_field_that_a_sender_breaks_does_not_make_room_for_his_own (void)
{
  static const Mail broken = { "x@plain.example",
                               "",
                               "Joe <joe@plain.example>",
                               "Authentication-Results: mx.provider.example; spf=none (\r\n",
                               TRUE,
                               FALSE };
  g_autoptr (SafiZone) zone = vectors_new_zone (ZONE);
  g_autoptr (SafiAuthResult) result = run_at (PROFILE_BETWEEN, &broken, zone);

  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_UNKNOWN);
  assert_spoofed_below (
      "Authentication-Results: mx.provider.example; dkim=none header.i=b(.example\r\n" PASS_FIELD);
}

static void
test_a_received_spf_proves_what_was_checked (void)
{
  static const struct {
    const char *words;
    SafiIdentity identity;
  } cases[] = {
    { "envelope-from=x@shop.example", SAFI_IDENTITY_AUTHENTICATED },
    { "identity=mailfrom; envelope-from=x@shop.example", SAFI_IDENTITY_AUTHENTICATED },
    { "identity=helo; helo=shop.example; envelope-from=x@evil.example",
      SAFI_IDENTITY_AUTHENTICATED },
    { "envelope-from=\"\"; helo=shop.example", SAFI_IDENTITY_AUTHENTICATED },
    { "identity=helo; helo=evil.example; envelope-from=x@shop.example", SAFI_IDENTITY_SPOOFED },
    { "identity=pra; envelope-from=x@shop.example", SAFI_IDENTITY_SPOOFED },
    { "helo=shop.example", SAFI_IDENTITY_SPOOFED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *above = g_strconcat ("Received-SPF: pass ", cases[i].words, "\r\n", NULL);
    const Mail mail = { "x@shop.example", above, "Shop <info@shop.example>", "", FALSE, FALSE };
    g_autoptr (SafiAuthResult) result = run (&mail);

    g_test_message ("%s", cases[i].words);
    g_assert_cmpint (result->identity, ==, cases[i].identity);
  }
}

/* "dkim=pass" for a host below the author's domain, where the owner asks for the very domain. */
static void
test_a_failure_that_the_provider_found_is_not_overruled (void)
{
  assert_identity (&(Mail){ "x@shop.example",
                            "Authentication-Results: mx.provider.example; dkim=pass "
                            "header.d=host.shop.example; dmarc=fail (p=REJECT) "
                            "policy.published-domain-policy=reject header.from=shop.example\r\n",
                            "Shop <info@shop.example>", "", FALSE, FALSE },
                   SAFI_IDENTITY_SPOOFED, "");
  assert_identity (&(Mail){ "x@shop.example",
                            "Authentication-Results: mx.provider.example; dkim=pass "
                            "header.d=host.shop.example; dmarc=fail header.from=shop.example\r\n",
                            "Shop <info@shop.example>", "", FALSE, FALSE },
                   SAFI_IDENTITY_SPOOFED, "");
}

static void
test_old_mail_is_judged_by_the_provider_alone (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (ZONE);
  static const Mail mail = {
    "x@shop.example", PASS_FIELD, "Shop <info@shop.example>", "", TRUE, FALSE
  };
  g_autoptr (SafiAuthResult) result = run_with (&mail, zone);

  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_AUTHENTICATED);
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, 0);
}

/* Who sends does not hear of questions that the answers may make needless. */
static void
test_the_relay_waits_for_the_author (void)
{
  static const Mail mail = { "x@bank.example", "", "Bank <info@bank.example>", "", FALSE, FALSE };
  g_autoptr (SafiMessage) message = make_message (&mail);
  g_autoptr (SafiProviderProfile) profile = safi_provider_profile_new_from_json (PROFILE, NULL);
  const SafiAuthRequest request = { .profile = profile, .address = "", .now = NOW };
  g_autoptr (SafiAuthentication) authentication = safi_authentication_new (message, &request);
  g_autoptr (SafiDnsCache) cache = safi_dns_cache_new (safi_clock_get_system ());
  g_autoptr (SafiAuthResult) result =
      safi_authentication_run (authentication, SAFI_RESOLVER (cache));
  g_autoptr (GPtrArray) open = safi_dns_cache_take_open (cache);
  gboolean asks_for_policy = FALSE;

  for (guint i = 0; i < open->len; i++) {
    const SafiDnsQuestion *question = open->pdata[i];

    g_assert_cmpint (question->type, !=, SAFI_DNS_PTR);
    g_assert_cmpint (question->type, !=, SAFI_DNS_SRV);
    asks_for_policy |= g_str_equal (question->name, "_dmarc.bank.example");
  }
  g_assert_true (asks_for_policy);
}

/* A provider that stamps signed mail only lets a stranger's field stand alone. */
static void
test_a_word_that_needs_a_check_tells_nothing_alone (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (ZONE);
  static const Mail mail = {
    "x@shop.example", PASS_FIELD, "Shop <info@shop.example>", "", TRUE, TRUE
  };
  g_autoptr (SafiMessage) message = make_message (&mail);
  g_autoptr (SafiProviderProfile) profile = safi_provider_profile_new_from_json (
      "{ \"servers\": [\"provider.example\"], \"ids\": [\"mx.provider.example\"],"
      "  \"place\": \"above\" }",
      NULL);
  const SafiAuthRequest request = {
    .profile = profile, .address = "", .now = NOW, .provider_only = TRUE, .always_proved = TRUE
  };
  g_autoptr (SafiAuthentication) authentication = safi_authentication_new (message, &request);
  g_autoptr (SafiAuthResult) result =
      safi_authentication_run (authentication, SAFI_RESOLVER (zone));

  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_UNKNOWN);
}

static void
test_without_an_answer_nothing_is_known (void)
{
  static const Mail mail = { "x@slow.example", "", "Slow <info@slow.example>", "", FALSE, FALSE };
  g_autoptr (SafiAuthResult) result = run (&mail);

  g_assert_cmpint (result->identity, ==, SAFI_IDENTITY_UNKNOWN);
  g_assert_false (result->is_final);
}

static void
test_what_always_proved_itself_is_missed (void)
{
  assert_identity (&(Mail){ "x@plain.example", "", "Joe <joe@plain.example>", "", FALSE, TRUE },
                   SAFI_IDENTITY_CONTRADICTED, "");
  assert_identity (&(Mail){ "x@plain.example", "", "Joe <joe@plain.example>", "", FALSE, FALSE },
                   SAFI_IDENTITY_UNAUTHENTICATED, "");
}

static void
test_several_authors_prove_nothing (void)
{
  static const Mail mail = {
    "x@bank.example", "", "a@bank.example, b@shop.example", "", FALSE, FALSE
  };
  g_autoptr (SafiAuthResult) result = run (&mail);

  g_assert_true (result->has_several_authors);
  g_assert_cmpint (result->identity, !=, SAFI_IDENTITY_AUTHENTICATED);
}

static void
test_results_come_back_from_octets (void)
{
  static const Mail mail = { "x@shop.example", "", "Shop <info@shop.example>", "", FALSE, FALSE };
  g_autoptr (SafiAuthResult) result = run (&mail);
  g_autoptr (GBytes) octets = safi_auth_result_to_bytes (result);
  g_autoptr (SafiAuthResult) got = safi_auth_result_new_from_bytes (octets);
  g_autoptr (GBytes) again = safi_auth_result_to_bytes (got);

  g_assert_true (g_bytes_equal (octets, again));
  g_assert_cmpint (got->identity, ==, result->identity);
  g_assert_cmpuint (got->rows->len, ==, result->rows->len);
}

/* What is read is what could have been written. */
static void
test_any_octets_are_a_result_or_refused (void)
{
  static const Mail mail = { "x@shop.example", "", "Shop <info@shop.example>", "", FALSE, FALSE };
  g_autoptr (SafiAuthResult) result = run (&mail);
  g_autoptr (GBytes) octets = safi_auth_result_to_bytes (result);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  gsize size;
  gconstpointer data = g_bytes_get_data (octets, &size);

  for (guint round = 0; round < 20000; round++) {
    const gsize length = (gsize) g_rand_int_range (random, 0, (gint) size + 1);
    g_autofree guint8 *changed = g_memdup2 (data, size);
    g_autoptr (GBytes) given = NULL;
    g_autoptr (SafiAuthResult) got = NULL;

    for (guint i = g_rand_int_range (random, 0, 4); i > 0; i--)
      changed[g_rand_int_range (random, 0, (gint) size)] = (guint8) g_rand_int (random);
    given = g_bytes_new (changed, round % 2 ? size : length);
    got = safi_auth_result_new_from_bytes (given);
    if (got != NULL)
      g_assert_cmpuint (got->rows->len, <=, SAFI_AUTH_ROWS_MAX);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-authentication/who-may-send-is-authenticated",
                   test_who_may_send_is_authenticated);
  g_test_add_func ("/auth-authentication/a-pass-for-another-domain-is-no-proof-of-the-author",
                   test_a_pass_for_another_domain_is_no_proof_of_the_author);
  g_test_add_func ("/auth-authentication/what-the-author-refuses-is-spoofed",
                   test_what_the_author_refuses_is_spoofed);
  g_test_add_func ("/auth-authentication/a-list-or-a-forwarder-explains-a-failure",
                   test_a_list_or_a_forwarder_explains_a_failure);
  g_test_add_func ("/auth-authentication/the-providers-word-counts-and-spares-questions",
                   test_the_providers_word_counts_and_spares_questions);
  g_test_add_func ("/auth-authentication/a-word-that-the-sender-wrote-does-not-count",
                   test_a_word_that_the_sender_wrote_does_not_count);
  g_test_add_func ("/auth-authentication/a-comment-within-a-word-makes-no-shorter-one",
                   test_a_comment_within_a_word_makes_no_shorter_one);
  g_test_add_func ("/auth-authentication/a-pass-of-somebody-else-does-not-help-the-author",
                   test_a_pass_of_somebody_else_does_not_help_the_author);
  g_test_add_func ("/auth-authentication/a-received-spf-of-the-sender-does-not-count",
                   test_a_received_spf_of_the_sender_does_not_count);
  g_test_add_func (
      "/auth-authentication/a-field-that-a-sender-breaks-does-not-make-room-for-his-own",
      test_a_field_that_a_sender_breaks_does_not_make_room_for_his_own);
  g_test_add_func ("/auth-authentication/a-received-spf-proves-what-was-checked",
                   test_a_received_spf_proves_what_was_checked);
  g_test_add_func ("/auth-authentication/a-failure-that-the-provider-found-is-not-overruled",
                   test_a_failure_that_the_provider_found_is_not_overruled);
  g_test_add_func ("/auth-authentication/old-mail-is-judged-by-the-provider-alone",
                   test_old_mail_is_judged_by_the_provider_alone);
  g_test_add_func ("/auth-authentication/the-relay-waits-for-the-author",
                   test_the_relay_waits_for_the_author);
  g_test_add_func ("/auth-authentication/a-word-that-needs-a-check-tells-nothing-alone",
                   test_a_word_that_needs_a_check_tells_nothing_alone);
  g_test_add_func ("/auth-authentication/without-an-answer-nothing-is-known",
                   test_without_an_answer_nothing_is_known);
  g_test_add_func ("/auth-authentication/what-always-proved-itself-is-missed",
                   test_what_always_proved_itself_is_missed);
  g_test_add_func ("/auth-authentication/several-authors-prove-nothing",
                   test_several_authors_prove_nothing);
  g_test_add_func ("/auth-authentication/results-come-back-from-octets",
                   test_results_come_back_from_octets);
  g_test_add_func ("/auth-authentication/any-octets-are-a-result-or-refused",
                   test_any_octets_are_a_result_or_refused);
  return g_test_run ();
}
