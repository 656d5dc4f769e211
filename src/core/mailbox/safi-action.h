/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message-ref.h"

G_BEGIN_DECLS

/* States of a move in the journal; each is committed before the command that can change the server.
 * PLANNED  nothing was sent yet
 * SENT     a MOVE or COPY was sent, its outcome is not known
 * COPIED   the copy was seen in the target; the original still has to go
 * DONE     the message is in the target and nowhere else
 * GONE     it was in neither folder: the person or another program took it
 * ASK      it cannot be told what happened; nothing more is done by itself */
typedef enum {
  SAFI_MOVE_PLANNED,
  SAFI_MOVE_SENT,
  SAFI_MOVE_COPIED,
  SAFI_MOVE_DONE,
  SAFI_MOVE_GONE,
  SAFI_MOVE_ASK,
} SafiMoveState;

/* Reasons that are acted on. PLANNED still, because another Safibox seems to be moving the message:
 * it is looked at again once a minute has passed since it was planned. */
#define SAFI_MOVE_CLAIMED "claimed-elsewhere"
/* DONE, and the message carried $Junk with it: it was claimed by that. */
#define SAFI_MOVE_MARKED "marked"
/* Of ASK: the copy is in its place, and the server does not let the original go. */
#define SAFI_MOVE_ORIGINAL_STAYS "original-stays"

/* Where in the target folder. A plain value; all 0 = not known yet. */
typedef struct {
  guint32 uidvalidity;
  guint32 uidnext; /* before the copy: only UIDs from here on can be ours */
  guint32 uid;     /* of the copy, once seen */
} SafiPlace;

/* A move in the journal: immutable, reference-counted. */
typedef struct _SafiAction SafiAction;

typedef struct {
  gint64 id;     /* row in the journal; 0 before it is there */
  gint64 run;    /* all moves of one check or one click share a run */
  gint64 undoes; /* id of the action this one takes back; 0 = none */
  SafiMoveState state;
  SafiPlace place;
  guint tries;          /* how often the copy was begun */
  gint64 time;          /* seconds UTC when it was planned */
  SafiFlags flags;      /* before the move */
  gint64 internal_date; /* seconds UTC; 0 = not known */
  guint64 size;         /* octets; 0 = not known */
  gboolean is_asked;    /* a person asked for it; the journal's word, not read from a plan */
} SafiActionFields;

/* @from must have an identity. @to_folder: raw name. @reason: (nullable) machine word of why it
 * stands as it stands ("no-copyuid", "folder-changed"). */
SafiAction *safi_action_new (SafiMessageRef *from,
                             const char *to_folder,
                             const char *reason,
                             const SafiActionFields *fields);
SafiAction *safi_action_ref (SafiAction *self);
void safi_action_unref (SafiAction *self);

SafiMessageRef *safi_action_get_from (SafiAction *self); /* (transfer none) */
const char *safi_action_get_to_folder (SafiAction *self);
const char *safi_action_get_reason (SafiAction *self); /* (nullable) */
const SafiActionFields *safi_action_get_fields (SafiAction *self);

/* TRUE if nothing more will happen: DONE, GONE or ASK. */
gboolean safi_action_is_settled (SafiAction *self);

const char *safi_move_state_to_word (SafiMoveState state); /* "planned" … */
gboolean safi_move_state_from_word (const char *word, SafiMoveState *ret_state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAction, safi_action_unref)

G_END_DECLS
