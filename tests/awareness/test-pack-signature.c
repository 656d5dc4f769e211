/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/draft/safi-pack-draft-read.h"
#include "awareness/pack/safi-pack-zip.h"
#include "draft-fixture.h"
#include "pack-fixture.h"

#define CHANGED "changed after it was signed"
#define NONE "This is no signature"

/* Returns: (transfer full): the fixture, signed by the first key. */
static SafiPackFiles *
new_signed (void)
{
  SafiPackFiles *files = pack_fixture_new ();

  pack_fixture_sign (files, 1);
  return files;
}

/* Returns: (transfer full): what stands in the file of the signature. */
static char *
get_text (const SafiPackFiles *files)
{
  GBytes *octets = safi_pack_files_find (files, SAFI_PACK_SIGNATURE);

  return g_strndup (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
}

static SafiPackFile *
find_file (const SafiPackFiles *files, const char *name)
{
  for (guint i = 0; i < files->files->len; i++)
    if (g_str_equal (((SafiPackFile *) files->files->pdata[i])->name, name))
      return files->files->pdata[i];
  g_error ("no file %s", name);
}

static void
rename_file (SafiPackFile *file, const char *name)
{
  g_free (file->name);
  file->name = g_strdup (name);
}

static void
assert_refused (SafiPackFiles *files, const char *part)
{
  pack_fixture_assert_refused (files, SAFI_PACK_SIGNATURE, 0, part);
}

static void
test_a_pack_says_whose_key_signed_it_or_that_nobody_did (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) unsigned_pack = pack_fixture_read (files);
  g_autoptr (SafiPack) first = NULL;
  g_autoptr (SafiPack) second = NULL;

  g_assert_null (unsigned_pack->signer);
  pack_fixture_sign (files, 1);
  first = pack_fixture_read (files);
  g_assert_cmpstr (first->signer, ==, PACK_FIXTURE_DIGITS_1);
  pack_fixture_sign (files, 2); /* in the place of the first */
  second = pack_fixture_read (files);
  g_assert_cmpstr (second->signer, ==, PACK_FIXTURE_DIGITS_2);
}

/* What is signed is written down in docs/campaigns.md, so that other programs can do the same. */
static void
test_what_is_signed_is_what_the_guide_says (void)
{
  g_autoptr (SafiPackFiles) files = new_signed ();
  g_autoptr (SafiPackKey) key = pack_fixture_key (1);
  g_autoptr (GString) statement = g_string_new ("safibox-pack-signature 1\n");
  g_autofree char *text = get_text (files);
  g_autofree char *seal_text = NULL;
  guint8 seal[SAFI_PACK_SEAL_OCTETS];

  for (guint i = 0; i < files->files->len; i++) {
    const SafiPackFile *file = files->files->pdata[i];
    g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->octets);

    if (!g_str_equal (file->name, "signature.txt"))
      g_string_append_printf (statement, "%s %u %s\n", sum, (guint) g_bytes_get_size (file->octets),
                              file->name);
  }
  g_assert_true (safi_pack_key_sign (key, statement->str, seal));
  seal_text = g_base64_encode (seal, sizeof seal);
  g_assert_cmpuint (strlen (text), ==, SAFI_PACK_SIGNATURE_OCTETS);
  g_assert_true (
      g_str_has_prefix (text, "format=1\nkey=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"));
  g_assert_nonnull (strstr (text, seal_text));
}

/* The order in which they were packed, a folder around all, and what file managers leave behind
 * mean nothing. */
static void
test_it_holds_however_the_files_are_packed (void)
{
  g_autoptr (SafiPackFiles) files = new_signed ();
  g_autoptr (SafiPack) pack = NULL;

  for (guint i = 0; i < files->files->len; i++) {
    SafiPackFile *file = files->files->pdata[i];
    g_autofree char *name = g_strconcat ("my pack/", file->name, NULL);

    rename_file (file, name);
  }
  g_ptr_array_add (files->files, g_ptr_array_steal_index (files->files, 0));
  pack_fixture_set (files, "my pack/.DS_Store", "x");
  pack_fixture_set (files, "__MACOSX/my pack/x", "x");
  pack = pack_fixture_read (files);
  g_assert_cmpstr (pack->signer, ==, PACK_FIXTURE_DIGITS_1);
}

static void
test_nothing_can_be_changed (void)
{
  g_autoptr (SafiPackFiles) files = new_signed ();

  pack_fixture_change (files, "numbers.en.csv", "0800 111 222", "0800 111 223");
  assert_refused (files, CHANGED);
  g_clear_pointer (&files, safi_pack_files_free);
  files = new_signed ();
  pack_fixture_change (files, "pack.txt", "# A pack\n", ""); /* even where it means nothing */
  assert_refused (files, CHANGED);
}

static void
test_nothing_can_be_added (void)
{
  g_autoptr (SafiPackFiles) files = new_signed ();
  g_autoptr (GBytes) numbers = g_bytes_ref (safi_pack_files_find (files, "numbers.en.csv"));
  g_autofree char *text = g_strndup (g_bytes_get_data (numbers, NULL), g_bytes_get_size (numbers));

  pack_fixture_set (files, "numbers.sw.csv", text);
  assert_refused (files, CHANGED);
}

static void
test_nothing_can_be_taken_out (void)
{
  static const char *const names[] = { "numbers.en.csv", "days.en.csv", "tips/fee.en.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiPackFiles) files = new_signed ();

    g_ptr_array_remove (files->files, find_file (files, names[i]));
    assert_refused (files, CHANGED);
  }
}

static void
test_nothing_can_be_renamed_or_swapped (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();

  pack_fixture_set (files, "days.sw.csv", "date,title,sentence\n05-17,Siku,Andika namba.\n");
  pack_fixture_sign (files, 1);
  rename_file (find_file (files, "days.sw.csv"), "days.x");
  rename_file (find_file (files, "days.en.csv"), "days.sw.csv");
  rename_file (find_file (files, "days.x"), "days.en.csv");
  assert_refused (files, CHANGED);
  rename_file (find_file (files, "days.sw.csv"), "days.fr.csv");
  assert_refused (files, CHANGED);
}

static void
test_the_signature_of_another_pack_or_key_does_not_fit (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPackFiles) other = pack_fixture_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *mixed = NULL;

  pack_fixture_change (other, "pack.txt", "School week", "School days");
  pack_fixture_sign (other, 1);
  first = get_text (other);
  pack_fixture_set (files, SAFI_PACK_SIGNATURE, first);
  assert_refused (files, CHANGED);
  pack_fixture_sign (files, 2);
  second = get_text (files);
  /* Under the name of the first key. */
  mixed = g_strdup_printf ("%.*s%s", (int) (strstr (first, "\nsignature") - first), first,
                           strstr (second, "\nsignature"));
  pack_fixture_set (files, SAFI_PACK_SIGNATURE, mixed);
  assert_refused (files, CHANGED);
}

/* @from, which must be there, turned into @to. */
static void
assert_text_refused (const char *from, const char *to)
{
  g_autoptr (SafiPackFiles) files = new_signed ();

  pack_fixture_change (files, SAFI_PACK_SIGNATURE, from, to);
  assert_refused (files, NONE);
}

static void
test_there_is_one_way_to_write_a_signature (void)
{
  assert_text_refused ("format=1", "format=2");
  assert_text_refused ("format=1\n", "format=1\r\n");
  assert_text_refused ("format=1\n", "\xef\xbb\xbf"
                                     "format=1\n");
  assert_text_refused ("format=1\n", "format=1\n\n");
  assert_text_refused ("key=", "KEY=");
  assert_text_refused ("key=", "seal");
  assert_text_refused ("signature=", "signature:");
  assert_text_refused ("key=11", "key= 1");
  assert_text_refused ("key=11qY", "key=");
  assert_text_refused ("key=", "key=AAAA");
  assert_text_refused ("URo=", "URp="); /* the same 32 octets */
  assert_text_refused ("URo=", "URoA");
  assert_text_refused ("URo=\n", "URo\n=");
  assert_text_refused ("==\n", "==\nx");
  assert_text_refused ("==\n", "==");
  assert_text_refused ("==\n", "===");
}

static void
test_a_signature_has_one_size (void)
{
  g_autoptr (SafiPackFiles) files = new_signed ();
  g_autofree char *text = get_text (files);
  g_autofree char *long_text = g_strnfill (SAFI_PACK_FILE_MAX, 'A');

  for (gsize length = 0; length < SAFI_PACK_SIGNATURE_OCTETS; length++) {
    g_autofree char *cut = g_strndup (text, length);

    pack_fixture_set (files, SAFI_PACK_SIGNATURE, cut);
    assert_refused (files, NONE);
  }
  pack_fixture_set (files, SAFI_PACK_SIGNATURE, long_text);
  assert_refused (files, NONE);
}

static void
test_a_pack_has_one_signature_in_one_place (void)
{
  static const char *const names[] = { "signature.txt", "SIGNATURE.TXT" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SafiPackFiles) files = new_signed ();
    g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
    g_autoptr (GBytes) octets = NULL;
    g_autofree char *text = get_text (files);

    pack_fixture_set (files, "x", text);
    rename_file (find_file (files, "x"), names[i]);
    octets = safi_pack_zip_write (files, NULL);
    g_assert_null (safi_pack_read_zip (octets, faults));
    pack_fixture_assert_fault (faults, names[i], 0, "Two files have this name");
  }
  for (guint i = 0; i < 2; i++) {
    g_autoptr (SafiPackFiles) files = new_signed ();
    const char *name = i == 0 ? "tips/signature.txt" : "SIGNATURE.TXT";

    rename_file (find_file (files, SAFI_PACK_SIGNATURE), name);
    pack_fixture_assert_refused (files, name, 0, "Rename this file or take it out");
  }
}

/* Under the key that is the neutral point, GnuTLS alone finds that this fits every pack. */
static void
test_no_signature_fits_every_pack (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autofree char *fill = g_strnfill (83, 'A');
  g_autofree char *text =
      g_strconcat ("format=1\nkey=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nsignature=AQ", fill,
                   "A==\n", NULL);

  g_assert_cmpuint (strlen (text), ==, SAFI_PACK_SIGNATURE_OCTETS);
  pack_fixture_set (files, SAFI_PACK_SIGNATURE, text);
  assert_refused (files, CHANGED);
}

static void
test_there_is_room_for_a_signature_or_a_reason_why_not (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPackKey) key = pack_fixture_key (1);
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

  files->n_octets = SAFI_PACK_UNPACKED_MAX - SAFI_PACK_SIGNATURE_OCTETS;
  g_assert_true (safi_pack_signature_write (files, key, faults));
  g_assert_true (safi_pack_signature_write (files, key, faults)); /* in the place of the first */
  g_ptr_array_remove (files->files, find_file (files, SAFI_PACK_SIGNATURE));
  files->n_octets = SAFI_PACK_UNPACKED_MAX - SAFI_PACK_SIGNATURE_OCTETS + 1;
  g_assert_false (safi_pack_signature_write (files, key, faults));
  pack_fixture_assert_fault (faults, "", 0, "All files together");
}

/* What is made of a signed pack is not signed by whoever signed that one. */
static void
test_a_draft_is_signed_and_leaves_the_signature_behind (void)
{
  g_autoptr (SafiPackDraft) draft = draft_fixture_new ();
  g_autoptr (SafiPackKey) key = pack_fixture_key (1);
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GBytes) octets = safi_pack_draft_build (draft, NULL, faults);
  g_autoptr (GBytes) signed_octets = safi_pack_draft_build (draft, key, faults);
  g_autoptr (SafiPackFiles) files = safi_pack_zip_read (signed_octets, faults);
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (SafiPackDraft) again = NULL;
  g_autoptr (GBytes) again_octets = NULL;

  pack = safi_pack_read (files, faults);
  g_assert_cmpstr (pack->signer, ==, PACK_FIXTURE_DIGITS_1);
  again = safi_pack_draft_read (files);
  g_assert_nonnull (again);
  again_octets = safi_pack_draft_build (again, NULL, faults);
  g_assert_true (g_bytes_equal (octets, again_octets));
  pack_fixture_set (files, SAFI_PACK_SIGNATURE, "x");
  g_assert_null (safi_pack_draft_read (files));
}

#define ADD(name, function) g_test_add_func ("/pack-signature/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-pack-says-whose-key-signed-it-or-that-nobody-did",
       test_a_pack_says_whose_key_signed_it_or_that_nobody_did);
  ADD ("what-is-signed-is-what-the-guide-says", test_what_is_signed_is_what_the_guide_says);
  ADD ("it-holds-however-the-files-are-packed", test_it_holds_however_the_files_are_packed);
  ADD ("nothing-can-be-changed", test_nothing_can_be_changed);
  ADD ("nothing-can-be-added", test_nothing_can_be_added);
  ADD ("nothing-can-be-taken-out", test_nothing_can_be_taken_out);
  ADD ("nothing-can-be-renamed-or-swapped", test_nothing_can_be_renamed_or_swapped);
  ADD ("the-signature-of-another-pack-or-key-does-not-fit",
       test_the_signature_of_another_pack_or_key_does_not_fit);
  ADD ("there-is-one-way-to-write-a-signature", test_there_is_one_way_to_write_a_signature);
  ADD ("a-signature-has-one-size", test_a_signature_has_one_size);
  ADD ("a-pack-has-one-signature-in-one-place", test_a_pack_has_one_signature_in_one_place);
  ADD ("no-signature-fits-every-pack", test_no_signature_fits_every_pack);
  ADD ("there-is-room-for-a-signature-or-a-reason-why-not",
       test_there_is_room_for_a_signature_or_a_reason_why_not);
  ADD ("a-draft-is-signed-and-leaves-the-signature-behind",
       test_a_draft_is_signed_and_leaves_the_signature_behind);
  return g_test_run ();
}
