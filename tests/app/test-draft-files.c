/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "app/messages/safi-draft-files.h"

#define NOW G_GINT64_CONSTANT (1795600000)
#define KEPT (SAFI_DRAFT_FILES_KEPT_HOURS * 3600)

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("safibox-drafts-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static char *
find_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (directory) != NULL)
    n_files++;
  return n_files;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_draft_files_tidy (fixture->folder, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
put (Fixture *fixture, const char *name, gint64 time)
{
  g_autofree char *path = find_path (fixture, name);
  const struct utimbuf times = { time, time };

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

static gboolean
is_there (Fixture *fixture, const char *name)
{
  g_autofree char *path = find_path (fixture, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_old_ones_go (Fixture *fixture, gconstpointer data)
{
  put (fixture, "new", NOW);
  put (fixture, "oldest", NOW - KEPT);
  put (fixture, "older", NOW - KEPT - 1);
  put (fixture, "dated-ahead", NOW + KEPT + 1);
  put (fixture, ".half-written", NOW - KEPT - 1);
  safi_draft_files_tidy (fixture->folder, NOW);
  g_assert_true (is_there (fixture, "new") && is_there (fixture, "oldest"));
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

static void
test_the_oldest_of_too_many_go (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < SAFI_DRAFT_FILES_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("%02u", i);

    put (fixture, name, NOW - 100 + i);
  }
  safi_draft_files_tidy (fixture->folder, NOW);
  g_assert_cmpuint (count_files (fixture), ==, SAFI_DRAFT_FILES_MAX);
  put (fixture, "one-more", NOW);
  safi_draft_files_tidy (fixture->folder, NOW);
  g_assert_cmpuint (count_files (fixture), ==, SAFI_DRAFT_FILES_MAX);
  g_assert_false (is_there (fixture, "00"));
  g_assert_true (is_there (fixture, "01") && is_there (fixture, "one-more"));
}

static void
test_what_is_added_can_be_read_and_has_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) octets = g_bytes_new_static ("letter", 6);
  char read_back[8];

  for (guint i = 0; i < SAFI_DRAFT_FILES_MAX + 2; i++) {
    const int file = safi_draft_files_add (fixture->folder, "a.eml", octets,
                                           g_get_real_time () / G_USEC_PER_SEC);

    g_assert_cmpint (file, >=, 0);
    g_assert_cmpint (read (file, read_back, sizeof read_back), ==, 6);
    close (file);
  }
  g_assert_cmpuint (count_files (fixture), ==, SAFI_DRAFT_FILES_MAX);
}

static void
test_a_folder_that_is_missing_is_no_fault (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = find_path (fixture, "missing");

  safi_draft_files_tidy (missing, NOW);
  g_assert_false (is_there (fixture, "missing"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/draft-files/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("old-ones-go", test_old_ones_go);
  ADD ("the-oldest-of-too-many-go", test_the_oldest_of_too_many_go);
  ADD ("what-is-added-can-be-read-and-has-room", test_what_is_added_can_be_read_and_has_room);
  ADD ("a-folder-that-is-missing-is-no-fault", test_a_folder_that_is_missing_is_no_fault);
  return g_test_run ();
}
