/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* While mailboxes are only watched: what would have gone to Junk today; or, when a week is over,
 * whether Safibox may begin to move. Not visible where there is nothing to say. */
#define SAFI_TYPE_WATCH_OFFER (safi_watch_offer_get_type ())
G_DECLARE_FINAL_TYPE (SafiWatchOffer, safi_watch_offer, SAFI, WATCH_OFFER, AdwBin)

/* @asks: it is the one for the question; else it is the one for what was held back today. */
void safi_watch_offer_set_engine (SafiWatchOffer *self, SafiEngine *engine, gboolean asks);

G_END_DECLS
