/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-files.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "awareness/tips/safi-pack-recording.h"
#include "core/base/safi-read.h"
#include "core/text/safi-text.h"

static void
free_file (gpointer data)
{
  SafiPackFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->octets);
  g_free (file);
}

SafiPackFiles *
safi_pack_files_new (void)
{
  SafiPackFiles *self = g_new0 (SafiPackFiles, 1);

  self->files = g_ptr_array_new_with_free_func (free_file);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
safi_pack_files_free (SafiPackFiles *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->files);
  g_hash_table_unref (self->seen);
  g_free (self);
}

/* Relative, and made of plain parts: it cannot lead anywhere else on any system. */
static gboolean
is_plain_name (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  if (g_strv_length (parts) > SAFI_PACK_DEPTH_MAX)
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
      return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) || strchr ("\\:*?\"<>|", *p) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check_name (const char *name, GPtrArray *faults)
{
  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    return safi_pack_faults_add (
        faults, "", 0,
        N_ ("The name of a file cannot be read. Use small letters, digits and hyphens."), NULL,
        NULL);
  if (strlen (name) > SAFI_PACK_NAME_MAX)
    return safi_pack_faults_add (faults, name, 0,
                                 N_ ("The name of this file is too long. Give it a shorter one."),
                                 NULL, NULL);
  if (!is_plain_name (name))
    return safi_pack_faults_add (faults, name, 0,
                                 N_ ("The name of this file leads out of the pack. Take it out."),
                                 NULL, NULL);
  return TRUE;
}

gboolean
safi_pack_files_check (SafiPackFiles *self, const char *name, GPtrArray *faults)
{
  g_autofree char *folded = NULL;

  if (++self->n_entries > SAFI_PACK_ENTRIES_MAX)
    return safi_pack_faults_add (faults, "", 0,
                                 /* Translators: {0} is a number. */
                                 N_ ("There are more than {0} files. Make two packs of it."),
                                 G_STRINGIFY (SAFI_PACK_ENTRIES_MAX), NULL);
  if (!check_name (name, faults))
    return FALSE;
  folded = safi_text_fold (name, -1);
  if (!g_hash_table_add (self->seen, g_steal_pointer (&folded)))
    return safi_pack_faults_add (
        faults, name, 0,
        N_ ("Two files have this name, or names that differ in capitals only. Rename one."), NULL,
        NULL);
  return TRUE;
}

gsize
safi_pack_files_get_max (const char *name)
{
  return g_str_has_suffix (name, SAFI_PACK_RECORDING_SUFFIX) ? SAFI_PACK_RECORDING_OCTETS_MAX
                                                             : SAFI_PACK_FILE_MAX;
}

static gboolean
tell_too_large (const char *name, GPtrArray *faults)
{
  g_autofree char *kilobytes =
      g_strdup_printf ("%" G_GSIZE_FORMAT, safi_pack_files_get_max (name) / 1024);

  return safi_pack_faults_add (faults, name, 0,
                               /* Translators: {0} is a number of kilobytes. */
                               N_ ("This file is larger than {0} KB. Make it smaller."), kilobytes,
                               NULL);
}

gboolean
safi_pack_files_add (SafiPackFiles *self, const char *name, GBytes *octets, GPtrArray *faults)
{
  SafiPackFile *file;

  self->n_octets += g_bytes_get_size (octets);
  if (g_bytes_get_size (octets) > safi_pack_files_get_max (name))
    return tell_too_large (name, faults);
  if (self->n_octets > SAFI_PACK_UNPACKED_MAX)
    return safi_pack_faults_add (faults, "", 0,
                                 /* Translators: {0} is a number of megabytes. */
                                 N_ ("All files together are larger than {0} MB. Take some out."),
                                 G_STRINGIFY (16), NULL);
  file = g_new0 (SafiPackFile, 1);
  file->name = g_strdup (name);
  file->octets = g_bytes_ref (octets);
  g_ptr_array_add (self->files, file);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(SafiPackFile *const *) a)->name, (*(SafiPackFile *const *) b)->name);
}

gboolean
safi_pack_files_put (SafiPackFiles *self, const char *name, GBytes *octets, GPtrArray *faults)
{
  for (guint i = self->files->len; i > 0; i--) {
    const SafiPackFile *file = self->files->pdata[i - 1];

    if (g_str_equal (file->name, name)) {
      self->n_octets -= g_bytes_get_size (file->octets);
      g_ptr_array_remove_index (self->files, i - 1);
    }
  }
  if (!safi_pack_files_add (self, name, octets, faults))
    return FALSE;
  g_ptr_array_sort (self->files, compare_names);
  return TRUE;
}

/* What file managers put into folders unasked. */
static gboolean
is_litter (const char *name)
{
  static const char *const litter[] = { ".DS_Store", "Thumbs.db", "desktop.ini", ".directory",
                                        NULL };
  g_autofree char *last = g_path_get_basename (name);

  return g_strv_contains (litter, last) || g_str_has_prefix (name, "__MACOSX/");
}

/* Returns: the octets of "FOLDER/" if all names begin with it; 0 if not. */
static gsize
measure_common_folder (GPtrArray *files)
{
  const SafiPackFile *first = files->len > 0 ? files->pdata[0] : NULL;
  const char *slash = first != NULL ? strchr (first->name, '/') : NULL;
  const gsize length = slash != NULL ? (gsize) (slash - first->name) + 1 : 0;

  for (guint i = 0; length > 0 && i < files->len; i++) {
    const SafiPackFile *file = files->pdata[i];

    if (strncmp (file->name, first->name, length) != 0)
      return 0;
  }
  return length;
}

void
safi_pack_files_finish (SafiPackFiles *self)
{
  gsize n_common;

  for (guint i = self->files->len; i > 0; i--) {
    const SafiPackFile *file = self->files->pdata[i - 1];

    if (is_litter (file->name))
      g_ptr_array_remove_index (self->files, i - 1);
  }
  n_common = measure_common_folder (self->files);
  for (guint i = 0; n_common > 0 && i < self->files->len; i++) {
    SafiPackFile *file = self->files->pdata[i];

    memmove (file->name, file->name + n_common, strlen (file->name + n_common) + 1);
  }
  g_ptr_array_sort (self->files, compare_names);
}

GBytes *
safi_pack_files_find (const SafiPackFiles *self, const char *name)
{
  for (guint i = 0; i < self->files->len; i++) {
    const SafiPackFile *file = self->files->pdata[i];

    if (g_str_equal (file->name, name))
      return file->octets;
  }
  return NULL;
}

static gboolean
add_file (SafiPackFiles *self, GFile *file, const char *name, GPtrArray *faults)
{
  g_autoptr (GBytes) octets = safi_read_file (file, safi_pack_files_get_max (name), NULL, NULL);

  if (octets == NULL)
    return safi_pack_faults_add (
        faults, name, 0, N_ ("This file cannot be read. Look who may read it."), NULL, NULL);
  return safi_pack_files_add (self, name, octets, faults);
}

static gboolean
read_entry (SafiPackFiles *self, GFile *file, const char *name, GQueue *folders, GPtrArray *faults)
{
  const GFileType type = g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL);

  if (!safi_pack_files_check (self, name, faults))
    return FALSE;
  if (type == G_FILE_TYPE_DIRECTORY)
    g_queue_push_tail (folders, g_strdup (name));
  else if (type == G_FILE_TYPE_REGULAR)
    return add_file (self, file, name, faults);
  else
    return safi_pack_faults_add (
        faults, name, 0, N_ ("This is a link and no file. Put the file itself there."), NULL, NULL);
  return TRUE;
}

/* @folder: its name in the pack; "" for the pack itself. */
static gboolean
read_folder (SafiPackFiles *self,
             const char *root,
             const char *folder,
             GQueue *folders,
             GPtrArray *faults)
{
  g_autofree char *path = g_build_filename (root, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  if (dir == NULL)
    return safi_pack_faults_add (
        faults, folder, 0, N_ ("This folder cannot be read. Look who may read it."), NULL, NULL);
  while ((entry = g_dir_read_name (dir)) != NULL) {
    g_autofree char *name =
        *folder != '\0' ? g_strconcat (folder, "/", entry, NULL) : g_strdup (entry);
    g_autofree char *place = g_build_filename (path, entry, NULL);
    g_autoptr (GFile) file = g_file_new_for_path (place);

    if (!read_entry (self, file, name, folders, faults) && self->n_entries > SAFI_PACK_ENTRIES_MAX)
      return FALSE;
  }
  return TRUE;
}

SafiPackFiles *
safi_pack_files_read_folder (const char *path, GPtrArray *faults)
{
  g_autoptr (SafiPackFiles) self = safi_pack_files_new ();
  GQueue folders = G_QUEUE_INIT;
  const guint n_before = faults->len;

  g_queue_push_tail (&folders, g_strdup (""));
  while (!g_queue_is_empty (&folders)) {
    g_autofree char *folder = g_queue_pop_head (&folders);

    if (!read_folder (self, path, folder, &folders, faults))
      g_queue_clear_full (&folders, g_free);
  }
  if (faults->len > n_before)
    return NULL;
  safi_pack_files_finish (self);
  return g_steal_pointer (&self);
}
