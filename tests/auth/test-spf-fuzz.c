/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf.h"

#include <string.h>

#include "../lib/random.h"
#include "auth/spf/safi-spf-macro.h"
#include "test-wild.h"

/* Records, macros and whole checks over random zones, always the same ones. */

#define ROUNDS 20000

static const char *const texts[] = {
  "%{s}", "%{l}", "%{o}", "%{d}", "%{i}", "%{p}", "%{h}",      "%{v}",
  "%{c}", "%{r}", "%{t}", "%{L",  "3",    "r",    "-",         ".",
  "}",    "%%",   "%_",   "%-",   "%",    "a",    "x.example",
};

static void
check_directive (const SafiSpfDirective *directive)
{
  g_assert_cmpuint (directive->prefix4, <=, 32);
  g_assert_cmpuint (directive->prefix6, <=, 128);
  if (directive->domain_spec != NULL)
    g_assert_true (safi_spf_macro_is_domain_spec (directive->domain_spec));
}

/* In a buffer of just its size, so that nothing behind it can be read unseen. */
static gboolean
read_record (const GString *text)
{
  char *octets = g_memdup2 (text->str, text->len);
  g_autoptr (SafiSpfRecord) record = safi_spf_record_parse (octets, text->len);

  for (guint i = 0; record != NULL && i < record->directives->len; i++)
    check_directive (record->directives->pdata[i]);
  g_free (octets);
  return record != NULL;
}

static void
test_broken_records (void)
{
  GRand *random = test_random_new ();
  guint n_good = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    GString *text = test_make_spf (random);

    g_string_erase (text, 0, (gssize) MIN (text->len, 6));
    n_good += read_record (text);
    g_string_free (text, TRUE);
  }
  g_assert_cmpuint (n_good, >, ROUNDS / 4);
  g_assert_cmpuint (n_good, <, ROUNDS);
  g_rand_free (random);
}

static void
check_expansion (const char *text, const SafiSpfMacroValues *values)
{
  g_autofree char *whole = safi_spf_macro_expand (text, values);
  g_autofree char *name = safi_spf_macro_expand_name (text, values);

  g_assert_nonnull (whole);
  g_assert_true (strlen (name) <= SAFI_DNS_NAME_MAX || strchr (name, '.') == NULL);
  g_assert_cmpuint (strlen (name), <=, strlen (whole));
}

static void
test_broken_macros (void)
{
  GRand *random = test_random_new ();
  SafiSpfMacroValues values = {
    .sender = "jo\xc3\xa9+x-y=z@b.example",
    .local_part = "jo\xc3\xa9+x-y=z",
    .sender_domain = "b.example",
    .domain = "a...example",
    .validated = "",
    .helo = "....",
    .receiver = "%{s}",
  };
  guint n_good = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new ("%{d2}.x.example");

    values.ip.octets[10] = i % 2 == 0 ? 0xff : 0;
    values.ip.octets[11] = 0xff;
    test_mutate (text, random, texts, G_N_ELEMENTS (texts));
    if (!safi_spf_macro_is_valid (text->str, SAFI_SPF_MACRO_EXPLANATION))
      continue;
    n_good++;
    check_expansion (text->str, &values);
  }
  g_assert_cmpuint (n_good, >, ROUNDS / 20);
  g_rand_free (random);
}

static void
check_result (const SafiSpfResult *result, TestWild *wild)
{
  gboolean failed = result->code == SAFI_AUTH_NONE || result->code == SAFI_AUTH_TEMPERROR ||
                    result->code == SAFI_AUTH_PERMERROR;

  g_assert_nonnull (result->domain);
  g_assert_cmpint (failed && result->problem == NULL, ==, FALSE);
  g_assert_cmpint (failed && result->mechanism != NULL, ==, FALSE);
  g_assert_true (result->explanation == NULL || result->code == SAFI_AUTH_FAIL);
  g_assert_cmpuint (test_wild_get_n_asked (wild), <=, SAFI_SPF_QUESTIONS_MAX);
  g_assert_cmpuint (test_wild_get_n_behind_open (wild), ==, 0);
  if (test_wild_was_open (wild))
    g_assert_cmpint (result->code, ==, SAFI_AUTH_TEMPERROR);
}

static SafiSpfResult *
check_once (guint seed)
{
  static const char *const senders[] = { "joe@a.example", "", "@b.example", "c.a.example",
                                         "\xff@a.example" };
  g_autoptr (TestWild) wild = test_wild_new (seed);
  SafiSpfRequest request = { .helo = "b.example", .explain = seed % 2 == 0 };
  SafiSpfResult *result;

  request.mail_from = senders[seed % G_N_ELEMENTS (senders)];
  g_assert_true (safi_ip_parse (seed % 3 == 0 ? "2001:db8::1" : "1.2.3.5", &request.ip));
  result = safi_spf_check_mail_from (SAFI_RESOLVER (wild), &request,
                                     seed % 4 == 0 ? SAFI_SPF_SCOPE_MFROM : SAFI_SPF_SCOPE_SPF);
  check_result (result, wild);
  return result;
}

static void
test_random_zones (void)
{
  g_autoptr (GRand) random = test_random_new ();
  const guint first = g_rand_int (random) / 2;
  guint n_codes[SAFI_AUTH_PERMERROR + 1] = { 0 };

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (SafiSpfResult) once = check_once (first + i);
    g_autoptr (SafiSpfResult) again = check_once (first + i);

    g_assert_cmpint (once->code, ==, again->code);
    g_assert_cmpstr (once->problem, ==, again->problem);
    n_codes[once->code]++;
  }
  for (guint i = 0; i < G_N_ELEMENTS (n_codes); i++)
    if (i != SAFI_AUTH_POLICY)
      g_assert_cmpuint (n_codes[i], >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-spf-fuzz/broken-records-are-refused", test_broken_records);
  g_test_add_func ("/auth-spf-fuzz/broken-macros-are-refused", test_broken_macros);
  g_test_add_func ("/auth-spf-fuzz/random-zones-are-left", test_random_zones);
  return g_test_run ();
}
