/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-files.h"

G_BEGIN_DECLS

/* A pack as one file: a zip archive. The only file that knows libarchive. */

/* Returns: (transfer full) (nullable): NULL with @faults. */
SafiPackFiles *safi_pack_zip_read (GBytes *octets, GPtrArray *faults);

/* The same files give the same octets, whenever and wherever it is done. Returns: (transfer full)
 * (nullable): NULL with @error (G_IO_ERROR). */
GBytes *safi_pack_zip_write (const SafiPackFiles *files, GError **error);

G_END_DECLS
