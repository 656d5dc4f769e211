/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/draft/safi-pack-draft-shelf.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "awareness/draft/safi-pack-draft-read.h"
#include "awareness/draft/safi-pack-draft-write.h"
#include "awareness/pack/safi-pack-about.h"

#define FOLDER "pack-drafts"
#define FOLDER_MODE 0700
#define FILE_MODE 0600

static const char *const parts[] = { "tips", "audio" }; /* folders within that of a draft */

static char *
get_folder (const char *data_dir, const char *id)
{
  return g_build_filename (data_dir, FOLDER, id, NULL);
}

static gboolean
fail (const char *path, GError **error)
{
  const int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

/* Nothing that is the same is written again: a draft is kept after each pause in typing. */
static gboolean
write_file (const char *folder, const SafiPackFile *file, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file->name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  gsize length, n_before;
  const char *start = g_bytes_get_data (file->octets, &length);
  g_autofree char *before = NULL;

  if (g_file_get_contents (path, &before, &n_before, NULL)) {
    g_autoptr (GBytes) octets = g_bytes_new_static (before, n_before);

    if (g_bytes_equal (octets, file->octets))
      return TRUE;
  }
  if (g_mkdir_with_parents (parent, FOLDER_MODE) != 0)
    return fail (parent, error);
  return g_file_set_contents_full (path, start, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   FILE_MODE, error);
}

static gboolean
is_part (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i], name))
      return TRUE;
  return FALSE;
}

/* Removes the files of @folder, "" or one of the parts, that @files (nullable) has not. */
static gboolean
remove_others (const char *root, const char *folder, const SafiPackFiles *files, GError **error)
{
  g_autofree char *path = g_build_filename (root, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL) {
    g_autofree char *name =
        *folder != '\0' ? g_strconcat (folder, "/", entry, NULL) : g_strdup (entry);
    g_autofree char *place = g_build_filename (path, entry, NULL);

    if (is_part (name) || (files != NULL && safi_pack_files_find (files, name) != NULL))
      continue;
    if (g_unlink (place) != 0)
      return fail (place, error);
  }
  return TRUE;
}

static gboolean
remove_all_others (const char *root, const SafiPackFiles *files, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!remove_others (root, parts[i], files, error))
      return FALSE;
  return remove_others (root, "", files, error);
}

static gboolean
write_files (const char *folder, const SafiPackFiles *files, GError **error)
{
  for (guint i = 0; i < files->files->len; i++)
    if (!write_file (folder, files->files->pdata[i], error))
      return FALSE;
  return remove_all_others (folder, files, error);
}

gboolean
safi_draft_shelf_keep (const char *data_dir, const SafiPackDraft *self, GError **error)
{
  g_autofree char *folder = get_folder (data_dir, self->id);
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (SafiPackFiles) files = NULL;

  if (!safi_pack_draft_is_written (self))
    return safi_draft_shelf_remove (data_dir, self->id, error);
  files = safi_pack_draft_write (self, NULL, faults);
  if (files == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "too large for a pack");
    return FALSE;
  }
  return write_files (folder, files, error);
}

gboolean
safi_draft_shelf_remove (const char *data_dir, const char *id, GError **error)
{
  g_autofree char *folder = get_folder (data_dir, id);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (!remove_all_others (folder, NULL, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *path = g_build_filename (folder, parts[i], NULL);

    g_rmdir (path);
  }
  return g_rmdir (folder) == 0 || fail (folder, error);
}

/* Seconds since 1970 at which it was changed last. */
static gint64
get_time (const char *data_dir, const char *id)
{
  g_autofree char *folder = get_folder (data_dir, id);
  GStatBuf whole = { 0 };
  gint64 last;

  g_stat (folder, &whole);
  last = whole.st_mtime;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *path = g_build_filename (folder, parts[i], NULL);
    GStatBuf of_part = { 0 };

    g_stat (path, &of_part);
    last = MAX (last, of_part.st_mtime);
  }
  return last;
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer data_dir)
{
  const char *one = *(const char *const *) a;
  const char *other = *(const char *const *) b;
  const gint64 difference = get_time (data_dir, other) - get_time (data_dir, one);

  return difference != 0 ? (difference > 0 ? 1 : -1) : g_strcmp0 (one, other);
}

GPtrArray *
safi_draft_shelf_list (const char *data_dir)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (data_dir, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *about = g_build_filename (path, name, SAFI_PACK_ABOUT, NULL);

    if (g_file_test (about, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add (ids, g_strdup (name));
  }
  g_ptr_array_sort_with_data (ids, compare_times, (gpointer) data_dir);
  return ids;
}

SafiPackDraft *
safi_draft_shelf_load (const char *data_dir, const char *id)
{
  g_autofree char *folder = get_folder (data_dir, id);
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (SafiPackFiles) files = safi_pack_files_read_folder (folder, faults);

  return files != NULL ? safi_pack_draft_read (files) : NULL;
}
