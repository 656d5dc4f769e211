/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-lesson.h"

SafiLesson *
safi_lesson_new (SafiClass taught_class,
                 SafiStrength strength,
                 GArray *features,
                 GArray *const *grams)
{
  SafiLesson *self = g_new0 (SafiLesson, 1);

  self->taught_class = taught_class;
  self->strength = strength;
  self->features = g_array_ref (features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    self->grams[kind].numbers = g_array_ref (grams[kind]);
  return self;
}

void
safi_lesson_free (SafiLesson *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    g_array_unref (self->grams[kind].numbers);
  g_free (self);
}

gboolean
safi_gram_lesson_adds_something (const SafiGramLesson *self)
{
  return self->step != 0 || self->square != 0;
}

gboolean
safi_lesson_adds_something (const SafiLesson *self)
{
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    if (safi_gram_lesson_adds_something (&self->grams[kind]))
      return TRUE;
  return self->passes > 0;
}
