/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-zip.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>

#define READ_OCTETS 16384

typedef struct archive Reading;
typedef struct archive Writing;
typedef struct archive_entry Entry;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, archive_read_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Entry, archive_entry_free)

static gboolean
tell_broken (GPtrArray *faults, const char *name)
{
  return safi_pack_faults_add (
      faults, name, 0, N_ ("This is damaged, or no pack. Get the file once more."), NULL, NULL);
}

/* The archive says how large a file is, but only its octets tell. Reads no further than behind the
 * octet that is one too many. FALSE: it cannot be read. */
static gboolean
read_octets (struct archive *archive, GByteArray *octets, guint64 most)
{
  guint8 buffer[READ_OCTETS];
  la_ssize_t n_read = 0;

  do {
    n_read = archive_read_data (archive, buffer, sizeof buffer);
    if (n_read > 0)
      g_byte_array_append (octets, buffer, (guint) n_read);
  } while (n_read > 0 && octets->len <= most);
  return n_read >= 0;
}

static gboolean
read_file (SafiPackFiles *self,
           struct archive *archive,
           const char *name,
           gsize n_packed,
           GPtrArray *faults)
{
  g_autoptr (GByteArray) octets = g_byte_array_new ();
  g_autoptr (GBytes) whole = NULL;

  if (!read_octets (archive, octets,
                    MIN (SAFI_PACK_UNPACKED_MAX - self->n_octets, safi_pack_files_get_max (name))))
    return tell_broken (faults, name);
  whole = g_byte_array_free_to_bytes (g_steal_pointer (&octets));
  if (!safi_pack_files_add (self, name, whole, faults))
    return FALSE;
  return self->n_octets <= SAFI_PACK_RATIO_MAX * (guint64) n_packed ||
         safi_pack_faults_add (faults, name, 0,
                               N_ ("This is packed far too tightly for words. Take it out."), NULL,
                               NULL);
}

/* TRUE: the next one may be looked at. */
static gboolean
read_entry (SafiPackFiles *self,
            struct archive *archive,
            struct archive_entry *entry,
            gsize n_packed,
            GPtrArray *faults)
{
  g_autofree char *name = g_strdup (archive_entry_pathname_utf8 (entry));
  const gboolean is_folder = archive_entry_filetype (entry) == AE_IFDIR;

  if (is_folder && name != NULL && g_str_has_suffix (name, "/"))
    name[strlen (name) - 1] = '\0';
  if (!safi_pack_files_check (self, name, faults))
    return self->n_entries <= SAFI_PACK_ENTRIES_MAX;
  if (is_folder)
    return TRUE;
  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL ||
      archive_entry_symlink (entry) != NULL) {
    safi_pack_faults_add (
        faults, name, 0, N_ ("This is a link and no file. Put the file itself there."), NULL, NULL);
    return TRUE;
  }
  if (archive_entry_is_encrypted (entry))
    return safi_pack_faults_add (faults, name, 0, N_ ("A password is needed. Pack it without one."),
                                 NULL, NULL);
  return read_file (self, archive, name, n_packed, faults);
}

static void
read_entries (SafiPackFiles *self, struct archive *archive, gsize n_packed, GPtrArray *faults)
{
  struct archive_entry *entry;
  int status;

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK ||
         status == ARCHIVE_WARN)
    if (!read_entry (self, archive, entry, n_packed, faults))
      return;
  if (status != ARCHIVE_EOF)
    tell_broken (faults, "");
}

SafiPackFiles *
safi_pack_zip_read (GBytes *octets, GPtrArray *faults)
{
  g_autoptr (Reading) archive = archive_read_new ();
  g_autoptr (SafiPackFiles) self = safi_pack_files_new ();
  const guint n_before = faults->len;
  gsize length;
  const void *start = g_bytes_get_data (octets, &length);

  if (length > SAFI_PACK_PACKED_MAX) {
    safi_pack_faults_add (faults, "", 0,
                          /* Translators: {0} is a number of megabytes. */
                          N_ ("The pack is larger than {0} MB. Take something out."),
                          G_STRINGIFY (12), NULL);
    return NULL;
  }
  archive_read_support_format_zip (archive);
  if (length == 0 || archive_read_open_memory (archive, start, length) != ARCHIVE_OK)
    tell_broken (faults, "");
  else
    read_entries (self, archive, length, faults);
  if (faults->len > n_before)
    return NULL;
  safi_pack_files_finish (self);
  return g_steal_pointer (&self);
}

static la_ssize_t
write_cb (struct archive *archive, void *user_data, const void *octets, size_t length)
{
  g_byte_array_append (user_data, octets, (guint) length);
  return (la_ssize_t) length;
}

static gboolean
write_file (struct archive *archive, const SafiPackFile *file)
{
  g_autoptr (Entry) entry = archive_entry_new ();
  gsize length;
  const void *start = g_bytes_get_data (file->octets, &length);

  archive_entry_set_pathname_utf8 (entry, file->name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) length);
  return archive_write_header (archive, entry) == ARCHIVE_OK &&
         (length == 0 || archive_write_data (archive, start, length) == (la_ssize_t) length);
}

GBytes *
safi_pack_zip_write (const SafiPackFiles *files, GError **error)
{
  g_autoptr (GByteArray) octets = g_byte_array_new ();
  Writing *archive = archive_write_new ();
  gboolean is_written = archive_write_set_format_zip (archive) == ARCHIVE_OK &&
                        archive_write_set_bytes_per_block (archive, 0) == ARCHIVE_OK &&
                        archive_write_open (archive, octets, NULL, write_cb, NULL) == ARCHIVE_OK;

  for (guint i = 0; is_written && i < files->files->len; i++)
    is_written = write_file (archive, files->files->pdata[i]);
  is_written = is_written && archive_write_close (archive) == ARCHIVE_OK;
  if (!is_written)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", archive_error_string (archive));
  archive_write_free (archive);
  return is_written ? g_byte_array_free_to_bytes (g_steal_pointer (&octets)) : NULL;
}
