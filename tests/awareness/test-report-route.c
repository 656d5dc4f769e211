/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/country/safi-country.h"
#include "awareness/country/safi-report-route.h"
#include "core/base/safi-clock.h"

/* The routes as "way value, way value". Returns: (transfer full). */
static char *
list_of (const char *country, SafiKind kind, SafiForm form)
{
  static const char *const ways[] = { "mail",     "write",    "web",  "sms",   "call",
                                      "provider", "operator", "bank", "police" };
  g_autoptr (GArray) routes = NULL;
  GString *out = g_string_new (NULL);
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 26, G_DATE_NOVEMBER, 2026);
  routes = safi_report_list_routes (safi_country_list_facts (), country, kind, form, &today);
  for (guint i = 0; i < routes->len; i++) {
    const SafiRoute *route = &g_array_index (routes, SafiRoute, i);

    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", ways[route->way]);
    if (route->fact != NULL)
      g_string_append_printf (out, " %s", route->fact->value);
  }
  return g_string_free (out, FALSE);
}

static void
assert_routes (const char *country, SafiKind kind, SafiForm form, const char *expected)
{
  g_autofree char *found = list_of (country, kind, form);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_body_follows_kind_and_country (void)
{
  assert_routes ("GB", SAFI_KIND_PHISHING, SAFI_FORM_MAIL,
                 "mail report@phishing.gov.uk, web https://www.reportfraud.police.uk/, provider, "
                 "bank, police");
  assert_routes ("GB", SAFI_KIND_ADVERT, SAFI_FORM_MAIL, "provider");
  assert_routes ("NL", SAFI_KIND_ADVERT, SAFI_FORM_MAIL,
                 "web https://www.acm.nl/nl/spamklacht/formulier, call 088-7867372, provider");
  assert_routes ("BR", SAFI_KIND_ADVERT, SAFI_FORM_MAIL, "mail mail-abuse@cert.br, provider");
  assert_routes ("TO", SAFI_KIND_MALWARE, SAFI_FORM_MAIL,
                 "mail report@cert.gov.to, call 2378, provider");
}

static void
test_sms_is_forwarded_to_its_number (void)
{
  assert_routes ("KE", SAFI_KIND_MONEY, SAFI_FORM_TEXT,
                 "sms 333, web https://nc4.go.ke/report/, operator, bank, police");
  assert_routes ("FR", SAFI_KIND_OTHER, SAFI_FORM_TEXT, "sms 33700, operator, bank, police");
}

static void
test_a_text_is_written_and_not_attached (void)
{
  assert_routes ("LK", SAFI_KIND_OTHER, SAFI_FORM_TEXT,
                 "write report@cert.gov.lk, operator, bank, police");
}

static void
test_a_call_is_told_and_not_forwarded (void)
{
  assert_routes ("KE", SAFI_KIND_MONEY, SAFI_FORM_CALL,
                 "web https://nc4.go.ke/report/, operator, bank, police");
  assert_routes ("VN", SAFI_KIND_OTHER, SAFI_FORM_CALL, "call 156, operator, bank, police");
  assert_routes ("FR", SAFI_KIND_THREAT, SAFI_FORM_CALL, "operator, bank, police");
}

static void
test_mail_is_not_reported_where_only_calls_are_taken (void)
{
  assert_routes ("IN", SAFI_KIND_ADVERT, SAFI_FORM_MAIL, "provider");
  assert_routes ("VN", SAFI_KIND_OTHER, SAFI_FORM_MAIL, "provider");
  assert_routes ("VN", SAFI_KIND_OTHER, SAFI_FORM_TEXT,
                 "sms 5656, call 156, operator, bank, police");
}

static void
test_country_without_facts_has_the_general_ways (void)
{
  static const char *const countries[] = { "NP", "TR", "FJ", "" };

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++) {
    assert_routes (countries[i], SAFI_KIND_PHISHING, SAFI_FORM_MAIL, "provider, bank, police");
    assert_routes (countries[i], SAFI_KIND_THREAT, SAFI_FORM_MAIL, "provider, police");
    assert_routes (countries[i], SAFI_KIND_BOUNCE, SAFI_FORM_MAIL, "provider");
    assert_routes (countries[i], SAFI_KIND_NONE, SAFI_FORM_TEXT, "operator, bank, police");
  }
}

/* Complaints about data, helplines for children and laws take no reports of junk. */
static void
test_nobody_else_is_ever_named (void)
{
  GPtrArray *facts = safi_country_list_facts ();
  GDate today;

  safi_clock_get_date (safi_clock_get_system (), &today);
  for (guint i = 0; i < facts->len; i++)
    for (guint kind = 0; kind < 3 * SAFI_N_KINDS; kind++) {
      const SafiCountryFact *one = facts->pdata[i];
      g_autoptr (GArray) routes = safi_report_list_routes (
          facts, one->country, (SafiKind) (kind / 3), (SafiForm) (kind % 3), &today);

      g_assert_cmpuint (routes->len, >, 0);
      for (guint j = 0; j < routes->len; j++) {
        const SafiCountryFact *fact = g_array_index (routes, SafiRoute, j).fact;

        g_assert_true (fact == NULL || (fact->use < SAFI_USE_DATA_PROTECTION &&
                                        fact->use != SAFI_USE_CHILD_HELPLINE &&
                                        fact->use != SAFI_USE_LOST_MONEY && *fact->source != '\0'));
      }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-route/body-follows-kind-and-country",
                   test_body_follows_kind_and_country);
  g_test_add_func ("/report-route/sms-is-forwarded-to-its-number",
                   test_sms_is_forwarded_to_its_number);
  g_test_add_func ("/report-route/a-text-is-written-and-not-attached",
                   test_a_text_is_written_and_not_attached);
  g_test_add_func ("/report-route/a-call-is-told-and-not-forwarded",
                   test_a_call_is_told_and_not_forwarded);
  g_test_add_func ("/report-route/mail-is-not-reported-where-only-calls-are-taken",
                   test_mail_is_not_reported_where_only_calls_are_taken);
  g_test_add_func ("/report-route/country-without-facts-has-the-general-ways",
                   test_country_without_facts_has_the_general_ways);
  g_test_add_func ("/report-route/nobody-else-is-ever-named", test_nobody_else_is_ever_named);
  return g_test_run ();
}
