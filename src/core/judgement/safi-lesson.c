/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/judgement/safi-lesson.h"

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

static gboolean
has_step (const SafiGramLesson *self)
{
  return self->step != 0 || self->square != 0;
}

gboolean
safi_lesson_adds_something (const SafiLesson *self)
{
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    if (has_step (&self->grams[kind]))
      return TRUE;
  return self->passes > 0;
}

/* The tokens may share the array: it is replaced, not changed. */
static void
empty (GArray **array)
{
  const guint size = g_array_get_element_size (*array);

  g_array_unref (*array);
  *array = g_array_new (FALSE, FALSE, size);
}

void
safi_lesson_trim (SafiLesson *self)
{
  if (self->passes == 0)
    empty (&self->features);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    if (!has_step (&self->grams[kind]))
      empty (&self->grams[kind].numbers);
}
