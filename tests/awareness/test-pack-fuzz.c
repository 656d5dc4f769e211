/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/corpus.h"
#include "../lib/random.h"
#include "awareness/pack/safi-pack-logo.h"
#include "awareness/pack/safi-pack-mentions.h"
#include "awareness/pack/safi-pack-zip.h"
#include "pack-fixture.h"
#include "recording-fixture.h"

/* Packs of strangers, broken at random, always the same way: as the one file that is passed on, and
 * below its check sums, which whoever breaks a pack can make right. */

#define ROUNDS 3000
#define LOGO_ROUNDS 6000
#define RECORDING_ROUNDS 20000
#define CHUNK_OCTETS_MIN 12

static const char *const zip_pieces[] = {
  "PK\x01\x02", "PK\x03\x04", "PK\x05\x06",       "PK\x06\x06",   "PK\x06\x07", "PK\x07\x08",
  "\x01",       "\xff\xff",   "\xff\xff\xff\xff", "pack.txt",     "../",        "tips/",
  "\x08",       "up\x09\x01", "ux\x0b\x01",       "\x0e\x01\x01", "/",          "\x14",
};

static const char *const text_pieces[] = {
  "\n",
  "\r\n",
  ",",
  "\"",
  "\"\"",
  "=",
  "#",
  "[sw]",
  "[en]=",
  "id=",
  "languages=",
  "<tip",
  "</tip>",
  "<p>",
  "</p>",
  "<",
  ">",
  "/>",
  "&#0;",
  "&#x202e;",
  "&amp;",
  "&lt;",
  "<![CDATA[",
  "]]>",
  "<!--",
  "<!DOCTYPE",
  "<?x?>",
  "scam",
  "05-17",
  "2027-02-29",
  "https://",
  "0700 111",
  "@",
  "\xe2\x80\xae",
  "\xc2\xad",
  "\xff",
  "\xef\xbc\x90",
  "%s",
  "{0}",
  ".example",
  "channel=\"sms\"",
  "age=\"",
};

static const char *const name_pieces[] = {
  "/",       "..", "../",      "\\", ".",        "tips/", ".en.xml",
  ".sw.csv", "\n", "\xc3\xa4", ":",  "pack.txt", "A",
};

static const char *const logo_pieces[] = {
  "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "tEXt", "\x89PNG\r\n\x1a\n", "\x0d", "\x02\x01", "\xff",
};

static const char *const recording_pieces[] = {
  "OggS", "OpusHead", "\x01vorbis", "\x80theora",       "fishead",
  "\x02", "\x04",     "\xff",       "\xff\xff\xff\xff",
};

/* Returns: (transfer full): a pack with something of each kind of file. */
static SafiPackFiles *
new_files (void)
{
  SafiPackFiles *files = pack_fixture_new ();
  g_autoptr (GBytes) recording = recording_fixture_new (2);

  pack_fixture_set_octets (files, "audio/fee.en.ogg", recording);
  return files;
}

static void
check_pack (SafiPack *pack, GPtrArray *faults)
{
  g_autoptr (GPtrArray) mentions = NULL;

  g_assert_true ((pack != NULL) == (faults->len == 0));
  if (pack == NULL)
    return;
  mentions = safi_pack_list_mentions (pack);
  g_assert_cmpuint (mentions->len, <=, SAFI_PACK_MENTIONS_MAX);
}

static void
read_zip (GBytes *octets)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (SafiPack) pack = safi_pack_read_zip (octets, faults);

  check_pack (pack, faults);
}

/* Below the sums of its pages: some pass, most do not. */
static void
test_broken_recordings_do_no_harm (void)
{
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (GBytes) whole = recording_fixture_new (5);
  gsize length;
  const char *start = g_bytes_get_data (whole, &length);
  guint n_passed = 0;

  for (guint round = 0; round < RECORDING_ROUNDS; round++) {
    g_autoptr (GString) broken = g_string_new_len (start, (gssize) length);
    g_autoptr (GBytes) octets = NULL;

    test_mutate (broken, random, recording_pieces, G_N_ELEMENTS (recording_pieces));
    recording_fixture_mend ((guint8 *) broken->str, broken->len);
    octets = g_bytes_new (broken->str, broken->len);
    n_passed += safi_pack_recording_measure (octets) > 0 ? 1 : 0;
  }
  g_test_message ("%u of %u passed", n_passed, RECORDING_ROUNDS);
  g_assert_cmpuint (n_passed, >, 0);
  g_assert_cmpuint (n_passed, <, RECORDING_ROUNDS);
}

/* Whatever is broken, it is a pack that holds to the limits, or there is a reason why not. */
static void
test_broken_packs_do_no_harm (void)
{
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (SafiPackFiles) files = new_files ();
  g_autoptr (GBytes) whole = safi_pack_zip_write (files, NULL);
  gsize length;
  const char *start = g_bytes_get_data (whole, &length);

  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (GString) broken = g_string_new_len (start, (gssize) length);
    g_autoptr (GBytes) exact = NULL;

    test_mutate (broken, random, zip_pieces, G_N_ELEMENTS (zip_pieces));
    exact = g_bytes_new (broken->str, broken->len);
    read_zip (exact);
  }
}

static void
break_file (SafiPackFile *file, GRand *random)
{
  gsize length;
  const char *start = g_bytes_get_data (file->octets, &length);
  g_autoptr (GString) text = g_string_new_len (start, (gssize) length);

  test_mutate (text, random, text_pieces, G_N_ELEMENTS (text_pieces));
  g_bytes_unref (file->octets);
  file->octets = g_bytes_new (text->str, text->len);
}

/* The same below the packing, where it reaches the readers of texts. */
static void
test_broken_files_do_no_harm (void)
{
  g_autoptr (GRand) random = test_random_new ();

  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (SafiPackFiles) files = new_files ();
    g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
    g_autoptr (SafiPack) pack = NULL;

    break_file (files->files->pdata[round % files->files->len], random);
    pack = safi_pack_read (files, faults);
    check_pack (pack, faults);
  }
}

static const char *const signature_pieces[] = {
  "format=1", "format=2", "key=", "\nkey=", "signature=", "\nsignature=", "\n",   "\r\n", "=",
  "==\n",     "A",        "AAAA", "+",      "/",          "-----BEGIN",   "\xff", "#",    "11qY",
  "URo=",
};

static gboolean
is_same_pack (const SafiPackFiles *one, const SafiPackFiles *other)
{
  gboolean is_same = one->files->len == other->files->len;

  for (guint i = 0; is_same && i < one->files->len; i++) {
    const SafiPackFile *file = one->files->pdata[i];
    GBytes *octets = safi_pack_files_find (other, file->name);

    is_same = octets != NULL && g_bytes_equal (octets, file->octets);
  }
  return is_same;
}

/* Reads @broken, which may lack its signature, but shows no digits unless it is as it was. */
static void
read_signed (const SafiPackFiles *broken, const SafiPackFiles *whole)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (SafiPack) pack = safi_pack_read (broken, faults);
  const gboolean is_signed = safi_pack_files_find (broken, SAFI_PACK_SIGNATURE) != NULL;

  check_pack (pack, faults);
  if (pack == NULL)
    return;
  g_assert_true ((pack->signer != NULL) == is_signed);
  g_assert_true (!is_signed || is_same_pack (broken, whole));
}

static void
break_octets (SafiPackFile *file, GRand *random)
{
  gsize length;
  const char *start = g_bytes_get_data (file->octets, &length);
  g_autoptr (GString) text = g_string_new_len (start, (gssize) length);

  test_mutate (text, random, signature_pieces, G_N_ELEMENTS (signature_pieces));
  g_bytes_unref (file->octets);
  file->octets = g_bytes_new (text->str, text->len);
}

/* Only the pack that was signed is a signed one: whatever is broken in it, or in its signature. */
static void
test_broken_signed_packs_are_refused (void)
{
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (SafiPackFiles) whole = pack_fixture_new ();

  pack_fixture_sign (whole, 1);
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (SafiPackFiles) broken = pack_fixture_new ();
    const guint n_files = whole->files->len;

    pack_fixture_sign (broken, 1);
    if (round % 2 == 0) /* signature.txt, which stands before tips/ */
      break_octets (broken->files->pdata[n_files - 2], random);
    else
      break_file (broken->files->pdata[round / 2 % n_files], random);
    read_signed (broken, whole);
  }
}

/* The same of the one file that is passed on. */
static void
test_broken_signed_archives_are_refused (void)
{
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (SafiPackFiles) whole = pack_fixture_new ();
  g_autoptr (GBytes) octets = NULL;
  gsize length;
  const char *start;

  pack_fixture_sign (whole, 1);
  octets = safi_pack_zip_write (whole, NULL);
  start = g_bytes_get_data (octets, &length);
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (GString) broken = g_string_new_len (start, (gssize) length);
    g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
    g_autoptr (GBytes) exact = NULL;
    g_autoptr (SafiPackFiles) files = NULL;

    test_mutate (broken, random, zip_pieces, G_N_ELEMENTS (zip_pieces));
    exact = g_bytes_new (broken->str, broken->len);
    files = safi_pack_zip_read (exact, faults);
    if (files != NULL)
      read_signed (files, whole);
  }
}

/* No name that is taken leads anywhere, however the archive spells it. */
static void
test_broken_names_do_no_harm (void)
{
  g_autoptr (GRand) random = test_random_new ();

  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();
    g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
    g_autoptr (GString) name = g_string_new ("tips/fee.en.xml");
    SafiPackFile *file = files->files->pdata[round % files->files->len];
    g_autoptr (GBytes) octets = NULL;
    g_autoptr (SafiPackFiles) read = NULL;

    test_mutate (name, random, name_pieces, G_N_ELEMENTS (name_pieces));
    if (*name->str == '\0' || !g_utf8_validate (name->str, -1, NULL))
      continue; /* libarchive does not write it */
    g_free (file->name);
    file->name = g_strndup (name->str, name->len);
    octets = safi_pack_zip_write (files, NULL);
    read = octets != NULL ? safi_pack_zip_read (octets, faults) : NULL;
    for (guint i = 0; read != NULL && i < read->files->len; i++) {
      const char *taken = ((SafiPackFile *) read->files->pdata[i])->name;

      g_assert_true (g_utf8_validate (taken, -1, NULL));
      g_assert_false (g_path_is_absolute (taken));
      g_assert_null (strpbrk (taken, "\\\r\n"));
      g_assert_false (g_str_has_prefix (taken, "../") || strstr (taken, "/../") != NULL);
    }
  }
}

/* What is kept of a picture is a picture of which all is kept. */
static void
read_logo (GBytes *octets)
{
  g_autoptr (GBytes) kept = safi_pack_logo_read (octets);
  g_autoptr (GBytes) again = kept != NULL ? safi_pack_logo_read (kept) : NULL;

  if (kept == NULL)
    return;
  g_assert_cmpuint (g_bytes_get_size (kept), <=, g_bytes_get_size (octets));
  g_assert_cmpuint (g_bytes_get_size (kept), >=, 3 * CHUNK_OCTETS_MIN);
  g_assert_nonnull (again);
  g_assert_true (g_bytes_equal (kept, again));
}

static void
test_broken_logos_do_no_harm (void)
{
  test_break_corpus ("corpus/png", ".png", LOGO_ROUNDS, logo_pieces, G_N_ELEMENTS (logo_pieces),
                     read_logo);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pack-fuzz/broken-packs-do-no-harm", test_broken_packs_do_no_harm);
  g_test_add_func ("/pack-fuzz/broken-files-do-no-harm", test_broken_files_do_no_harm);
  g_test_add_func ("/pack-fuzz/broken-signed-packs-are-refused",
                   test_broken_signed_packs_are_refused);
  g_test_add_func ("/pack-fuzz/broken-signed-archives-are-refused",
                   test_broken_signed_archives_are_refused);
  g_test_add_func ("/pack-fuzz/broken-names-do-no-harm", test_broken_names_do_no_harm);
  g_test_add_func ("/pack-fuzz/broken-logos-do-no-harm", test_broken_logos_do_no_harm);
  g_test_add_func ("/pack-fuzz/broken-recordings-do-no-harm", test_broken_recordings_do_no_harm);
  return g_test_run ();
}
