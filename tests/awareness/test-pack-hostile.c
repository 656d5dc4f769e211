/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/random.h"
#include "awareness/country/safi-country.h"
#include "awareness/pack/safi-pack-logo.h"
#include "awareness/pack/safi-pack-mentions.h"
#include "awareness/pack/safi-pack-zip.h"
#include "pack-fixture.h"

/* The smallest frame of a PNG: what is drawn does not matter to who only looks at the frame. */
static GBytes *
make_png (guint8 high, guint8 low)
{
  const guint8 octets[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0,    13,
                            'I',  'H', 'D', 'R', 0,    0,    high, low,  0, 0, high, low,
                            8,    6,   0,   0,   0,    1,    2,    3,    4, 0, 0,    0,
                            2,    't', 'E', 'X', 't',  'a',  'b',  0,    0, 0, 0,    0,
                            0,    0,   0,   'I', 'E',  'N',  'D',  0,    0, 0, 0 };

  return g_bytes_new (octets, sizeof octets);
}

static void
assert_zip_refused (SafiPackFiles *files, const char *file, const char *part)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GBytes) octets = safi_pack_zip_write (files, NULL);

  g_assert_nonnull (octets);
  g_assert_null (safi_pack_read_zip (octets, faults));
  pack_fixture_assert_fault (faults, file, 0, part);
}

static void
test_no_name_leads_out_of_a_pack (void)
{
  static const char *const names[] = {
    "../tips/a.en.xml", "/etc/passwd", "tips/../../a", "tips//a", "./a", "a\\b", "C:a", "a\nb",
    "1/2/3/4/5",        "tips/..",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();
    g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

    g_assert_false (safi_pack_files_check (files, names[i], faults));
    pack_fixture_assert_fault (faults, names[i], 0, "leads out of the pack");
    pack_fixture_set (files, names[i], "x");
    if (strchr (names[i], '\\') == NULL) /* libarchive makes "/" of it */
      assert_zip_refused (files, names[i], "leads out of the pack");
  }
}

static void
test_a_name_stands_once_whatever_its_capitals (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPackFiles) twice = pack_fixture_new ();
  SafiPackFile *file = twice->files->pdata[1];

  pack_fixture_set (files, "PACK.TXT", "x");
  assert_zip_refused (files, "PACK.TXT", "differ in capitals");
  g_free (file->name);
  file->name = g_strdup ("pack.txt");
  assert_zip_refused (twice, "pack.txt", "Two files have this name");
}

static void
test_a_name_has_a_limit (void)
{
  g_autoptr (SafiPackFiles) files = safi_pack_files_new ();
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autofree char *fits = g_strnfill (SAFI_PACK_NAME_MAX, 'a');
  g_autofree char *beyond = g_strconcat (fits, "a", NULL);

  g_assert_true (safi_pack_files_check (files, fits, faults));
  g_assert_false (safi_pack_files_check (files, beyond, faults));
  g_assert_false (safi_pack_files_check (files, NULL, faults));
  g_assert_false (safi_pack_files_check (files, "\xff", faults));
}

static void
test_entries_have_a_limit (void)
{
  g_autoptr (SafiPackFiles) files = safi_pack_files_new ();
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

  for (guint i = 0; i < SAFI_PACK_ENTRIES_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);

    g_assert_true (safi_pack_files_check (files, name, faults));
  }
  g_assert_false (safi_pack_files_check (files, "one-more", faults));
  pack_fixture_assert_fault (faults, "", 0, "There are more than");
}

/* Returns: (transfer full): @length octets that cannot be packed. */
static GBytes *
make_noise (gsize length)
{
  g_autoptr (GRand) random = test_random_new ();
  guint8 *octets = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    octets[i] = (guint8) g_rand_int (random);
  return g_bytes_new_take (octets, length);
}

static void
test_a_file_and_all_files_have_a_limit (void)
{
  g_autoptr (SafiPackFiles) files = safi_pack_files_new ();
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GBytes) fits = make_noise (SAFI_PACK_FILE_MAX);
  g_autoptr (GBytes) beyond = make_noise (SAFI_PACK_FILE_MAX + 1);
  g_autoptr (GBytes) one = make_noise (1);

  for (guint i = 0; i < SAFI_PACK_UNPACKED_MAX / SAFI_PACK_FILE_MAX; i++)
    g_assert_true (safi_pack_files_add (files, "a", fits, faults));
  g_assert_false (safi_pack_files_add (files, "a", one, faults));
  pack_fixture_assert_fault (faults, "", 0, "All files together");
  files->n_octets = 0;
  g_assert_false (safi_pack_files_add (files, "b", beyond, faults));
  pack_fixture_assert_fault (faults, "b", 0, "This file is larger");
}

static void
test_what_is_passed_on_has_a_limit (void)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GBytes) beyond = make_noise (SAFI_PACK_PACKED_MAX + 1);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  g_assert_null (safi_pack_zip_read (beyond, faults));
  pack_fixture_assert_fault (faults, "", 0, "The pack is larger");
  g_assert_null (safi_pack_zip_read (nothing, faults));
  pack_fixture_assert_fault (faults, "", 0, "damaged, or no pack");
}

static void
test_what_is_packed_too_tightly_is_refused (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autofree char *blanks = g_strnfill (SAFI_PACK_FILE_MAX, ' ');

  pack_fixture_set (files, "pack.txt", blanks);
  assert_zip_refused (files, "pack.txt", "far too tightly");
}

static void
test_tips_languages_numbers_and_days_have_limits (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (GString) days = g_string_new ("date,title,sentence\n");
  g_autoptr (GString) languages = g_string_new ("en sw");
  g_autofree char *tip =
      g_strndup (g_bytes_get_data (safi_pack_files_find (files, "tips/fee.en.xml"), NULL),
                 g_bytes_get_size (safi_pack_files_find (files, "tips/fee.en.xml")));

  for (guint i = 0; i < SAFI_PACK_TIPS_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("tips/t%02u.en.xml", i);
    g_autofree char *id = g_strdup_printf ("id=\"t%02u\"", i);

    pack_fixture_set (files, name, tip);
    pack_fixture_change (files, name, "id=\"fee\"", id);
  }
  safi_pack_files_finish (files);
  pack_fixture_assert_refused (files, "tips/t59.en.xml", 0, "more than {0} tips");
  for (guint i = 0; i <= SAFI_PACK_DAYS_MAX; i++)
    g_string_append (days, "05-17,A,B\n");
  pack_fixture_set (files, "days.en.csv", days->str);
  pack_fixture_assert_refused (files, "days.en.csv", SAFI_PACK_DAYS_MAX + 2, "more than {0} rows");
  for (guint i = 0; i < SAFI_PACK_LANGUAGES_MAX - 1; i++)
    g_string_append_printf (languages, " x%c", 'a' + (int) i);
  pack_fixture_change (files, "pack.txt", "en sw", languages->str);
  pack_fixture_assert_refused (files, "pack.txt", 5, "more than {0} languages");
}

static void
test_a_logo_is_a_small_png_without_anything_else (void)
{
  g_autoptr (GBytes) fits = make_png (SAFI_PACK_LOGO_PIXELS_MAX >> 8, 0);
  g_autoptr (GBytes) beyond = make_png (SAFI_PACK_LOGO_PIXELS_MAX >> 8, 1);
  g_autoptr (GBytes) empty = make_png (0, 0);
  g_autoptr (GBytes) other = g_bytes_new_static ("GIF89a", 6);
  g_autoptr (GBytes) picture = safi_pack_logo_read (fits);

  g_assert_nonnull (picture);
  g_assert_null (
      g_strstr_len (g_bytes_get_data (picture, NULL), (gssize) g_bytes_get_size (picture), "tEXt"));
  g_assert_null (safi_pack_logo_read (beyond));
  g_assert_null (safi_pack_logo_read (empty));
  g_assert_null (safi_pack_logo_read (other));
  for (gsize length = 0; length < g_bytes_get_size (fits); length++) {
    g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (fits, NULL), length);

    g_assert_null (safi_pack_logo_read (cut));
  }
}

/* Returns: (nullable). */
static const SafiMention *
look_for_mention (GPtrArray *mentions, SafiMentionKind kind, const char *value)
{
  for (guint i = 0; i < mentions->len; i++) {
    const SafiMention *mention = mentions->pdata[i];

    if (mention->kind == kind && g_str_equal (mention->value, value))
      return mention;
  }
  return NULL;
}

static const SafiMention *
find_mention (GPtrArray *mentions, SafiMentionKind kind, const char *value)
{
  const SafiMention *mention = look_for_mention (mentions, kind, value);

  if (mention == NULL)
    g_error ("not mentioned: %s", value);
  return mention;
}

static void
test_every_number_address_and_domain_is_listed (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GPtrArray) mentions = NULL;

  pack_fixture_change (files, "pack.txt", "Three tips.", "Call ٠٧٠٠ ١٢٣ or write a@b.example");
  pack_fixture_change (files, "days.en.csv", "Write down a number.",
                       "Dial *100# at www.day.example");
  pack = pack_fixture_read (files);
  mentions = safi_pack_list_mentions (pack);
  g_assert_cmpstr (((SafiMention *) mentions->pdata[0])->value, ==, "0800 111 222");
  find_mention (mentions, SAFI_MENTION_NUMBER, "٠٧٠٠ ١٢٣");
  find_mention (mentions, SAFI_MENTION_NUMBER, "*100#");
  find_mention (mentions, SAFI_MENTION_NUMBER, "450");
  find_mention (mentions, SAFI_MENTION_ADDRESS, "a@b.example");
  find_mention (mentions, SAFI_MENTION_ADDRESS, "post@post.example");
  find_mention (mentions, SAFI_MENTION_DOMAIN, "b.example");
  find_mention (mentions, SAFI_MENTION_DOMAIN, "www.day.example");
  find_mention (mentions, SAFI_MENTION_DOMAIN, "report.example");
  g_assert_cmpstr (find_mention (mentions, SAFI_MENTION_DOMAIN, "fee.example")->context, ==,
                   "A small fee");
}

/* @hours: of the first number. Returns: (transfer full). */
static GPtrArray *
list_mentions_of_hours (const char *hours)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;
  g_autofree char *row = g_strdup_printf ("School office,%s,", hours);

  pack_fixture_change (files, "numbers.en.csv", "body,", "body,hours,");
  pack_fixture_change (files, "numbers.en.csv", "Ministry,", "Ministry,,");
  pack_fixture_change (files, "numbers.en.csv", "School office,", row);
  pack = pack_fixture_read (files);
  return safi_pack_list_mentions (pack);
}

static void
test_around_the_clock_is_no_number_only_as_hours_and_alone (void)
{
  static const struct {
    const char *hours;
    const char *listed; /* (nullable): nothing of it */
  } cases[] = {
    { "24/7", NULL },
    { "24/7 (detection)", NULL },
    { "24/7 0700", "24/7 0700" },
    { "24/71", "24/71" },
    { "+24/7", "+24/7" },
    { "24 7 0", "24 7 0" },
    { "08:00-17:00", "08:00-17:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) mentions = list_mentions_of_hours (cases[i].hours);

    if (cases[i].listed != NULL)
      find_mention (mentions, SAFI_MENTION_NUMBER, cases[i].listed);
    else
      g_assert_null (look_for_mention (mentions, SAFI_MENTION_NUMBER, "24/7"));
  }
}

static void
test_the_same_in_any_other_text_is_a_number (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GPtrArray) mentions = NULL;

  pack_fixture_change (files, "pack.txt", "Three tips.", "Call 24/7");
  pack = pack_fixture_read (files);
  mentions = safi_pack_list_mentions (pack);
  find_mention (mentions, SAFI_MENTION_NUMBER, "24/7");
}

/* Days that name @n_numbers numbers, which nothing else does. */
static void
set_numbers (SafiPackFiles *files, guint n_numbers)
{
  g_autoptr (GString) days = g_string_new ("date,title,sentence\n");

  for (guint i = 0; i < n_numbers; i++)
    g_string_append_printf (days, "%s%ua",
                            i % 50 > 0 ? ""
                            : i > 0    ? "\n05-17,A,"
                                       : "05-17,A,",
                            7001 + i);
  g_string_append_c (days, '\n');
  pack_fixture_set (files, "days.en.csv", days->str);
}

static void
test_no_more_is_listed_than_somebody_looks_through (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) few = NULL;
  g_autoptr (SafiPack) most = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  guint n_others;

  set_numbers (files, 1);
  few = pack_fixture_read (files);
  mentions = safi_pack_list_mentions (few);
  n_others = mentions->len - 1;
  g_ptr_array_unref (mentions);
  set_numbers (files, SAFI_PACK_MENTIONS_MAX - n_others);
  most = pack_fixture_read (files);
  mentions = safi_pack_list_mentions (most);
  g_assert_cmpuint (mentions->len, ==, SAFI_PACK_MENTIONS_MAX);
  set_numbers (files, SAFI_PACK_MENTIONS_MAX - n_others + 1);
  pack_fixture_assert_refused (files, "", 0, "It names more than");
}

static void
rename_file (SafiPackFiles *files, const char *from, const char *to)
{
  for (guint i = 0; i < files->files->len; i++) {
    SafiPackFile *file = files->files->pdata[i];

    if (!g_str_equal (file->name, from))
      continue;
    g_free (file->name);
    file->name = g_strdup (to);
  }
}

static void
test_nothing_is_hidden_from_the_list (void)
{
  static const struct {
    const char *text;
    SafiMentionKind kind;
    const char *value;
  } cases[] = {
    { "Call 0:7:0:0:1:2:3 now.", SAFI_MENTION_NUMBER, "0:7:0:0:1:2:3" },
    { "Call 0\u200b7\u200b0\u200b0 now.", SAFI_MENTION_NUMBER, "0700" },
    { "Call \uff10\uff17\uff10\uff10 now.", SAFI_MENTION_NUMBER, "0700" },
    { "Call \u2460\u2461\u2462 now.", SAFI_MENTION_NUMBER, "123" },
    { "Call (0)7_0'0 now.", SAFI_MENTION_NUMBER, "0)7_0'0" },
    { "Call 07XX 318 now.", SAFI_MENTION_NUMBER, "07XX 318" },
    { "Go to pay\u3002crook\u3002example now.", SAFI_MENTION_DOMAIN, "pay.crook.example" },
    { "Go to https://pa\u00ady.example/ now.", SAFI_MENTION_DOMAIN, "pay.example" },
    { "Write to a\uff20crook.example now.", SAFI_MENTION_ADDRESS, "a@crook.example" },
    { "Write to <b@crook.example>.", SAFI_MENTION_ADDRESS, "b@crook.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();
    g_autoptr (SafiPack) pack = NULL;
    g_autoptr (GPtrArray) mentions = NULL;
    g_autofree char *text = g_markup_escape_text (cases[i].text, -1);

    pack_fixture_change (files, "tips/fee.en.xml", "It is bait.", text);
    pack = pack_fixture_read (files);
    mentions = safi_pack_list_mentions (pack);
    find_mention (mentions, cases[i].kind, cases[i].value);
  }
}

/* All that a forged pack of a ministry would want: a hotline of its own in the place of the real
 * one, a site that looks like the authority's, and a tip in the place of ours. */
static SafiPackFiles *
forge_ministry (void)
{
  SafiPackFiles *files = pack_fixture_new ();

  pack_fixture_change (files, "pack.txt", "from=Our school", "from=National KE-CIRT/CC");
  pack_fixture_set (files, "numbers.en.csv",
                    "use,value,kind,body,source_date\n"
                    "lost_money,0700 666 666,phone,Central Bank,2026-11-26\n"
                    "cert,https://ke-clrt.go.ke/,url,National KE-CIRT/CC,2026-11-26\n");
  pack_fixture_change (files, "tips/fee.en.xml", "id=\"fee\"", "id=\"ask-for-code\"");
  pack_fixture_change (files, "tips/fee.en.xml", "It is bait.", "Send it to ke-clrt.go.ke.");
  rename_file (files, "tips/fee.en.xml", "tips/ask-for-code.en.xml");
  return files;
}

/* Reads @files, whose names and words are those of forge_ministry(). */
static void
assert_changes_nothing (SafiPackFiles *files, const char *signer)
{
  static const SafiCountryUse uses[] = { SAFI_USE_LOST_MONEY, SAFI_USE_CERT };
  const guint n_facts = safi_country_list_facts ()->len;
  const guint n_tips = safi_tip_list ()->len;
  g_autofree char *more = g_strdup (safi_tip_lookup ("ask-for-code")->more);
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  g_autoptr (GPtrArray) contacts = NULL;
  GDate today;

  pack = pack_fixture_read (files);
  g_assert_cmpstr (pack->signer, ==, signer);
  mentions = safi_pack_list_mentions (pack);
  find_mention (mentions, SAFI_MENTION_NUMBER, "0700 666 666");
  g_assert_cmpstr (((SafiTip *) ((SafiPackTexts *) pack->texts->pdata[0])->tips->pdata[0])->id, ==,
                   "school-week/ask-for-code");
  g_assert_cmpuint (safi_tip_list ()->len, ==, n_tips);
  g_assert_cmpstr (safi_tip_lookup ("ask-for-code")->more, ==, more);
  g_assert_cmpuint (safi_country_list_facts ()->len, ==, n_facts);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 26, G_DATE_NOVEMBER, 2026);
  contacts = safi_country_find_contacts (safi_country_list_facts (), "KE", uses,
                                         G_N_ELEMENTS (uses), &today);
  for (guint i = 0; i < contacts->len; i++)
    g_assert_cmpstr (((SafiCountryFact *) contacts->pdata[i])->value, !=, "0700 666 666");
}

/* The ministry's own packs are signed by the first key. With a key of the crook's it is the same,
 * and other digits are shown; with the ministry's signature it is no pack. */
static void
test_a_forged_ministry_changes_nothing_that_was_built_in (void)
{
  g_autoptr (SafiPackFiles) files = forge_ministry ();
  g_autoptr (SafiPackFiles) real = pack_fixture_new ();
  GBytes *signature;

  assert_changes_nothing (files, NULL);
  pack_fixture_sign (files, 2);
  assert_changes_nothing (files, PACK_FIXTURE_DIGITS_2);
  pack_fixture_sign (real, 1);
  signature = safi_pack_files_find (real, SAFI_PACK_SIGNATURE);
  g_assert_true (safi_pack_files_put (files, SAFI_PACK_SIGNATURE, signature, NULL));
  pack_fixture_assert_refused (files, SAFI_PACK_SIGNATURE, 0, "changed after it was signed");
}

static void
test_a_domain_that_looks_like_an_authority_says_so (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  guint n_like = 0;

  pack_fixture_change (files, "tips/fee.en.xml", "It is bait.",
                       "See https://ke-c\u0456rt.go.ke/ and https://ke-cirt.go.ke/ there.");
  pack = pack_fixture_read (files);
  mentions = safi_pack_list_mentions (pack);
  for (guint i = 0; i < mentions->len; i++) {
    const SafiMention *mention = mentions->pdata[i];

    if (mention->like == NULL)
      continue;
    n_like++;
    g_assert_cmpstr (mention->like, ==, "ke-cirt.go.ke");
    g_assert_true (g_str_has_prefix (mention->value, "xn--"));
  }
  g_assert_cmpuint (n_like, ==, 1);
}

#define ADD(name, function) g_test_add_func ("/pack-hostile/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("no-name-leads-out-of-a-pack", test_no_name_leads_out_of_a_pack);
  ADD ("a-name-stands-once-whatever-its-capitals", test_a_name_stands_once_whatever_its_capitals);
  ADD ("a-name-has-a-limit", test_a_name_has_a_limit);
  ADD ("entries-have-a-limit", test_entries_have_a_limit);
  ADD ("a-file-and-all-files-have-a-limit", test_a_file_and_all_files_have_a_limit);
  ADD ("what-is-passed-on-has-a-limit", test_what_is_passed_on_has_a_limit);
  ADD ("what-is-packed-too-tightly-is-refused", test_what_is_packed_too_tightly_is_refused);
  ADD ("tips-languages-numbers-and-days-have-limits",
       test_tips_languages_numbers_and_days_have_limits);
  ADD ("a-logo-is-a-small-png-without-anything-else",
       test_a_logo_is_a_small_png_without_anything_else);
  ADD ("every-number-address-and-domain-is-listed", test_every_number_address_and_domain_is_listed);
  ADD ("around-the-clock-is-no-number-only-as-hours-and-alone",
       test_around_the_clock_is_no_number_only_as_hours_and_alone);
  ADD ("the-same-in-any-other-text-is-a-number", test_the_same_in_any_other_text_is_a_number);
  ADD ("no-more-is-listed-than-somebody-looks-through",
       test_no_more_is_listed_than_somebody_looks_through);
  ADD ("nothing-is-hidden-from-the-list", test_nothing_is_hidden_from_the_list);
  ADD ("a-forged-ministry-changes-nothing-that-was-built-in",
       test_a_forged_ministry_changes_nothing_that_was_built_in);
  ADD ("a-domain-that-looks-like-an-authority-says-so",
       test_a_domain_that_looks_like_an_authority_says_so);
  return g_test_run ();
}
