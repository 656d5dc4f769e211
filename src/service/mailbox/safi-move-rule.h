/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-clock.h"
#include "core/judgement/safi-judged.h"
#include "core/mailbox/safi-policy.h"
#include "service/state/safi-report.h"

G_BEGIN_DECLS

/* Whether a judged message may be moved to Junk without being asked for (docs/architecture.md,
 * "Moving mail"): one function without input or output. */

typedef enum {
  SAFI_MOVE_RULE_STAY,  /* it is not junk, or a person's sign forbids it */
  SAFI_MOVE_RULE_HOLD,  /* it would be moved, but a person must say so */
  SAFI_MOVE_RULE_LATER, /* it is too young: other programs' filters come first */
  SAFI_MOVE_RULE_MOVE,
} SafiMoveRule;

typedef struct {
  SafiDecision decision;
  SafiFlags flags;
  gboolean is_kept; /* the person moved it back or called it good */
  gboolean is_taught;
  SafiFate fate; /* of the row, if it was judged before; else STAYED */
  gboolean is_young;
  /* the same for all messages of a check */
  SafiCheckMode mode;
  gboolean watch_only;
  gboolean is_trusted; /* FALSE: the folder's UIDs began anew, so nothing is moved by itself */
  guint moves_left;    /* unasked: safi-move-limit.h */
} SafiMoveFacts;

SafiMoveRule safi_move_rule (const SafiMoveFacts *facts);

/* Whether a HOLD is for the limit's sake: nothing else would have kept it from being moved. */
gboolean safi_move_rule_is_at_limit (const SafiMoveFacts *facts);

/* TRUE if a message received at @internal_date (seconds UTC, 0 = not known) is younger than
 * SAFI_POLICY_MIN_AGE. A clock that cannot be right, or that is behind the server's by more than a
 * minute, tells nothing. */
gboolean safi_move_rule_is_young (gint64 internal_date, SafiClock *clock);

G_END_DECLS
