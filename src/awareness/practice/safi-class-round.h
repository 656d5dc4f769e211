/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/practice/safi-practice-round.h"

G_BEGIN_DECLS

/* A round of practice that a class answers by show of hands: somebody counts them, message by
 * message. Nothing of it is kept. */

#define SAFI_CLASS_HANDS_MAX 200 /* of one answer */

typedef struct {
  guint scam; /* hands up for "Scam" */
  guint real;
} SafiClassHands;

typedef struct {
  const SafiPracticeRound *round; /* (transfer none): outlives it */
  SafiClassHands hands[SAFI_PRACTICE_ROUND];
} SafiClassRound;

/* What most hands were for; SAFI_GUESS_UNSURE if as many were for each, or none was up. */
SafiGuess safi_class_hands_get_guess (const SafiClassHands *self);

/* Hands in the place of messages: how many were up for each sort, and how many of them were right.
 * @time: seconds UTC. */
SafiPracticeScore safi_class_round_count (const SafiClassRound *self, gint64 time);

G_END_DECLS
