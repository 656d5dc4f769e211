/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* What the person said of senders, mailbox by mailbox, each to be taken back. Hidden while there is
 * nothing. */
#define SAFI_TYPE_SENDER_RULES (safi_sender_rules_get_type ())
G_DECLARE_FINAL_TYPE (SafiSenderRules, safi_sender_rules, SAFI, SENDER_RULES, AdwPreferencesGroup)

/* Reads them. */
void safi_sender_rules_show (SafiSenderRules *self, SafiEngine *engine);

G_END_DECLS
