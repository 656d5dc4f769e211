/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-lesson.h"
#include "store/safi-sql.h"

G_BEGIN_DECLS

/* How a lesson stands in the table of what was taught. What was right and sure already is written
 * without its arrays: it added nothing. */

/* The columns a lesson is read from and bound to, in this order. */
#define SAFI_LESSON_COLUMNS                                                                        \
  "class, strength, passes, step, square, text_step, text_square, features, grams, text_grams"

/* Reads these columns from @column on. Returns: (transfer full): NULL with
 * SAFI_ERROR_STORE_CORRUPT. */
SafiLesson *safi_lesson_row_read (SafiQuery *query, int column, GError **error);

/* A lesson ready to be bound: holds the octets, which must live until the query ends. */
typedef struct _SafiLessonRow SafiLessonRow;

/* @lesson: borrowed, must outlive the row. */
SafiLessonRow *safi_lesson_row_new (const SafiLesson *lesson);
void safi_lesson_row_free (SafiLessonRow *self);

/* Binds all columns. */
void safi_lesson_row_bind (SafiLessonRow *self, SafiQuery *query);

/* Binds only what rehearsing changes: passes, then step and square of each kind. */
void safi_lesson_row_bind_sums (const SafiLesson *lesson, SafiQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiLessonRow, safi_lesson_row_free)

G_END_DECLS
