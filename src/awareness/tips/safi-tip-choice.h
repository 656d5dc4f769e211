/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/tips/safi-tip.h"
#include "core/mailbox/safi-history.h"

G_BEGIN_DECLS

/* The tip of the day: one about the junk that came most lately, else any. Another one each day.
 * @most: the sort of which most came; SAFI_SORT_GOOD: none stands out. @day: counts on.
 * Returns: (transfer none). */
const SafiTip *safi_tip_choose (SafiSort most, guint day);

/* The tip beside a message. @reasons: (element-type SafiEvidence). Returns: (transfer none)
 * (nullable): that of the first that has one. */
const SafiTip *safi_tip_find_for_reasons (GPtrArray *reasons);

G_END_DECLS
