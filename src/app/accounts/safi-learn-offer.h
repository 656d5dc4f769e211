/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Asks once for each mailbox whether Safibox may learn from what is in it already, with the number
 * of messages and the data. Takes no room while there is nothing to ask. */
#define SAFI_TYPE_LEARN_OFFER (safi_learn_offer_get_type ())
G_DECLARE_FINAL_TYPE (SafiLearnOffer, safi_learn_offer, SAFI, LEARN_OFFER, AdwBin)

/* The person has answered about a mailbox: it is not asked about again; its menu still has it. */
void safi_learn_offer_put_off (const char *account);

void safi_learn_offer_set_engine (SafiLearnOffer *self, SafiEngine *engine);

G_END_DECLS
