/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "awareness/pack/safi-pack-shelf.h"

G_BEGIN_DECLS

/* The packs of this computer, as the windows show them: read when first asked for, and again after
 * a change here. Emits "changed". Main thread only. */
#define SAFI_TYPE_PACK_LIST (safi_pack_list_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackList, safi_pack_list, SAFI, PACK_LIST, GObject)

/* Returns: (transfer none): the one of this program. */
SafiPackList *safi_pack_list_get_default (void);

/* Returns: (transfer none) (element-type SafiShelfPack): until the next change. */
GPtrArray *safi_pack_list_get_packs (SafiPackList *self);

/* FALSE with @error, as safi_pack_shelf_import() and safi_pack_shelf_remove() set it. */
gboolean
safi_pack_list_import (SafiPackList *self, const SafiPack *pack, GBytes *octets, GError **error);
gboolean safi_pack_list_remove (SafiPackList *self, const char *path, GError **error);

G_END_DECLS
