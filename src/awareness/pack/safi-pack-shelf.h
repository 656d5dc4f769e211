/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-files.h"
#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* The packs of this computer: those for everybody, below safibox/packs in the data folders of the
 * system, then those that this person imported, below packs/ in the data directory. They stand
 * there as they came, and are read anew, with all limits, each time. Any thread. */

#define SAFI_PACK_SHELF_MAX 32 /* packs that are read of each folder */

typedef struct {
  char *path;      /* of its file */
  SafiPack *pack;  /* (nullable): it can no longer be read */
  gboolean is_own; /* this person's: safi_pack_shelf_remove() may take it away */
} SafiShelfPack;

/* Returns: (transfer full) (element-type SafiShelfPack). @system_dirs: as
 * g_get_system_data_dirs() gives them. */
GPtrArray *safi_pack_shelf_list (const char *data_dir, const char *const *system_dirs);

/* Returns: (transfer none) (nullable): the one of @packs that has the id of @pack. With both there
 * one could not tell which of them one sees. */
const SafiPack *safi_pack_shelf_find (GPtrArray *packs, const SafiPack *pack);

/* Keeps @octets, which were read as @pack and whose id no pack has. FALSE with @error
 * (G_FILE_ERROR, G_IO_ERROR_EXISTS). */
gboolean safi_pack_shelf_import (const char *data_dir,
                                 const char *const *system_dirs,
                                 const SafiPack *pack,
                                 GBytes *octets,
                                 const GDate *today,
                                 GError **error);

/* Takes away one that was imported. @path: its SafiShelfPack.path. */
gboolean safi_pack_shelf_remove (const char *path, GError **error);

G_END_DECLS
