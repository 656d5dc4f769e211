/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf.h"

#include <string.h>

#include "vectors.h"

/* Each limit of a check: what is just within, and one beyond. */

static SafiAuthCode
check (SafiZone *zone, const char *mail_from)
{
  SafiSpfRequest request = { .helo = "", .mail_from = mail_from };
  g_autoptr (SafiSpfResult) result = NULL;

  g_assert_true (safi_ip_parse ("192.0.2.1", &request.ip));
  result = safi_spf_check_mail_from (SAFI_RESOLVER (zone), &request, SAFI_SPF_SCOPE_SPF);
  return result->code;
}

static SafiAuthCode
get_code (const char *json)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (json);

  return check (zone, "joe@a.example");
}

static void
test_a_sender_has_a_limit (void)
{
  g_autofree char *local = g_strnfill (SAFI_SPF_SENDER_MAX - strlen ("@a.example"), 'x');
  g_autofree char *longest = g_strconcat (local, "@a.example", NULL);
  g_autofree char *too_long = g_strconcat ("x", longest, NULL);
  g_autoptr (SafiZone) zone = vectors_new_zone ("{\"a.example\": [{\"TXT\": \"v=spf1 +all\"}]}");

  g_assert_cmpint (check (zone, longest), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check (zone, too_long), ==, SAFI_AUTH_NONE);
}

/* A record with @n times @term, and then "all". */
static SafiAuthCode
check_repeated (const char *term, guint n, const char *rest_of_zone)
{
  g_autoptr (GString) json = g_string_new ("{\"a.example\": [{\"TXT\": \"v=spf1");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, " %s", term);
  g_string_append_printf (json, " all\"}]%s}", rest_of_zone);
  return get_code (json->str);
}

static void
test_terms_have_a_limit (void)
{
  const char *const zone = ", \"b.example\": [{\"A\": \"192.0.2.9\"}, {\"TXT\": \"v=spf1 -all\"},"
                           "{\"MX\": [1, \"b.example\"]}], \"1.2.0.192.in-addr.arpa\": []";
  const char *const terms[] = { "a:b.example", "mx:b.example", "ptr", "include:b.example" };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++) {
    g_assert_cmpint (check_repeated (terms[i], SAFI_SPF_TERMS_MAX, zone), ==, SAFI_AUTH_PASS);
    g_assert_cmpint (check_repeated (terms[i], SAFI_SPF_TERMS_MAX + 1, zone), ==,
                     SAFI_AUTH_PERMERROR);
  }
}

/* a → a1 → a2 → … → a@n by @term. */
static SafiAuthCode
check_chain (const char *term, guint n)
{
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_append_printf (json, "{\"a.example\": [{\"TXT\": \"v=spf1 %sa1.example\"}], ", term);
  for (guint i = 1; i < n; i++)
    g_string_append_printf (json, "\"a%u.example\": [{\"TXT\": \"v=spf1 %sa%u.example\"}], ", i,
                            term, i + 1);
  g_string_append_printf (json, "\"a%u.example\": [{\"TXT\": \"v=spf1 +all\"}]}", n);
  return get_code (json->str);
}

static void
test_depth_has_a_limit (void)
{
  const char *const terms[] = { "include:", "redirect=" };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++) {
    g_assert_cmpint (check_chain (terms[i], SAFI_SPF_TERMS_MAX), ==, SAFI_AUTH_PASS);
    g_assert_cmpint (check_chain (terms[i], SAFI_SPF_TERMS_MAX + 1), ==, SAFI_AUTH_PERMERROR);
  }
}

static void
test_void_look_ups_have_a_limit (void)
{
  const char *const terms[] = { "a:nowhere.example", "mx:nowhere.example", "exists:nowhere.example",
                                "mx:void.example" };
  const char *const zone = ", \"void.example\": [{\"MX\": [1, \"nowhere.example\"]}]";

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++) {
    g_assert_cmpint (check_repeated (terms[i], SAFI_SPF_VOIDS_MAX, zone), ==, SAFI_AUTH_PASS);
    g_assert_cmpint (check_repeated (terms[i], SAFI_SPF_VOIDS_MAX + 1, zone), ==,
                     SAFI_AUTH_PERMERROR);
  }
}

static void
test_what_the_client_publishes_is_no_void_look_up (void)
{
  g_assert_cmpint (check_repeated ("ptr", SAFI_SPF_TERMS_MAX, ""), ==, SAFI_AUTH_PASS);
}

/* A domain with @n exchanges, the last of which is the client. */
static SafiAuthCode
check_exchanges (guint n)
{
  g_autoptr (GString) json =
      g_string_new ("{\"c.example\": [{\"A\": \"192.0.2.1\"}], \"d.example\": [{\"A\": "
                    "\"192.0.2.9\"}], \"a.example\": [{\"TXT\": \"v=spf1 mx -all\"}");

  for (guint i = 1; i < n; i++)
    g_string_append (json, ", {\"MX\": [1, \"d.example\"]}");
  g_string_append (json, ", {\"MX\": [1, \"c.example\"]}]}");
  return get_code (json->str);
}

static void
test_exchanges_have_a_limit (void)
{
  g_assert_cmpint (check_exchanges (SAFI_SPF_MX_MAX), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check_exchanges (SAFI_SPF_MX_MAX + 1), ==, SAFI_AUTH_PERMERROR);
}

/* A client with @n names, the last of which is confirmed and below the domain. */
static SafiAuthCode
check_names (guint n)
{
  g_autoptr (GString) json = g_string_new (
      "{\"c.a.example\": [{\"A\": \"192.0.2.1\"}], \"a.example\": [{\"TXT\": \"v=spf1 ptr -all\"}],"
      "\"1.2.0.192.in-addr.arpa\": [");

  for (guint i = 1; i < n; i++)
    g_string_append_printf (json, "{\"PTR\": \"n%u.a.example\"}, ", i);
  g_string_append (json, "{\"PTR\": \"c.a.example\"}]}");
  return get_code (json->str);
}

static void
test_names_beyond_the_tenth_are_ignored (void)
{
  g_assert_cmpint (check_names (SAFI_SPF_PTR_MAX), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check_names (SAFI_SPF_PTR_MAX + 1), ==, SAFI_AUTH_FAIL);
}

/* A check that asks @n questions: 5 mx of 11 questions, one of @n - 56, one for the record. */
static SafiAuthCode
check_questions (guint n)
{
  g_autoptr (GString) json = g_string_new (
      "{\"c.example\": [{\"A\": \"192.0.2.9\"}], \"a.example\": [{\"TXT\": \"v=spf1 mx mx mx mx mx "
      "mx:b.example all\"}");

  for (guint i = 0; i < 10; i++)
    g_string_append (json, ", {\"MX\": [1, \"c.example\"]}");
  g_string_append (json, "], \"b.example\": [{\"TXT\": \"NONE\"}");
  for (guint i = 57; i < n; i++)
    g_string_append (json, ", {\"MX\": [1, \"c.example\"]}");
  g_string_append (json, "]}");
  return get_code (json->str);
}

static void
test_questions_have_a_limit (void)
{
  g_assert_cmpint (check_questions (SAFI_SPF_QUESTIONS_MAX), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check_questions (SAFI_SPF_QUESTIONS_MAX + 1), ==, SAFI_AUTH_PERMERROR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-spf-limits/a-sender-has-a-limit", test_a_sender_has_a_limit);
  g_test_add_func ("/auth-spf-limits/terms-have-a-limit", test_terms_have_a_limit);
  g_test_add_func ("/auth-spf-limits/depth-has-a-limit", test_depth_has_a_limit);
  g_test_add_func ("/auth-spf-limits/void-look-ups-have-a-limit", test_void_look_ups_have_a_limit);
  g_test_add_func ("/auth-spf-limits/what-the-client-publishes-is-no-void-look-up",
                   test_what_the_client_publishes_is_no_void_look_up);
  g_test_add_func ("/auth-spf-limits/exchanges-have-a-limit", test_exchanges_have_a_limit);
  g_test_add_func ("/auth-spf-limits/names-beyond-the-tenth-are-ignored",
                   test_names_beyond_the_tenth_are_ignored);
  g_test_add_func ("/auth-spf-limits/questions-have-a-limit", test_questions_have_a_limit);
  return g_test_run ();
}
