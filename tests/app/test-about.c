/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/help/safi-debug-info.h"
#include "app/help/safi-release-notes.h"

static char *
write_facts (GArray *problems)
{
  const SafiDebugFacts facts = {
    .toolkit = "GTK 4.8.3",
    .language = "sw",
    .text_percent = 120,
    .mailboxes = 3,
    .judged = 5123,
    .taught = 0,
    .problems = problems,
  };

  return safi_debug_info_write (&facts);
}

static void
counts_are_ranges (void)
{
  static const struct {
    guint count;
    const char *range;
  } cases[] = {
    { 0, "0" },
    { 1, "1" },
    { 2, "2 to 9" },
    { 9, "2 to 9" },
    { 10, "10 to 99" },
    { 99999, "10000 to 99999" },
    { 100000, "100000 or more" },
    { G_MAXUINT, "100000 or more" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (safi_debug_info_get_range (cases[i].count), ==, cases[i].range);
}

static void
debug_info_tells_ranges_and_codes (void)
{
  g_autoptr (GArray) problems = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *none = write_facts (problems);
  g_autofree char *two = NULL;
  const int codes[] = { 7, 12 };

  g_assert_nonnull (strstr (none, "\nProblems: none\n"));
  g_assert_nonnull (strstr (none, "\nMailboxes: 2 to 9\n"));
  g_assert_nonnull (strstr (none, "\nMessages of the last 7 days: 1000 to 9999\n"));
  g_assert_null (strstr (none, "5123"));
  g_array_append_vals (problems, codes, 2);
  two = write_facts (problems);
  g_assert_nonnull (strstr (two, "\nProblems: 7, 12\n"));
}

static void
debug_info_repeats_no_strange_word (void)
{
  g_autoptr (GArray) problems = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *text = NULL;

  g_setenv ("XDG_CURRENT_DESKTOP", "amina-desk", TRUE);
  g_setenv ("XDG_SESSION_TYPE", "wayland", TRUE);
  text = write_facts (problems);
  g_assert_null (strstr (text, "amina"));
  g_assert_nonnull (strstr (text, "\nDesktop: other\nSession: wayland\n"));
}

static const char two_releases[] =
    "<component><description><p>Not this.</p></description><releases>"
    "<release version='2'><description><p>New &amp; good.</p><ul><li> More. </li></ul>"
    "</description></release>"
    "<release version='1'><description><p>Old.</p></description></release></releases></component>";

static void
assert_notes (const char *version, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *notes =
      safi_release_notes_read (two_releases, strlen (two_releases), version, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (notes, ==, expected);
}

static void
notes_are_of_one_release (void)
{
  assert_notes ("2", "<p>New &amp; good.</p><ul><li>More.</li></ul>");
  assert_notes ("1", "<p>Old.</p>");
  assert_notes ("3", "");
}

static void
broken_metainfo_is_told (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (safi_release_notes_read ("<a><p>", 6, "1", &error));
  g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE);
}

static void
our_metainfo_tells_of_this_version (void)
{
  g_autofree char *file = g_build_filename (g_getenv ("SAFI_TEST_ROOT"), "data",
                                            SAFI_APPLICATION_ID ".metainfo.xml.in", NULL);
  g_autofree char *text = NULL;
  g_autofree char *notes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  notes = safi_release_notes_read (text, length, SAFI_VERSION, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (notes, "<p>"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/about/counts-are-ranges", counts_are_ranges);
  g_test_add_func ("/about/debug-info-tells-ranges-and-codes", debug_info_tells_ranges_and_codes);
  g_test_add_func ("/about/debug-info-repeats-no-strange-word", debug_info_repeats_no_strange_word);
  g_test_add_func ("/about/notes-are-of-one-release", notes_are_of_one_release);
  g_test_add_func ("/about/broken-metainfo-is-told", broken_metainfo_is_told);
  g_test_add_func ("/about/our-metainfo-tells-of-this-version", our_metainfo_tells_of_this_version);
  return g_test_run ();
}
