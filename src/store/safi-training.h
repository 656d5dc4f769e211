/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-store.h"

G_BEGIN_DECLS

/* The durable half of learning: integer counts, and for each taught message exactly what it added,
 * in the same transaction. Only keyed hashes are stored, never words. */

/* A feature's counts, and the change that one message makes to them. */
typedef struct {
  guint64 hash;
  gint32 good; /* passes in good messages */
  gint32 junk; /* passes in junk messages */
} SafiFeatureCount;

typedef struct {
  guint32 good; /* messages taught good */
  guint32 junk; /* messages taught junk */
} SafiTotals;

/* What one message added. A plain value owned by its holder. */
typedef struct {
  SafiClass taught_class;
  guint passes; /* how often its features were added: 0 = it was right already (train on error) */
  GArray *features; /* (element-type guint64): its distinct features, added @passes times each; with
                       0 passes none are kept */
  GPtrArray *codes; /* (element-type utf8): finding codes it showed */
  gint64 time;      /* seconds UTC */
} SafiTaught;

SafiTaught *
safi_taught_new (SafiClass taught_class, guint passes, GArray *features, GPtrArray *codes);
void safi_taught_free (SafiTaught *self);

typedef void (*SafiFeatureFunc) (const SafiFeatureCount *count, gpointer user_data);

/* Calls @func once for every feature of the account's model, in no order; @func may not use the
 * store. */
gboolean safi_training_load (SafiStore *store,
                             const char *account,
                             SafiFeatureFunc func,
                             gpointer user_data,
                             SafiTotals *ret_totals,
                             GError **error);

/* How many taught good and junk messages showed finding @code. */
gboolean safi_training_get_finding (SafiStore *store,
                                    const char *account,
                                    const char *code,
                                    SafiTotals *ret_counts,
                                    GError **error);
/* All of them: (transfer full) (element-type utf8 SafiTotals*). */
GHashTable *safi_training_list_findings (SafiStore *store, const char *account, GError **error);

/* Returns: (transfer full) (nullable): what @identity was taught; NULL without @error: nothing. */
SafiTaught *
safi_training_get (SafiStore *store, const char *account, const char *identity, GError **error);

/* Adds a message's contribution to the counts and remembers it; a time of 0 is now. One that is
 * taught already gives SAFI_ERROR_INVALID. The judged row of the same identity, if any, is marked.
 */
gboolean safi_training_add (SafiStore *store,
                            const char *account,
                            const char *identity,
                            const SafiTaught *taught,
                            GError **error);

/* Subtracts exactly what @identity added and forgets it; nothing taught gives SAFI_ERROR_NOT_FOUND.
 * Features whose counts are 0 vanish: adding
 * and removing with nothing between leaves the tables byte for byte as they were. */
gboolean
safi_training_remove (SafiStore *store, const char *account, const char *identity, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTaught, safi_taught_free)

G_END_DECLS
