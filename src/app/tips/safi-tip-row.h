/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/tips/safi-tip.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* A tip in a list: its icon, its title, the one thing to do, and the way to its page. */
#define SAFI_TYPE_TIP_ROW (safi_tip_row_get_type ())
G_DECLARE_FINAL_TYPE (SafiTipRow, safi_tip_row, SAFI, TIP_ROW, AdwActionRow)

/* @tip: it is kept, so it must be there as long as the row. */
void safi_tip_row_show (SafiTipRow *self, const SafiTip *tip);
/* @message: (nullable): the one beside which the row stands; none at first. */
void safi_tip_row_set_message (SafiTipRow *self, SafiMessage *message);

G_END_DECLS
