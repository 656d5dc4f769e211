/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-lesson-row.h"

#include "core/base/safi-error.h"
#include "store/training/safi-lesson-blob.h"

struct _SafiLessonRow {
  const SafiLesson *lesson;
  GBytes *features;
  GBytes *grams[SAFI_N_GRAM_KINDS];
};

/* Both return: (transfer full): NULL if the octets are none of ours. */
static GArray *
get_grams (SafiQuery *query, int column)
{
  gsize size;
  gconstpointer data = safi_query_get_blob (query, column, &size);

  return safi_grams_read (data, size);
}

static GArray *
get_features (SafiQuery *query, int column)
{
  gsize size;
  gconstpointer data = safi_query_get_blob (query, column, &size);

  return safi_features_read (data, size);
}

SafiLesson *
safi_lesson_row_read (SafiQuery *query, int column, GError **error)
{
  g_autoptr (GArray) features = get_features (query, column + 7);
  g_autoptr (GArray) whole = get_grams (query, column + 8);
  g_autoptr (GArray) text = get_grams (query, column + 9);
  GArray *grams[SAFI_N_GRAM_KINDS] = { whole, text };
  SafiClass taught_class;
  SafiLesson *lesson;

  if (features == NULL || whole == NULL || text == NULL ||
      !safi_class_from_word (safi_query_get_text (query, column), &taught_class)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "training cannot be read");
    return NULL;
  }
  lesson = safi_lesson_new (taught_class, (SafiStrength) safi_query_get_int (query, column + 1),
                            features, grams);
  lesson->passes = (guint) safi_query_get_int (query, column + 2);
  for (int kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    lesson->grams[kind].step = (gint32) safi_query_get_int (query, column + 3 + 2 * kind);
    lesson->grams[kind].square = (guint32) safi_query_get_int (query, column + 4 + 2 * kind);
  }
  return lesson;
}

SafiLessonRow *
safi_lesson_row_new (const SafiLesson *lesson)
{
  SafiLessonRow *self = g_new (SafiLessonRow, 1);
  const gboolean is_kept = safi_lesson_adds_something (lesson);

  self->lesson = lesson;
  self->features = is_kept ? safi_features_write (lesson->features) : g_bytes_new (NULL, 0);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    self->grams[kind] =
        is_kept ? safi_grams_write (lesson->grams[kind].numbers) : g_bytes_new (NULL, 0);
  return self;
}

void
safi_lesson_row_free (SafiLessonRow *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    g_bytes_unref (self->grams[kind]);
  g_free (self);
}

static void
bind_bytes (SafiQuery *query, GBytes *bytes)
{
  safi_query_bind_blob (query, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
safi_lesson_row_bind (SafiLessonRow *self, SafiQuery *query)
{
  safi_query_bind_text (query, safi_class_to_word (self->lesson->taught_class));
  safi_query_bind_int (query, self->lesson->strength);
  safi_lesson_row_bind_sums (self->lesson, query);
  bind_bytes (query, self->features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    bind_bytes (query, self->grams[kind]);
}

void
safi_lesson_row_bind_sums (const SafiLesson *lesson, SafiQuery *query)
{
  safi_query_bind_int (query, lesson->passes);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    safi_query_bind_int (query, lesson->grams[kind].step);
    safi_query_bind_int (query, lesson->grams[kind].square);
  }
}
