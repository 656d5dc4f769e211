/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-build.h"

#include "awareness/pack/safi-pack-read.h"
#include "awareness/pack/safi-pack-zip.h"

GBytes *
safi_pack_build (const SafiPackFiles *files, SafiPack **ret_pack, GPtrArray *faults, GError **error)
{
  g_autoptr (GBytes) octets = safi_pack_zip_write (files, error);
  g_autoptr (SafiPack) pack = octets != NULL ? safi_pack_read_zip (octets, faults) : NULL;

  if (pack == NULL)
    return NULL;
  *ret_pack = g_steal_pointer (&pack);
  return g_steal_pointer (&octets);
}
