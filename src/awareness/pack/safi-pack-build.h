/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-files.h"
#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* Makes one file of @files, and reads it as whoever gets it will: packing can be refused where the
 * files were not. Returns: (transfer full) (nullable): its octets, and what they say in @ret_pack
 * (transfer full); NULL with @faults or @error. */
GBytes *safi_pack_build (const SafiPackFiles *files,
                         SafiPack **ret_pack,
                         GPtrArray *faults,
                         GError **error);

G_END_DECLS
