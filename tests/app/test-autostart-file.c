/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background/safi-autostart-file.h"

#include <glib/gstdio.h>

#define FILE_NAME "autostart/" SAFI_APPLICATION_ID ".desktop"

typedef struct {
  char *folder;
  char *file;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("safibox-autostart-XXXXXX", NULL);
  place->file = g_build_filename (place->folder, FILE_NAME, NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autofree char *inner = g_path_get_dirname (place->file);

  g_unlink (place->file);
  g_remove (inner);
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->file);
}

static void
set (Place *place, gboolean is_on)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (safi_autostart_file_set (place->folder, "/usr/bin/safibox", is_on, &error));
  g_assert_no_error (error);
  g_assert_cmpint (safi_autostart_file_is_on (place->folder), ==, is_on);
}

static void
test_is_off_on_and_off_again (Place *place, gconstpointer data)
{
  g_assert_false (safi_autostart_file_is_on (place->folder));
  set (place, FALSE);
  set (place, TRUE);
  set (place, TRUE);
  set (place, FALSE);
  g_assert_false (g_file_test (place->file, G_FILE_TEST_EXISTS));
}

static void
mark (Place *place, const char *line)
{
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;

  set (place, TRUE);
  g_assert_true (g_file_get_contents (place->file, &text, NULL, NULL));
  more = g_strconcat (text, line, NULL);
  g_assert_true (g_file_set_contents (place->file, more, -1, NULL));
}

static void
test_what_another_program_marked_is_off (Place *place, gconstpointer data)
{
  mark (place, "Hidden=true\n");
  g_assert_false (safi_autostart_file_is_on (place->folder));
  mark (place, "X-GNOME-Autostart-enabled=false\n");
  g_assert_false (safi_autostart_file_is_on (place->folder));
  mark (place, "X-GNOME-Autostart-enabled=true\n");
  g_assert_true (safi_autostart_file_is_on (place->folder));
  set (place, TRUE);
}

static void
test_a_folder_that_cannot_be_written_is_an_error (Place *place, gconstpointer data)
{
  g_autofree char *inner = g_path_get_dirname (place->file);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (inner, "", 0, NULL));
  g_assert_false (safi_autostart_file_set (place->folder, "/usr/bin/safibox", TRUE, &error));
  g_assert_nonnull (error);
  g_assert_false (safi_autostart_file_is_on (place->folder));
}

static void
test_no_path_becomes_more_than_one_word (void)
{
  static const struct {
    const char *program;
    const char *line;
  } cases[] = {
    { "/usr/bin/safibox", "\"/usr/bin/safibox\" --background" },
    { "/home/a b/safibox", "\"/home/a b/safibox\" --background" },
    { "/x\"$(`\\%u", "\"/x\\\"\\$(\\`\\\\%%u\" --background" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *line = safi_autostart_file_quote (cases[i].program);

    g_assert_cmpstr (line, ==, cases[i].line);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/autostart-file/is-off-on-and-off-again", Place, NULL, set_up,
              test_is_off_on_and_off_again, tear_down);
  g_test_add ("/autostart-file/what-another-program-marked-is-off", Place, NULL, set_up,
              test_what_another_program_marked_is_off, tear_down);
  g_test_add ("/autostart-file/a-folder-that-cannot-be-written-is-an-error", Place, NULL, set_up,
              test_a_folder_that_cannot_be_written_is_an_error, tear_down);
  g_test_add_func ("/autostart-file/no-path-becomes-more-than-one-word",
                   test_no_path_becomes_more_than_one_word);
  return g_test_run ();
}
