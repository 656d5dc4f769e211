/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/authentication/safi-auth-result.h"
#include "core/judgement/safi-verdict.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Everything behind a verdict, for those who want to know: all findings with their weights, which
 * add up to the sum exactly as printed, who really sent it, and the message's header. */
#define SAFI_TYPE_DETAILS (safi_details_get_type ())
G_DECLARE_FINAL_TYPE (SafiDetails, safi_details, SAFI, DETAILS, AdwBin)

/* (nullable): what a text for a helper leaves out besides the recipients of the message. */
void safi_details_set_own_addresses (SafiDetails *self, const char *const *own);
void safi_details_set_verdict (SafiDetails *self, SafiVerdict *verdict);
void safi_details_set_message (SafiDetails *self, SafiMessage *message); /* (nullable) */
/* (nullable): nothing about the envelope is shown without one. */
void safi_details_set_auth (SafiDetails *self, SafiAuthResult *auth);

G_END_DECLS
