/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Why Safibox judged a message as it did: a sentence, at most three reasons, each with its place in
 * the message, a tip, and the person's answer. Signals: "answered" (guint class: SafiClass),
 * "sender-chosen" (const char *sender, guint rule: SafiSenderRule), "undo". */
#define SAFI_TYPE_WHY_CARD (safi_why_card_get_type ())
G_DECLARE_FINAL_TYPE (SafiWhyCard, safi_why_card, SAFI, WHY_CARD, AdwBin)

/* Shows a judged message and fetches its text. The same message again (it was answered or moved)
 * only renews what is said of it. */
void safi_why_card_show_judged (SafiWhyCard *self, SafiEngine *engine, SafiJudged *judged);

/* Shows the verdict on a text or on a message from a file, which nobody answers. */
void safi_why_card_show_checked (SafiWhyCard *self, SafiVerdict *verdict, SafiMessage *message);

/* The same for a sheet: it can not be handed on from here. */
void safi_why_card_show_sheet (SafiWhyCard *self, SafiVerdict *verdict, SafiMessage *message);

/* Whose addresses are left out of what is handed over; for show_checked. */
void safi_why_card_set_owner (SafiWhyCard *self, SafiEngine *engine);

/* @rule holds for mail of @sender now. */
void safi_why_card_follow_rule (SafiWhyCard *self, const char *sender, SafiSenderRule rule);

SafiJudged *safi_why_card_get_judged (SafiWhyCard *self); /* (nullable) (transfer none) */

G_END_DECLS
