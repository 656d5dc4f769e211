/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/practice/safi-practice-round.h"

G_BEGIN_DECLS

#define SAFI_POCKET_OCTETS_MAX (150 * 1024) /* of any round of what comes with Safibox */

/* The round as one file of HTML for a phone: without a script, without a request to anybody, usable
 * from 320 pixels on. The page itself tells after each answer, and counts both scores.
 * Returns: (transfer full): UTF-8. */
char *safi_words_pocket (const SafiPracticeRound *round);

G_END_DECLS
