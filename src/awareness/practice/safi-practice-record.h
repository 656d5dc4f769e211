/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is remembered of rounds of practice: when, and two numbers of each; never one number for
 * both, and no answers. It stays on this computer. */

#define SAFI_PRACTICE_SCORES_MAX 50
#define SAFI_PRACTICE_SEEN_MAX 256
#define SAFI_PRACTICE_GOAL_CAUGHT 80 /* percent of scams */
#define SAFI_PRACTICE_GOAL_KEPT 90   /* percent of real messages */

typedef struct {
  gint64 time;  /* seconds UTC: when it ended */
  guint scams;  /* there were */
  guint caught; /* of them */
  guint real;
  guint kept; /* of them */
} SafiPracticeScore;

typedef struct {
  GArray *scores;  /* (element-type SafiPracticeScore): the oldest first */
  GPtrArray *seen; /* (element-type utf8): ids of messages that were shown, the oldest first */
} SafiPracticeRecord;

SafiPracticeRecord *safi_practice_record_new (void);
void safi_practice_record_free (SafiPracticeRecord *self);

/* As written by the two below; what makes no sense is left out, of too much the newest is kept.
 * Returns: (transfer full). */
SafiPracticeRecord *safi_practice_record_read (GVariant *scores, GVariant *seen);
#define SAFI_PRACTICE_SCORES_TYPE "a(xuuuu)"
/* Returns: (transfer floating): of that type, and of "as". */
GVariant *safi_practice_record_write_scores (const SafiPracticeRecord *self);
GVariant *safi_practice_record_write_seen (const SafiPracticeRecord *self);

void safi_practice_record_add_score (SafiPracticeRecord *self, const SafiPracticeScore *score);
void safi_practice_record_add_seen (SafiPracticeRecord *self, const char *id);

/* 0: not seen; else the higher the later. */
guint safi_practice_record_find_seen (const SafiPracticeRecord *self, const char *id);
/* Whether real mail kept fell from the round before the last to the last. */
gboolean safi_practice_record_fell (const SafiPracticeRecord *self);
/* How hard the next round should be, 1 to SAFI_DIFFICULTY_MAX: one more after each round in which
 * both goals were reached, one less after each with neither. */
guint safi_practice_record_get_level (const SafiPracticeRecord *self);
/* The sum of the newest @n rounds. */
SafiPracticeScore safi_practice_record_sum (const SafiPracticeRecord *self, guint n);

/* In percent, 0 if there were none. */
guint safi_practice_score_get_caught (const SafiPracticeScore *self);
guint safi_practice_score_get_kept (const SafiPracticeScore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPracticeRecord, safi_practice_record_free)

G_END_DECLS
