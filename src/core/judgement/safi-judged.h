/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-verdict.h"
#include "core/message/safi-message-ref.h"

G_BEGIN_DECLS

/* What became of a judged message. */
typedef enum {
  SAFI_FATE_STAYED,     /* nothing was moved */
  SAFI_FATE_WOULD_MOVE, /* watch only: it would have been moved */
  SAFI_FATE_MOVING,     /* a move is under way */
  SAFI_FATE_MOVED,      /* it is in the Junk folder */
  SAFI_FATE_MOVING_BACK,
  SAFI_FATE_MOVED_BACK,
  SAFI_FATE_GONE, /* it was no longer there */
  SAFI_FATE_ASK,  /* it cannot be told what happened to the move */
} SafiFate;

/* A judged message as Safibox remembers it: boxed, immutable, reference-counted. The strings are a
 * stranger's words. */
typedef struct {
  gint64 id;           /* row in the store; 0 before it is there */
  SafiMessageRef *ref; /* where it is now, with identity */
  char *sender_name;   /* (nullable) */
  char *sender_address;
  char *subject;
  gint64 date;         /* received, seconds UTC */
  gint64 judged_at;    /* seconds UTC */
  SafiFlags flags;     /* as they were when it was judged */
  SafiFlags flags_now; /* as they were seen last; of the store's own knowledge */
  gboolean is_gone;    /* it was taken away from there; of the store's own knowledge */
  SafiVerdict *verdict;
  gboolean is_taught;     /* the person has said what it is … */
  SafiClass taught_class; /* … and this is it */
  SafiFate fate;
  gint64 action; /* id of the last action on it; 0 = none */
  gint64 run;    /* run of that action */
} SafiJudged;

#define SAFI_TYPE_JUDGED (safi_judged_get_type ())
GType safi_judged_get_type (void);

/* Takes a copy of @fields (references and strings are duplicated). */
SafiJudged *safi_judged_new (const SafiJudged *fields);
SafiJudged *safi_judged_ref (SafiJudged *self);
void safi_judged_unref (SafiJudged *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiJudged, safi_judged_unref)

const char *safi_fate_to_word (SafiFate fate); /* "stayed", "would-move" … */
gboolean safi_fate_from_word (const char *word, SafiFate *ret_fate);

G_END_DECLS
