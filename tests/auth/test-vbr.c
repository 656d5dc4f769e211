/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-vbr.h"

#include <string.h>

#include "vectors.h"

static const char *const domains[] = { "d.example", "e.example", NULL };
static const char *const certifiers[] = { "c.example", "c2.example", NULL };

static void
check_vector (JsonObject *vector)
{
  g_autoptr (SafiZone) zone = vectors_make_zone (vector);
  g_auto (GStrv) authenticated = vectors_get_list (vector, "authdomains");
  g_auto (GStrv) trusted = vectors_get_list (vector, "trusted");
  const char *header = vectors_find_string (vector, "header");
  g_autoptr (SafiVbrResult) result =
      safi_vbr_check (SAFI_RESOLVER (zone), header, strlen (header),
                      (const char *const *) authenticated, (const char *const *) trusted);

  g_assert_cmpstr (safi_auth_code_to_string (result->code), ==,
                   vectors_find_string (vector, "result"));
}

static void
test_vectors (void)
{
  vectors_run ("vbr", 8, check_vector);
}

static SafiAuthCode
check (const char *json, const char *header)
{
  g_autoptr (SafiZone) zone = vectors_new_zone (json);
  g_autoptr (SafiVbrResult) result =
      safi_vbr_check (SAFI_RESOLVER (zone), header, strlen (header), domains, certifiers);

  return result->code;
}

static void
test_a_result_says_who_vouches (void)
{
  static const char header[] = "Subject: x\r\nVBR-Info: md=other.example; mc=list; mv=c.example\r\n"
                               "VBR-Info: md=E.example; mc=LIST;\r\n mv=x.example : C2.example;\r\n"
                               "\r\nVBR-Info: md=d.example; mc=all; mv=c.example";
  g_autoptr (SafiZone) zone =
      vectors_new_zone ("{\"e.example._vouch.c2.example\": [{\"TXT\": \"transaction list\"}],"
                        "\"d.example._vouch.c.example\": [{\"TXT\": \"all\"}]}");
  g_autoptr (SafiVbrResult) result =
      safi_vbr_check (SAFI_RESOLVER (zone), header, strlen (header), domains, certifiers);

  g_assert_cmpint (result->code, ==, SAFI_AUTH_PASS);
  g_assert_cmpstr (result->domain, ==, "e.example");
  g_assert_cmpstr (result->certifier, ==, "c2.example");
  g_assert_cmpuint (safi_zone_get_n_look_ups (zone), ==, 1);
}

static void
test_fields_that_contradict_are_an_error (void)
{
  g_assert_cmpint (check ("{\"d.example._vouch.c.example\": [{\"TXT\": \"all\"}]}",
                          "VBR-Info: md=d.example; mc=list; mv=c.example\n"
                          "VBR-Info: md=d.example; mc=all; mv=c.example\n"),
                   ==, SAFI_AUTH_PERMERROR);
}

static void
test_one_answer_of_two_is_enough (void)
{
  static const char header[] = "VBR-Info: md=d.example; mc=all; mv=c.example:c2.example";

  g_assert_cmpint (check ("{\"d.example._vouch.c.example\": [\"TIMEOUT\"],"
                          "\"d.example._vouch.c2.example\": [{\"TXT\": \"all\"}]}",
                          header),
                   ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check ("{\"d.example._vouch.c.example\": [\"TIMEOUT\"]}", header), ==,
                   SAFI_AUTH_TEMPERROR);
}

/* @n - 1 other fields before the one that counts. */
static SafiAuthCode
check_fields (guint n)
{
  g_autoptr (GString) header = g_string_new (NULL);

  for (guint i = 1; i < n; i++)
    g_string_append (header, "VBR-Info: x\n");
  g_string_append (header, "VBR-Info: md=d.example; mc=all; mv=c.example\n");
  return check ("{\"d.example._vouch.c.example\": [{\"TXT\": \"all\"}]}", header->str);
}

static void
test_fields_have_a_limit (void)
{
  g_assert_cmpint (check_fields (SAFI_VBR_FIELDS_MAX), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check_fields (SAFI_VBR_FIELDS_MAX + 1), ==, SAFI_AUTH_NONE);
}

/* The trusted certifier at place @n, behind others that are trusted but do not vouch. */
static SafiAuthCode
check_certifiers (guint n)
{
  g_autoptr (GString) header = g_string_new ("VBR-Info: md=d.example; mc=all; mv=");

  for (guint i = 1; i < n; i++)
    g_string_append (header, "c2.example:");
  g_string_append (header, "c.example");
  return check ("{\"d.example._vouch.c.example\": [{\"TXT\": \"all\"}]}", header->str);
}

static void
test_certifiers_have_a_limit (void)
{
  g_assert_cmpint (check_certifiers (SAFI_VBR_CERTIFIERS_MAX), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check_certifiers (SAFI_VBR_CERTIFIERS_MAX + 1), ==, SAFI_AUTH_FAIL);
}

/* A field whose value has @n octets. */
static SafiAuthCode
check_octets (gsize n)
{
  static const char start[] = "md=d.example; mc=all; mv=c.example; x=";
  g_autofree char *rest = g_strnfill (n - strlen (start), 'x');
  g_autofree char *header = g_strconcat ("VBR-Info:", start, rest, "\n", NULL);

  return check ("{\"d.example._vouch.c.example\": [{\"TXT\": \"all\"}]}", header);
}

static void
test_octets_have_a_limit (void)
{
  g_assert_cmpint (check_octets (SAFI_VBR_FIELD_OCTETS_MAX), ==, SAFI_AUTH_PASS);
  g_assert_cmpint (check_octets (SAFI_VBR_FIELD_OCTETS_MAX + 1), ==, SAFI_AUTH_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-vbr/vectors", test_vectors);
  g_test_add_func ("/auth-vbr/a-result-says-who-vouches", test_a_result_says_who_vouches);
  g_test_add_func ("/auth-vbr/fields-that-contradict-are-an-error",
                   test_fields_that_contradict_are_an_error);
  g_test_add_func ("/auth-vbr/one-answer-of-two-is-enough", test_one_answer_of_two_is_enough);
  g_test_add_func ("/auth-vbr/fields-have-a-limit", test_fields_have_a_limit);
  g_test_add_func ("/auth-vbr/certifiers-have-a-limit", test_certifiers_have_a_limit);
  g_test_add_func ("/auth-vbr/octets-have-a-limit", test_octets_have_a_limit);
  return g_test_run ();
}
