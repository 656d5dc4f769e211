/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/random.h"
#include "auth/clear/safi-csa.h"
#include "auth/clear/safi-dna.h"
#include "auth/clear/safi-vbr.h"
#include "auth/dns/safi-iprev.h"
#include "auth/dns/safi-zone.h"
#include "auth/spf/safi-pra.h"
#include "test-wild.h"

/* Headers, greetings and zone files broken at random, always the same way. */

#define ROUNDS 5000

static const char *const pieces[] = {
  "\n",
  "\r\n",
  "\r",
  " ",
  "\t",
  ":",
  ";",
  "=",
  ",",
  "<",
  ">",
  "@",
  "\"",
  "(",
  ")",
  "\xff",
  "\0",
  "[",
  "]",
  "{",
  "}",
  "md=",
  "a.example",
  "From: ",
  "all",
  "/*",
  "\\",
  "Received: x",
  "TIMEOUT",
  "Sender: a@b\n",
  "%s",
  "=?utf-8?q?",
  "....",
  "\\u",
  "NONE",
  "mc=all",
  "Resent-From: a@a.example\n",
};

static GString *
break_sample (const char *sample, GRand *random)
{
  GString *octets = g_string_new (sample);

  test_mutate (octets, random, pieces, G_N_ELEMENTS (pieces));
  return octets;
}

static void
test_broken_headers (void)
{
  static const char sample[] =
      "Received: from x by y\r\nResent-Sender: \"R\" <r@a.example>\r\nResent-From: a@b.example\r\n"
      "Sender: s@a.example\r\nFrom: =?utf-8?q?x?= <\"a b\"@a.example>\r\n"
      "VBR-Info: md=a.example; mc=all; mv=b.example:c.example;\r\n\r\nbody";
  static const char *const domains[] = { "a.example", "b.example", NULL };
  GRand *random = test_random_new ();
  guint n_found = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    GString *octets = break_sample (sample, random);
    char *exact = g_memdup2 (octets->str, octets->len);
    g_autoptr (TestWild) wild = test_wild_new (i);
    g_auto (SafiPra) pra = { 0 };
    g_autoptr (SafiVbrResult) vbr = NULL;

    safi_pra_find (exact, octets->len, &pra);
    g_assert_true ((pra.address == NULL) == (pra.field == NULL));
    g_assert_true (pra.address == NULL || *pra.address->domain != '\0');
    n_found += pra.address != NULL;
    vbr = safi_vbr_check (SAFI_RESOLVER (wild), exact, octets->len, domains, domains);
    g_assert_true ((vbr->code == SAFI_AUTH_PASS) == (vbr->certifier != NULL));
    g_assert_cmpuint (test_wild_get_n_asked (wild), <=, SAFI_VBR_CERTIFIERS_MAX);
    g_assert_cmpuint (test_wild_get_n_behind_open (wild), ==, 0);
    g_string_free (octets, TRUE);
    g_free (exact);
  }
  g_assert_cmpuint (n_found, >, ROUNDS / 4);
  g_assert_cmpuint (n_found, <, ROUNDS);
  g_rand_free (random);
}

static void
check_greeting (const char *helo, guint seed)
{
  static const char *const trusted[] = { "a.example", "b.example", NULL };
  g_autoptr (TestWild) wild = test_wild_new (seed);
  g_autoptr (SafiCsaResult) csa = NULL;
  g_autofree char *service = NULL;
  SafiIp ip;

  g_assert_true (safi_ip_parse (seed % 2 == 0 ? "1.2.3.5" : "2001:db8::1", &ip));
  csa = safi_csa_check (SAFI_RESOLVER (wild), &ip, helo);
  g_assert_true ((csa->code == SAFI_AUTH_FAIL) <= (csa->reason != NULL));
  g_assert_cmpuint (test_wild_get_n_asked (wild), <=, 1 + SAFI_CSA_LABELS_MAX);
  g_assert_cmpuint (test_wild_get_n_behind_open (wild), ==, 0);
  safi_iprev_check_helo (SAFI_RESOLVER (wild), &ip, helo);
  safi_iprev_check (SAFI_RESOLVER (wild), &ip, NULL);
  safi_dna_check (SAFI_RESOLVER (wild), helo, trusted, &service);
}

static void
test_broken_greetings (void)
{
  GRand *random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    GString *helo = break_sample ("mx.a.b.c.d.e.f.g.example", random);

    check_greeting (helo->str, i);
    g_string_free (helo, TRUE);
  }
  g_rand_free (random);
}

static void
test_broken_zones (void)
{
  static const char sample[] =
      "{\"a.example\": [{\"TXT\": [\"v=spf1 \\\\255\", \"mx\"]}, {\"A\": \"192.0.2.1\"},"
      "{\"MX\": [10, \"b.example\"]}, {\"SRV\": [1, 2, 3, \"c.example\"]}, {\"TXT\": \"NONE\"}],"
      "\"b.example\": [\"TIMEOUT\", {\"CNAME\": \"a.example\"}]}";
  GRand *random = test_random_new ();
  guint n_good = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    GString *json = break_sample (sample, random);
    char *exact = g_memdup2 (json->str, json->len);
    g_autoptr (SafiZone) zone = safi_zone_new (exact, (gssize) json->len, NULL);

    if (zone != NULL) {
      g_autoptr (SafiDnsAnswer) answer =
          safi_resolver_look_up (SAFI_RESOLVER (zone), "a.example", SAFI_DNS_TXT);

      n_good++;
    }
    g_string_free (json, TRUE);
    g_free (exact);
  }
  g_assert_cmpuint (n_good, >, ROUNDS / 100);
  g_assert_cmpuint (n_good, <, ROUNDS);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-sender-fuzz/broken-headers-are-read", test_broken_headers);
  g_test_add_func ("/auth-sender-fuzz/broken-greetings-are-read", test_broken_greetings);
  g_test_add_func ("/auth-sender-fuzz/broken-zones-are-refused", test_broken_zones);
  return g_test_run ();
}
