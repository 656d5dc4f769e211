/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/mailbox/safi-move-rule.h"

#define NEVER_MOVED (SAFI_FLAG_DELETED | SAFI_FLAG_FLAGGED | SAFI_FLAG_DRAFT | SAFI_FLAG_ANSWERED)

/* Seconds that a server's clock may be ahead of this computer's. */
#define CLOCK_SLACK 60

SafiMoveRule
safi_move_rule (const SafiMoveFacts *facts)
{
  gboolean is_asked = facts->mode == SAFI_CHECK_MOVE;

  if (facts->decision != SAFI_DECISION_JUNK || (facts->flags & NEVER_MOVED) != 0)
    return SAFI_MOVE_RULE_STAY;
  if (facts->is_kept || facts->is_taught)
    return SAFI_MOVE_RULE_STAY;
  if (facts->fate != SAFI_FATE_STAYED && facts->fate != SAFI_FATE_WOULD_MOVE)
    return SAFI_MOVE_RULE_STAY;
  if (!is_asked && (facts->watch_only || !facts->is_trusted))
    return SAFI_MOVE_RULE_HOLD;
  if (facts->is_young)
    return SAFI_MOVE_RULE_LATER;
  if (!is_asked && facts->moves_left == 0)
    return SAFI_MOVE_RULE_HOLD;
  return SAFI_MOVE_RULE_MOVE;
}

gboolean
safi_move_rule_is_at_limit (const SafiMoveFacts *facts)
{
  return facts->mode == SAFI_CHECK_AS_POLICY && !facts->watch_only && facts->is_trusted &&
         facts->moves_left == 0;
}

gboolean
safi_move_rule_is_young (gint64 internal_date, SafiClock *clock)
{
  gint64 age = safi_clock_wall (clock) - internal_date;

  if (internal_date == 0 || !safi_clock_is_plausible (clock))
    return FALSE;
  return age < SAFI_POLICY_MIN_AGE && age >= -CLOCK_SLACK;
}
