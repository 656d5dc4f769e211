/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-shelf.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "awareness/pack/safi-pack-read.h"
#include "core/base/safi-read.h"
#include "core/text/safi-text.h"

#define FOLDER "packs"
#define DATE_FORM ".%04d-%02d-%02d"
#define DATE_OCTETS 11
#define FOLDER_MODE 0700
#define FILE_MODE 0600

static void
free_pack (SafiShelfPack *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_clear_pointer (&self->pack, safi_pack_unref);
  g_free (self);
}

/* "ID.2026-11-26.safibox-pack" was imported that day; without a date it came with the computer. */
static void
read_date (const char *name, GDate *date)
{
  const gsize length = strlen (name) - strlen (SAFI_PACK_SUFFIX);
  int year, month, day;

  if (length > DATE_OCTETS &&
      sscanf (name + length - DATE_OCTETS, ".%4d-%2d-%2d", &year, &month, &day) == 3 &&
      g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static SafiShelfPack *
read_pack (const char *folder, const char *name, gboolean is_own)
{
  SafiShelfPack *self = g_new0 (SafiShelfPack, 1);
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);
  g_autoptr (GBytes) octets = safi_read_file (file, SAFI_PACK_PACKED_MAX, NULL, NULL);

  self->path = g_file_get_path (file);
  self->is_own = is_own;
  if (octets != NULL)
    self->pack = safi_pack_read_zip (octets, faults);
  if (self->pack != NULL && is_own)
    read_date (name, &self->pack->imported);
  return self;
}

/* Returns: (transfer full) (element-type utf8). */
static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SAFI_PACK_SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
  safi_text_sort (names);
  return names;
}

static void
add_folder (GPtrArray *packs, const char *folder, gboolean is_own)
{
  g_autoptr (GPtrArray) names = list_names (folder);

  for (guint i = 0; i < MIN (names->len, SAFI_PACK_SHELF_MAX); i++)
    g_ptr_array_add (packs, read_pack (folder, names->pdata[i], is_own));
}

GPtrArray *
safi_pack_shelf_list (const char *data_dir, const char *const *system_dirs)
{
  GPtrArray *packs = g_ptr_array_new_with_free_func ((GDestroyNotify) free_pack);
  g_autofree char *own = g_build_filename (data_dir, FOLDER, NULL);

  for (guint i = 0; system_dirs[i] != NULL; i++) {
    g_autofree char *folder = g_build_filename (system_dirs[i], "safibox", FOLDER, NULL);

    add_folder (packs, folder, FALSE);
  }
  add_folder (packs, own, TRUE);
  return packs;
}

const SafiPack *
safi_pack_shelf_find (GPtrArray *packs, const SafiPack *pack)
{
  for (guint i = 0; i < packs->len; i++) {
    const SafiShelfPack *other = packs->pdata[i];

    if (other->pack != NULL && g_str_equal (other->pack->id, pack->id))
      return other->pack;
  }
  return NULL;
}

/* Returns: how many packs were imported. */
static guint
count_own (const char *folder)
{
  g_autoptr (GPtrArray) names = list_names (folder);

  return names->len;
}

static gboolean
check_place (const char *data_dir,
             const char *const *system_dirs,
             const char *folder,
             const SafiPack *pack,
             GError **error)
{
  g_autoptr (GPtrArray) packs = safi_pack_shelf_list (data_dir, system_dirs);

  if (safi_pack_shelf_find (packs, pack) != NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s is there already", pack->id);
    return FALSE;
  }
  if (count_own (folder) >= SAFI_PACK_SHELF_MAX) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%d packs are there", SAFI_PACK_SHELF_MAX);
    return FALSE;
  }
  return TRUE;
}

gboolean
safi_pack_shelf_import (const char *data_dir,
                        const char *const *system_dirs,
                        const SafiPack *pack,
                        GBytes *octets,
                        const GDate *today,
                        GError **error)
{
  g_autofree char *folder = g_build_filename (data_dir, FOLDER, NULL);
  g_autofree char *name =
      g_strdup_printf ("%s" DATE_FORM SAFI_PACK_SUFFIX, pack->id, g_date_get_year (today),
                       g_date_get_month (today), g_date_get_day (today));
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize length;
  const char *start = g_bytes_get_data (octets, &length);

  if (!check_place (data_dir, system_dirs, folder, pack, error))
    return FALSE;
  g_mkdir_with_parents (folder, FOLDER_MODE);
  return g_file_set_contents_full (path, start, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   FILE_MODE, error);
}

gboolean
safi_pack_shelf_remove (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return g_file_delete (file, NULL, error);
}
