/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/zombie/safi-dnsbl.h"

#include <string.h>

#include "auth/dmarc/safi-bimi.h"
#include "auth/dns/safi-zone.h"

static SafiResolver *
make_zone (const char *json)
{
  g_autoptr (GError) error = NULL;
  SafiZone *zone = safi_zone_new (json, -1, &error);

  g_assert_no_error (error);
  return SAFI_RESOLVER (zone);
}

static SafiDnsblAnswer
look_up (const char *records)
{
  g_autofree char *json = g_strdup_printf ("{\"1.2.0.192.bl.example\":[%s]}", records);
  g_autoptr (SafiResolver) zone = make_zone (json);
  SafiIp ip;

  safi_ip_parse ("192.0.2.1", &ip);
  return safi_dnsbl_look_up (zone, "bl.example", &ip);
}

static void
test_names (void)
{
  SafiIp v4, v6;
  g_autofree char *name4 = NULL;
  g_autofree char *name6 = NULL;

  safi_ip_parse ("192.0.2.1", &v4);
  safi_ip_parse ("2001:db8::1", &v6);
  name4 = safi_dnsbl_make_name (&v4, "bl.example");
  name6 = safi_dnsbl_make_name (&v6, "bl.example");
  g_assert_cmpstr (name4, ==, "1.2.0.192.bl.example");
  g_assert_cmpstr (name6, ==,
                   "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example");
}

static void
test_answers (void)
{
  static const struct {
    const char *records;
    SafiDnsblOutcome outcome;
    guint n_codes;
  } cases[] = {
    { "{\"A\":\"127.0.0.2\"}", SAFI_DNSBL_LISTED, 1 },
    { "{\"A\":\"127.0.0.4\"},{\"A\":\"127.0.0.10\"}", SAFI_DNSBL_LISTED, 2 },
    { "{\"A\":\"127.0.0.1\"}", SAFI_DNSBL_UNKNOWN, 0 },
    { "{\"A\":\"198.51.100.1\"}", SAFI_DNSBL_UNKNOWN, 0 },
    { "{\"A\":\"127.255.255.254\"}", SAFI_DNSBL_BLOCKED, 0 },
    { "{\"A\":\"127.255.255.255\"},{\"A\":\"127.0.0.2\"}", SAFI_DNSBL_BLOCKED, 0 },
    { "{\"A\":\"127.0.0.2\"},{\"A\":\"127.255.255.252\"}", SAFI_DNSBL_BLOCKED, 0 },
    { "{\"A\":\"127.0.0.255\"}", SAFI_DNSBL_BLOCKED, 0 },
    { "{\"TXT\":\"x\"}", SAFI_DNSBL_NOT_LISTED, 0 },
    { "\"TIMEOUT\"", SAFI_DNSBL_UNKNOWN, 0 },
  };

  g_autoptr (GString) many = g_string_new ("{\"A\":\"127.0.0.2\"}");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiDnsblAnswer answer = look_up (cases[i].records);

    g_test_message ("%s", cases[i].records);
    g_assert_cmpint (answer.outcome, ==, cases[i].outcome);
    g_assert_cmpuint (answer.n_codes, ==, cases[i].n_codes);
  }
  for (guint i = 1; i < SAFI_DNSBL_CODES_MAX; i++)
    g_string_append (many, ",{\"A\":\"127.0.1.2\"}");
  g_assert_cmpuint (look_up (many->str).n_codes, ==, SAFI_DNSBL_CODES_MAX);
  g_string_append (many, ",{\"A\":\"127.0.1.3\"}");
  g_assert_cmpuint (look_up (many->str).n_codes, ==, SAFI_DNSBL_CODES_MAX);
}

#define LISTED "\"2.0.0.127.bl.example\":[{\"A\":\"127.0.0.2\"}]"

static void
test_the_test_points (void)
{
  static const struct {
    const char *json;
    gboolean is_good, is_known;
  } cases[] = {
    { "{" LISTED "}", TRUE, TRUE },
    { "{}", FALSE, TRUE },
    { "{" LISTED ",\"1.0.0.127.bl.example\":[{\"A\":\"127.0.0.2\"}]}", FALSE, TRUE },
    { "{\"2.0.0.127.bl.example\":[{\"A\":\"127.255.255.254\"}]}", FALSE, TRUE },
    { "{\"2.0.0.127.bl.example\":[\"TIMEOUT\"]}", FALSE, FALSE },
    { "{" LISTED ",\"1.0.0.127.bl.example\":[\"TIMEOUT\"]}", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiResolver) zone = make_zone (cases[i].json);
    gboolean is_known;

    g_assert_cmpint (safi_dnsbl_test (zone, "bl.example", &is_known), ==, cases[i].is_good);
    g_assert_cmpint (is_known, ==, cases[i].is_known);
  }
}

static SafiBimi *
check_bimi (const char *record,
            SafiAuthCode dmarc_code,
            SafiDmarcPolicy policy,
            gboolean is_several)
{
  g_autofree char *json = g_strdup_printf ("{\"default._bimi.bank.example\":[%s]}", record);
  g_autoptr (SafiResolver) zone = make_zone (json);
  SafiDmarcResult dmarc = { .code = dmarc_code,
                            .policy = policy,
                            .author = (char *) "news.bank.example",
                            .organization = (char *) "bank.example",
                            .has_several_authors = is_several };

  return safi_bimi_check (zone, &dmarc, NULL);
}

#define PICTURE "{\"TXT\":\"v=BIMI1; l=https://bank.example/x.svg; a=https://bank.example/x.pem\"}"

static void
test_a_picture_needs_a_protected_name (void)
{
  static const struct {
    SafiAuthCode dmarc;
    SafiDmarcPolicy policy;
    gboolean is_several;
    SafiAuthCode code;
  } cases[] = {
    { SAFI_AUTH_PASS, SAFI_DMARC_POLICY_REJECT, FALSE, SAFI_AUTH_PASS },
    { SAFI_AUTH_PASS, SAFI_DMARC_POLICY_QUARANTINE, FALSE, SAFI_AUTH_PASS },
    { SAFI_AUTH_PASS, SAFI_DMARC_POLICY_NONE, FALSE, SAFI_AUTH_NONE },
    { SAFI_AUTH_FAIL, SAFI_DMARC_POLICY_REJECT, FALSE, SAFI_AUTH_NONE },
    { SAFI_AUTH_PASS, SAFI_DMARC_POLICY_REJECT, TRUE, SAFI_AUTH_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiBimi) bimi =
        check_bimi (PICTURE, cases[i].dmarc, cases[i].policy, cases[i].is_several);

    g_assert_cmpint (bimi->code, ==, cases[i].code);
    g_assert_cmpint (*bimi->location != '\0', ==, cases[i].code == SAFI_AUTH_PASS);
    g_assert_cmpint (*bimi->authority != '\0', ==, cases[i].code == SAFI_AUTH_PASS);
  }
}

static void
test_records_of_pictures (void)
{
  static const struct {
    const char *record;
    SafiAuthCode code;
  } cases[] = {
    { "{\"TXT\":\"v=BIMI1; l=\"}", SAFI_AUTH_NONE },
    { "{\"TXT\":\"v=BIMI1\"}", SAFI_AUTH_FAIL },
    { "{\"TXT\":\"v=BIMI1; l=http://bank.example/x.svg\"}", SAFI_AUTH_FAIL },
    { "{\"TXT\":\"l=https://bank.example/x.svg; v=BIMI1\"}", SAFI_AUTH_FAIL },
    { "{\"TXT\":\"\"}", SAFI_AUTH_FAIL },
    { PICTURE "," PICTURE, SAFI_AUTH_NONE },
    { "\"TIMEOUT\"", SAFI_AUTH_TEMPERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiBimi) bimi =
        check_bimi (cases[i].record, SAFI_AUTH_PASS, SAFI_DMARC_POLICY_REJECT, FALSE);

    g_test_message ("%s", cases[i].record);
    g_assert_cmpint (bimi->code, ==, cases[i].code);
  }
}

static void
test_selectors (void)
{
  g_autofree char *good = safi_bimi_read_selector ("v=BIMI1; s=Brand_1-x;");
  g_autofree char *longest = g_strnfill (SAFI_BIMI_SELECTOR_MAX, 'a');
  g_autofree char *at_limit = g_strconcat ("v=BIMI1;s=", longest, NULL);
  g_autofree char *beyond = g_strconcat (at_limit, "a", NULL);
  g_autofree char *read = safi_bimi_read_selector (at_limit);

  g_assert_cmpstr (good, ==, "Brand_1-x");
  g_assert_cmpstr (read, ==, longest);
  g_assert_null (safi_bimi_read_selector (beyond));
  g_assert_null (safi_bimi_read_selector ("v=BIMI1; s=a.b"));
  g_assert_null (safi_bimi_read_selector ("s=a"));
  g_assert_null (safi_bimi_read_selector (""));
}

static void
test_fields_of_dkim2_are_seen (void)
{
  static const char with[] = "From: a@b.example\ndkim2-signature: x\n\n";
  static const char without[] = "From: a@b.example\nDKIM-Signature: x\n\nDKIM2-Signature: x\n";

  g_assert_true (safi_dkim2_is_present (with, strlen (with)));
  g_assert_false (safi_dkim2_is_present (without, strlen (without)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dnsbl/names", test_names);
  g_test_add_func ("/auth-dnsbl/answers", test_answers);
  g_test_add_func ("/auth-dnsbl/the-test-points", test_the_test_points);
  g_test_add_func ("/auth-dnsbl/a-picture-needs-a-protected-name",
                   test_a_picture_needs_a_protected_name);
  g_test_add_func ("/auth-dnsbl/records-of-pictures", test_records_of_pictures);
  g_test_add_func ("/auth-dnsbl/selectors", test_selectors);
  g_test_add_func ("/auth-dnsbl/fields-of-dkim2-are-seen", test_fields_of_dkim2_are_seen);
  return g_test_run ();
}
