/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/random.h"
#include "auth/boundary/safi-bounce.h"
#include "auth/boundary/safi-provider-learning.h"
#include "auth/clear/safi-batv.h"
#include "auth/dmarc/safi-bimi.h"
#include "auth/dmarc/safi-dmarc-walk.h"
#include "auth/trace/safi-received.h"
#include "auth/zombie/safi-zombie.h"
#include "core/mime/safi-header-field.h"
#include "test-wild.h"

/* What strangers write of a message's way, broken at random, always the same way. */

#define ROUNDS 15000

static const char *const messages[] = {
  "Return-Path: <prvs=0123fd6a98=a@b.example>\r\nDelivered-To: me@home.example\r\n"
  "Received: from mx.home.example by imap.home.example with LMTP id a; Mon, 2 Nov 2026 10:00:02 +0000\r\n"
  "Authentication-Results: mx.home.example (x (y)) 1;\r\n dkim=pass (ok; fine) header.d=b.example\r\n"
  " header.b=\"aa/bb\"; spf=pass reason=\"good \\\" one\" smtp.mailfrom=a@b.example; none;\r\n"
  "Received-SPF: pass (mx: x) client-ip=192.0.2.25; envelope-from=\"a@b.example\"; helo=out;\r\n"
  "Received: from out (out.b.example [192.0.2.25] (may be forged)) (using TLSv1.3 with x (256/256 bits))\r\n"
  "\tby mx.home.example (Postfix) with ESMTPS id 4F00 for <me@home.example>\r\n"
  "\t(envelope-from <a@b.example>); Mon, 2 Nov 2026 10:00:01 +0000 (UTC)\r\n"
  "Received: from unknown (HELO x) (ident@10.1.2.3) by out.b.example with SMTP; 2 Nov 2026 10:00:00 -0000\r\n"
  "ARC-Authentication-Results: i=1; mx.home.example; iprev=pass smtp.remote-ip=192.0.2.25\r\n"
  "BIMI-Selector: v=BIMI1; s=x\r\nFrom: A <a@b.example>\r\n"
  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nx\r\n"
  "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <1@home.example>\r\nFrom: me@home.example\r\n\r\nx\r\n"
  "--b--\r\n",
  "Received: from [198.51.100.20] (helo=mail.shop.example) by mx1.home.example with esmtps\n"
  " (Exim 4.96) (envelope-from <joe@shop.example>) id 1r; Mon, 02 Nov 2026 11:00:00 +0100\n"
  "Received: from a.b.c (192.0.2.30:25) by x (10.0.0.1) with Microsoft SMTP Server id 1;\n"
  "X-Forefront-Antispam-Report: CIP:192.0.2.30;H:out.news.example;PTR:dsl-2-30.isp.example;\n"
  "Authentication-Results: spf=pass (sender IP is 192.0.2.30)\n smtp.mailfrom=news.example; x.de; dkim=fail\n"
  " header.d=news.example;dmarc=pass action=none header.from=news.example;compauth=pass reason=100\n"
  "From: =?utf-8?q?x?= <joe@shop.example>\n\nHi.\n\nMessage-ID: <2@home.example>\nFrom: me\n\nx\n",
};

static const char *const pieces[] = {
  "\n",         "\r\n ",
  " ",          "(",
  ")",          "[",
  "]",          "<",
  ">",          "\"",
  "\\",         ";",
  ",",          "@",
  "=",          ".",
  "/",          ":",
  "\xff",       "\0",
  "%s",         "by ",
  "from ",      "with ",
  "id ",        "HELO ",
  "helo=",      "192.0.2.1",
  "[IPv6:::1]", "unknown",
  "dkim=pass",  "SRS0=a=b=c=d@",
  "prvs=",      "i=1;",
  "Received: ", "Received: from a ([192.0.2.9]) by b\n",
  "--b\n",      "Message-ID: <x>\n",
};

static const char *const profiles[] = {
  "{\"servers\":[\"home.example\"],\"ids\":[\"mx.home.example\"],\"stamps-always\":true}",
  "{\"servers\":[\"home.example\"],\"ids\":[\"mx.home.example\"],\"place\":\"between\"}",
  "{\"servers\":[\"home.example\"],\"ids\":[\"home.example\"],\"place\":\"below\",\"empty-id\":true}",
  "{}",
};

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_boundary (const SafiBoundary *boundary)
{
  check_text (boundary->helo);
  check_text (boundary->rdns);
  check_text (boundary->by);
  check_text (boundary->mail_from);
  check_text (boundary->recipient);
  g_assert_true (boundary->helo != NULL && boundary->rdns != NULL && boundary->by != NULL &&
                 boundary->recipient != NULL);
  g_assert_true ((boundary->mail_from != NULL) ==
                 (boundary->mail_from_source != SAFI_MAIL_FROM_UNKNOWN));
  g_assert_true (boundary->origin != SAFI_ORIGIN_SELF || !boundary->has_ip);
}

static void
check_trusted (const SafiAuthresTrusted *trusted, const SafiProviderProfile *profile)
{
  g_assert_cmpuint (trusted->fields->len, <=, profile->fields_max);
  for (guint i = 0; i < trusted->fields->len; i++) {
    const SafiAuthres *field = trusted->fields->pdata[i];

    g_assert_true (safi_provider_profile_has_id (profile, field->id));
    for (guint j = 0; j < field->results->len; j++) {
      const SafiAuthresResult *result = field->results->pdata[j];
      g_autofree char *domain = safi_authres_result_get_domain (result);

      check_text (result->method);
      check_text (result->word);
      g_assert_true (g_str_is_ascii (domain));
    }
  }
}

static void
check_bounce (const GString *octets, const SafiBoundary *boundary)
{
  g_autoptr (SafiBounce) bounce = safi_bounce_read (octets->str, octets->len, boundary->mail_from);

  check_text (bounce->message_id);
  check_text (bounce->returned_from);
  g_assert_true (bounce->is_bounce || *bounce->message_id == '\0');
}

static void
check_zombie (GPtrArray *trace, const SafiBoundary *boundary, const SafiProviderProfile *profile)
{
  SafiZombieRequest request = { .boundary = boundary,
                                .profile = profile,
                                .trace = trace,
                                .iprev = SAFI_AUTH_FAIL,
                                .helo_forward = SAFI_AUTH_FAIL,
                                .message_id = boundary->helo,
                                .names_mailer = TRUE };
  g_autoptr (GPtrArray) signs = safi_zombie_list_signs (&request);

  g_assert_true (signs->len == 0 || boundary->origin == SAFI_ORIGIN_OUTSIDE);
  for (guint i = 0; i < signs->len; i++)
    check_text (((const SafiZombieSign *) signs->pdata[i])->evidence);
}

static void
check_message (const GString *octets, const SafiProviderProfile *profile, SafiResolver *resolver)
{
  g_autoptr (GPtrArray) trace = safi_trace_read (octets->str, octets->len);
  g_autoptr (SafiBoundary) boundary = safi_boundary_find (trace, profile, resolver);
  g_autoptr (SafiAuthresTrusted) trusted =
      safi_authres_trusted_new (trace, profile, boundary->span);

  check_boundary (boundary);
  check_trusted (trusted, profile);
  check_bounce (octets, boundary);
  check_zombie (trace, boundary, profile);
}

static void
test_broken_messages (void)
{
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) octets = g_string_new (messages[i % G_N_ELEMENTS (messages)]);
    g_autoptr (SafiProviderProfile) profile =
        safi_provider_profile_new_from_json (profiles[i % G_N_ELEMENTS (profiles)], NULL);
    g_autoptr (TestWild) resolver = test_wild_new (i);

    test_mutate (octets, random, pieces, G_N_ELEMENTS (pieces));
    check_message (octets, profile, i % 3 != 0 ? SAFI_RESOLVER (resolver) : NULL);
  }
}

/* A view may end anywhere. */
static void
test_cut_messages (void)
{
  g_autoptr (SafiProviderProfile) profile = safi_provider_profile_new_from_json (profiles[0], NULL);

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    for (gsize length = 0; length <= strlen (messages[i]); length++) {
      g_autofree char *exact = g_memdup2 (messages[i], length);
      g_autoptr (GPtrArray) trace = safi_trace_read (exact, length);
      g_autoptr (SafiBoundary) boundary = safi_boundary_find (trace, profile, NULL);
      g_autoptr (SafiBounce) bounce = safi_bounce_read (exact, length, "");

      check_boundary (boundary);
      check_text (bounce->message_id);
    }
}

/* The walk's answers are records broken at random. */
static void
check_record (const GString *text)
{
  g_autofree char *exact = g_memdup2 (text->str, text->len);
  SafiDmarcRecord record;

  if (safi_dmarc_record_parse (exact, text->len, &record))
    g_assert_cmpint (safi_dmarc_record_get_policy (&record, TRUE, TRUE), <=,
                     SAFI_DMARC_POLICY_REJECT);
}

static void
test_broken_records (void)
{
  static const char *const records[] = {
    "v=DMARC1; p=reject; sp=none; np=quarantine; adkim=s; aspf=r; psd=n; t=y; rua=mailto:a@b.example!10m,x:y",
    " v = DMARC1 ;;p= none;fo=1",
  };
  static const char *const words[] = { ";", "=", " ",    "v=DMARC1", "p=",  "psd=y",   "rua=",
                                       ",", ":", "\xff", "\t",       "np=", "mailto:", "reject" };
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new (records[i % G_N_ELEMENTS (records)]);

    test_mutate (text, random, words, G_N_ELEMENTS (words));
    check_record (text);
  }
}

static void
test_broken_addresses (void)
{
  static const char *const addresses[] = {
    "prvs=0123fd6a98=joe@example.com", "SRS1=hash=one.example==ab12=xy=b.example=a@two.example"
  };
  static const char *const words[] = {
    "=", "@", "SRS0", "SRS1", "prvs=", "+", "-", "0", "a", "\xff"
  };
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (GBytes) key = g_bytes_new_static ("secret", 6);

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new (addresses[i % G_N_ELEMENTS (addresses)]);
    g_autofree char *core = NULL;
    g_autofree char *original = NULL;

    test_mutate (text, random, words, G_N_ELEMENTS (words));
    core = safi_batv_strip (text->str);
    original = safi_srs_unwrap (text->str);
    g_assert_true (core == NULL || strlen (core) < strlen (text->str));
    g_assert_true (original == NULL || strchr (original, '@') != NULL);
    if (safi_batv_check (key, 20120, text->str))
      g_assert_cmpstr (core, ==, "joe@example.com");
  }
}

static void
test_broken_learning (void)
{
  static const char text[] =
      "safibox-provider-learning 1\nhost.example 0000002a s 1 above:host.example\n"
      "- ffffffff u 0 between:a.example below:b.example\n";
  g_autoptr (GRand) random = test_random_new ();
  guint n_read = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) broken = g_string_new (text);
    g_autoptr (SafiProviderLearning) learning = NULL;
    g_autofree char *again = NULL;

    test_mutate (broken, random, pieces, G_N_ELEMENTS (pieces));
    learning = safi_provider_learning_new_from_string (broken->str);
    if (learning == NULL)
      continue;
    n_read++;
    again = safi_provider_learning_to_string (learning);
    g_assert_true (g_str_has_prefix (again, "safibox-provider-learning 1\n"));
  }
  g_assert_cmpuint (n_read, >, 0);
}

/* What is easily read in quadratic time: the test would not end. */
static void
test_long_fields_end (void)
{
  static const char *const units[] = { "(",     ")",     "<",      "\"",   "a;",       "\\",
                                       "from ", "by ",   "(a [",   "a=b ", "a.b/c = ", "; a=b",
                                       "()",    "[1.2.", "a (b) ", "=" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++) {
    g_autoptr (GString) value = g_string_new (NULL);
    g_autoptr (SafiAuthres) authres = NULL;
    g_autoptr (SafiReceivedSpf) spf = NULL;
    g_autoptr (SafiReceived) hop = NULL;

    while (value->len < 65500)
      g_string_append (value, units[i]);
    authres = safi_authres_parse (value->str);
    spf = safi_received_spf_parse (value->str);
    g_string_prepend (value, "from ");
    hop = safi_received_parse (value->str);
    g_test_message ("%s", units[i]);
    g_assert_true (authres == NULL || authres->results->len <= SAFI_AUTHRES_RESULTS_MAX);
    g_assert_null (spf);
    g_assert_null (hop);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-hop-fuzz/broken-messages", test_broken_messages);
  g_test_add_func ("/auth-hop-fuzz/cut-messages", test_cut_messages);
  g_test_add_func ("/auth-hop-fuzz/broken-records", test_broken_records);
  g_test_add_func ("/auth-hop-fuzz/broken-addresses", test_broken_addresses);
  g_test_add_func ("/auth-hop-fuzz/broken-learning", test_broken_learning);
  g_test_add_func ("/auth-hop-fuzz/long-fields-end", test_long_fields_end);
  return g_test_run ();
}
