/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-fault.h"
#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* The file that says what a pack is: lines of "key=value", or "key[sw]=value" in one language. */
#define SAFI_PACK_ABOUT "pack.txt"
#define SAFI_PACK_ABOUT_LINES_MAX 200
#define SAFI_PACK_ABOUT_OCTETS_MAX (32 * 1024)

/* Reads it into @pack, which was just made: id, country, and texts with a name each. FALSE: @faults
 * says all that is wrong. */
gboolean safi_pack_about_read (SafiPack *pack, GBytes *octets, GPtrArray *faults);

/* "sw", "fil", "pt-BR", "zh-Hans": as a pack names a language. */
gboolean safi_pack_about_is_language (const char *word);

/* Octets of a text file that a stranger wrote, without the mark that some editors begin one with.
 * Returns: (transfer full). */
GBytes *safi_pack_about_strip_mark (GBytes *octets);

G_END_DECLS
