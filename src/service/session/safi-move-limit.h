/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* A broken model must not empty the inbox: what is moved unasked has a limit by the hour and by the
 * day (safi_policy_get_moves_left). What is beyond waits for the person. */

/* How many messages may still be moved unasked. */
gboolean safi_move_limit_read (SafiSession *session, guint *ret_left, GError **error);

/* The limit holds something back: remembered until the person says what is to become of it. */
gboolean safi_move_limit_note_stop (SafiSession *session, GError **error);
gboolean safi_move_limit_has_stopped (SafiSession *session);

/* The person said that it may go on: it begins anew. */
gboolean safi_move_limit_approve (SafiSession *session, GError **error);

G_END_DECLS
