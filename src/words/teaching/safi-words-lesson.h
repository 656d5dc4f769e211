/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The plan of a lesson of 20 minutes, for paper: docs/teachers.md tells more, in English. */

typedef enum {
  SAFI_LESSON_HEADING,
  SAFI_LESSON_TEXT,
  SAFI_LESSON_ITEM, /* of a list */
  SAFI_LESSON_STEP, /* of the lesson, which has minutes */
  SAFI_LESSON_SAY,  /* for the teacher to say, in other words */
} SafiLessonKind;

typedef struct {
  SafiLessonKind kind;
  guint from; /* minutes; of a step only */
  guint until;
  const char *text; /* in the language spoken now */
} SafiLessonLine;

#define SAFI_LESSON_LINES_MAX 40

const char *safi_words_lesson_title (void);

/* Returns: how many of @ret_lines were set. */
guint safi_words_lesson_plan (SafiLessonLine ret_lines[SAFI_LESSON_LINES_MAX]);

/* What stands on the kit's sheets besides. All below: (transfer full). */

/* "0–2 min": of a step. */
char *safi_words_lesson_minutes (const SafiLessonLine *step);
/* Below each sheet; @license: (nullable): "CC0 1.0". */
char *safi_words_sheet_source (const char *license);
/* "Sheet 12": both pages of a hand-out carry it. */
char *safi_words_sheet_number (guint32 number);

/* Returns: (transfer none). */
const char *safi_words_posters_title (void);
const char *safi_words_poster_steps (void); /* over what to do */
const char *safi_words_poster_call (void);  /* a number is written behind it by hand */
const char *safi_words_handout_title (void);
const char *safi_words_handout_task (void);
const char *safi_words_handout_answers (void);

G_END_DECLS
