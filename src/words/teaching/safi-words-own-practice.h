/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/practice/safi-own-practice.h"
#include "awareness/practice/safi-practice-record.h"

G_BEGIN_DECLS

/* Practice with the person's own mail, in their language. A stranger's words are neutralised and
 * isolated; ids, senders and subjects are no texts that a catalogue has. */

/* What a round is made of: sender and subject as the message, without its text; why the person's
 * answer is the truth, and what Safibox saw. @chosen: see safi_own_practice_choose(). Returns:
 * (transfer full) (element-type SafiPracticeItem): in the same order. */
GPtrArray *safi_words_own_items (GPtrArray *chosen);

const char *safi_words_own_title (void); /* "Your own mail" */
/* What is missing for a round; @gap is not all 0. Returns: (transfer full). */
char *safi_words_own_gap (const SafiOwnPracticeGap *gap);
/* What to look at after a round with that result. */
const char *safi_words_own_end (const SafiPracticeScore *score);

G_END_DECLS
