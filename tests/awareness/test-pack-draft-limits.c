/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/random.h"
#include "awareness/draft/safi-pack-draft-read.h"
#include "draft-fixture.h"
#include "pack-fixture.h"

#define FUZZ_ROUNDS 300

static void
test_title_and_sentence_fit_together (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  g_autofree char *seventy = g_strnfill (70, 'x');
  g_autofree char *more = g_strnfill (71, 'x');
  g_autoptr (GPtrArray) faults = NULL;
  SafiDraftPart *tip = draft_fixture_find (draft, SAFI_DRAFT_TIP);
  g_autoptr (SafiPack) pack = NULL;

  draft_fixture_set (tip, SAFI_DRAFT_TITLE, "en", seventy);
  draft_fixture_set (tip, SAFI_DRAFT_SENTENCE, "en", seventy);
  pack = draft_fixture_check (draft);
  draft_fixture_set (tip, SAFI_DRAFT_SENTENCE, "en", more);
  g_assert_null (safi_pack_draft_check (draft, &faults));
  g_assert_cmpint (((SafiDraftFault *) faults->pdata[0])->field, ==, SAFI_DRAFT_SENTENCE);
  g_assert_cmpint (((SafiDraftFault *) faults->pdata[0])->fault->kind, ==,
                   SAFI_PACK_FAULT_LONG_TOGETHER);
}

/* What fits is taken by the reader; one character more is not kept, and that is said. */
static void
test_each_field_has_a_limit (void)
{
  for (int i = 0; i < SAFI_N_DRAFT_FIELDS; i++) {
    const SafiDraftFieldInfo *info = &safi_draft_fields[i];
    g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
    SafiDraftPart *part = draft_fixture_find (draft, info->kind);
    g_autofree char *most = g_strnfill (info->chars_max, '1');
    g_autofree char *more = g_strconcat (most, "1", NULL);

    if (info->manner == SAFI_DRAFT_CHOICE)
      continue;
    g_assert_true (safi_draft_part_set (part, (SafiDraftField) i, "en", most));
    draft_fixture_assert_comes_back (draft);
    g_assert_false (safi_draft_part_set (part, (SafiDraftField) i, "en", more));
    g_assert_cmpstr (safi_draft_part_get (part, (SafiDraftField) i, "en"), ==, most);
  }
}

static void
test_a_cell_is_bounded_in_octets_between_characters (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  SafiDraftPart *day = draft_fixture_find (draft, SAFI_DRAFT_DAY);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 201; i++)
    g_string_append (text, "ह"); /* three octets */
  g_assert_false (safi_draft_part_set (day, SAFI_DRAFT_DAY_SENTENCE, "en", text->str));
  g_assert_cmpint (g_utf8_strlen (safi_draft_part_get (day, SAFI_DRAFT_DAY_SENTENCE, "en"), -1), ==,
                   200);
  draft_fixture_assert_comes_back (draft);
}

static void
test_parts_and_languages_have_limits (void)
{
  g_autoptr (SafiPackDraft) draft = safi_pack_draft_new ("en");
  g_autoptr (SafiPack) pack = NULL;

  draft_fixture_set (draft->head, SAFI_DRAFT_NAME, "en", "School week");
  draft_fixture_set (draft->head, SAFI_DRAFT_FROM, "en", "Our school");
  for (guint i = 0; i < SAFI_PACK_TIPS_MAX; i++) {
    draft_fixture_add_tip (draft, "en");
    draft_fixture_add_number (draft, "1000");
    draft_fixture_add_day (draft);
  }
  for (int kind = SAFI_DRAFT_TIP; kind < SAFI_N_DRAFT_KINDS; kind++)
    g_assert_null (safi_pack_draft_add (draft, (SafiDraftKind) kind));
  pack = draft_fixture_check (draft);
  for (char c = 'a'; c < 'a' + SAFI_PACK_LANGUAGES_MAX - 1; c++)
    g_assert_true (safi_pack_draft_add_language (draft, (char[]){ 'x', c, '\0' }));
  g_assert_false (safi_pack_draft_add_language (draft, "sw"));
  draft_fixture_assert_comes_back (draft);
}

static void
test_hostile_text_stays_text (void)
{
  static const char *const texts[] = {
    "<b>&amp;</b> ]]> <!-- x -->",
    "=cmd|' /C calc'!A0",
    "\"quoted\", and more",
    "#no comment",
    "name[ar]=x",
    "{0} %s %n",
    "a\tb\r\nc",
    "'; DROP TABLE",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
    g_autoptr (SafiPack) pack = NULL;

    draft_fixture_set (draft->head, SAFI_DRAFT_NAME, "en", texts[i]);
    draft_fixture_set (draft_fixture_find (draft, SAFI_DRAFT_TIP), SAFI_DRAFT_TITLE, "en",
                       texts[i]);
    draft_fixture_set (draft_fixture_find (draft, SAFI_DRAFT_TIP), SAFI_DRAFT_SCAM_TEXT, "en",
                       texts[i]);
    draft_fixture_set (draft_fixture_find (draft, SAFI_DRAFT_NUMBER), SAFI_DRAFT_BODY, "en",
                       texts[i]);
    draft_fixture_set (draft_fixture_find (draft, SAFI_DRAFT_DAY), SAFI_DRAFT_DAY_TITLE, "en",
                       texts[i]);
    pack = draft_fixture_check (draft);
    draft_fixture_assert_comes_back (draft);
    if (strpbrk (texts[i], "\t\r") == NULL)
      g_assert_cmpstr (((SafiPackTexts *) pack->texts->pdata[0])->name, ==, texts[i]);
  }
}

static void
test_characters_that_no_pack_has_are_dropped (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;
  SafiDraftPart *tip = draft_fixture_find (draft, SAFI_DRAFT_TIP);

  draft_fixture_set (tip, SAFI_DRAFT_TITLE, "en", "A\x1b[31m fee\u202e\u2066 \u200d\xff");
  g_assert_cmpstr (safi_draft_part_get (tip, SAFI_DRAFT_TITLE, "en"), ==, "A[31m fee \u200d\ufffd");
  pack = draft_fixture_check (draft);
}

static void
test_files_that_a_draft_cannot_hold_are_refused (void)
{
  static const char *const files_of_others[][2] = {
    { "notes.txt", "x" },
    { "tips/fee.fr.xml", "<tip/>" },
    { "tips/fee.en.xml", "<tip id=\"fee\"><title>A</title><video>B</video></tip>" },
    { "tips/fee.en.xml", "<tip" },
    { "numbers.en.csv", "use,colour\npolice,red\n" },
    { "numbers.en.csv", "use,value\npolice\n" },
    { "numbers.sw.csv", "use,value,kind,body\npolice,999,phone,Polisi\n" },
    { "logo.png", "GIF89a" },
    { "pack.txt", "format=1\nid=a\nlanguages=en sw\nweight=1\n" },
    { "pack.txt", "format=2\nid=a\nlanguages=en sw\n" },
    { "pack.txt", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files_of_others); i++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();

    pack_fixture_set (files, files_of_others[i][0], files_of_others[i][1]);
    g_assert_null (safi_pack_draft_read (files));
  }
}

/* A cell that is the same in two languages need not be kept twice; then nothing more is dropped. */
static void
assert_settles (const SafiPackDraft *draft)
{
  g_autoptr (SafiPackFiles) files = draft_fixture_write (draft);
  g_autoptr (SafiPackDraft) back = safi_pack_draft_read (files);

  g_assert_nonnull (back);
  draft_fixture_assert_comes_back (back);
}

/* Whatever is typed comes back, and is a pack or has a fault. */
static void
test_anything_that_is_typed_comes_back (void)
{
  static const char *const bits[] = {
    "a", "é",    "ह",    "😀",  " ", "\n", ",",     "\"", "'",        "<", "&",      "]]>",
    "=", "\xff", "\x01", "\t", "#", "0",  "05-17", "@",  "https://", "[", "\u202e", "%s"
  };
  g_autoptr (GRand) random = test_random_new ();

  for (guint round = 0; round < FUZZ_ROUNDS; round++) {
    g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
    g_autoptr (SafiPack) pack = NULL;
    g_autoptr (GPtrArray) faults = NULL;

    safi_pack_draft_add_language (draft, "sw");
    for (int n = g_rand_int_range (random, 1, 12); n > 0; n--) {
      const SafiDraftField field =
          (SafiDraftField) g_rand_int_range (random, 0, SAFI_N_DRAFT_FIELDS);
      g_autoptr (GString) text = g_string_new (NULL);

      for (int i = g_rand_int_range (random, 0, 40); i > 0; i--)
        g_string_append (text, bits[g_rand_int_range (random, 0, G_N_ELEMENTS (bits))]);
      if (safi_draft_fields[field].manner != SAFI_DRAFT_CHOICE)
        safi_draft_part_set (draft_fixture_find (draft, safi_draft_fields[field].kind), field,
                             g_rand_boolean (random) ? "sw" : "en", text->str);
    }
    assert_settles (draft);
    pack = safi_pack_draft_check (draft, &faults);
    g_assert_true ((pack != NULL) == (faults == NULL));
  }
}

#define ADD(name, function) g_test_add_func ("/pack-draft-limits/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("title-and-sentence-fit-together", test_title_and_sentence_fit_together);
  ADD ("each-field-has-a-limit", test_each_field_has_a_limit);
  ADD ("a-cell-is-bounded-in-octets-between-characters",
       test_a_cell_is_bounded_in_octets_between_characters);
  ADD ("parts-and-languages-have-limits", test_parts_and_languages_have_limits);
  ADD ("hostile-text-stays-text", test_hostile_text_stays_text);
  ADD ("characters-that-no-pack-has-are-dropped", test_characters_that_no_pack_has_are_dropped);
  ADD ("files-that-a-draft-cannot-hold-are-refused",
       test_files_that_a_draft_cannot_hold_are_refused);
  ADD ("anything-that-is-typed-comes-back", test_anything_that_is_typed_comes_back);
  return g_test_run ();
}
