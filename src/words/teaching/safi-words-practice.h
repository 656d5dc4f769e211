/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/practice/safi-practice-round.h"
#include "awareness/tips/safi-tip-group.h"

G_BEGIN_DECLS

/* How practice is talked about: never blame, and as kindly after a wrong answer as after a right
 * one. */

const char *safi_words_topic (SafiTopic topic);         /* "Mobile money" */
const char *safi_words_topic_summary (SafiTopic topic); /* what is in it */
const char *safi_words_tip_group (SafiTipGroup group);

/* "Scam" or "Real"; "Junk" of the person's own mail. */
const char *safi_words_practice_mark (const SafiPracticeItem *item);
/* What one can answer: "Scam", "Real", "Not sure". */
const char *safi_words_practice_guess (SafiGuess guess);
/* The first of them on its button; @is_own: of the person's own mail. */
const char *safi_words_practice_guess_scam (gboolean is_own);
/* What the message is, told after @guess. */
const char *safi_words_practice_answer (const SafiPracticeItem *item, SafiGuess guess);
/* Over its signs: "Signs of a scam", or what looked strange in a real one. */
const char *safi_words_practice_signs (const SafiPracticeItem *item);

/* "SMS from DHL": who sent it. Returns: (transfer full). */
char *safi_words_practice_from (const SafiPracticeItem *item);
/* "Message 2 of 6". All below: (transfer full). */
char *safi_words_practice_place (guint place);
/* "2 of 3, or 66 %. The goal is 80 %." */
char *safi_words_practice_caught (const SafiPracticeScore *score);
char *safi_words_practice_kept (const SafiPracticeScore *score);
/* What to look at after a round with that result. */
const char *safi_words_practice_end (const SafiPracticeScore *score);

/* Asks to practise again, because it was long ago (@tip NULL), or because what @tip is about came
 * for the first time. */
char *safi_words_refresher (const SafiTip *tip);

G_END_DECLS
