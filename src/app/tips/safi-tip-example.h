/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-item.h"
#include "awareness/tips/safi-tip.h"

G_BEGIN_DECLS

/* A message as it would look: one of the two of a tip, or one to practise with; marked by a symbol
 * and a word. Its text is plain: nothing in it can be opened. */
#define SAFI_TYPE_TIP_EXAMPLE (safi_tip_example_get_type ())
G_DECLARE_FINAL_TYPE (SafiTipExample, safi_tip_example, SAFI, TIP_EXAMPLE, AdwBin)

/* @example: one of @tip's. */
void safi_tip_example_show (SafiTipExample *self, const SafiTip *tip, const SafiExample *example);
/* @is_told: whether it is marked as what it is. */
void
safi_tip_example_show_item (SafiTipExample *self, const SafiPracticeItem *item, gboolean is_told);
/* Puts @text below what is shown, as long as that is. Its words must be harmless already. */
void safi_tip_example_add_text (SafiTipExample *self, const char *text);

G_END_DECLS
