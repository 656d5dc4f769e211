/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-archive.h"

#include <string.h>

#include "core/text/safi-text.h"

/* Sizes in octets and offsets are those of PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.16. */
#define LOCAL_HEADER 30
#define CENTRAL_HEADER 46
#define END_RECORD 22
#define COMMENT_MAX 65535
#define FLAG_ENCRYPTED 1
#define FLAG_SIZES_FOLLOW 8
#define ENTRIES_READ_MAX 10000
#define ENTRY_NAME_OCTETS_MAX 255

/* The part that every document with macros has; in the zip formats a file, in OLE a stream. */
#define MACRO_PROJECT "vbaproject.bin"

typedef struct {
  const guint8 *octets;
  gsize length;
  GPtrArray *names;
  SafiAttachment *attachment;
} Archive;

static guint
read_16 (const guint8 *at)
{
  return at[0] | (guint) at[1] << 8;
}

static guint32
read_32 (const guint8 *at)
{
  return read_16 (at) | (guint32) read_16 (at + 2) << 16;
}

static gboolean
has_signature (Archive *self, gsize at, gsize room, const char *signature)
{
  return at <= self->length && self->length - at >= room &&
         memcmp (self->octets + at, signature, 4) == 0;
}

static void
add_entry (Archive *self, gsize at, gsize length, guint flags)
{
  g_autofree char *name = NULL;
  g_autofree char *lower = NULL;

  if (length > self->length - at)
    length = self->length - at;
  name = safi_text_make_valid ((const char *) self->octets + at,
                               (gssize) MIN (length, ENTRY_NAME_OCTETS_MAX));
  lower = g_ascii_strdown (name, -1);
  if (flags & FLAG_ENCRYPTED)
    self->attachment->is_encrypted = TRUE;
  if (g_str_has_suffix (lower, MACRO_PROJECT))
    self->attachment->has_macros = TRUE;
  if (self->names->len < SAFI_ARCHIVE_ENTRIES_MAX)
    g_ptr_array_add (self->names, g_steal_pointer (&name));
}

/* Returns the offset of the central directory, or G_MAXSIZE: only a whole archive has one. */
static gsize
find_directory (Archive *self)
{
  gsize first =
      self->length > END_RECORD + COMMENT_MAX ? self->length - END_RECORD - COMMENT_MAX : 0;

  if (self->length < END_RECORD)
    return G_MAXSIZE;
  for (gsize at = self->length - END_RECORD + 1; at-- > first;)
    if (has_signature (self, at, END_RECORD, "PK\5\6"))
      return read_32 (self->octets + at + 16);
  return G_MAXSIZE;
}

static void
read_directory (Archive *self, gsize at)
{
  for (guint i = 0; i < ENTRIES_READ_MAX; i++) {
    const guint8 *header = self->octets + at;
    gsize name_length;

    if (!has_signature (self, at, CENTRAL_HEADER, "PK\1\2"))
      return;
    name_length = read_16 (header + 28);
    add_entry (self, at + CENTRAL_HEADER, name_length, read_16 (header + 8));
    at += CENTRAL_HEADER + name_length + read_16 (header + 30) + read_16 (header + 32);
  }
}

/* Without a directory the entries are read one after the other; where their sizes stand behind the
 * data, the next one is searched. */
static void
read_local_headers (Archive *self)
{
  gsize at = 0;

  for (guint i = 0; i < ENTRIES_READ_MAX; i++) {
    const guint8 *header = self->octets + at;
    gsize name_length, size;
    const guint8 *next;

    if (!has_signature (self, at, LOCAL_HEADER, "PK\3\4"))
      return;
    name_length = read_16 (header + 26);
    size = read_32 (header + 18);
    add_entry (self, at + LOCAL_HEADER, name_length, read_16 (header + 6));
    at += LOCAL_HEADER + name_length + read_16 (header + 28);
    if ((read_16 (header + 6) & FLAG_SIZES_FOLLOW) == 0 || size > 0) {
      at += size;
      continue;
    }
    next = at < self->length ? memmem (self->octets + at, self->length - at, "PK\3\4", 4) : NULL;
    if (next == NULL)
      return;
    at = (gsize) (next - self->octets);
  }
}

static void
inspect_zip (Archive *self)
{
  gsize directory = find_directory (self);

  self->names = g_ptr_array_new_with_free_func (g_free);
  if (directory != G_MAXSIZE)
    read_directory (self, directory);
  if (self->names->len == 0)
    read_local_headers (self);
  g_ptr_array_add (self->names, NULL);
  self->attachment->entries = (char **) g_ptr_array_free (self->names, FALSE);
}

/* The directory of a compound file names its streams in UTF-16LE ([MS-CFB], 2.6; [MS-OVBA], 2.2).
 */
static gboolean
has_macro_stream (const char *octets, gsize length)
{
  static const char project[] = "_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T";

  return memmem (octets, length, project, sizeof project) != NULL;
}

void
safi_archive_inspect (const char *octets, gsize length, SafiAttachment *attachment)
{
  if (length >= LOCAL_HEADER && memcmp (octets, "PK\3\4", 4) == 0) {
    Archive archive = { (const guint8 *) octets, length, NULL, attachment };

    inspect_zip (&archive);
  } else if (length >= 8 && memcmp (octets, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0) {
    attachment->has_macros = has_macro_stream (octets, length);
  }
}
