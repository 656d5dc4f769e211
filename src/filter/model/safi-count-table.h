/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often each feature was added, in good and in junk messages: open addressing in a fixed number
 * of slots of eight octets. A slot knows the whole hash (20 bits by its place, 21 written into it),
 * so that in a full table a feature never seen is taken for another once in two million times. */
typedef struct _SafiCountTable SafiCountTable;

#define SAFI_COUNT_TABLE_SLOTS (1u << 20)
/* Features with a count, at most: beyond, searching takes long. */
#define SAFI_COUNT_TABLE_MAX (SAFI_COUNT_TABLE_SLOTS / 8 * 7)
/* The largest count; the rule of training adds at most 44 for one message. */
#define SAFI_COUNT_MAX ((1 << 18) - 1)

typedef struct {
  guint32 good;
  guint32 junk;
} SafiCounts;

SafiCountTable *safi_count_table_new (void);
void safi_count_table_free (SafiCountTable *self);

/* 0 and 0 for a feature without counts. @hash: below 2^41, keyed, spread evenly. */
SafiCounts safi_count_table_get (SafiCountTable *self, guint64 hash);

/* Says that @hash will be asked for soon: nearly every slot is far from the processor. */
void safi_count_table_prefetch (SafiCountTable *self, guint64 hash);

/* Changes the counts. FALSE, with nothing changed, if one would leave 0 … SAFI_COUNT_MAX or the
 * table has no room for another feature. */
gboolean safi_count_table_add (SafiCountTable *self, guint64 hash, gint32 good, gint32 junk);

guint safi_count_table_get_used (SafiCountTable *self); /* features with a count */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiCountTable, safi_count_table_free)

G_END_DECLS
