/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-record.h"

G_BEGIN_DECLS

/* Two meters with words: scams caught, and real mail kept. */
#define SAFI_TYPE_SCORE_CARD (safi_score_card_get_type ())
G_DECLARE_FINAL_TYPE (SafiScoreCard, safi_score_card, SAFI, SCORE_CARD, AdwBin)

void safi_score_card_show (SafiScoreCard *self, const SafiPracticeScore *score);
/* The same of a round with the person's own mail, in which junk was found, not scams. */
void safi_score_card_show_own (SafiScoreCard *self, const SafiPracticeScore *score);

G_END_DECLS
