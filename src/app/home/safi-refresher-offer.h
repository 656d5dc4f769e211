/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/home/safi-refresher-state.h"

G_BEGIN_DECLS

/* Asks on Home to practise again: after a long time, or when a kind of scam came to the person for
 * the first time. Takes no room while there is nothing to ask. "Practise" is the window's action
 * win.practise. */
#define SAFI_TYPE_REFRESHER_OFFER (safi_refresher_offer_get_type ())
G_DECLARE_FINAL_TYPE (SafiRefresherOffer, safi_refresher_offer, SAFI, REFRESHER_OFFER, AdwBin)

void safi_refresher_offer_set_state (SafiRefresherOffer *self, SafiRefresherState *state);

G_END_DECLS
