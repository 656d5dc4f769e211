/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/zombie/safi-zombie.h"

#include <string.h>

#include "auth/zombie/safi-zombie-name.h"

#define HOME "{\"servers\":[\"home.example\"]}"
#define OLDER "Received: by mail.b.example with local\n"

/* Returns: (transfer full): the codes of the signs, joined by blanks. */
static char *
list_signs (const char *header, SafiZombieRequest request)
{
  g_autoptr (SafiProviderProfile) profile = safi_provider_profile_new_from_json (HOME, NULL);
  g_autoptr (GPtrArray) trace = safi_trace_read (header, strlen (header));
  g_autoptr (SafiBoundary) boundary = safi_boundary_find (trace, profile, NULL);
  g_autoptr (GPtrArray) signs = NULL;
  GString *text = g_string_new (NULL);

  request.boundary = boundary;
  request.profile = profile;
  request.trace = trace;
  signs = safi_zombie_list_signs (&request);
  for (guint i = 0; i < signs->len; i++) {
    const SafiZombieSign *sign = signs->pdata[i];

    g_assert_true (g_utf8_validate (sign->evidence, -1, NULL));
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            safi_zombie_code_to_string (sign->code));
  }
  return g_string_free (text, FALSE);
}

static char *
make_line (const char *helo, const char *rdns)
{
  return g_strdup_printf ("Received: from %s (%s [203.0.113.77]) by mx.home.example (Postfix) with "
                          "ESMTP id 1\n" OLDER,
                          helo, rdns);
}

static void
test_names_and_greetings (void)
{
  static const struct {
    const char *helo, *rdns, *signs;
  } cases[] = {
    { "mail.b.example", "mail.b.example", "rdns-static" },
    { "a.b.example", "a.b.example", "" },
    { "a.b.example", "203-0-113-77.isp.example", "rdns-address" },
    { "a.b.example", "dsl-113-77.isp.example", "rdns-address rdns-dynamic" },
    { "a.b.example", "x77.113.isp.example", "rdns-address" },
    { "a.b.example", "203000113077.isp.example", "rdns-address" },
    { "a.b.example", "cb00714d.isp.example", "rdns-address" },
    { "a.b.example", "dyn3.isp.example", "rdns-dynamic" },
    { "a.b.example", "x.dsl.isp.example", "rdns-dynamic" },
    { "a.b.example", "customer.isp.example", "rdns-weak" },
    { "a.b.example", "static-113-77.isp.example", "rdns-static" },
    { "a.b.example", "dynamo.isp.example", "" },
    { "a.b.example", "a.dsl.example", "" },
    { "203.0.113.77", "a.b.example", "helo-address" },
    { "[203.0.113.77]", "a.b.example", "helo-literal" },
    { "[198.51.100.1]", "a.b.example", "helo-address" },
    { "[192.168.1.2]", "a.b.example", "helo-address helo-private" },
    { "10.0.0.1", "a.b.example", "helo-address helo-private" },
    { "USER-PC", "a.b.example", "helo-local" },
    { "pc.LAN", "a.b.example", "helo-local" },
    { "mx.home.example", "a.b.example", "helo-own" },
    { "me.example", "a.b.example", "helo-own" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *header = make_line (cases[i].helo, cases[i].rdns);
    g_autofree char *signs = list_signs (header, (SafiZombieRequest){ .own_domain = "me.example" });

    g_test_message ("%s %s", cases[i].helo, cases[i].rdns);
    g_assert_cmpstr (signs, ==, cases[i].signs);
  }
}

static void
test_what_the_dns_says (void)
{
  g_autofree char *header = make_line ("a.b.example", "a.b.example");
  g_autofree char *nameless = make_line ("a.b.example", "unknown");
  g_autofree char *bad = list_signs (header, (SafiZombieRequest){ .iprev = SAFI_AUTH_FAIL,
                                                                  .helo_forward = SAFI_AUTH_FAIL,
                                                                  .helo_spf = SAFI_AUTH_FAIL });
  g_autofree char *none =
      list_signs (nameless, (SafiZombieRequest){ .iprev = SAFI_AUTH_PERMERROR });
  g_autofree char *later =
      list_signs (nameless, (SafiZombieRequest){ .iprev = SAFI_AUTH_TEMPERROR });
  g_autofree char *unasked = list_signs (nameless, (SafiZombieRequest){ 0 });

  g_assert_cmpstr (bad, ==, "rdns-unconfirmed helo-unconfirmed helo-denied");
  g_assert_cmpstr (none, ==, "no-rdns");
  g_assert_cmpstr (later, ==, "");
  g_assert_cmpstr (unasked, ==, "");
}

static void
test_a_program_at_home_hands_over_directly (void)
{
  static const char header[] =
      "Received: from PC (a.b.example [203.0.113.77] (may be forged)) by mx.home.example (8.17.1) with SMTP id 1\n";
  static const char forged[] =
      "Received: from a.b.example (a.b.example [203.0.113.77]) by mx.home.example (Postfix) with SMTP id 1\n"
      "Received: from x (x [192.0.2.1]) by mx.home.example (Postfix) with SMTP id 2\n";
  g_autofree char *direct =
      list_signs (header, (SafiZombieRequest){ .names_mailer = TRUE, .message_id = "1@pc" });
  g_autofree char *older = list_signs (forged, (SafiZombieRequest){ .names_mailer = TRUE });

  g_assert_cmpstr (direct, ==, "direct rdns-unconfirmed helo-local id-local");
  g_assert_cmpstr (older, ==, "forged-hop");
}

/* A list brings back what a neighbour at the same provider wrote. */
static void
test_mail_that_came_back_is_no_forgery (void)
{
  g_autofree char *signs = list_signs (
      "Received: from a.b.example (a.b.example [203.0.113.77]) by mx.home.example (Postfix) with SMTP id 1\n"
      "Received: from out.home.example (out.home.example [192.0.2.1]) by a.b.example with SMTP id 2\n"
      "Received: from x (x [192.0.2.1]) by mx.home.example (Postfix) with SMTP id 3\n",
      (SafiZombieRequest){ 0 });

  g_assert_cmpstr (signs, ==, "");
}

static void
test_caution (void)
{
  static const char *const headers[] = {
    "Subject: a draft\n",
    "Received: from PC (dyn1.isp.example [10.0.0.4]) by mx.home.example (Postfix) with SMTP id 1\n",
    "Received: from PC (dyn1.isp.example [203.0.113.77]) by mx.home.example (Postfix) with ESMTPSA id 1\n",
    "Received: from PC (dyn1.isp.example [203.0.113.77]) by mx.elsewhere.example (Postfix) with SMTP id 1\n",
    "Received: from PC by mx.home.example with SMTP id 1\n",
  };
  g_autofree char *header = make_line ("PC", "dyn1.isp.example");
  g_autofree char *known = list_signs (header, (SafiZombieRequest){ .is_known = TRUE });
  g_autofree char *unknown = list_signs (header, (SafiZombieRequest){ 0 });

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *signs = list_signs (
        headers[i], (SafiZombieRequest){ .names_mailer = TRUE, .iprev = SAFI_AUTH_FAIL });

    g_assert_cmpstr (signs, ==, "");
  }
  g_assert_cmpstr (known, ==, "");
  g_assert_cmpstr (unknown, ==, "rdns-dynamic helo-local");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-zombie/names-and-greetings", test_names_and_greetings);
  g_test_add_func ("/auth-zombie/what-the-dns-says", test_what_the_dns_says);
  g_test_add_func ("/auth-zombie/a-program-at-home-hands-over-directly",
                   test_a_program_at_home_hands_over_directly);
  g_test_add_func ("/auth-zombie/mail-that-came-back-is-no-forgery",
                   test_mail_that_came_back_is_no_forgery);
  g_test_add_func ("/auth-zombie/caution", test_caution);
  return g_test_run ();
}
