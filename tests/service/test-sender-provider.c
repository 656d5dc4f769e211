/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-batv.h"
#include "senders-fixture.h"

#include "store/accounts/safi-store-learning.h"

#define BANK "info@bank.example"
#define DAY (24 * 60 * 60) /* seconds */

static char *
get_learned (Senders *senders)
{
  return safi_store_get_note (senders->session->store, SENDERS_ACCOUNT, "provider", NULL);
}

static void
test_the_provider_is_learned_from_new_mail (Senders *senders)
{
  g_autofree char *learned = NULL;
  g_autofree char *later = NULL;
  g_autoptr (SafiProviderLearning) learning = NULL;

  for (guint i = 0; i < 3; i++)
    senders_deliver (senders, i, BANK, BANK, NULL, SENDERS_NOW - 10 * DAY + i);
  senders_check (senders);
  learned = get_learned (senders);
  g_assert_nonnull (learned);
  learning = safi_provider_learning_new_from_string (learned);
  g_assert_nonnull (learning);
  /* What came before the newest of them tells nothing of how it is now. */
  senders_deliver (senders, 3, BANK, BANK, NULL, SENDERS_NOW - 11 * DAY);
  senders_restart (senders, SAFI_ACCOUNT_IMAP);
  senders_check (senders);
  later = get_learned (senders);
  g_assert_cmpstr (later, ==, learned);
}

/* What the person's other mailbox passes on comes from its servers: who handed it to them counts.
 */
static void
test_mail_is_followed_through_the_persons_other_mailbox (Senders *senders)
{
  static const char handed_over[] =
      "Received: from bank.example (unknown [198.51.100.66])\r\n"
      "\tby relay.bank.example (Postfix) with ESMTP id 1; Thu, 19 Nov 2026 09:59:00 +0000\r\n";
  SafiPolicy policy = senders->session->policy;
  g_autoptr (SafiAuthResult) first = NULL;
  g_autoptr (SafiAuthResult) second = NULL;

  senders_deliver (senders, 0, BANK, BANK, handed_over, SENDERS_RECENT);
  senders_check (senders);
  g_assert_true (safi_policy_set_names (policy.forwarders, "amina@bank.example"));
  safi_senders_set_policy (senders->session->senders, &policy);
  senders_deliver (senders, 1, BANK, BANK, handed_over, SENDERS_RECENT);
  senders_check (senders);
  first = senders_find (senders, 0);
  second = senders_find (senders, 1);
  g_assert_cmpint (first->identity, ==, SAFI_IDENTITY_AUTHENTICATED);
  g_assert_cmpint (second->identity, ==, SAFI_IDENTITY_SPOOFED);
}

#define BOUNCE_FIELDS                                                                              \
  "MIME-Version: 1.0\r\n"                                                                          \
  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"                \
  "--b\r\nContent-Type: text/plain\r\n\r\nnot delivered\r\n"                                       \
  "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example\r\n"          \
  "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: amina@provider.example\r\n"                    \
  "Message-ID: <%s>\r\nSubject: x\r\n\r\ny\r\n--b--\r\n"

static void
test_returned_mail_that_was_sent_is_known (Senders *senders)
{
  g_autofree char *own = g_strdup_printf (BOUNCE_FIELDS, "own@provider.example");
  g_autofree char *other = g_strdup_printf (BOUNCE_FIELDS, "other@provider.example");
  g_autoptr (SafiAuthResult) returned = NULL;
  g_autoptr (SafiAuthResult) strange = NULL;

  g_assert_true (safi_store_add_sent (senders->session->store, SENDERS_ACCOUNT,
                                      "own@provider.example", SENDERS_RECENT, NULL));
  senders_deliver (senders, 0, "MAILER-DAEMON@bank.example", "", own, SENDERS_RECENT);
  senders_deliver (senders, 1, "MAILER-DAEMON@bank.example", "", other, SENDERS_RECENT);
  senders_check (senders);
  returned = senders_find (senders, 0);
  strange = senders_find (senders, 1);
  g_assert_cmpint (safi_auth_result_find (returned, SAFI_AUTH_METHOD_BOUNCE)->code, ==,
                   SAFI_AUTH_PASS);
  g_assert_cmpint (safi_auth_result_find (strange, SAFI_AUTH_METHOD_BOUNCE)->code, ==,
                   SAFI_AUTH_NONE);
}

/* The tag is made for the day of receipt and seven more, whatever the day it is looked at. */
static void
test_a_batv_key_tells_whose_mail_comes_back (Senders *senders)
{
  static const char delivered[] = "Return-Path: <>\r\nDelivered-To: %s\r\n" SENDERS_RECEIVED
                                  "From: MAILER-DAEMON@bank.example\r\n"
                                  "Message-ID: <bounce-%u@bank.example>\r\n" BOUNCE_FIELDS;
  g_autoptr (GBytes) key = g_bytes_new_static ("secret", 6);
  const guint64 day = SENDERS_RECENT / DAY;
  g_autofree char *address =
      safi_batv_sign (key, 1, day + SAFI_BATV_LIFETIME, "amina@provider.example");
  g_autofree char *tagged = g_strdup_printf (delivered, address, 1, "1@provider.example");
  g_autofree char *plain =
      g_strdup_printf (delivered, "amina@provider.example", 2, "2@provider.example");
  g_autoptr (SafiAuthResult) own = NULL;
  g_autoptr (SafiAuthResult) strange = NULL;

  senders->session->is_batv_key_read = TRUE;
  safi_senders_set_batv_key (senders->session->senders, key);
  senders_deliver_octets (senders, 0, tagged, SENDERS_RECENT);
  senders_deliver_octets (senders, 1, plain, SENDERS_RECENT);
  senders_check (senders);
  own = senders_find (senders, 0);
  strange = senders_find (senders, 1);
  g_assert_cmpint (safi_auth_result_find (own, SAFI_AUTH_METHOD_BOUNCE)->code, ==, SAFI_AUTH_PASS);
  g_assert_cmpint (safi_auth_result_find (strange, SAFI_AUTH_METHOD_BOUNCE)->code, ==,
                   SAFI_AUTH_FAIL);
}

static void
run_with_fixture (gconstpointer data)
{
  void (*test) (Senders * senders) = (void (*) (Senders *)) data;
  Senders *senders = senders_new ();

  test (senders);
  senders_free (senders);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/service-sender-provider/the-provider-is-learned-from-new-mail",
                        test_the_provider_is_learned_from_new_mail, run_with_fixture);
  g_test_add_data_func (
      "/service-sender-provider/mail-is-followed-through-the-persons-other-mailbox",
      test_mail_is_followed_through_the_persons_other_mailbox, run_with_fixture);
  g_test_add_data_func ("/service-sender-provider/returned-mail-that-was-sent-is-known",
                        test_returned_mail_that_was_sent_is_known, run_with_fixture);
  g_test_add_data_func ("/service-sender-provider/a-batv-key-tells-whose-mail-comes-back",
                        test_a_batv_key_tells_whose_mail_comes_back, run_with_fixture);
  return g_test_run ();
}
