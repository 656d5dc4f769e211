/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "awareness/draft/safi-pack-draft-read.h"
#include "awareness/draft/safi-pack-draft-shelf.h"
#include "draft-fixture.h"
#include "pack-fixture.h"
#include "recording-fixture.h"

static void
test_a_draft_becomes_the_pack_that_was_written (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  g_autoptr (SafiPack) pack = draft_fixture_check (draft);
  const SafiPackTexts *texts = pack->texts->pdata[0];
  const SafiTip *tip = texts->tips->pdata[0];
  const SafiCountryFact *number = texts->numbers->pdata[0];
  const SafiPackDay *day = texts->days->pdata[0];

  g_assert_cmpstr (pack->id, ==, draft->id);
  g_assert_cmpstr (texts->name, ==, "School week");
  g_assert_cmpstr (tip->title, ==, "A fee for the boat");
  g_assert_cmpuint (tip->signs->len, ==, 2);
  g_assert_cmpstr (tip->signs->pdata[1], ==, "No name.");
  g_assert_cmpuint (tip->scam.text->len, ==, 2);
  g_assert_cmpint (tip->scam.channel, ==, SAFI_CHANNEL_SMS);
  g_assert_cmpstr (number->value, ==, "1000");
  g_assert_cmpint (number->kind, ==, SAFI_VALUE_SHORT_CODE);
  g_assert_cmpint (number->use, ==, SAFI_USE_LOST_MONEY);
  g_assert_cmpuint (day->month, ==, 5);
  g_assert_cmpstr (day->sentence, ==, "Write down a number.");
}

static void
test_a_draft_is_built_as_one_file (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GBytes) octets = safi_pack_draft_build (draft, NULL, faults);
  g_autoptr (SafiPack) pack = safi_pack_read_zip (octets, faults);

  g_assert_nonnull (pack);
  draft_fixture_set (draft->head, SAFI_DRAFT_NAME, "en", "");
  g_assert_null (safi_pack_draft_build (draft, NULL, faults));
  g_assert_cmpuint (faults->len, ==, 1);
}

static void
test_a_pack_of_others_comes_back_as_it_was (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPackDraft) draft = NULL;
  g_autoptr (SafiPack) pack = NULL, wanted = NULL;
  const SafiPackTexts *texts, *second;

  pack_fixture_change (files, "numbers.en.csv", "body,", "body,hours,");
  pack_fixture_change (files, "numbers.en.csv", "School office,", "\"Office, \"\"west\"\"\",24/7,");
  pack_fixture_change (files, "numbers.en.csv", "Ministry,", "Ministry,,");
  pack_fixture_set (files, "days.sw.csv",
                    "date,title,sentence\n05-17,Siku,Andika namba.\n2027-02-09,Net day,Bring a "
                    "message.\n");
  wanted = pack_fixture_read (files);
  draft = safi_pack_draft_read (files);
  g_assert_nonnull (draft);
  pack = draft_fixture_check (draft);
  texts = pack->texts->pdata[0];
  second = pack->texts->pdata[1];
  g_assert_cmpstr (pack->id, ==, wanted->id);
  g_assert_cmpstr (pack->country, ==, "KE");
  g_assert_cmpuint (texts->tips->len, ==, 1);
  g_assert_cmpstr (((SafiTip *) texts->tips->pdata[0])->theme, ==, "parcel-fee");
  g_assert_cmpstr (((SafiCountryFact *) texts->numbers->pdata[0])->body, ==, "Office, \"west\"");
  g_assert_cmpint (((SafiCountryFact *) texts->numbers->pdata[0])->kind, ==, SAFI_VALUE_PHONE);
  g_assert_cmpstr (((SafiCountryFact *) texts->numbers->pdata[1])->value, ==,
                   "https://report.example/");
  g_assert_cmpstr (second->name, ==, "Wiki ya shule");
  g_assert_cmpstr (((SafiPackDay *) second->days->pdata[0])->title, ==, "Siku");
  g_assert_cmpstr (((SafiPackDay *) second->days->pdata[1])->title, ==, "Net day");
  draft_fixture_assert_comes_back (draft);
}

/* Returns: (transfer full): a pack whose tip somebody read aloud in both of its languages. */
static SafiPackFiles *
new_recorded (void)
{
  SafiPackFiles *files = pack_fixture_new ();
  g_autoptr (GBytes) first = recording_fixture_new (1), second = recording_fixture_new (2);

  pack_fixture_set_octets (files, "tips/fee.sw.xml",
                           safi_pack_files_find (files, "tips/fee.en.xml"));
  pack_fixture_set_octets (files, "audio/fee.en.ogg", first);
  pack_fixture_set_octets (files, "audio/fee.sw.ogg", second);
  safi_pack_files_finish (files);
  return files;
}

static void
test_recordings_are_kept (void)
{
  g_autoptr (SafiPackFiles) files = new_recorded ();
  g_autoptr (SafiPackDraft) draft = safi_pack_draft_read (files);
  g_autoptr (SafiPackFiles) written = NULL;
  g_autoptr (SafiPack) pack = NULL, in_one = NULL, in_none = NULL;

  g_assert_nonnull (draft);
  draft_fixture_assert_comes_back (draft);
  written = draft_fixture_write (draft);
  g_assert_true (g_bytes_equal (safi_pack_files_find (written, "audio/fee.sw.ogg"),
                                safi_pack_files_find (files, "audio/fee.sw.ogg")));
  pack = draft_fixture_check (draft);
  g_assert_cmpuint (pack->recordings->len, ==, 2);
  safi_pack_draft_remove_language (draft, "sw");
  in_one = draft_fixture_check (draft);
  g_assert_cmpuint (in_one->recordings->len, ==, 1);
  draft_fixture_assert_comes_back (draft);
  g_assert_true (
      safi_draft_part_set_recording (draft_fixture_find (draft, SAFI_DRAFT_TIP), "en", NULL));
  in_none = draft_fixture_check (draft);
  g_assert_cmpuint (in_none->recordings->len, ==, 0);
}

/* Who records a tip before the words are written does not lose the recording. */
static void
test_a_recording_without_words_waits_for_them (void)
{
  g_autoptr (GBytes) sound = recording_fixture_new (1);
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  SafiDraftPart *tip = safi_pack_draft_add (draft, SAFI_DRAFT_TIP);
  g_autofree char *name = g_strconcat ("audio/", tip->id, ".en.ogg", NULL);
  g_autoptr (SafiPackFiles) written = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  gboolean is_told = FALSE;

  g_assert_false (safi_draft_part_is_written (tip, NULL));
  g_assert_true (safi_draft_part_set_recording (tip, "en", sound));
  g_assert_true (safi_draft_part_is_written (tip, "en"));
  g_assert_false (safi_draft_part_is_written (tip, "sw"));
  draft_fixture_assert_comes_back (draft);
  written = draft_fixture_write (draft);
  g_assert_true (g_bytes_equal (safi_pack_files_find (written, name), sound));
  g_assert_null (safi_pack_draft_check (draft, &faults));
  for (guint i = 0; i < faults->len; i++)
    is_told |= ((SafiDraftFault *) faults->pdata[i])->part == tip;
  g_assert_true (is_told);
}

/* A draft would lose it, so that such a pack is not opened. */
static void
test_a_recording_that_cannot_be_kept_is_told_of (void)
{
  g_autoptr (GBytes) longer = recording_fixture_new (SAFI_PACK_RECORDING_SECONDS_MAX + 1);
  g_autoptr (GBytes) sound = recording_fixture_new (1);
  g_autoptr (GBytes) broken = g_bytes_new_static ("OggS", 4);

  const struct {
    const char *name;
    GBytes *octets;
  } wrong_ones[] = { { "audio/fee.en.ogg", longer },  { "audio/fee.en.ogg", broken },
                     { "audio/other.en.ogg", sound }, { "audio/fee.fr.ogg", sound },
                     { "audio/fee.ogg", sound },      { "audio/fee.en.opus", sound } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong_ones); i++) {
    g_autoptr (SafiPackFiles) files = new_recorded ();

    pack_fixture_set_octets (files, wrong_ones[i].name, wrong_ones[i].octets);
    g_assert_null (safi_pack_draft_read (files));
  }
}

static void
test_what_nobody_wrote_in_a_language_is_there_in_the_first (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  g_autoptr (SafiPackFiles) files = NULL;
  g_autoptr (SafiPack) pack = NULL;
  SafiDraftPart *day = draft_fixture_add_day (draft);

  g_assert_true (safi_pack_draft_add_language (draft, "ar"));
  draft_fixture_set (draft->head, SAFI_DRAFT_NAME, "ar", "أسبوع");
  draft_fixture_set (draft->head, SAFI_DRAFT_FROM, "ar", "مدرسة");
  draft_fixture_set (day, SAFI_DRAFT_DAY_TITLE, "ar", "يوم");
  files = draft_fixture_write (draft);
  g_assert_null (safi_pack_files_find (files, "tips/tip-01.ar.xml"));
  g_assert_null (safi_pack_files_find (files, "numbers.ar.csv"));
  g_assert_nonnull (safi_pack_files_find (files, "days.ar.csv"));
  pack = draft_fixture_check (draft);
  g_assert_cmpstr (
      ((SafiPackDay *) ((SafiPackTexts *) pack->texts->pdata[1])->days->pdata[1])->title, ==,
      "يوم");
  draft_fixture_assert_comes_back (draft);
}

static void
test_parts_in_which_nothing_is_written_are_left_out (void)
{
  g_autoptr (SafiPackDraft) draft = safi_pack_draft_new ("en");
  g_autoptr (SafiPack) pack = NULL;

  for (int kind = SAFI_DRAFT_TIP; kind < SAFI_N_DRAFT_KINDS; kind++)
    safi_pack_draft_add (draft, (SafiDraftKind) kind);
  g_assert_false (safi_pack_draft_is_written (draft));
  draft_fixture_set (draft->head, SAFI_DRAFT_NAME, "en", "School week");
  draft_fixture_set (draft->head, SAFI_DRAFT_FROM, "en", "Our school");
  g_assert_true (safi_pack_draft_is_written (draft));
  pack = draft_fixture_check (draft);
  g_assert_cmpuint (((SafiPackTexts *) pack->texts->pdata[0])->tips->len, ==, 0);
}

static void
test_a_number_says_what_it_is (void)
{
  static const char *const values[][2] = {
    { "1000", "short_code" },          { "*100#", "short_code" }, { "0800 111 222", "phone" },
    { "+254 20 1", "phone" },          { "0800111222", "phone" }, { "help@post.example", "email" },
    { "https://post.example", "url" }, { "", "short_code" },
  };
  g_autoptr (SafiPackDraft) draft = safi_pack_draft_new ("en");
  SafiDraftPart *number = safi_pack_draft_add (draft, SAFI_DRAFT_NUMBER);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    draft_fixture_set (number, SAFI_DRAFT_VALUE, "", values[i][0]);
    g_assert_cmpstr (safi_draft_part_get (number, SAFI_DRAFT_VALUE_KIND, ""), ==, values[i][1]);
  }
}

static const struct {
  SafiDraftKind kind;
  SafiDraftField field; /* what is written there … */
  const char *text;
  SafiDraftField told; /* … and what is told there */
  SafiPackFaultKind fault;
} wrong[] = {
  { SAFI_DRAFT_PACK, SAFI_DRAFT_NAME, "", SAFI_DRAFT_NAME, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_PACK, SAFI_DRAFT_FROM, " ", SAFI_DRAFT_FROM, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_TITLE, "", SAFI_DRAFT_TITLE, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_MORE, " ", SAFI_DRAFT_MORE, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_SIGNS, "\n", SAFI_DRAFT_SIGNS, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_SIGNS, "1\n2\n3\n4\n5\n6\n7\n8\n9", SAFI_DRAFT_SIGNS,
    SAFI_PACK_FAULT_MANY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_STEPS, "", SAFI_DRAFT_STEPS, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_SCAM_FROM, "", SAFI_DRAFT_SCAM_FROM, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_SCAM_CHANNEL, "mail", SAFI_DRAFT_SCAM_SUBJECT,
    SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_REAL_TEXT, "", SAFI_DRAFT_REAL_TEXT, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_TIP, SAFI_DRAFT_TELL, "", SAFI_DRAFT_TELL, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_NUMBER, SAFI_DRAFT_VALUE, "", SAFI_DRAFT_VALUE, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_NUMBER, SAFI_DRAFT_VALUE, "call me", SAFI_DRAFT_VALUE, SAFI_PACK_FAULT_VALUE },
  { SAFI_DRAFT_NUMBER, SAFI_DRAFT_VALUE, "http://a.example", SAFI_DRAFT_VALUE,
    SAFI_PACK_FAULT_VALUE },
  { SAFI_DRAFT_NUMBER, SAFI_DRAFT_BODY, "", SAFI_DRAFT_BODY, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_NUMBER, SAFI_DRAFT_SOURCE_DATE, "soon", SAFI_DRAFT_SOURCE_DATE,
    SAFI_PACK_FAULT_DATE },
  { SAFI_DRAFT_DAY, SAFI_DRAFT_DATE, "", SAFI_DRAFT_DATE, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_DAY, SAFI_DRAFT_DATE, "17 May", SAFI_DRAFT_DATE, SAFI_PACK_FAULT_DATE },
  { SAFI_DRAFT_DAY, SAFI_DRAFT_DAY_TITLE, "", SAFI_DRAFT_DAY_TITLE, SAFI_PACK_FAULT_EMPTY },
  { SAFI_DRAFT_DAY, SAFI_DRAFT_DAY_SENTENCE, "", SAFI_DRAFT_DAY_SENTENCE, SAFI_PACK_FAULT_EMPTY },
};

static void
test_a_fault_is_told_at_its_field (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
    g_autoptr (GPtrArray) faults = NULL;
    SafiDraftPart *part = draft_fixture_find (draft, wrong[i].kind);
    const SafiDraftFault *told;

    draft_fixture_set (part, wrong[i].field, "en", wrong[i].text);
    g_assert_null (safi_pack_draft_check (draft, &faults));
    g_assert_cmpuint (faults->len, ==, 1);
    told = faults->pdata[0];
    g_assert_true (told->part == part);
    g_assert_cmpint (told->field, ==, wrong[i].told);
    g_assert_cmpint (told->fault->kind, ==, wrong[i].fault);
    draft_fixture_assert_comes_back (draft);
  }
}

static void
test_a_fault_is_told_in_its_language (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  g_autoptr (GPtrArray) faults = NULL;
  const SafiDraftFault *told;

  g_assert_true (safi_pack_draft_add_language (draft, "sw"));
  draft_fixture_set (draft_fixture_find (draft, SAFI_DRAFT_TIP), SAFI_DRAFT_TITLE, "sw",
                     "Ada ya boti");
  draft_fixture_set (draft_fixture_find (draft, SAFI_DRAFT_NUMBER), SAFI_DRAFT_BODY, "sw",
                     "Polisi");
  draft_fixture_set (draft_fixture_find (draft, SAFI_DRAFT_NUMBER), SAFI_DRAFT_VALUE, "",
                     "call me");
  g_assert_null (safi_pack_draft_check (draft, &faults));
  g_assert_cmpuint (faults->len, ==, 4); /* the number once, though two tables have it */
  told = faults->pdata[0];
  g_assert_cmpint (told->field, ==, SAFI_DRAFT_NAME);
  g_assert_cmpstr (told->language, ==, "sw");
  told = faults->pdata[2];
  g_assert_cmpint (told->field, ==, SAFI_DRAFT_SENTENCE);
  g_assert_cmpstr (told->language, ==, "sw");
  told = faults->pdata[3];
  g_assert_cmpint (told->field, ==, SAFI_DRAFT_VALUE);
  g_assert_cmpstr (told->language, ==, "");
}

static void
test_a_language_can_be_added_and_taken_away (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();

  g_assert_false (safi_pack_draft_add_language (draft, "en"));
  g_assert_false (safi_pack_draft_add_language (draft, "English"));
  g_assert_true (safi_pack_draft_add_language (draft, "pt-BR"));
  draft_fixture_set (draft->head, SAFI_DRAFT_NAME, "pt-BR", "Semana");
  draft_fixture_set (draft->head, SAFI_DRAFT_FROM, "pt-BR", "Escola");
  safi_pack_draft_remove_language (draft, "en");
  g_assert_cmpstr (safi_draft_part_get (draft->head, SAFI_DRAFT_NAME, "en"), ==, "");
  g_assert_cmpstr (draft->languages->pdata[0], ==, "pt-BR");
  safi_pack_draft_remove_language (draft, "pt-BR");
  g_assert_cmpuint (draft->languages->len, ==, 1);
}

static void
test_a_draft_survives_and_goes (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("safibox-drafts-XXXXXX", NULL);
  g_autofree char *drafts = g_build_filename (data_dir, "pack-drafts", NULL);
  g_autofree char *folder = NULL;
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  g_autoptr (SafiPackDraft) back = NULL;
  g_autoptr (SafiPackFiles) files = NULL, files_back = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  draft_fixture_set (draft_fixture_find (draft, SAFI_DRAFT_NUMBER), SAFI_DRAFT_VALUE, "",
                     "call me");
  draft_fixture_set (draft_fixture_add_tip (draft, "en"), SAFI_DRAFT_MORE, "en", "");
  g_assert_true (safi_draft_shelf_keep (data_dir, draft, NULL));
  back = safi_draft_shelf_load (data_dir, draft->id);
  g_assert_nonnull (back);
  files = draft_fixture_write (draft);
  files_back = draft_fixture_write (back);
  draft_fixture_assert_same_files (files, files_back);

  safi_pack_draft_remove (back, draft_fixture_find (back, SAFI_DRAFT_TIP));
  g_assert_true (safi_draft_shelf_keep (data_dir, back, NULL));
  folder = g_build_filename (drafts, draft->id, NULL);
  g_clear_pointer (&back, safi_pack_draft_free);
  back = safi_draft_shelf_load (data_dir, draft->id);
  g_assert_cmpuint (safi_pack_draft_count (back, SAFI_DRAFT_TIP), ==, 1);

  ids = safi_draft_shelf_list (data_dir);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (ids->pdata[0], ==, draft->id);
  g_assert_true (safi_draft_shelf_remove (data_dir, draft->id, NULL));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_null (safi_draft_shelf_load (data_dir, draft->id));
  g_assert_true (g_rmdir (drafts) == 0 && g_rmdir (data_dir) == 0);
}

static void
test_recordings_survive_and_go_with_a_draft (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("safibox-drafts-XXXXXX", NULL);
  g_autofree char *drafts = g_build_filename (data_dir, "pack-drafts", NULL);
  g_autoptr (SafiPackFiles) files = new_recorded ();
  g_autoptr (SafiPackDraft) draft = safi_pack_draft_read (files);
  g_autoptr (SafiPackDraft) back = NULL;
  g_autoptr (SafiPackFiles) kept = NULL, kept_back = NULL;
  g_autofree char *audio = g_build_filename (drafts, draft->id, "audio", NULL);
  g_autofree char *gone = g_build_filename (audio, "fee.sw.ogg", NULL);

  g_assert_true (safi_draft_shelf_keep (data_dir, draft, NULL));
  back = safi_draft_shelf_load (data_dir, draft->id);
  g_assert_nonnull (back);
  kept = draft_fixture_write (draft);
  kept_back = draft_fixture_write (back);
  draft_fixture_assert_same_files (kept, kept_back);
  g_assert_true (g_file_test (gone, G_FILE_TEST_EXISTS));
  safi_pack_draft_remove_language (back, "sw");
  g_assert_true (safi_draft_shelf_keep (data_dir, back, NULL));
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
  g_assert_true (safi_draft_shelf_remove (data_dir, draft->id, NULL));
  g_assert_true (g_rmdir (drafts) == 0 && g_rmdir (data_dir) == 0);
}

static void
test_a_draft_in_which_nothing_is_written_leaves_nothing (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("safibox-drafts-XXXXXX", NULL);
  g_autoptr (SafiPackDraft) draft = safi_pack_draft_new ("en");
  g_autoptr (GPtrArray) ids = NULL;

  safi_pack_draft_add (draft, SAFI_DRAFT_TIP);
  g_assert_true (safi_draft_shelf_keep (data_dir, draft, NULL));
  ids = safi_draft_shelf_list (data_dir);
  g_assert_cmpuint (ids->len, ==, 0);
  g_assert_cmpint (g_rmdir (data_dir), ==, 0);
}

#define ADD(name, function) g_test_add_func ("/pack-draft/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-draft-becomes-the-pack-that-was-written", test_a_draft_becomes_the_pack_that_was_written);
  ADD ("a-draft-is-built-as-one-file", test_a_draft_is_built_as_one_file);
  ADD ("a-pack-of-others-comes-back-as-it-was", test_a_pack_of_others_comes_back_as_it_was);
  ADD ("what-nobody-wrote-in-a-language-is-there-in-the-first",
       test_what_nobody_wrote_in_a_language_is_there_in_the_first);
  ADD ("parts-in-which-nothing-is-written-are-left-out",
       test_parts_in_which_nothing_is_written_are_left_out);
  ADD ("a-number-says-what-it-is", test_a_number_says_what_it_is);
  ADD ("a-fault-is-told-at-its-field", test_a_fault_is_told_at_its_field);
  ADD ("a-fault-is-told-in-its-language", test_a_fault_is_told_in_its_language);
  ADD ("a-language-can-be-added-and-taken-away", test_a_language_can_be_added_and_taken_away);
  ADD ("a-draft-survives-and-goes", test_a_draft_survives_and_goes);
  ADD ("recordings-are-kept", test_recordings_are_kept);
  ADD ("a-recording-without-words-waits-for-them", test_a_recording_without_words_waits_for_them);
  ADD ("a-recording-that-cannot-be-kept-is-told-of",
       test_a_recording_that_cannot_be_kept_is_told_of);
  ADD ("recordings-survive-and-go-with-a-draft", test_recordings_survive_and_go_with_a_draft);
  ADD ("a-draft-in-which-nothing-is-written-leaves-nothing",
       test_a_draft_in_which_nothing_is_written_leaves_nothing);
  return g_test_run ();
}
