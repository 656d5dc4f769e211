/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-action.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* The journal of moves: synchronous=FULL, each state commits alone and before the command that can
 * change the server. States and recovery: docs/architecture.md, "Moving mail". */

/* Writes new actions in state PLANNED, all in one run. @judged: (nullable) (array length=n) ids of
 * the judged rows that are moved; their fate follows the journal from now on (MOVING, MOVED,
 * MOVING_BACK …). @run: 0 makes a new run.
 * Returns: (transfer full) (element-type SafiAction): the actions with id, run and time; NULL with
 * @error. */
GPtrArray *safi_journal_plan (SafiStore *store,
                              GPtrArray *actions,
                              const gint64 *judged,
                              gint64 run,
                              GError **error);

/* Commits one step. On DONE the judged row's ref becomes the new place, too, in the same
 * transaction. */
gboolean safi_journal_advance (SafiStore *store,
                               gint64 id,
                               SafiMoveState state,
                               const SafiPlace *place,
                               const char *reason,
                               GError **error);

/* Actions that are not settled, oldest first; all accounts if @account is NULL.
 * Returns: (transfer full) (element-type SafiAction). */
GPtrArray *safi_journal_list_open (SafiStore *store, const char *account, GError **error);

/* Newest first; @limit 0 = all. Returns: (transfer full) (element-type SafiAction). */
GPtrArray *safi_journal_list (SafiStore *store, const char *account, guint limit, GError **error);
GPtrArray *safi_journal_list_run (SafiStore *store, gint64 run, GError **error);
SafiAction *
safi_journal_get (SafiStore *store, gint64 id, GError **error); /* SAFI_ERROR_NOT_FOUND */

/* Id of the action that took @id back (and is not GONE or ASK), 0 if none. */
gboolean safi_journal_get_undone_by (SafiStore *store, gint64 id, gint64 *ret_undo, GError **error);

/* Moves to Junk (not undos) begun since @since (seconds UTC): for the hourly cap. */
gboolean safi_journal_count_since (SafiStore *store,
                                   const char *account,
                                   gint64 since,
                                   guint *ret_count,
                                   GError **error);

G_END_DECLS
