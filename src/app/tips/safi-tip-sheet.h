/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/tips/safi-tip.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* The page of a tip: why, a scam and its real twin beside each other, how to tell them apart, what
 * to do; and the way to Help now, for somebody to whom it has happened. */
#define SAFI_TYPE_TIP_SHEET (safi_tip_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SafiTipSheet, safi_tip_sheet, SAFI, TIP_SHEET, AdwWindow)

/* @message: (nullable): the one beside which the tip stood; Help now goes on with it. */
void safi_tip_sheet_present (GtkWindow *parent, const SafiTip *tip, SafiMessage *message);

/* Returns: (transfer none): the icon of @tip, or one that is always there. */
const char *safi_tip_sheet_find_icon (GtkWidget *widget, const SafiTip *tip);

G_END_DECLS
