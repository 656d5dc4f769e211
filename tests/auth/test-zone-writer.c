/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-cache.h"
#include "auth/dns/safi-zone-writer.h"
#include "auth/dns/safi-zone.h"

#include <string.h>

static const SafiDnsType types[] = { SAFI_DNS_A,   SAFI_DNS_PTR,  SAFI_DNS_MX,
                                     SAFI_DNS_TXT, SAFI_DNS_AAAA, SAFI_DNS_SRV };

static SafiZone *
read_zone (const char *json)
{
  g_autoptr (GError) error = NULL;
  SafiZone *zone = safi_zone_new (json, -1, &error);

  g_assert_no_error (error);
  return zone;
}

static void
append_record (GString *text, const SafiDnsRecord *record)
{
  g_autofree char *address = safi_ip_to_string (&record->address);

  g_string_append_printf (text, " %s,%s,%u,%u,%u,", address, record->name, record->priority,
                          record->weight, record->port);
  for (gsize i = 0; record->text != NULL && i < record->text->len; i++)
    g_string_append_printf (text, "%02x", (guchar) record->text->str[i]);
}

/* Returns: (transfer full): all that @resolver says of @names. */
static char *
describe (SafiResolver *resolver, const char *const *names)
{
  GString *text = g_string_new (NULL);

  for (; *names != NULL; names++)
    for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
      g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, *names, types[i]);

      g_string_append_printf (text, "\n%s %u: %u", *names, types[i], answer->outcome);
      for (guint j = 0; j < answer->records->len; j++)
        append_record (text, answer->records->pdata[j]);
    }
  return g_string_free (text, FALSE);
}

static void
test_what_was_written_answers_the_same (void)
{
  static const char *const names[] = { "a.example",  "b.example",     "c.example", "d.example",
                                       "nx.example", "alias.example", NULL };
  g_autoptr (SafiZone) zone = read_zone (
      "{\"a.example\": [{\"A\": \"192.0.2.1\"}, {\"A\": \"192.0.2.2\"}, {\"AAAA\": \"2001:db8::1\"},"
      "{\"AAAA\": \"::ffff:192.0.2.3\"}, {\"MX\": [10, \"mx.example\"]}, {\"MX\": [0, \".\"]},"
      "{\"PTR\": \"p.example\"}, {\"SRV\": [1, 2, 3, \"s.example\"]}, {\"TXT\": \"v=spf1 \\\"-all\"}],"
      "\"b.example\": [{\"TXT\": [\"TIMEOUT\"]}, {\"TXT\": \"\\\\000\\\\255\\\\\\\\001\"}, {\"TXT\": \"\"}],"
      "\"c.example\": [{\"TXT\": \"x\"}, \"TIMEOUT\"], \"d.example\": [],"
      "\"alias.example\": [{\"CNAME\": \"a.example\"}]}");
  g_autoptr (SafiZoneWriter) writer = safi_zone_writer_new ();
  g_autoptr (SafiResolver) listening = safi_zone_writer_listen (writer, SAFI_RESOLVER (zone));
  g_autofree char *said = describe (listening, names);
  g_autofree char *json = safi_zone_writer_to_json (writer);
  g_autoptr (SafiZone) again = read_zone (json);
  g_autofree char *original = describe (SAFI_RESOLVER (zone), names);
  g_autofree char *repeated = describe (SAFI_RESOLVER (again), names);

  g_assert_cmpstr (said, ==, original);
  g_assert_cmpstr (repeated, ==, original);
}

static void
test_nothing_asked_is_an_empty_zone (void)
{
  g_autoptr (SafiZoneWriter) writer = safi_zone_writer_new ();
  g_autofree char *json = safi_zone_writer_to_json (writer);
  g_autoptr (SafiZone) zone = read_zone (json);

  g_assert_nonnull (zone);
}

/* A first run leaves questions open, the next one has them answered. */
static void
test_the_last_answer_counts (void)
{
  static const char *const names[] = { "a.example", NULL };
  const SafiDnsQuestion question = { (char *) "a.example", SAFI_DNS_A };
  SafiDnsCache *cache = safi_dns_cache_new (safi_clock_get_system ());
  g_autoptr (SafiDnsAnswer) nothing = safi_dns_answer_new (SAFI_DNS_NODATA);
  g_autoptr (SafiZoneWriter) writer = safi_zone_writer_new ();
  g_autoptr (SafiResolver) listening = safi_zone_writer_listen (writer, SAFI_RESOLVER (cache));
  g_autofree char *open = describe (listening, names);
  g_autofree char *before = safi_zone_writer_to_json (writer);
  g_autofree char *answered = NULL;
  g_autofree char *after = NULL;

  safi_dns_cache_put (cache, &question, nothing);
  answered = describe (listening, names);
  after = safi_zone_writer_to_json (writer);
  g_assert_null (strstr (before, "a.example"));
  g_assert_nonnull (strstr (after, "NONE"));
  g_object_unref (cache);
}

static void
ask (SafiResolver *resolver, const char *name)
{
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, name, SAFI_DNS_TXT);

  g_assert_cmpint (answer->outcome, ==, SAFI_DNS_NODATA);
}

static void
test_names_that_are_no_text_are_left_out (void)
{
  g_autoptr (SafiZone) zone = read_zone ("{\"b.a.example\": []}");
  g_autoptr (SafiZoneWriter) writer = safi_zone_writer_new ();
  g_autoptr (SafiResolver) listening = safi_zone_writer_listen (writer, SAFI_RESOLVER (zone));
  g_autoptr (SafiDnsAnswer) answer =
      safi_resolver_look_up (listening, "\xff.a.example", SAFI_DNS_TXT);
  g_autofree char *json = NULL;

  ask (listening, "a.example");
  json = safi_zone_writer_to_json (writer);
  g_assert_true (g_utf8_validate (json, -1, NULL));
  g_assert_nonnull (strstr (json, "a.example"));
}

static void
test_answers_have_a_limit (void)
{
  g_autoptr (GString) text = g_string_new ("{\"first.example\": []");
  g_autoptr (SafiZone) zone = NULL;
  g_autoptr (SafiZoneWriter) writer = safi_zone_writer_new ();
  g_autoptr (SafiResolver) listening = NULL;
  g_autofree char *json = NULL;

  for (guint i = 1; i <= SAFI_ZONE_WRITER_ANSWERS_MAX; i++)
    g_string_append_printf (text, ", \"n%u.example\": []", i);
  g_string_append_c (text, '}');
  zone = read_zone (text->str);
  listening = safi_zone_writer_listen (writer, SAFI_RESOLVER (zone));
  ask (listening, "first.example");
  for (guint i = 1; i <= SAFI_ZONE_WRITER_ANSWERS_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("n%u.example", i);

    ask (listening, name);
  }
  json = safi_zone_writer_to_json (writer);
  g_assert_nonnull (strstr (json, "first.example"));
  g_assert_nonnull (strstr (json, "n9999.example"));
  g_assert_null (strstr (json, "n10000.example"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-zone-writer/what-was-written-answers-the-same",
                   test_what_was_written_answers_the_same);
  g_test_add_func ("/auth-zone-writer/nothing-asked-is-an-empty-zone",
                   test_nothing_asked_is_an_empty_zone);
  g_test_add_func ("/auth-zone-writer/the-last-answer-counts", test_the_last_answer_counts);
  g_test_add_func ("/auth-zone-writer/names-that-are-no-text-are-left-out",
                   test_names_that_are_no_text_are_left_out);
  g_test_add_func ("/auth-zone-writer/answers-have-a-limit", test_answers_have_a_limit);
  return g_test_run ();
}
