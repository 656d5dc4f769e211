/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/safi-mail-source.h"

G_BEGIN_DECLS

/* What a directory of messages remembers about its files: UIDs, flags and dates. The file
 * ".safibox-index" holds it, one line per message; it is replaced as a whole, so that a crash
 * leaves the old or the new one. An index that is lost or damaged is made anew under another
 * UIDVALIDITY, as an IMAP server does. */

#define SAFI_FOLDER_FILES_MAX 1000000 /* files looked at in one directory */

typedef struct {
  char *name; /* of the file, as readdir gave it */
  SafiListed listed;
} SafiFolderEntry;

typedef struct {
  char *directory;
  guint32 uidvalidity;
  guint32 uidnext;
  GPtrArray *entries; /* (element-type SafiFolderEntry), rising UID */
  gboolean in_memory; /* the directory cannot be written */
} SafiFolderIndex;

/* @directory: an existing directory. */
SafiFolderIndex *safi_folder_index_new (const char *directory);
void safi_folder_index_free (SafiFolderIndex *self);

/* Reads the file, then makes it agree with the directory: files that appeared get new UIDs in the
 * order of their names, entries whose file is gone are dropped. */
gboolean safi_folder_index_update (SafiFolderIndex *self, GError **error);

gboolean safi_folder_index_save (SafiFolderIndex *self, GError **error);

/* Returns: (nullable) (transfer none). */
SafiFolderEntry *safi_folder_index_find (SafiFolderIndex *self, guint32 uid);

/* Gives @name the next UID. Returns: (transfer none): the entry, valid until the next update. */
SafiFolderEntry *
safi_folder_index_add (SafiFolderIndex *self, const char *name, const SafiListed *listed);

/* Sets @error from errno's value @number, in words without any path. Returns: FALSE. */
gboolean safi_folder_index_fail (GError **error, int number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiFolderIndex, safi_folder_index_free)

G_END_DECLS
