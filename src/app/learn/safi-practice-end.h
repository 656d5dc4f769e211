/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-round.h"

G_BEGIN_DECLS

/* The end of a practice round: two scores, and what to look at once more. Its buttons are actions:
 * practice.again, practice.leave. */
#define SAFI_TYPE_PRACTICE_END (safi_practice_end_get_type ())
G_DECLARE_FINAL_TYPE (SafiPracticeEnd, safi_practice_end, SAFI, PRACTICE_END, AdwBin)

/* @age: of whoever sees it; tips for older people are not offered. Of a round with the person's own
 * mail there is no certificate: they had given the answers before. */
void safi_practice_end_show (SafiPracticeEnd *self,
                             const SafiPracticeRound *round,
                             const SafiPracticeScore *score,
                             SafiAge age);

G_END_DECLS
