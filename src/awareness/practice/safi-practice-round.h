/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/practice/safi-practice-record.h"
#include "awareness/practice/safi-practice-topic.h"

G_BEGIN_DECLS

/* A round of practice: SAFI_PRACTICE_ROUND messages in random order, of which SAFI_PRACTICE_REAL
 * are real, so that nobody learns to refuse everything; one more is real if real mail kept fell in
 * the round before. */

#define SAFI_PRACTICE_ROUND 6
#define SAFI_PRACTICE_REAL 3

/* So many of each sort there must be. */
#define SAFI_PRACTICE_SCAMS_NEEDED (SAFI_PRACTICE_ROUND - SAFI_PRACTICE_REAL)
#define SAFI_PRACTICE_REAL_NEEDED (SAFI_PRACTICE_REAL + 1)

typedef enum {
  SAFI_GUESS_NONE, /* not answered yet */
  SAFI_GUESS_SCAM,
  SAFI_GUESS_REAL,
  SAFI_GUESS_UNSURE, /* neither caught nor kept; nothing is wrong about it */
} SafiGuess;

typedef struct {
  SafiTopic topic;
  const SafiPracticeItem *items[SAFI_PRACTICE_ROUND];
  SafiGuess guesses[SAFI_PRACTICE_ROUND];
} SafiPracticeRound;

/* Of each sort, what was not shown yet goes before what was, then what was shown longest ago; then
 * what is about as hard as the person can do. @kind: (nullable): a kind of scam that goes before
 * all else. The same @seed gives the same round. Returns: (transfer full): freed by g_free(). */
SafiPracticeRound *safi_practice_round_new (SafiTopic topic,
                                            const char *kind,
                                            const SafiPracticeRecord *record,
                                            guint32 seed);

/* The same for people of an age: nothing that is meant for older ones. There must be enough. */
SafiPracticeRound *safi_practice_round_new_for_age (SafiTopic topic,
                                                    SafiAge age,
                                                    const char *kind,
                                                    const SafiPracticeRecord *record,
                                                    guint32 seed);

/* The same from @items (element-type SafiPracticeItem), which must be enough and belong to whoever
 * gives them: they must stay as long as the round. Its topic means nothing. */
SafiPracticeRound *safi_practice_round_new_from (GPtrArray *items,
                                                 const char *kind,
                                                 const SafiPracticeRecord *record,
                                                 guint32 seed);

/* Whether there are enough messages of both sorts about @topic for people of @age. */
gboolean safi_practice_has_round (SafiTopic topic, SafiAge age);

/* Whether the guess at @place was what the message is. */
gboolean safi_practice_round_is_right (const SafiPracticeRound *self, guint place);

/* @time: seconds UTC. */
SafiPracticeScore safi_practice_round_count (const SafiPracticeRound *self, gint64 time);

/* Whether there are messages to practise with about @kind. */
gboolean safi_practice_has_kind (const char *kind);

G_END_DECLS
