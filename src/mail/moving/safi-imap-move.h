/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mail/connection/safi-imap-connection.h"

G_BEGIN_DECLS

/* One action on its way. */
typedef struct {
  guint index; /* into the actions given */
  guint32 uid; /* in the source folder */
  const char *identity;
  SafiMoveState state; /* the last that step was told */
  SafiPlace place;
  const char *reason;  /* (nullable) of why it is back at PLANNED; static */
  gboolean in_source;  /* seen there under its UID with its identity */
  gboolean is_another; /* seen there under its UID with another identity */

  /* For the claim. */
  gboolean is_first_try;
  gboolean was_claimed; /* by another, when this was tried before */
  gboolean is_asked;    /* a person asked for it */
  gboolean is_marked;   /* it carries $Junk now */
  gboolean is_claimed;  /* by us */
  gboolean has_yielded; /* to another that claims it */
} SafiImapMoving;

/* Returns: (transfer full) (element-type SafiImapMoving): of SafiActions from one folder to
 * another.
 */
GArray *safi_imap_moving_list (GPtrArray *actions);

/* Where the move of @action stands. */
SafiMoveState safi_imap_moving_get_state (SafiAction *action);

/* A call of safi_mail_source_move: one source folder, one target. */
typedef struct {
  SafiImapConnection *connection;
  const char *from;
  guint32 from_uidvalidity;
  const char *to;
  gboolean is_to_junk; /* and not back from there */
  GArray *moving;      /* (element-type SafiImapMoving) */
  SafiMoveStep step;
  gpointer user_data;
  GCancellable *cancellable;
} SafiImapMove;

/* Moves so that at every moment each message is in one of the two folders at least: the journal is
 * told before each command, and only COPYUID or a copy seen in the target proves a copy. */
gboolean safi_imap_move (SafiImapMove *move, GError **error);

/* Tells the state of one action. Returns: FALSE if the journal says stop. */
gboolean safi_imap_move_tell (SafiImapMove *move,
                              SafiImapMoving *moving,
                              SafiMoveState state,
                              const char *reason,
                              GError **error);

/* Decides from the two folders alone what became of the actions in state SENT or COPIED, and tells:
 * COPIED (in both), DONE (in the target), PLANNED (in the source) or GONE (in neither). Leaves the
 * source folder open for changes. SAFI_ERROR_FOLDER_CHANGED if the UIDs of either began anew. */
gboolean safi_imap_move_reconcile (SafiImapMove *move, GError **error);

/* Reads which of @wanted are in the open source folder into in_source. */
gboolean safi_imap_move_look_in_source (SafiImapMove *move, SafiMoveState wanted, GError **error);

/* Returns: (transfer full): the UIDs of the actions in @state, rising (element-type guint32). */
GArray *safi_imap_move_get_uids (SafiImapMove *move, SafiMoveState state);

SafiImapMoving *safi_imap_move_find (SafiImapMove *move, guint32 uid); /* (nullable) */

/* Octets of a set in a command line. */
#define SAFI_IMAP_MOVE_SET_MAX 900

G_END_DECLS
