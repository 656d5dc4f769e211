/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* What one taught message adds to the model: integers, so that taking it back subtracts exactly
 * what was added, whatever was taught before, between and after. */

/* How much a label counts, in quarters: a person's word fully, another program's half, a guess that
 * nobody objected to a quarter. */
typedef enum {
  SAFI_STRENGTH_WEAK = 1,
  SAFI_STRENGTH_MEDIUM = 2,
  SAFI_STRENGTH_STRONG = 4,
} SafiStrength;

/* Steps and their squares are counted in 1/SAFI_LESSON_UNIT. */
#define SAFI_LESSON_UNIT 16384

/* A feature is a word alone or with one of its two predecessors: a keyed hash, whose two lowest
 * bits are the distance (0: the word alone). A gram is a string of four letters: a number. */
#define SAFI_FEATURE_BITS 43
#define SAFI_FEATURE_DISTANCE_BITS 2
#define SAFI_FEATURE_DISTANCE_MAX 2
#define SAFI_GRAM_BITS 17

static inline guint
safi_feature_get_distance (guint64 feature)
{
  return (guint) (feature & ((1 << SAFI_FEATURE_DISTANCE_BITS) - 1));
}

/* Strings of letters are learned twice, apart: were the text learned beside the header alone, it
 * would be left to the header where that is enough, and be missing when the header changes. */
typedef enum {
  SAFI_GRAMS_WHOLE, /* header and beginning of the text */
  SAFI_GRAMS_TEXT,  /* the text alone */
} SafiGramKind;

#define SAFI_N_GRAM_KINDS (SAFI_GRAMS_TEXT + 1)

typedef struct {
  GArray *numbers; /* (element-type guint32): distinct, below 2^SAFI_GRAM_BITS */
  gint32 step;     /* what was added to the weight of each, positive toward junk */
  guint32 square;  /* the sum of the squares of the steps */
} SafiGramLesson;

typedef struct {
  SafiClass taught_class;
  SafiStrength strength;
  guint passes;     /* how often the features were added, @strength quarters each time */
  GArray *features; /* (element-type guint64): distinct, below 2^SAFI_FEATURE_BITS */
  SafiGramLesson grams[SAFI_N_GRAM_KINDS];
} SafiLesson;

/* A lesson that adds nothing yet. @features: (transfer none). @grams: (transfer none): one array
 * for each kind. */
SafiLesson *safi_lesson_new (SafiClass taught_class,
                             SafiStrength strength,
                             GArray *features,
                             GArray *const *grams);
void safi_lesson_free (SafiLesson *self);

/* FALSE if the model was right and sure already: then nothing of the message need be kept. */
gboolean safi_lesson_adds_something (const SafiLesson *self);

/* Keeps only the arrays of what was added. The others cannot be rehearsed any more. */
void safi_lesson_trim (SafiLesson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiLesson, safi_lesson_free)

G_END_DECLS
