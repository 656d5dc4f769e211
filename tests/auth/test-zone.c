/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-zone.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "vectors.h"

static SafiDnsAnswer *
ask (SafiZone *zone, const char *name, SafiDnsType type)
{
  return safi_resolver_look_up (SAFI_RESOLVER (zone), name, type);
}

static SafiDnsOutcome
ask_outcome (SafiZone *zone, const char *name, SafiDnsType type)
{
  g_autoptr (SafiDnsAnswer) answer = ask (zone, name, type);

  return answer->outcome;
}

static const SafiDnsRecord *
get_record (const SafiDnsAnswer *answer, guint i)
{
  g_assert_cmpint (answer->outcome, ==, SAFI_DNS_FOUND);
  g_assert_cmpuint (i, <, answer->records->len);
  return answer->records->pdata[i];
}

static void
test_records_are_read (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (
      "{\"Host.Example.\": [{\"A\": \"192.0.2.1\"}, {\"A\": \"192.0.2.2\"}, {\"PTR\": \"B.example.\"},"
      "{\"AAAA\": \"2001:db8::1\"}, {\"MX\": [10, \"\"]}, {\"SRV\": [1, 2, 3, \"T.example\"]},"
      "{\"NAPTR\": {}}]}");
  g_autoptr (SafiDnsAnswer) a = ask (zone, "host.example", SAFI_DNS_A);
  g_autoptr (SafiDnsAnswer) aaaa = ask (zone, "HOST.example.", SAFI_DNS_AAAA);
  g_autoptr (SafiDnsAnswer) ptr = ask (zone, "host.example", SAFI_DNS_PTR);
  g_autoptr (SafiDnsAnswer) mx = ask (zone, "host.example", SAFI_DNS_MX);
  g_autoptr (SafiDnsAnswer) srv = ask (zone, "host.example", SAFI_DNS_SRV);
  g_autofree char *second = safi_ip_to_string (&get_record (a, 1)->address);
  g_autofree char *v6 = safi_ip_to_string (&get_record (aaaa, 0)->address);

  g_assert_cmpstr (second, ==, "192.0.2.2");
  g_assert_cmpstr (v6, ==, "2001:db8::1");
  g_assert_cmpstr (get_record (ptr, 0)->name, ==, "b.example");
  g_assert_cmpuint (get_record (mx, 0)->priority, ==, 10);
  g_assert_cmpstr (get_record (mx, 0)->name, ==, "");
  g_assert_cmpuint (get_record (srv, 0)->weight, ==, 2);
  g_assert_cmpuint (get_record (srv, 0)->port, ==, 3);
  g_assert_cmpstr (get_record (srv, 0)->name, ==, "t.example");
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, 5);
}

static void
test_texts_are_octets (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (
      "{\"a.example\": [{\"TXT\": [\"one\\\\000\", \"\\\\\\\\\\\\255\"]}, {\"TXT\": []}]}");
  g_autoptr (SafiDnsAnswer) answer = ask (zone, "a.example", SAFI_DNS_TXT);
  const GString *text = get_record (answer, 0)->text;

  g_assert_cmpmem (text->str, text->len, "one\0\\\xff", 6);
  g_assert_cmpuint (get_record (answer, 1)->text->len, ==, 0);
}

static void
test_long_texts_are_left_out (void)
{
  g_autofree char *longest = g_strnfill (SAFI_DNS_TEXT_OCTETS_MAX, 'a');
  g_autofree char *json =
      g_strdup_printf ("{\"a.example\": [{\"TXT\": \"%s\"}], \"b.example\": [{\"TXT\": \"%sa\"}]}",
                       longest, longest);
  g_autoptr (SafiZone) zone = vectors_new_zone (json);

  g_assert_cmpint (ask_outcome (zone, "a.example", SAFI_DNS_TXT), ==, SAFI_DNS_FOUND);
  g_assert_cmpint (ask_outcome (zone, "b.example", SAFI_DNS_TXT), ==, SAFI_DNS_NODATA);
}

static void
test_a_name_above_another_exists (void)
{
  g_autoptr (SafiZone) zone = vectors_new_zone ("{\"a.b.example\": []}");

  g_assert_cmpint (ask_outcome (zone, "a.b.example", SAFI_DNS_A), ==, SAFI_DNS_NODATA);
  g_assert_cmpint (ask_outcome (zone, "b.example", SAFI_DNS_A), ==, SAFI_DNS_NODATA);
  g_assert_cmpint (ask_outcome (zone, "c.example", SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
  g_assert_cmpint (ask_outcome (zone, "x.a.b.example", SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
}

static void
test_what_stands_before_a_time_out_answers (void)
{
  g_autoptr (SafiZone) zone =
      vectors_new_zone ("{\"a.example\": [{\"TXT\": \"x\"}, {\"PTR\": \"NONE\"}, \"TIMEOUT\","
                        "{\"A\": \"192.0.2.1\"}], \"b.example\": [{\"TXT\": \"SERVFAIL\"}]}");

  g_assert_cmpint (ask_outcome (zone, "a.example", SAFI_DNS_TXT), ==, SAFI_DNS_FOUND);
  g_assert_cmpint (ask_outcome (zone, "a.example", SAFI_DNS_PTR), ==, SAFI_DNS_NODATA);
  g_assert_cmpint (ask_outcome (zone, "a.example", SAFI_DNS_A), ==, SAFI_DNS_TEMPERROR);
  g_assert_cmpint (ask_outcome (zone, "a.example", SAFI_DNS_MX), ==, SAFI_DNS_TEMPERROR);
  g_assert_cmpint (ask_outcome (zone, "b.example", SAFI_DNS_TXT), ==, SAFI_DNS_TEMPERROR);
  g_assert_cmpint (ask_outcome (zone, "b.example", SAFI_DNS_A), ==, SAFI_DNS_NODATA);
}

/* a0 → a1 → … → a@n, which has an address. */
static SafiZone *
make_chain (guint n)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "\"a%u.example\": [{\"CNAME\": \"A%u.example.\"}], ", i, i + 1);
  g_string_append_printf (json, "\"a%u.example\": [{\"A\": \"192.0.2.1\"}]}", n);
  return vectors_new_zone (json->str);
}

static void
test_aliases_are_followed_so_far (void)
{
  g_autoptr (SafiZone) longest = make_chain (SAFI_ZONE_ALIASES_MAX);
  g_autoptr (SafiZone) too_long = make_chain (SAFI_ZONE_ALIASES_MAX + 1);
  g_autoptr (SafiZone) loop =
      vectors_new_zone ("{\"a.example\": [{\"CNAME\": \"a.example\"}],"
                        "\"b.example\": [{\"CNAME\": \"nowhere.example\"}]}");

  g_assert_cmpint (ask_outcome (longest, "a0.example", SAFI_DNS_A), ==, SAFI_DNS_FOUND);
  g_assert_cmpint (ask_outcome (longest, "a0.example", SAFI_DNS_TXT), ==, SAFI_DNS_NODATA);
  g_assert_cmpint (ask_outcome (too_long, "a0.example", SAFI_DNS_A), ==, SAFI_DNS_TEMPERROR);
  g_assert_cmpint (ask_outcome (loop, "a.example", SAFI_DNS_A), ==, SAFI_DNS_TEMPERROR);
  g_assert_cmpint (ask_outcome (loop, "b.example", SAFI_DNS_A), ==, SAFI_DNS_NXDOMAIN);
}

static void
test_what_is_no_zone_is_refused (void)
{
  g_autofree char *long_name = g_strnfill (SAFI_DNS_NAME_MAX + 1, 'a');
  g_autofree char *too_long = g_strdup_printf ("{\"%s\": []}", long_name);
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autofree char *hidden = g_strconcat ("/*\"*/", deep, NULL);
  const char *const bad[] = {
    "",
    "[]",
    "{",
    "{\"a\": {}}",
    "{\"a\": [1]}",
    "{\"a\": [\"NONE\"]}",
    "{\"a\": [{}]}",
    "{\"a\": [{\"A\": \"::1\"}]}",
    "{\"a\": [{\"AAAA\": \"1.2.3.4\"}]}",
    "{\"a\": [{\"A\": 1}]}",
    "{\"a\": [{\"A\": \"1.2.3.4\", \"TXT\": \"x\"}]}",
    "{\"a\": [{\"MX\": \"b\"}]}",
    "{\"a\": [{\"MX\": [65536, \"b\"]}]}",
    "{\"a\": [{\"MX\": [-1, \"b\"]}]}",
    "{\"a\": [{\"MX\": [1.5, \"b\"]}]}",
    "{\"a\": [{\"SRV\": [1, 2, \"b\"]}]}",
    "{\"a\": [{\"TXT\": \"\\\\25\"}]}",
    "{\"a\": [{\"TXT\": \"\\\\256\"}]}",
    "{\"a\": [{\"TXT\": [1]}]}",
    "{\"a\": [{\"CNAME\": []}]}",
    too_long,
    deep,
    hidden,
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (safi_zone_new (bad[i], -1, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  }
}

static void
test_a_fault_has_its_place (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      safi_zone_new ("{\"b.example\": [{\"A\": \"192.0.2.1\"}, {\"A\": 2}]}", -1, &error));
  g_assert_nonnull (strstr (error->message, "b.example, record 2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-zone/records-are-read", test_records_are_read);
  g_test_add_func ("/auth-zone/texts-are-octets", test_texts_are_octets);
  g_test_add_func ("/auth-zone/long-texts-are-left-out", test_long_texts_are_left_out);
  g_test_add_func ("/auth-zone/a-name-above-another-exists", test_a_name_above_another_exists);
  g_test_add_func ("/auth-zone/what-stands-before-a-time-out-answers",
                   test_what_stands_before_a_time_out_answers);
  g_test_add_func ("/auth-zone/aliases-are-followed-so-far", test_aliases_are_followed_so_far);
  g_test_add_func ("/auth-zone/what-is-no-zone-is-refused", test_what_is_no_zone_is_refused);
  g_test_add_func ("/auth-zone/a-fault-has-its-place", test_a_fault_has_its_place);
  return g_test_run ();
}
