/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* Moves messages as the journal says: planned first, each step committed before the command that
 * can change the server. On the account's thread, with a connected session. */

/* Opens the source, then settles what the journal left open. */
gboolean safi_mover_connect (SafiSession *session, GCancellable *cancellable, GError **error);

/* Writes the plan. @run: 0 makes a new one. @is_asked: a person wants these moves. Within a
 * transaction of the caller it commits with it. Returns: (transfer full) (element-type SafiAction).
 */
GPtrArray *safi_mover_plan (SafiSession *session,
                            GPtrArray *actions,
                            const gint64 *judged,
                            gint64 run,
                            gboolean is_asked,
                            GError **error);

/* Carries out what was planned. What the server refuses is given up and waits for the person; after
 * any other error the journal stays as it is and recovery goes on from there. Tells the rows.
 * @ret_done: (optional): messages that are in their target now. */
gboolean safi_mover_run (SafiSession *session,
                         GPtrArray *planned,
                         guint *ret_done,
                         GCancellable *cancellable,
                         GError **error);

/* Settles every open action of the account. */
gboolean safi_mover_recover (SafiSession *session, GCancellable *cancellable, GError **error);

/* The UIDVALIDITY of @folder now; 0 with @error, but also on servers that give none. */
gboolean safi_mover_read_uidvalidity (SafiSession *session,
                                      const char *folder,
                                      guint32 *ret_uidvalidity,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
