/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-action.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* The journal of moves: synchronous=FULL, each state commits alone and before the command that can
 * change the server. States and recovery: docs/architecture.md, "Moving mail". */

/* Writes new actions in state PLANNED, all in one run. @judged: (nullable) (array length=n) ids of
 * the judged rows that are moved; their fate follows the journal from now on (MOVING, MOVED,
 * MOVING_BACK …). @run: 0 makes a new run.
 * An action that undoes another takes its judged row if none is given, and its message is kept
 * (safi_store_keep): Safibox will not move it again by itself.
 * Returns: (transfer full) (element-type SafiAction): the actions with id, run and time; NULL with
 * @error. */
GPtrArray *safi_journal_plan (SafiStore *store,
                              GPtrArray *actions,
                              const gint64 *judged,
                              gint64 run,
                              GError **error);

/* Commits one step. On DONE the judged row's ref becomes the new place, too, in the same
 * transaction. @place: (nullable): NULL leaves it as it was. Each step into SENT counts one try.
 * DONE and GONE are final: another state gives SAFI_ERROR_INVALID. */
gboolean safi_journal_advance (SafiStore *store,
                               gint64 id,
                               SafiMoveState state,
                               const SafiPlace *place,
                               const char *reason,
                               GError **error);

/* The message of an action in state SENT or COPIED stands in its source folder under another UID,
 * because the UIDs there began anew, and its copy stands at @place: the action goes on from there
 * as COPIED. Any other state gives SAFI_ERROR_INVALID. */
gboolean safi_journal_follow (SafiStore *store,
                              gint64 id,
                              guint32 uidvalidity,
                              guint32 uid,
                              const SafiPlace *place,
                              GError **error);

/* Gives up an action in state PLANNED, such as one that the server refused: it vanishes and the
 * judged row has the fate again that it had before. Another state gives SAFI_ERROR_INVALID. */
gboolean safi_journal_drop (SafiStore *store, gint64 id, GError **error);

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

/* Moves to Junk (not undos) begun since @since (seconds UTC), whoever wanted them. */
gboolean safi_journal_count_since (SafiStore *store,
                                   const char *account,
                                   gint64 since,
                                   guint *ret_count,
                                   GError **error);

G_END_DECLS
