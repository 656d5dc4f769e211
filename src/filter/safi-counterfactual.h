/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-verdict.h"

G_BEGIN_DECLS

/* What would have to be missing for another decision: the fewest rows of @verdict's evidence
 * without which it would lie one step further @toward good (junk becomes not sure or good, not sure
 * becomes good) or junk; of several such sets the one that weighs least.
 *
 * A row is taken away with the weight it is shown with. The rows shown add up to the verdict, so
 * everybody can check the answer by subtracting. Beyond a group's limit this says less than judging
 * the message anew would: there the other rows of the group would speak louder instead.
 *
 * Returns: (transfer container) (nullable) (element-type SafiEvidence): borrowed from @verdict,
 * strongest first. NULL: no such set, or the verdict does not know its borders. */
GPtrArray *safi_counterfactual_find (SafiVerdict *verdict, SafiClass toward);

G_END_DECLS
