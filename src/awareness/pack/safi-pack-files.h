/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "awareness/pack/safi-pack-fault.h"

G_BEGIN_DECLS

/* The files of a pack, from a folder or from one file (safi-pack-zip.h): names with what is in
 * them, before anybody asks what they mean. Nothing is ever unpacked to a disk. */

#define SAFI_PACK_SUFFIX ".safibox-pack"
/* Eight more than texts would need, for recordings: a hundred tips of half a minute. */
#define SAFI_PACK_PACKED_MAX (12 * 1024 * 1024)   /* octets of the file that is passed on */
#define SAFI_PACK_UNPACKED_MAX (16 * 1024 * 1024) /* octets of all files in it */
#define SAFI_PACK_RATIO_MAX 100                   /* of them to each octet that was passed on */
#define SAFI_PACK_ENTRIES_MAX 1000                /* files and folders */
#define SAFI_PACK_FILE_MAX (256 * 1024)           /* octets of one file that is no recording */
#define SAFI_PACK_NAME_MAX 120                    /* octets of a name with its folders */
#define SAFI_PACK_DEPTH_MAX 4                     /* folders within each other */

typedef struct {
  char *name; /* with "/" between folders */
  GBytes *octets;
} SafiPackFile;

typedef struct {
  GPtrArray *files; /* (element-type SafiPackFile): sorted by name once all were added */
  GHashTable *seen; /* names as they are where capitals do not count */
  guint n_entries;
  guint64 n_octets;
} SafiPackFiles;

SafiPackFiles *safi_pack_files_new (void);
void safi_pack_files_free (SafiPackFiles *self);

/* Counts an entry and looks at its @name: (nullable). FALSE: it must not be read, and @faults says
 * why. */
gboolean safi_pack_files_check (SafiPackFiles *self, const char *name, GPtrArray *faults);
/* Returns: how many octets a file of that @name may have. */
gsize safi_pack_files_get_max (const char *name);
/* Takes a file whose name was checked. FALSE: with it they are too large. */
gboolean
safi_pack_files_add (SafiPackFiles *self, const char *name, GBytes *octets, GPtrArray *faults);
/* The same once all are there, in the place of one of that name, if there is one. */
gboolean
safi_pack_files_put (SafiPackFiles *self, const char *name, GBytes *octets, GPtrArray *faults);
/* All were added: what file managers leave behind goes, and so does one folder around all. */
void safi_pack_files_finish (SafiPackFiles *self);

/* Returns: (nullable) (transfer none). */
GBytes *safi_pack_files_find (const SafiPackFiles *self, const char *name);

/* Reads a folder; links in it are not followed. Returns: (transfer full) (nullable): NULL with
 * @faults. */
SafiPackFiles *safi_pack_files_read_folder (const char *path, GPtrArray *faults);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPackFiles, safi_pack_files_free)

G_END_DECLS
