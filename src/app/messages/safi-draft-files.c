/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-draft-files.h"

#include <fcntl.h>

#include <glib/gstdio.h>

#define KEPT_SECONDS (SAFI_DRAFT_FILES_KEPT_HOURS * 3600)

typedef struct {
  char *path;
  gint64 time; /* seconds since 1970, UTC: when it was written */
} DraftFile;

static void
free_file (gpointer data)
{
  DraftFile *file = data;

  g_free (file->path);
  g_free (file);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const DraftFile *one = *(DraftFile *const *) a;
  const DraftFile *other = *(DraftFile *const *) b;

  return one->time < other->time ? -1 : one->time > other->time;
}

/* Returns: (transfer full) (element-type DraftFile): the oldest first. */
static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (free_file);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    DraftFile *file;
    GStatBuf status;

    if (g_lstat (path, &status) != 0)
      continue;
    file = g_new0 (DraftFile, 1);
    file->path = g_steal_pointer (&path);
    file->time = status.st_mtime;
    g_ptr_array_add (files, file);
  }
  g_ptr_array_sort (files, compare_times);
  return files;
}

/* A clock that was wrong may have dated one in the future. */
static gboolean
is_old (const DraftFile *file, gint64 now)
{
  return ABS (now - file->time) > KEPT_SECONDS;
}

static void
keep (const char *folder, gint64 now, guint n_most)
{
  g_autoptr (GPtrArray) files = list_files (folder);

  for (guint i = 0; i < files->len; i++) {
    const DraftFile *file = files->pdata[i];

    if (is_old (file, now) || files->len - i > n_most)
      g_unlink (file->path);
  }
}

void
safi_draft_files_tidy (const char *folder, gint64 now)
{
  keep (folder, now, SAFI_DRAFT_FILES_MAX);
}

int
safi_draft_files_add (const char *folder, const char *name, GBytes *octets, gint64 now)
{
  g_autofree char *unique = g_strdup_printf ("%08x-%s", g_random_int (), name);
  g_autofree char *path = g_build_filename (folder, unique, NULL);

  keep (folder, now, SAFI_DRAFT_FILES_MAX - 1);
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, g_bytes_get_data (octets, NULL),
                                 (gssize) g_bytes_get_size (octets), G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, NULL))
    return -1;
  return g_open (path, O_RDONLY | O_CLOEXEC, 0);
}
