/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-csa.h"

#include "vectors.h"

static SafiCsaResult *
check (SafiZone *zone, const char *ip_text, const char *helo)
{
  SafiIp ip;

  g_assert_true (safi_ip_parse (ip_text, &ip));
  return safi_csa_check (SAFI_RESOLVER (zone), &ip, helo);
}

/* The vectors' words and ours. */
static const char *
translate_reason (const char *reason)
{
  if (g_strcmp0 (reason, "noaddress") == 0)
    return "no-address";
  return g_strcmp0 (reason, "authorized but not authenticable by CSA") == 0 ? "unverifiable"
                                                                            : reason;
}

static void
check_vector (JsonObject *vector)
{
  const char *expected = vectors_find_string (vector, "result");
  const char *reason = translate_reason (vectors_find_string (vector, "reason"));
  g_autoptr (SafiZone) zone = vectors_make_zone (vector);
  g_autoptr (SafiCsaResult) result =
      check (zone, vectors_find_string (vector, "ip"), vectors_find_string (vector, "helo"));

  g_assert_cmpstr (safi_auth_code_to_string (result->code), ==,
                   g_str_equal (expected, "unknown") ? "none" : expected);
  if (reason != NULL)
    g_assert_cmpstr (result->reason, ==, reason);
}

static void
test_vectors (void)
{
  vectors_run ("csa", 22, check_vector);
}

/* The deepest parent that is asked has SAFI_CSA_LABELS_MAX labels. */
static void
test_parents_have_a_limit (void)
{
  static const char *const six =
      "{\"_client._smtp.a.b.c.d.e.com\": [{\"SRV\": [1, 2, 1, \"x.com\"]}]}";
  static const char *const seven =
      "{\"_client._smtp.z.a.b.c.d.e.com\": [{\"SRV\": [1, 2, 1, \"x.com\"]}]}";
  g_autoptr (SafiZone) in = vectors_new_zone (six);
  g_autoptr (SafiZone) out = vectors_new_zone (seven);
  g_autoptr (SafiCsaResult) found = check (in, "192.0.2.1", "y.z.a.b.c.d.e.com");
  g_autoptr (SafiCsaResult) missed = check (out, "192.0.2.1", "y.z.a.b.c.d.e.com");

  g_assert_cmpint (found->code, ==, SAFI_AUTH_FAIL);
  g_assert_cmpstr (found->domain, ==, "a.b.c.d.e.com");
  g_assert_cmpint (missed->code, ==, SAFI_AUTH_NONE);
  g_assert_cmpuint (safi_zone_get_n_look_ups (out), ==, 6);
}

static void
test_what_is_no_host_name_is_not_asked (void)
{
  static const char *const names[] = { "",
                                       "COMPUTER",
                                       "[192.0.2.1]",
                                       "192.0.2.1",
                                       "a..b",
                                       "a b.example",
                                       "\xff.example",
                                       "a@b.example",
                                       "[IPv6:::1]",
                                       "::1",
                                       "." };
  g_autoptr (SafiZone) zone = vectors_new_zone ("{}");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiCsaResult) result = check (zone, "192.0.2.1", names[i]);

    g_assert_cmpint (result->code, ==, SAFI_AUTH_NONE);
    g_assert_cmpstr (result->reason, ==, "name");
  }
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, 0);
}

static void
test_a_parent_without_an_answer_is_an_error (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone ("{\"_client._smtp.example.com\": [\"TIMEOUT\"]}");
  g_autoptr (SafiCsaResult) result = check (zone, "192.0.2.1", "a.example.com");

  g_assert_cmpint (result->code, ==, SAFI_AUTH_TEMPERROR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-csa/vectors", test_vectors);
  g_test_add_func ("/auth-csa/parents-have-a-limit", test_parents_have_a_limit);
  g_test_add_func ("/auth-csa/what-is-no-host-name-is-not-asked",
                   test_what_is_no_host_name_is_not_asked);
  g_test_add_func ("/auth-csa/a-parent-without-an-answer-is-an-error",
                   test_a_parent_without_an_answer_is_an_error);
  return g_test_run ();
}
