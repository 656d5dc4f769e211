/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/safi-tip.h"

G_BEGIN_DECLS

/* The page of a tip: why, a scam and its real twin beside each other, how to tell them apart, what
 * to do. */
#define SAFI_TYPE_TIP_SHEET (safi_tip_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SafiTipSheet, safi_tip_sheet, SAFI, TIP_SHEET, AdwWindow)

void safi_tip_sheet_present (GtkWindow *parent, const SafiTip *tip);

/* Returns: (transfer none): the icon of @tip, or one that is always there. */
const char *safi_tip_sheet_find_icon (GtkWidget *widget, const SafiTip *tip);

G_END_DECLS
