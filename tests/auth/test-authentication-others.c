/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/safi-authentication.h"

#include <string.h>

#include "vectors.h"

/* Mail from 192.0.2.1, which may send for bank.example only. */
#define PROFILE "{ \"servers\": [\"provider.example\"] }"
#define LISTS                                                                                      \
  "  \"2.0.0.127.bl.example\": [ { \"A\": \"127.0.0.2\" } ],"                                      \
  "  \"2.0.0.127.zen.spamhaus.org\": [ { \"A\": \"127.0.0.2\" } ],"                                \
  "  \"2.0.0.127.refuses.example\": [ { \"A\": \"127.255.255.254\" } ],"                           \
  "  \"2.0.0.127.all.example\": [ { \"A\": \"127.0.0.2\" } ],"                                     \
  "  \"1.0.0.127.all.example\": [ { \"A\": \"127.0.0.2\" } ],"                                     \
  "  \"1.2.0.192.all.example\": [ { \"A\": \"127.0.0.2\" } ],"                                     \
  "  \"2.0.0.127.slow.example\": [ \"TIMEOUT\" ],"                                                 \
  "  \"1.2.0.192.bl.example\": [ { \"A\": \"127.0.0.7\" } ],"                                      \
  "  \"1.2.0.192.zen.spamhaus.org\": [ { \"A\": \"127.0.0.10\" }, { \"A\": \"127.0.0.4\" } ],"
#define ZONE                                                                                       \
  "{" LISTS "  \"bank.example\": [ { \"TXT\": \"v=spf1 ip4:192.0.2.1 -all\" },"                    \
  "    { \"PTR\": \"_vouch._smtp.rate.example\" } ],"                                              \
  "  \"bank.example.rate.example\": [ { \"TXT\": \"MARID,1,%s\" } ],"                              \
  "  \"bank.example._vouch.vouch.example\": [ { \"TXT\": \"all\" } ],"                             \
  "  \"default._bimi.bank.example\": [ { \"TXT\": \"v=BIMI1; l=https://bank.example/a.svg\" } ],"  \
  "  \"_dmarc.bank.example\": [ { \"TXT\": \"v=DMARC1; p=reject\" } ],"                            \
  "  \"plain.example\": [ { \"A\": \"192.0.2.8\" } ] }"
#define RECEIVED                                                                                   \
  "Received: from relay.bank.example (relay.bank.example [192.0.2.1])\r\n"                         \
  "\tby mx.provider.example (Postfix) with ESMTPS id 1; Mon, 7 Sep 2026 10:00:00 +0300\r\n"
#define NOW 1788764400 /* that day */

typedef struct {
  const char *domain; /* of the author and the envelope */
  const char *fields; /* others; "" if none */
  const char *grade;  /* DNA */
  const char *certifiers[3];
  const char *lists[3];
  gboolean is_sparing;
} Mail;

static SafiAuthResult *
run (const Mail *mail)
{
  g_autofree char *json = g_strdup_printf (ZONE, mail->grade != NULL ? mail->grade : "A");
  g_autoptr (SafiZone) zone = vectors_new_zone (json);
  g_autofree char *text =
      g_strdup_printf ("Return-Path: <x@%s>\r\n" RECEIVED "%sFrom: Info <info@%s>\r\n\r\nHello\r\n",
                       mail->domain, mail->fields, mail->domain);
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  g_autoptr (SafiProviderProfile) profile = safi_provider_profile_new_from_json (PROFILE, NULL);
  const SafiAuthRequest request = { .profile = profile,
                                    .address = "amina@provider.example",
                                    .now = NOW,
                                    .is_sparing = mail->is_sparing,
                                    .certifiers = mail->certifiers,
                                    .dns_lists = mail->lists };
  g_autoptr (SafiAuthentication) authentication = safi_authentication_new (message, &request);

  return safi_authentication_run (authentication, SAFI_RESOLVER (zone));
}

/* @expected: "code reason"; NULL if there is no row. */
static void
assert_row (const Mail *mail, SafiAuthMethod method, const char *expected)
{
  g_autoptr (SafiAuthResult) result = run (mail);
  const SafiAuthRow *row = safi_auth_result_find (result, method);
  g_autofree char *got =
      row != NULL ? g_strdup_printf ("%s %s", safi_auth_code_to_string (row->code), row->reason)
                  : NULL;

  g_assert_cmpstr (got, ==, expected);
}

#define FROM_BANK .domain = "bank.example", .fields = ""
#define FROM_PLAIN .domain = "plain.example", .fields = ""

static void
test_lists_are_asked_where_nothing_proves_the_author (void)
{
  assert_row (&(Mail){ FROM_PLAIN, .lists = { "bl.example" } }, SAFI_AUTH_METHOD_DNSBL,
              "fail listed");
  assert_row (&(Mail){ FROM_PLAIN, .lists = { "zen.spamhaus.org" } }, SAFI_AUTH_METHOD_DNSBL,
              "fail infected");
  assert_row (&(Mail){ FROM_PLAIN }, SAFI_AUTH_METHOD_DNSBL, NULL);
  assert_row (&(Mail){ FROM_BANK, .lists = { "bl.example" } }, SAFI_AUTH_METHOD_DNSBL, NULL);
  assert_row (&(Mail){ FROM_PLAIN, .lists = { "bl.example" }, .is_sparing = TRUE },
              SAFI_AUTH_METHOD_DNSBL, NULL);
}

/* RFC 5782, 5; and the codes that say "you may not ask". */
static void
test_a_list_that_does_not_work_says_nothing (void)
{
  assert_row (&(Mail){ FROM_PLAIN, .lists = { "refuses.example" } }, SAFI_AUTH_METHOD_DNSBL,
              "neutral does not work");
  assert_row (&(Mail){ FROM_PLAIN, .lists = { "all.example" } }, SAFI_AUTH_METHOD_DNSBL,
              "neutral does not work");
  assert_row (&(Mail){ FROM_PLAIN, .lists = { "gone.example" } }, SAFI_AUTH_METHOD_DNSBL,
              "neutral does not work");
  assert_row (&(Mail){ FROM_PLAIN, .lists = { "slow.example" } }, SAFI_AUTH_METHOD_DNSBL,
              "neutral no answer");
}

static void
test_only_who_is_trusted_vouches (void)
{
#define VBR "VBR-Info: md=bank.example; mc=all; mv=vouch.example\r\n"
  const Mail mail = { .domain = "bank.example", .fields = VBR, .certifiers = { "vouch.example" } };
  const Mail strange = { .domain = "bank.example", .fields = VBR, .certifiers = { "x.example" } };
  const Mail forged = { .domain = "plain.example",
                        .fields = VBR,
                        .certifiers = { "vouch.example" } };

  assert_row (&mail, SAFI_AUTH_METHOD_VBR, "pass vouch.example");
  assert_row (&strange, SAFI_AUTH_METHOD_VBR, NULL);
  assert_row (&forged, SAFI_AUTH_METHOD_VBR, NULL);
}

static void
test_who_is_trusted_grades_senders (void)
{
  assert_row (&(Mail){ FROM_BANK, .grade = "B", .certifiers = { "rate.example" } },
              SAFI_AUTH_METHOD_DNA, "pass recommended");
  assert_row (&(Mail){ FROM_BANK, .grade = "E", .certifiers = { "rate.example" } },
              SAFI_AUTH_METHOD_DNA, "fail strongly-not-recommended");
  assert_row (&(Mail){ FROM_BANK, .grade = "C", .certifiers = { "rate.example" } },
              SAFI_AUTH_METHOD_DNA, NULL);
  assert_row (&(Mail){ FROM_BANK, .grade = "E" }, SAFI_AUTH_METHOD_DNA, NULL);
}

static void
test_a_picture_is_told_of_where_it_is_allowed (void)
{
  assert_row (&(Mail){ FROM_BANK }, SAFI_AUTH_METHOD_BIMI, "pass ");
  assert_row (&(Mail){ FROM_PLAIN }, SAFI_AUTH_METHOD_BIMI, NULL);
  assert_row (&(Mail){ FROM_BANK, .is_sparing = TRUE }, SAFI_AUTH_METHOD_BIMI, NULL);
}

static void
test_a_seal_of_the_next_kind_is_noticed (void)
{
  const Mail mail = { .domain = "plain.example",
                      .fields = "DKIM2-Signature: i=1; d=x.example\r\n" };

  assert_row (&mail, SAFI_AUTH_METHOD_DKIM2, "neutral not read yet");
  assert_row (&(Mail){ FROM_PLAIN }, SAFI_AUTH_METHOD_DKIM2, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-authentication-others/lists-are-asked-where-nothing-proves-the-author",
                   test_lists_are_asked_where_nothing_proves_the_author);
  g_test_add_func ("/auth-authentication-others/a-list-that-does-not-work-says-nothing",
                   test_a_list_that_does_not_work_says_nothing);
  g_test_add_func ("/auth-authentication-others/only-who-is-trusted-vouches",
                   test_only_who_is_trusted_vouches);
  g_test_add_func ("/auth-authentication-others/who-is-trusted-grades-senders",
                   test_who_is_trusted_grades_senders);
  g_test_add_func ("/auth-authentication-others/a-picture-is-told-of-where-it-is-allowed",
                   test_a_picture_is_told_of_where_it_is_allowed);
  g_test_add_func ("/auth-authentication-others/a-seal-of-the-next-kind-is-noticed",
                   test_a_seal_of_the_next_kind_is_noticed);
  return g_test_run ();
}
