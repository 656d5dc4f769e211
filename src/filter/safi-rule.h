/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-verdict.h"

G_BEGIN_DECLS

/* A person's word about a sender holds whatever the other checks say: its row is made as heavy as
 * that takes. So the sum stays exact, and the person sees what the word did. */

/* @evidence: (element-type SafiEvidence), of safi_filter_collect; @log_odds: its sum in nats. Mail
 * that is not wanted reaches the border of junk; trusted mail stays below it, so that nothing moves
 * it, but may still be doubtful: a trusted mailbox can be taken over. Returns: FALSE if no rule is
 * among it. */
gboolean safi_rule_enforce (GPtrArray *evidence, double log_odds, const SafiBorders *borders);

/* TRUE if a rule is among the rows of @verdict. */
gboolean safi_rule_is_in (SafiVerdict *verdict);

G_END_DECLS
