/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/random.h"
#include "awareness/country/safi-country.h"
#include "awareness/country/safi-csv.h"

#define FUZZ_ROUNDS 20000

static const char head[] = "iso2,use,value,kind,body,operator,hours,cost,language_of_service,"
                           "source_url,source_kind,source_date,note\r\n";
static const char weak_head[] = "iso2,use,value,why\n";

/* @weak: (nullable): a row. */
static GPtrArray *
parse_weak (const char *rows, const char *weak, GError **error)
{
  g_autofree char *text = g_strconcat (head, rows, NULL);
  g_autofree char *weak_text = g_strconcat (weak_head, weak, NULL);
  g_autoptr (GBytes) octets = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) weak_octets = g_bytes_new_static (weak_text, strlen (weak_text));

  return safi_country_facts_parse (octets, weak_octets, error);
}

static GPtrArray *
parse (const char *rows, GError **error)
{
  return parse_weak (rows, NULL, error);
}

static GPtrArray *
parse_good (const char *rows)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *facts = parse (rows, &error);

  g_assert_no_error (error);
  return facts;
}

static void
assert_refused (const char *rows, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts = parse (rows, &error);

  g_assert_null (facts);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  if (strstr (error->message, reason) == NULL)
    g_error ("wanted \"%s\", got \"%s\"", reason, error->message);
}

static GDate
date_of (GDateYear year, GDateMonth month, GDateDay day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return date;
}

static void
test_a_row_is_read_with_its_types (void)
{
  g_autoptr (GPtrArray) facts = parse_good (
      "KE,forward_sms,333,short_code,\"A, \"\"B\"\"\",Op,24h,free,en,https://a.example/,"
      "press,2025-07,note\r\nKE,police,+254 1-2,phone,P,,,,,,official,,");
  const SafiCountryFact *fact;

  g_assert_cmpuint (facts->len, ==, 2);
  fact = facts->pdata[0];
  g_assert_cmpstr (fact->country, ==, "KE");
  g_assert_cmpint (fact->use, ==, SAFI_USE_FORWARD_SMS);
  g_assert_cmpint (fact->kind, ==, SAFI_VALUE_SHORT_CODE);
  g_assert_cmpstr (fact->value, ==, "333");
  g_assert_cmpstr (fact->body, ==, "A, \"B\"");
  g_assert_cmpstr (fact->only_of, ==, "Op");
  g_assert_cmpint (g_date_get_month (&fact->date), ==, 7);
  fact = facts->pdata[1];
  g_assert_false (g_date_valid (&fact->date));
}

static void
test_what_is_no_value_is_refused (void)
{
  assert_refused ("ke,police,1,short_code,P,,,,,,press,,\n", "iso2");
  assert_refused ("KE,polis,1,short_code,P,,,,,,press,,\n", "use");
  assert_refused ("KE,police,1,fax,P,,,,,,press,,\n", "kind");
  assert_refused ("KE,police,call 112,short_code,P,,,,,,press,,\n", "value");
  assert_refused ("KE,police,,short_code,P,,,,,,press,,\n", "value");
  assert_refused ("KE,police,- -,phone,P,,,,,,press,,\n", "value");
  assert_refused ("KE,cert,a b@c.example,email,P,,,,,,press,,\n", "value");
  assert_refused ("KE,cert,@c.example,email,P,,,,,,press,,\n", "value");
  assert_refused ("KE,cert,http://a.example,url,P,,,,,,press,,\n", "value");
  assert_refused ("KE,cert,https://bank@a.example,url,P,,,,,,press,,\n", "value");
  assert_refused ("KE,cert,javascript:1,url,P,,,,,,press,,\n", "value");
  assert_refused ("KE,cert,https://аpple.example,url,P,,,,,,press,,\n", "value");
  assert_refused ("KE,police,A law,text,P,,,,,,press,,\n", "kind");
  assert_refused ("KE,law_spam,116,short_code,P,,,,,,press,,\n", "kind");
  assert_refused ("KE,police,1,short_code,P,,,,,,rumour,,\n", "source_kind");
}

static void
test_dates_are_whole_or_refused (void)
{
  static const char *const wrong[] = { "202",      "2025-13", "2025-02-30",
                                       "2025-1-1", "soon",    "20-12-31x" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *row = g_strdup_printf ("KE,police,1,short_code,P,,,,,,press,%s,\n", wrong[i]);

    assert_refused (row, "line 2: source_date");
  }
}

static void
test_columns_are_as_many_as_named (void)
{
  assert_refused ("KE,police,1,short_code,P,,,,,,press,\n", "line 2: the number of columns");
  assert_refused ("KE,police,1,short_code,P,,,,,,press,,,\n", "line 2: the number of columns");
}

static void
test_hostile_characters_are_refused (void)
{
  assert_refused ("KE,police,1,short_code,\x1b[2J,,,,,,press,,\n", "character");
  assert_refused ("KE,police,1,short_code,\u202e,,,,,,press,,\n", "character");
  assert_refused ("KE,police,1,short_code,\u2066,,,,,,press,,\n", "character");
  assert_refused ("KE,police,1,short_code,\"a\nb\",,,,,,press,,\n", "character");
  assert_refused ("KE,police,1,short_code,\xff,,,,,,press,,\n", "UTF-8");
  assert_refused ("KE,police,1,short_code,\"a,,,,,,press,,\n", "quote");
  assert_refused ("KE,police,1,short_code,a\"b,,,,,,press,,\n", "quote");
  assert_refused ("KE,police,1,short_code,\"a\"b,,,,,,press,,\n", "quoted");
}

static void
test_a_field_has_a_limit (void)
{
  g_autofree char *most = g_strnfill (SAFI_CSV_FIELD_OCTETS_MAX, 'x');
  g_autofree char *good = g_strdup_printf ("KE,police,1,short_code,%s,,,,,,press,,\n", most);
  g_autofree char *more = g_strdup_printf ("KE,police,1,short_code,%sx,,,,,,press,,\n", most);
  g_autofree char *quoted = g_strdup_printf ("KE,police,1,short_code,\"%sx\",,,,,,press,,\n", most);
  g_autoptr (GPtrArray) facts = parse_good (good);

  g_assert_cmpuint (facts->len, ==, 1);
  assert_refused (more, "too long");
  assert_refused (quoted, "too long");
}

static void
test_records_have_a_limit (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GPtrArray) facts = NULL;

  for (guint i = 1; i < SAFI_CSV_RECORDS_MAX; i++)
    g_string_append (rows, "KE,police,1,short_code,P,,,,,,press,,\n");
  facts = parse_good (rows->str);
  g_assert_cmpuint (facts->len, ==, SAFI_CSV_RECORDS_MAX - 1);
  g_string_append (rows, "KE,police,1,short_code,P,,,,,,press,,\n");
  assert_refused (rows->str, "too many records");
}

static void
test_fields_and_octets_have_a_limit (void)
{
  g_autofree char *commas = g_strnfill (SAFI_CSV_FIELDS_MAX, ',');
  g_autoptr (GString) large = g_string_new (NULL);
  SafiCsv csv;

  assert_refused (commas, "too many fields");
  commas[SAFI_CSV_FIELDS_MAX - 1] = '\0';
  assert_refused (commas, "the number of columns");
  for (gsize i = 0; i <= SAFI_CSV_OCTETS_MAX; i++)
    g_string_append_c (large, '\n');
  for (gsize length = SAFI_CSV_OCTETS_MAX; length <= large->len; length++) {
    g_autoptr (GBytes) octets = g_bytes_new_static (large->str, length);

    g_assert_true (safi_csv_init (&csv, octets, NULL) == (length == SAFI_CSV_OCTETS_MAX));
    safi_csv_clear (&csv);
  }
}

static void
test_what_is_weak_is_marked_and_must_be_there (void)
{
  const char *rows =
      "KE,police,1,short_code,P,,,,,,press,2026,\nKE,police,2,short_code,P,,,,,,press,2026,\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts = parse_weak (rows, "KE,police,2,conflict\n", &error);
  const SafiCountryFact *second;

  g_assert_no_error (error);
  second = facts->pdata[1];
  g_assert_true (second->is_weak && safi_country_fact_is_doubtful (second));
  g_assert_false (((SafiCountryFact *) facts->pdata[0])->is_weak);
  g_assert_null (parse_weak (rows, "KE,police,3,conflict\n", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_after_24_months_a_fact_is_old (void)
{
  g_autoptr (GPtrArray) facts = parse_good ("KE,police,1,short_code,P,,,,,,press,2024-11-26,\n"
                                            "KE,police,1,short_code,P,,,,,,press,2024,\n"
                                            "KE,police,1,short_code,P,,,,,,press,,\n");
  const GDate day = date_of (2026, G_DATE_NOVEMBER, 26);
  const GDate next = date_of (2026, G_DATE_NOVEMBER, 27);

  g_assert_false (safi_country_fact_is_old (facts->pdata[0], &day));
  g_assert_true (safi_country_fact_is_old (facts->pdata[0], &next));
  g_assert_true (safi_country_fact_is_old (facts->pdata[1], &day)); /* since its first day */
  g_assert_false (safi_country_fact_is_old (facts->pdata[2], &next));
}

static void
test_what_has_no_date_never_stands_first (void)
{
  static const SafiCountryUse uses[] = { SAFI_USE_LOST_MONEY, SAFI_USE_POLICE,
                                         SAFI_USE_DATA_PROTECTION, SAFI_USE_LAW_SPAM };
  g_autoptr (GPtrArray) facts = parse_good ("KE,lost_money,1,short_code,P,,,,,,official,,\n"
                                            "KE,police,2,short_code,P,,,,,,press,2019,\n"
                                            "KE,police,3,short_code,P,,,,,,press,2026,\n"
                                            "KE,dpa,https://a.example,url,P,,,,,,press,2026,\n"
                                            "KE,law_spam,A law,text,P,,,,,,press,2026,\n"
                                            "UG,police,4,short_code,P,,,,,,press,2026,\n");
  const GDate today = date_of (2026, G_DATE_NOVEMBER, 26);
  g_autoptr (GPtrArray) found =
      safi_country_find_contacts (facts, "KE", uses, G_N_ELEMENTS (uses), &today);
  g_autoptr (GString) values = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append (values, ((SafiCountryFact *) found->pdata[i])->value);
  g_assert_cmpstr (values->str, ==, "321");
}

static void
test_the_shipped_facts_are_read (void)
{
  GPtrArray *facts = safi_country_list_facts ();
  guint n_weak = 0;

  g_assert_cmpuint (facts->len, >, 100);
  for (guint i = 0; i < facts->len; i++)
    n_weak += ((SafiCountryFact *) facts->pdata[i])->is_weak;
  g_assert_cmpuint (n_weak, >, 10);
}

static void
test_broken_files_do_no_harm (void)
{
  static const char row[] = "KE,cert,\"https://a.example/\",url,\"A, \"\"B\"\"\",Op,24h,free,en,"
                            "https://a.example/,press,2025-07-16,note\r\n";
  static const char *const pieces[] = {
    ",",  "\"",   "\"\"", "\r\n",       "\n",       "KE",       "police",  "cert",       "url",
    "\t", "\xff", "@",    "2025-02-30", "https://", "\xc2\xad", "KE,cert", "short_code",
  };
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < FUZZ_ROUNDS; i++) {
    g_autoptr (GString) text = g_string_new (head);
    g_autoptr (GBytes) weak = g_bytes_new_static (weak_head, strlen (weak_head));
    g_autoptr (GBytes) octets = NULL;
    g_autoptr (GPtrArray) facts = NULL;
    guint n_lines = 1;

    g_string_append (text, row);
    g_string_append (text, row);
    test_mutate (text, random, pieces, G_N_ELEMENTS (pieces));
    for (gsize at = 0; at < text->len; at++)
      n_lines += text->str[at] == '\n';
    octets = g_bytes_new (text->str, text->len);
    facts = safi_country_facts_parse (octets, weak, NULL);
    g_assert_true (facts == NULL || facts->len <= n_lines);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/country/a-row-is-read-with-its-types", test_a_row_is_read_with_its_types);
  g_test_add_func ("/country/what-is-no-value-is-refused", test_what_is_no_value_is_refused);
  g_test_add_func ("/country/dates-are-whole-or-refused", test_dates_are_whole_or_refused);
  g_test_add_func ("/country/columns-are-as-many-as-named", test_columns_are_as_many_as_named);
  g_test_add_func ("/country/hostile-characters-are-refused", test_hostile_characters_are_refused);
  g_test_add_func ("/country/a-field-has-a-limit", test_a_field_has_a_limit);
  g_test_add_func ("/country/records-have-a-limit", test_records_have_a_limit);
  g_test_add_func ("/country/fields-and-octets-have-a-limit", test_fields_and_octets_have_a_limit);
  g_test_add_func ("/country/what-is-weak-is-marked-and-must-be-there",
                   test_what_is_weak_is_marked_and_must_be_there);
  g_test_add_func ("/country/after-24-months-a-fact-is-old", test_after_24_months_a_fact_is_old);
  g_test_add_func ("/country/what-has-no-date-never-stands-first",
                   test_what_has_no_date_never_stands_first);
  g_test_add_func ("/country/the-shipped-facts-are-read", test_the_shipped_facts_are_read);
  g_test_add_func ("/country/broken-files-do-no-harm", test_broken_files_do_no_harm);
  return g_test_run ();
}
