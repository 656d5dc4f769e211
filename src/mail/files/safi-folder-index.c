/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/files/safi-folder-index.h"

#include <errno.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "core/base/safi-error.h"
#include "core/text/safi-text.h"

#define INDEX_NAME ".safibox-index"
#define INDEX_HEAD "safibox-index 1"

/* A directory that cannot be written has the same UIDs as long as nobody changes it. */
#define UIDVALIDITY_IN_MEMORY 1

static void
free_entry (gpointer data)
{
  SafiFolderEntry *entry = data;

  g_free (entry->name);
  g_free (entry);
}

gboolean
safi_folder_index_fail (GError **error, int number)
{
  SafiError code = SAFI_ERROR_NOT_PERMITTED;

  if (number == ENOENT || number == ENOTDIR)
    code = SAFI_ERROR_FOLDER_GONE;
  else if (number == ENOSPC || number == EDQUOT)
    code = SAFI_ERROR_QUOTA;
  g_set_error (error, SAFI_ERROR, code, "a folder of files: %s", g_strerror (number));
  return FALSE;
}

static guint32
make_uidvalidity (guint32 previous)
{
  guint32 now = (guint32) (g_get_real_time () / G_USEC_PER_SEC) & G_MAXINT32;

  return MAX (now, previous + 1);
}

static void
reset (SafiFolderIndex *self)
{
  g_ptr_array_set_size (self->entries, 0);
  self->uidvalidity = make_uidvalidity (self->uidvalidity);
  self->uidnext = 1;
}

/* A line is: UID, flags, date, then the name with everything but printable ASCII escaped.
 * Returns: FALSE if it is not one, or its UID does not rise. */
static gboolean
read_entry (SafiFolderIndex *self, const char *line, guint32 last_uid)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", 4);
  SafiFolderEntry *entry;
  guint64 uid, flags;
  gint64 date;

  if (g_strv_length (cells) != 4 ||
      !g_ascii_string_to_unsigned (cells[0], 10, last_uid + 1, self->uidnext - 1, &uid, NULL) ||
      !g_ascii_string_to_unsigned (cells[1], 10, 0, G_MAXUINT8, &flags, NULL) ||
      !g_ascii_string_to_signed (cells[2], 10, G_MININT64, G_MAXINT64, &date, NULL))
    return FALSE;
  entry = g_new0 (SafiFolderEntry, 1);
  entry->name = g_strcompress (cells[3]);
  entry->listed.uid = (guint32) uid;
  entry->listed.flags = (SafiFlags) flags;
  entry->listed.internal_date = date;
  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

static gboolean
read_lines (SafiFolderIndex *self, char **lines)
{
  guint64 uidvalidity, uidnext;
  guint32 last_uid = 0;

  if (g_strv_length (lines) < 3 || !g_str_equal (lines[0], INDEX_HEAD) ||
      !g_ascii_string_to_unsigned (lines[1], 10, 1, G_MAXUINT32, &uidvalidity, NULL) ||
      !g_ascii_string_to_unsigned (lines[2], 10, 1, G_MAXUINT32, &uidnext, NULL))
    return FALSE;
  g_ptr_array_set_size (self->entries, 0);
  self->uidvalidity = (guint32) uidvalidity;
  self->uidnext = (guint32) uidnext;
  for (guint i = 3; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    SafiFolderEntry *entry;

    if (!read_entry (self, lines[i], last_uid))
      return FALSE;
    entry = self->entries->pdata[self->entries->len - 1];
    last_uid = entry->listed.uid;
  }
  return TRUE;
}

/* Returns: TRUE if the file was there and whole; else the index is empty and new. */
static gboolean
load (SafiFolderIndex *self)
{
  g_autofree char *path = g_build_filename (self->directory, INDEX_NAME, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL)) {
    lines = g_strsplit (text, "\n", -1);
    if (read_lines (self, lines))
      return TRUE;
  }
  reset (self);
  return FALSE;
}

/* Returns: (transfer full): the names of the files that may be messages, sorted. */
static GPtrArray *
read_names (SafiFolderIndex *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) directory = g_dir_open (self->directory, 0, NULL);
  const char *name;

  if (directory == NULL) {
    safi_folder_index_fail (error, g_access (self->directory, F_OK) == 0 ? EACCES : ENOENT);
    return NULL;
  }
  while ((name = g_dir_read_name (directory)) != NULL && names->len < SAFI_FOLDER_FILES_MAX)
    if (name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  safi_text_sort (names);
  return g_steal_pointer (&names);
}

/* A link is not followed: it could lead anywhere. */
static gboolean
stat_file (SafiFolderIndex *self, const char *name, SafiListed *ret_listed)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  struct stat info;

  if (lstat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return FALSE;
  ret_listed->size = (guint64) info.st_size;
  ret_listed->internal_date = info.st_mtime;
  return TRUE;
}

/* Returns: TRUE if an entry was dropped. @known: set of names that have an entry. */
static gboolean
drop_gone (SafiFolderIndex *self, GHashTable *known)
{
  guint kept = 0;
  gboolean dropped;

  for (guint i = 0; i < self->entries->len; i++) {
    SafiFolderEntry *entry = self->entries->pdata[i];
    SafiListed now = { 0 };

    if (stat_file (self, entry->name, &now) && !g_hash_table_contains (known, entry->name)) {
      entry->listed.size = now.size;
      g_hash_table_add (known, entry->name);
      self->entries->pdata[i] = self->entries->pdata[kept];
      self->entries->pdata[kept++] = entry;
    }
  }
  dropped = kept < self->entries->len;
  g_ptr_array_set_size (self->entries, (int) kept);
  return dropped;
}

SafiFolderIndex *
safi_folder_index_new (const char *directory)
{
  SafiFolderIndex *self = g_new0 (SafiFolderIndex, 1);

  self->directory = g_strdup (directory);
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  return self;
}

void
safi_folder_index_free (SafiFolderIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->directory);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

gboolean
safi_folder_index_update (SafiFolderIndex *self, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = read_names (self, error);
  gboolean changed;

  if (names == NULL)
    return FALSE;
  changed = !self->in_memory && !load (self);
  changed |= drop_gone (self, known);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    SafiListed listed = { 0 };

    if (g_hash_table_contains (known, name) || !stat_file (self, name, &listed))
      continue;
    safi_folder_index_add (self, name, &listed);
    changed = TRUE;
  }
  if (!changed || self->in_memory)
    return TRUE;
  return safi_folder_index_save (self, error);
}

gboolean
safi_folder_index_save (SafiFolderIndex *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, INDEX_NAME, NULL);
  g_autoptr (GString) text = g_string_new (INDEX_HEAD "\n");

  if (g_access (self->directory, W_OK) != 0 && (errno == EACCES || errno == EROFS)) {
    self->in_memory = TRUE;
    self->uidvalidity = UIDVALIDITY_IN_MEMORY;
    return TRUE;
  }
  g_string_append_printf (text, "%u\n%u\n", self->uidvalidity, self->uidnext);
  for (guint i = 0; i < self->entries->len; i++) {
    SafiFolderEntry *entry = self->entries->pdata[i];
    g_autofree char *name = g_strescape (entry->name, NULL);

    g_string_append_printf (text, "%u\t%u\t%" G_GINT64_FORMAT "\t%s\n", entry->listed.uid,
                            (guint) entry->listed.flags, entry->listed.internal_date, name);
  }
  if (!g_file_set_contents_full (path, text->str, (gssize) text->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 NULL))
    return safi_folder_index_fail (error, errno != 0 ? errno : EIO);
  return TRUE;
}

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  const SafiFolderEntry *left = *(SafiFolderEntry *const *) a;
  const SafiFolderEntry *right = *(SafiFolderEntry *const *) b;

  return left->listed.uid < right->listed.uid ? -1 : left->listed.uid > right->listed.uid;
}

SafiFolderEntry *
safi_folder_index_find (SafiFolderIndex *self, guint32 uid)
{
  SafiFolderEntry key = { .listed.uid = uid };
  SafiFolderEntry *wanted = &key;
  SafiFolderEntry **found = NULL;

  if (self->entries->len > 0)
    found = bsearch (&wanted, self->entries->pdata, self->entries->len, sizeof (gpointer),
                     compare_uids);
  return found != NULL ? *found : NULL;
}

SafiFolderEntry *
safi_folder_index_add (SafiFolderIndex *self, const char *name, const SafiListed *listed)
{
  SafiFolderEntry *entry = g_new0 (SafiFolderEntry, 1);

  entry->name = g_strdup (name);
  entry->listed = *listed;
  entry->listed.uid = self->uidnext++;
  g_ptr_array_add (self->entries, entry);
  return entry;
}
