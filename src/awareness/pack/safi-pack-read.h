/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-files.h"
#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

#define SAFI_PACK_LOGO "logo.png"

/* Reads what a pack says. Returns: (transfer full) (nullable): NULL with @faults, which names all
 * that is wrong. */
SafiPack *safi_pack_read (const SafiPackFiles *files, GPtrArray *faults);

/* The same of the octets of one file. */
SafiPack *safi_pack_read_zip (GBytes *octets, GPtrArray *faults);

G_END_DECLS
