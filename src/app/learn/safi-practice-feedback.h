/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-round.h"

G_BEGIN_DECLS

/* What is told after each answer of a practice round, after a right one as after a wrong one. It
 * takes the focus, and is heard as one. */
#define SAFI_TYPE_PRACTICE_FEEDBACK (safi_practice_feedback_get_type ())
G_DECLARE_FINAL_TYPE (SafiPracticeFeedback, safi_practice_feedback, SAFI, PRACTICE_FEEDBACK, AdwBin)

/* @age: of whoever sees it; a tip for older people is not offered. */
void safi_practice_feedback_show (SafiPracticeFeedback *self,
                                  const SafiPracticeItem *item,
                                  SafiGuess guess,
                                  SafiAge age);

/* Returns: (transfer none): all that is told, a line for each thought; "" before the first answer.
 */
const char *safi_practice_feedback_get_words (SafiPracticeFeedback *self);

G_END_DECLS
