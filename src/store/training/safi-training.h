/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-lesson.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* The durable half of learning: for each taught message exactly what it added, in the same
 * transaction as the record that it was taught. Only keyed hashes are stored, never words. */

typedef struct {
  guint32 good; /* messages taught good */
  guint32 junk; /* messages taught junk */
} SafiTotals;

/* One taught message. A plain value owned by its holder. */
typedef struct {
  SafiLesson *lesson; /* what it added to the model; without arrays if it added nothing */
  GPtrArray *codes;   /* (element-type utf8): finding codes it showed */
  double log_odds;    /* nats: how it was judged just before; of good mail, as far as the decision
                         heard it (filter/safi-filter-private.h); NAN: it was not */
  gint64 time;        /* seconds UTC; 0 while it is being added: now */
} SafiTaught;

/* @lesson: (transfer full). */
SafiTaught *safi_taught_new (SafiLesson *lesson, GPtrArray *codes, double log_odds);
void safi_taught_free (SafiTaught *self);

/* Returns: FALSE with @error set stops. @lesson is borrowed for the call. */
typedef gboolean (*SafiLessonFunc) (const SafiLesson *lesson, gpointer user_data, GError **error);

/* Calls @func for every message taught, in the order they were; @func may not use the store. */
gboolean safi_training_load (SafiStore *store,
                             const char *account,
                             SafiLessonFunc func,
                             gpointer user_data,
                             GError **error);

/* Returns: (transfer full) (element-type utf8): identities of the messages that added something, in
 * the order they were taught. */
GPtrArray *safi_training_list (SafiStore *store, const char *account, GError **error);
/* Those that added nothing, too. */
GPtrArray *safi_training_list_all (SafiStore *store, const char *account, GError **error);

/* Returns: (transfer full) (nullable): the message to forget first when there is no room for a
 * label of @strength: the oldest of the weakly taught ones that added something, else, for a strong
 * label, the oldest at all. NULL without @error: there is none. */
char *safi_training_find_oldest (SafiStore *store,
                                 const char *account,
                                 SafiStrength strength,
                                 GError **error);

/* Messages judged just before they were taught by a person's word, the newest first: how sure the
 * filter was. Returns: (transfer full) (element-type double): nats, at most @limit. */
GArray *safi_training_list_scores (SafiStore *store,
                                   const char *account,
                                   SafiClass taught_class,
                                   guint limit,
                                   GError **error);

/* Writes down that @identity, taught already, has added more: passes, step and square. */
gboolean safi_training_update (SafiStore *store,
                               const char *account,
                               const char *identity,
                               const SafiLesson *lesson,
                               GError **error);

/* How many messages were taught @strength. */
gboolean safi_training_count (SafiStore *store,
                              const char *account,
                              SafiStrength strength,
                              SafiTotals *ret_totals,
                              GError **error);

/* How many taught good and junk messages showed each finding, by its code. Returns: (transfer full)
 * (element-type utf8 SafiTotals*). */
GHashTable *safi_training_list_findings (SafiStore *store, const char *account, GError **error);

/* Returns: (transfer full) (nullable): what @identity was taught; NULL without @error: nothing. */
SafiTaught *
safi_training_get (SafiStore *store, const char *account, const char *identity, GError **error);

/* Remembers what a message added. One that is taught already gives SAFI_ERROR_INVALID. The judged
 * row of the same identity, if any, is marked if it was a person's word. */
gboolean safi_training_add (SafiStore *store,
                            const char *account,
                            const char *identity,
                            const SafiTaught *taught,
                            GError **error);

/* Forgets what @identity was taught; nothing taught gives SAFI_ERROR_NOT_FOUND. Adding and removing
 * with nothing between leaves the tables as they were. */
gboolean
safi_training_remove (SafiStore *store, const char *account, const char *identity, GError **error);

/* The judged row of @identity, if any, is an answered one no longer. For what was taught once and
 * is not now (store/training/safi-training-store.h). */
gboolean
safi_training_unmark (SafiStore *store, const char *account, const char *identity, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTaught, safi_taught_free)

G_END_DECLS
