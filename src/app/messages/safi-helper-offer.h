/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/judgement/safi-verdict.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* A part of the why-card: hands over what Safibox says of a message to somebody who can help. */
#define SAFI_TYPE_HELPER_OFFER (safi_helper_offer_get_type ())
G_DECLARE_FINAL_TYPE (SafiHelperOffer, safi_helper_offer, SAFI, HELPER_OFFER, AdwPreferencesGroup)

/* (nullable): the person's addresses. */
void safi_helper_offer_set_own_addresses (SafiHelperOffer *self, const char *const *own);
void safi_helper_offer_show (SafiHelperOffer *self, SafiVerdict *verdict, SafiMessage *message);
void safi_helper_offer_hide (SafiHelperOffer *self);

G_END_DECLS
