/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Below the topics of practice: a round with the person's own mail, or what is still missing for
 * one. Not there without a mailbox. Only what the store remembers is read, nothing is fetched.
 * Signal: "chosen" (GPtrArray of SafiPracticeItem): what a round is to be made of. */
#define SAFI_TYPE_OWN_ROW (safi_own_row_get_type ())
G_DECLARE_FINAL_TYPE (SafiOwnRow, safi_own_row, SAFI, OWN_ROW, AdwBin)

void safi_own_row_set_engine (SafiOwnRow *self, SafiEngine *engine);
/* Where "hide-senders" stands: as long as they are hidden there is no round. */
void safi_own_row_set_settings (SafiOwnRow *self, GSettings *settings);
/* Reads anew, if it can be seen: when its page is shown. */
void safi_own_row_refresh (SafiOwnRow *self);
void safi_own_row_focus (SafiOwnRow *self);

G_END_DECLS
