/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-archive.h"

#include "../lib/corpus.h"

/* Archives that came with mail, broken at random, always the same way. */

#define FOLDER "corpus/zip"
#define ROUNDS 20000

static const char *const pieces[] = {
  "PK\x01\x02", "PK\x03\x04", "PK\x05\x06", "PK\x07\x08",           "\xff\xff\xff\xff",
  "\xff\xff",   "\xff",       "\x7f",       "word/vbaProject.bin",  "../",
  "\x01",       "/",          ".exe",       "\xd0\xcf\x11\xe0\xa1", "[Content_Types].xml",
};

static void
inspect (GBytes *octets)
{
  gsize length;
  const char *start = g_bytes_get_data (octets, &length);
  SafiAttachment attachment = { .size = length };
  guint n_entries;

  safi_archive_inspect (start, length, &attachment);
  n_entries = attachment.entries != NULL ? g_strv_length (attachment.entries) : 0;
  g_assert_cmpuint (n_entries, <=, SAFI_ARCHIVE_ENTRIES_MAX);
  for (guint i = 0; i < n_entries; i++)
    g_assert_true (g_utf8_validate (attachment.entries[i], -1, NULL));
  g_strfreev (attachment.entries);
}

static void
test_broken_archives_do_no_harm (void)
{
  test_break_corpus (FOLDER, "", ROUNDS, pieces, G_N_ELEMENTS (pieces), inspect);
}

static void
test_cut_archives_do_no_harm (void)
{
  test_cut_corpus (FOLDER, "", inspect);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive-fuzz/broken-archives-do-no-harm", test_broken_archives_do_no_harm);
  g_test_add_func ("/archive-fuzz/cut-archives-do-no-harm", test_cut_archives_do_no_harm);
  return g_test_run ();
}
