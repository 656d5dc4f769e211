/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-class-round.h"

SafiGuess
safi_class_hands_get_guess (const SafiClassHands *self)
{
  if (self->scam == self->real)
    return SAFI_GUESS_UNSURE;
  return self->scam > self->real ? SAFI_GUESS_SCAM : SAFI_GUESS_REAL;
}

SafiPracticeScore
safi_class_round_count (const SafiClassRound *self, gint64 time)
{
  SafiPracticeScore score = { .time = time };

  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++) {
    const SafiClassHands *hands = &self->hands[i];

    if (self->round->items[i]->is_scam) {
      score.scams += hands->scam + hands->real;
      score.caught += hands->scam;
    } else {
      score.real += hands->scam + hands->real;
      score.kept += hands->real;
    }
  }
  return score;
}
