/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/authentication/safi-auth-result.h"
#include "core/authentication/safi-sender-rule.h"
#include "core/judgement/safi-verdict.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* What the person says of all mail of a sender: trust, never again, or take that back. Without a
 * proof of who sent the message it says why there is no choice. Signal: "chosen" (const char
 * *sender, guint rule: SafiSenderRule). */
#define SAFI_TYPE_SENDER_CHOICE (safi_sender_choice_get_type ())
G_DECLARE_FINAL_TYPE (SafiSenderChoice, safi_sender_choice, SAFI, SENDER_CHOICE, AdwBin)

/* @auth: (nullable): nothing is known. @now: how the message would be judged now, which tells the
 * rule in force. */
void safi_sender_choice_show (SafiSenderChoice *self,
                              SafiMessage *message,
                              const SafiAuthResult *auth,
                              SafiVerdict *now);
void safi_sender_choice_hide (SafiSenderChoice *self);

/* @rule is in force now. */
void safi_sender_choice_set_rule (SafiSenderChoice *self, SafiSenderRule rule);
/* The same, if @sender is the one that is shown. */
void
safi_sender_choice_follow_rule (SafiSenderChoice *self, const char *sender, SafiSenderRule rule);

G_END_DECLS
