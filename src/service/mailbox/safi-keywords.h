/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* $Junk and $NotJunk on moved messages. They are set after the move; a note in the store tells of
 * which run, so that a crash between the two leaves no difference. */

/* With the plan, in its transaction. */
gboolean safi_keywords_expect (SafiSession *session, gint64 run, GError **error);

/* @actions: (element-type SafiAction) as the journal has them; only those that are DONE count. A
 * server that keeps no keywords is no error. */
gboolean safi_keywords_set (SafiSession *session,
                            GPtrArray *actions,
                            GCancellable *cancellable,
                            GError **error);

/* Takes $Junk, by which a message was claimed before it was to be moved, from where it stands
 * still: the move is given up. */
gboolean safi_keywords_drop_claim (SafiSession *session,
                                   SafiAction *action,
                                   GCancellable *cancellable,
                                   GError **error);

/* What an earlier run left to do. */
gboolean safi_keywords_finish (SafiSession *session, GCancellable *cancellable, GError **error);

G_END_DECLS
