/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/pack/safi-pack-shelf.h"
#include "awareness/pack/safi-pack-zip.h"
#include "pack-fixture.h"

static const char *const no_dirs[] = { NULL };

static void
test_a_pack_is_read_in_each_of_its_languages (void)
{
  const char *const swahili[] = { "sw_KE.UTF-8", "sw_KE", "sw", "en", NULL };
  const char *const french[] = { "fr", NULL };
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = pack_fixture_read (files);

  g_assert_cmpstr (pack->id, ==, "school-week");
  g_assert_cmpstr (pack->country, ==, "KE");
  g_assert_cmpstr (safi_pack_choose_texts (pack, swahili)->name, ==, "Wiki ya shule");
  g_assert_cmpstr (safi_pack_choose_texts (pack, french)->name, ==, "School week");
  g_assert_false (g_date_valid (&pack->imported));
}

static void
test_what_a_language_lacks_is_there_in_the_first (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = pack_fixture_read (files);
  const SafiPackTexts *second = pack->texts->pdata[1];

  g_assert_cmpstr (second->about, ==, "");
  g_assert_cmpstr (((SafiTip *) second->tips->pdata[0])->title, ==, "A small fee");
  g_assert_cmpuint (second->numbers->len, ==, 2);
  g_assert_cmpuint (second->days->len, ==, 2);
}

static void
test_a_tip_of_a_pack_is_no_tip_of_ours (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = pack_fixture_read (files);
  const SafiTip *tip = ((SafiPackTexts *) pack->texts->pdata[0])->tips->pdata[0];

  g_assert_cmpstr (tip->id, ==, "school-week/fee");
  g_assert_null (safi_tip_lookup (tip->id));
  g_assert_cmpuint (tip->codes->len, ==, 0);
}

static void
test_a_day_is_found_in_its_year_or_in_each (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = pack_fixture_read (files);
  const SafiPackTexts *texts = pack->texts->pdata[0];
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 17, G_DATE_MAY, 2031);
  g_assert_cmpstr (safi_pack_find_day (texts, &today)->title, ==, "Phone day");
  g_date_set_dmy (&today, 9, G_DATE_FEBRUARY, 2027);
  g_assert_cmpstr (safi_pack_find_day (texts, &today)->title, ==, "Net day");
  g_date_set_dmy (&today, 9, G_DATE_FEBRUARY, 2028);
  g_assert_null (safi_pack_find_day (texts, &today));
}

static void
test_numbers_are_for_their_country (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = pack_fixture_read (files);

  g_assert_true (safi_pack_is_for_country (pack, "KE"));
  g_assert_true (safi_pack_is_for_country (pack, ""));
  g_assert_false (safi_pack_is_for_country (pack, "UG"));
}

static void
test_editors_marks_and_line_ends_are_taken (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;

  pack_fixture_change (files, "pack.txt", "# A pack\n", "\xef\xbb\xbf# A pack\r\n");
  pack_fixture_change (files, "pack.txt", "format=1\n", " format = 1 \r\n\r\n");
  pack_fixture_change (files, "numbers.en.csv", "use,", "\xef\xbb\xbfuse,");
  pack_fixture_change (files, "tips/fee.en.xml", "<tip", "\xef\xbb\xbf<tip");
  pack_fixture_set (files, "Thumbs.db", "x");
  pack = pack_fixture_read (files);
}

static void
test_one_folder_around_all_is_taken (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;

  for (guint i = 0; i < files->files->len; i++) {
    SafiPackFile *file = files->files->pdata[i];
    char *name = g_strconcat ("My pack/", file->name, NULL);

    g_free (file->name);
    file->name = name;
  }
  pack = pack_fixture_read (files);
  g_assert_cmpstr (pack->id, ==, "school-week");
}

static const struct {
  const char *name;
  const char *from;
  const char *to;
  guint line;
  const char *part;
} broken[] = {
  { "pack.txt", "format=1", "format=2", 2, "reads packs of format 1" },
  { "pack.txt", "id=school-week", "id=../week", 3, "The id is made of" },
  { "pack.txt", "id=school-week\n", "", 0, "is missing" },
  { "pack.txt", "country=KE", "country=Kenya", 4, "two capital letters" },
  { "pack.txt", "en sw", "en sw en", 5, "no code of a language" },
  { "pack.txt", "en sw", "en ..", 5, "no code of a language" },
  { "pack.txt", "en sw", ",", 5, "No language stands there" },
  { "pack.txt", "name[sw]", "name[fr]", 9, "Name this language" },
  { "pack.txt", "name[sw]=Wiki ya shule\n", "", 0, "There is no name" },
  { "pack.txt", "from=Our school\n", "", 0, "whom the pack is from" },
  { "pack.txt", "about=Three tips.", "about=", 8, "Nothing stands behind" },
  { "pack.txt", "about=Three tips.", "weight=-99", 8, "is not known" },
  { "pack.txt", "about=Three tips.", "name=Again", 8, "stands there twice" },
  { "pack.txt", "about=Three tips.", "about", 8, "Each line is" },
  { "pack.txt", "Three tips.", "Three \u202espit.", 8, "Each line is" },
  { "numbers.en.csv", "police", "friends", 2, "The column use has" },
  { "numbers.en.csv", "police", "law_spam", 2, "The column kind has" },
  { "numbers.en.csv", "police", "dpa", 2, "The column use has" },
  { "numbers.en.csv", "phone", "fax", 2, "The column kind has" },
  { "numbers.en.csv", "0800 111 222", "call me", 2, "The column value has" },
  { "numbers.en.csv", "https://report", "http://report", 3, "The column value has" },
  { "numbers.en.csv", "2026-11", "soon", 2, "The column source_date has" },
  { "numbers.en.csv", "School office", "", 2, "who answers" },
  { "numbers.en.csv", "School office", "School, office", 2, "more or fewer columns" },
  { "numbers.en.csv", "School office", "\"School", 2, "cannot be read as a table" },
  { "numbers.en.csv", "kind,", "sort,", 1, "is not known here" },
  { "numbers.en.csv", "source_date", "body", 1, "is there twice" },
  { "days.en.csv", "05-17", "17 May", 2, "The column date has" },
  { "days.en.csv", "05-17", "02-30", 2, "The column date has" },
  { "days.en.csv", "2027-02-09", "2027-02-29", 3, "The column date has" },
  { "days.en.csv", "Phone day", "", 2, "has no text" },
  { "tips/fee.en.xml", "<step>Ask.</step>", "<stop/>", 3, "not known here: <stop>" },
  { "tips/fee.en.xml", "id=\"fee\"", "id=\"free\"", 0, "Its id is" },
};

static void
test_a_fault_says_file_and_line_and_what_to_do (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();

    pack_fixture_change (files, broken[i].name, broken[i].from, broken[i].to);
    pack_fixture_assert_refused (files, broken[i].name, broken[i].line, broken[i].part);
  }
}

static void
test_empty_files_are_told_of (void)
{
  static const char *const names[] = { "pack.txt", "numbers.en.csv", "days.en.csv",
                                       "tips/fee.en.xml" };
  static const char *const parts[] = { "is missing", "is missing", "is missing", "octets" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();

    pack_fixture_set (files, names[i], "");
    pack_fixture_assert_refused (files, names[i], g_str_has_suffix (names[i], "csv") ? 1 : 0,
                                 parts[i]);
  }
}

static void
test_all_faults_are_told_at_once (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

  pack_fixture_change (files, "pack.txt", "country=KE", "country=Kenya");
  pack_fixture_change (files, "numbers.en.csv", "phone", "fax");
  pack_fixture_change (files, "numbers.en.csv", "https://", "http://");
  pack_fixture_change (files, "days.en.csv", "05-17", "yesterday");
  pack_fixture_change (files, "tips/fee.en.xml", "<tell>", "<tel>");
  g_assert_null (safi_pack_read (files, faults));
  pack_fixture_assert_fault (faults, "pack.txt", 4, "country");
  pack_fixture_assert_fault (faults, "numbers.en.csv", 2, "kind");
  pack_fixture_assert_fault (faults, "numbers.en.csv", 3, "value");
  pack_fixture_assert_fault (faults, "days.en.csv", 2, "date");
  pack_fixture_assert_fault (faults, "tips/fee.en.xml", 6, "<tel>");
  g_assert_cmpuint (faults->len, ==, 5); /* none of them for each language */
}

static void
assert_one_fault (SafiPackFiles *files)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

  g_assert_null (safi_pack_read (files, faults));
  g_assert_cmpuint (faults->len, ==, 1);
}

/* Neither as what is wrong and as what is missing, nor for each language or line. */
static void
test_a_fault_is_told_once (void)
{
  g_autofree char *name = g_strnfill (SAFI_PACK_NAME_CHARS_MAX + 1, 'a');

  const struct {
    const char *name;
    const char *from;
    const char *to;
  } cases[] = {
    { "pack.txt", "School week", "" },
    { "pack.txt", "School week", name },
    { "pack.txt", "Wiki ya shule", "" },
    { "pack.txt", "format=1", "format=" },
    { "pack.txt", "id=school-week", "id=" },
    { "pack.txt", "en sw", "" },
    { "pack.txt", "en sw", "en EN sw" },
    { "numbers.en.csv", "body,source_date", "body,body" },
    { "numbers.en.csv", "School office", "School, office" },
    { "tips/fee.en.xml", "<tell>", "<tel>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();

    g_test_message ("%s: %s", cases[i].from, cases[i].to);
    pack_fixture_change (files, cases[i].name, cases[i].from, cases[i].to);
    assert_one_fault (files);
  }
}

static void
test_too_many_are_told_of_once (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPackFiles) other = pack_fixture_new ();
  g_autoptr (GString) days = g_string_new ("date,title,sentence\n");

  for (guint i = 0; i < SAFI_PACK_DAYS_MAX + 5; i++)
    g_string_append (days, "05-17,A,B\n");
  pack_fixture_set (files, "days.en.csv", days->str);
  assert_one_fault (files);
  for (guint i = 0; i < SAFI_PACK_TIPS_MAX + 5; i++) {
    g_autofree char *name = g_strdup_printf ("tips/t%02u.en.xml", i);
    g_autofree char *id = g_strdup_printf ("id=\"t%02u\"", i);
    GBytes *tip = safi_pack_files_find (other, "tips/fee.en.xml");
    g_autofree char *text = g_strndup (g_bytes_get_data (tip, NULL), g_bytes_get_size (tip));

    pack_fixture_set (other, name, text);
    pack_fixture_change (other, name, "id=\"fee\"", id);
  }
  assert_one_fault (other);
}

static void
test_what_has_no_place_in_a_pack_is_refused (void)
{
  static const char *const names[] = {
    "brands.tsv", "tips/fee.xml", "tips/deep/fee.en.xml", "settings.en.csv",
    "run.sh",     "logo.svg",     "tips/FEE.en.xml",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();

    pack_fixture_set (files, names[i], "x");
    pack_fixture_assert_refused (files, names[i], 0, "A pack has");
  }
}

static void
test_a_language_is_named_and_the_first_has_all (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();

  pack_fixture_set (files, "tips/code.sw.xml", "x");
  pack_fixture_assert_refused (files, "tips/code.sw.xml", 0, "first language of the pack");
  pack_fixture_set (files, "tips/fee.fr.xml", "x");
  pack_fixture_assert_refused (files, "tips/fee.fr.xml", 0, "is no language of the pack");
}

static void
test_no_language_hides_or_swaps_a_number (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();

  pack_fixture_set (files, "numbers.sw.csv",
                    "use,value,kind,body\npolice,0800 111 222,phone,Ofisi\n");
  pack_fixture_assert_refused (files, "numbers.sw.csv", 0, "the same numbers");
}

static void
set_today (GDate *today)
{
  g_date_clear (today, 1);
  g_date_set_dmy (today, 26, G_DATE_NOVEMBER, 2026);
}

static void
remove_folder (const char *path)
{
  const char *const argv[] = { "rm", "-rf", path, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
}

static void
test_an_imported_pack_says_when_and_goes_again (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("safibox-packs-XXXXXX", NULL);
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (GBytes) octets = safi_pack_zip_write (files, NULL);
  g_autoptr (SafiPack) pack = pack_fixture_read (files);
  g_autoptr (GPtrArray) packs = NULL;
  g_autoptr (GError) error = NULL;
  GDate today;

  set_today (&today);
  g_assert_true (safi_pack_shelf_import (data_dir, no_dirs, pack, octets, &today, &error));
  g_assert_false (safi_pack_shelf_import (data_dir, no_dirs, pack, octets, &today, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  packs = safi_pack_shelf_list (data_dir, no_dirs);
  g_assert_cmpuint (packs->len, ==, 1);
  g_assert_cmpint (g_date_compare (&((SafiShelfPack *) packs->pdata[0])->pack->imported, &today),
                   ==, 0);
  g_assert_true (((SafiShelfPack *) packs->pdata[0])->is_own);
  g_assert_true (safi_pack_shelf_remove (((SafiShelfPack *) packs->pdata[0])->path, NULL));
  g_ptr_array_unref (packs);
  packs = safi_pack_shelf_list (data_dir, no_dirs);
  g_assert_cmpuint (packs->len, ==, 0);
  remove_folder (data_dir);
}

static void
test_a_pack_of_the_computer_stands_first_and_is_not_replaced (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("safibox-packs-XXXXXX", NULL);
  g_autofree char *shared = g_build_filename (data_dir, "safibox/packs", NULL);
  g_autofree char *path = g_build_filename (shared, "all.2020-01-01.safibox-pack", NULL);
  const char *const dirs[] = { data_dir, NULL };
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (GBytes) octets = safi_pack_zip_write (files, NULL);
  g_autoptr (SafiPack) pack = pack_fixture_read (files);
  g_autoptr (GPtrArray) packs = NULL;
  g_autoptr (GError) error = NULL;
  GDate today;

  set_today (&today);
  g_assert_cmpint (g_mkdir_with_parents (shared, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (octets, NULL),
                                      (gssize) g_bytes_get_size (octets), NULL));
  g_assert_false (safi_pack_shelf_import (data_dir, dirs, pack, octets, &today, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  packs = safi_pack_shelf_list (data_dir, dirs);
  g_assert_cmpuint (packs->len, ==, 1);
  g_assert_false (g_date_valid (&((SafiShelfPack *) packs->pdata[0])->pack->imported));
  g_assert_false (((SafiShelfPack *) packs->pdata[0])->is_own);
  remove_folder (data_dir);
}

static void
test_a_pack_that_broke_is_told_of (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("safibox-packs-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (data_dir, "packs", NULL);
  g_autofree char *path = g_build_filename (folder, "a.2026-11-26.safibox-pack", NULL);
  g_autoptr (GPtrArray) packs = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "PK\3\4 broken", -1, NULL));
  packs = safi_pack_shelf_list (data_dir, no_dirs);
  g_assert_cmpuint (packs->len, ==, 1);
  g_assert_null (((SafiShelfPack *) packs->pdata[0])->pack);
  remove_folder (data_dir);
}

#define ADD(name, function) g_test_add_func ("/pack/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-pack-is-read-in-each-of-its-languages", test_a_pack_is_read_in_each_of_its_languages);
  ADD ("what-a-language-lacks-is-there-in-the-first",
       test_what_a_language_lacks_is_there_in_the_first);
  ADD ("a-tip-of-a-pack-is-no-tip-of-ours", test_a_tip_of_a_pack_is_no_tip_of_ours);
  ADD ("a-day-is-found-in-its-year-or-in-each", test_a_day_is_found_in_its_year_or_in_each);
  ADD ("numbers-are-for-their-country", test_numbers_are_for_their_country);
  ADD ("editors-marks-and-line-ends-are-taken", test_editors_marks_and_line_ends_are_taken);
  ADD ("one-folder-around-all-is-taken", test_one_folder_around_all_is_taken);
  ADD ("a-fault-says-file-and-line-and-what-to-do", test_a_fault_says_file_and_line_and_what_to_do);
  ADD ("empty-files-are-told-of", test_empty_files_are_told_of);
  ADD ("all-faults-are-told-at-once", test_all_faults_are_told_at_once);
  ADD ("a-fault-is-told-once", test_a_fault_is_told_once);
  ADD ("too-many-are-told-of-once", test_too_many_are_told_of_once);
  ADD ("what-has-no-place-in-a-pack-is-refused", test_what_has_no_place_in_a_pack_is_refused);
  ADD ("a-language-is-named-and-the-first-has-all", test_a_language_is_named_and_the_first_has_all);
  ADD ("no-language-hides-or-swaps-a-number", test_no_language_hides_or_swaps_a_number);
  ADD ("an-imported-pack-says-when-and-goes-again", test_an_imported_pack_says_when_and_goes_again);
  ADD ("a-pack-of-the-computer-stands-first-and-is-not-replaced",
       test_a_pack_of_the_computer_stands_first_and_is_not_replaced);
  ADD ("a-pack-that-broke-is-told-of", test_a_pack_that_broke_is_told_of);
  return g_test_run ();
}
