/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-dna.h"

#include "vectors.h"

static void
check_vector (JsonObject *vector)
{
  g_autoptr (SafiZone) zone = vectors_make_zone (vector);

  if (vectors_find_string (vector, "service") != NULL) {
    SafiDnaGrade grade =
        safi_dna_get_grade (SAFI_RESOLVER (zone), vectors_find_string (vector, "domain"),
                            vectors_find_string (vector, "service"));

    g_assert_cmpstr (safi_dna_grade_to_string (grade), ==, vectors_find_string (vector, "result"));
  } else {
    g_auto (GStrv) expected = vectors_get_list (vector, "services");
    g_autoptr (SafiDnsAnswer) answer =
        safi_resolver_look_up (SAFI_RESOLVER (zone), "mx.example.com", SAFI_DNS_PTR);
    g_auto (GStrv) services = safi_dna_list_services (answer);

    g_assert_cmpstrv (services, expected);
  }
}

static void
test_vectors (void)
{
  vectors_run ("dna", 9, check_vector);
}

static SafiDnaGrade
check (const char *json, const char *const *trusted, char **ret_service)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (json);

  return safi_dna_check (SAFI_RESOLVER (zone), "a.example", trusted, ret_service);
}

static void
test_only_trusted_services_are_heard (void)
{
  static const char zone[] = "{\"a.example\": [{\"PTR\": \"_VOUCH._SMTP.mine.example\"},"
                             "{\"PTR\": \"_vouch._smtp.good.example\"}],"
                             "\"a.example.mine.example\": [{\"TXT\": \"MARID,1,A\"}],"
                             "\"a.example.good.example\": [{\"TXT\": \"MARID,1,D\"}]}";
  static const char *const nobody[] = { NULL };
  static const char *const good[] = { "Good.example", NULL };
  g_autofree char *none = NULL;
  g_autofree char *service = NULL;

  g_assert_cmpint (check (zone, nobody, &none), ==, SAFI_DNA_UNKNOWN);
  g_assert_null (none);
  g_assert_cmpint (check (zone, good, &service), ==, SAFI_DNA_NOT_RECOMMENDED);
  g_assert_cmpstr (service, ==, "good.example");
}

/* @n trusted services, the last of which warns. */
static SafiDnaGrade
check_services (guint n)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) trusted = NULL;
  g_autofree char *service = NULL;

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("s%u.example", i);

    g_strv_builder_add (builder, name);
    g_string_append_printf (json, "\"a.example.%s\": [{\"TXT\": \"MARID,1,%c\"}], ", name,
                            i + 1 < n ? 'A' : 'E');
  }
  g_string_append (json, "\"a.example\": [{\"TXT\": \"x\"}");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, ", {\"PTR\": \"_vouch._smtp.s%u.example\"}", i);
  g_string_append (json, "]}");
  trusted = g_strv_builder_end (builder);
  return check (json->str, (const char *const *) trusted, &service);
}

static void
test_services_have_a_limit (void)
{
  g_assert_cmpint (check_services (SAFI_DNA_SERVICES_MAX), ==, SAFI_DNA_STRONGLY_NOT_RECOMMENDED);
  g_assert_cmpint (check_services (SAFI_DNA_SERVICES_MAX + 1), ==, SAFI_DNA_STRONGLY_RECOMMENDED);
}

static void
test_no_answer_is_no_grade (void)
{
  static const char *const trusted[] = { "s.example", NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpint (check ("{\"a.example\": [\"TIMEOUT\"]}", trusted, &first), ==,
                   SAFI_DNA_TEMPERROR);
  g_assert_cmpint (check ("{\"a.example\": [{\"PTR\": \"_vouch._smtp.s.example\"}],"
                          "\"a.example.s.example\": [\"TIMEOUT\"]}",
                          trusted, &second),
                   ==, SAFI_DNA_TEMPERROR);
}

static void
test_other_texts_are_no_reports (void)
{
  static const char *const bad[] = { "MARID,1,",   "MARID,1,F",  "MARID,1,a",
                                     "MARID,1,AB", "marid,1,A",  "MARID,1,A ",
                                     " MARID,1,A", "MARID,11,A", "" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *json =
        g_strdup_printf ("{\"a.example.s.example\": [{\"TXT\": \"%s\"}]}", bad[i]);
    g_autoptr (SafiZone) zone = vectors_new_zone (json);

    g_assert_cmpint (safi_dna_get_grade (SAFI_RESOLVER (zone), "a.example", "s.example"), ==,
                     SAFI_DNA_UNKNOWN);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dna/vectors", test_vectors);
  g_test_add_func ("/auth-dna/only-trusted-services-are-heard",
                   test_only_trusted_services_are_heard);
  g_test_add_func ("/auth-dna/services-have-a-limit", test_services_have_a_limit);
  g_test_add_func ("/auth-dna/no-answer-is-no-grade", test_no_answer_is_no_grade);
  g_test_add_func ("/auth-dna/other-texts-are-no-reports", test_other_texts_are_no_reports);
  return g_test_run ();
}
