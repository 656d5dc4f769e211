/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Asks how far back the first check of a mailbox goes, where all of it would use much. Without an
 * answer it is the newest messages. Hidden while there is nothing to ask. */
#define SAFI_TYPE_REACH_OFFER (safi_reach_offer_get_type ())
G_DECLARE_FINAL_TYPE (SafiReachOffer, safi_reach_offer, SAFI, REACH_OFFER, AdwBin)

void safi_reach_offer_set_engine (SafiReachOffer *self, SafiEngine *engine);

G_END_DECLS
