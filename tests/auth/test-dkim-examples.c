/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim.h"

#include <string.h>

#include "signer.h"

/* The examples of the standards. */

#define MAIL                                                                                       \
  "From: Joe SixPack <joe@football.example.com>\r\n"                                               \
  "To: Suzie Q <suzie@shopping.example.net>\r\n"                                                   \
  "Subject: Is dinner ready?\r\n"                                                                  \
  "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"                                                \
  "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"                               \
  "\r\n"                                                                                           \
  "Hi.\r\n\r\nWe lost the game. Are you hungry yet?\r\n\r\nJoe.\r\n"

/* RFC 8463, A.3 */
static const char both_algorithms[] =
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
    " d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
    " subject : date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
    " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
    " d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n"
    " date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n"
    " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n"
    " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n" MAIL;

static const char rsa_record[] =
    "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6w"
    "y5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO"
    "9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";

/* RFC 6376, A.2, with the key of its appendix C */
static const char classic[] = "DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;\r\n"
                              "      c=simple/simple; q=dns/txt; i=joe@football.example.com;\r\n"
                              "      h=Received : From : To : Subject : Date : Message-ID;\r\n"
                              "      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
                              "      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB\r\n"
                              "      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut\r\n"
                              "      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV\r\n"
                              "      4bmp/YzhwvcubU4=;\r\n"
                              "Received: from client1.football.example.com  [192.0.2.1]\r\n"
                              "      by submitserver.example.com with SUBMISSION;\r\n"
                              "      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)\r\n" MAIL;

static const char classic_record[] =
    "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
    "IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhi"
    "tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB";

static void
assert_all_pass (const char *text, SafiResolver *zone, guint n)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));
  g_autoptr (SafiSignedMessage) message = safi_signed_message_new (octets);
  g_autoptr (SafiDkim) dkim = safi_dkim_new (message);
  g_autoptr (GPtrArray) results = safi_dkim_verify (dkim, zone, 1600000000, SAFI_DKIM_OPTION_NONE);

  g_assert_cmpuint (results->len, ==, n);
  for (guint i = 0; i < n; i++) {
    const SafiDkimResult *result = results->pdata[i];

    g_assert_cmpstr (safi_dkim_reason_to_string (result->reason), ==, "");
    g_assert_cmpint (result->code, ==, SAFI_AUTH_PASS);
  }
}

static void
test_rfc8463 (void)
{
  g_autoptr (SafiResolver) zone =
      make_zone ("brisbane._domainkey.football.example.com", SIGNER_ED25519_RECORD,
                 "test._domainkey.football.example.com", rsa_record, NULL);

  assert_all_pass (both_algorithms, zone, 2);
}

static void
test_rfc6376 (void)
{
  g_autoptr (SafiResolver) zone =
      make_zone ("brisbane._domainkey.example.com", classic_record, NULL);

  assert_all_pass (classic, zone, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dkim-examples/rfc-8463", test_rfc8463);
  g_test_add_func ("/auth-dkim-examples/rfc-6376", test_rfc6376);
  return g_test_run ();
}
