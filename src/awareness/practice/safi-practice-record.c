/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-practice-record.h"

#include "awareness/practice/safi-practice-item.h"
#include "awareness/practice/safi-practice-round.h"

#define FIRST_LEVEL 2

SafiPracticeRecord *
safi_practice_record_new (void)
{
  SafiPracticeRecord *self = g_new (SafiPracticeRecord, 1);

  self->scores = g_array_new (FALSE, FALSE, sizeof (SafiPracticeScore));
  self->seen = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
safi_practice_record_free (SafiPracticeRecord *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->scores);
  g_ptr_array_unref (self->seen);
  g_free (self);
}

static gboolean
makes_sense (const SafiPracticeScore *score)
{
  return score->time >= 0 && score->scams <= SAFI_PRACTICE_ROUND &&
         score->real <= SAFI_PRACTICE_ROUND && score->caught <= score->scams &&
         score->kept <= score->real && score->scams + score->real > 0;
}

SafiPracticeRecord *
safi_practice_record_read (GVariant *scores, GVariant *seen)
{
  SafiPracticeRecord *self = safi_practice_record_new ();
  SafiPracticeScore score;
  const char *id;
  GVariantIter iter;

  g_variant_iter_init (&iter, scores);
  while (g_variant_iter_next (&iter, "(xuuuu)", &score.time, &score.scams, &score.caught,
                              &score.real, &score.kept)) {
    if (makes_sense (&score))
      safi_practice_record_add_score (self, &score);
  }
  g_variant_iter_init (&iter, seen);
  while (g_variant_iter_next (&iter, "&s", &id))
    safi_practice_record_add_seen (self, id);
  return self;
}

GVariant *
safi_practice_record_write_scores (const SafiPracticeRecord *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (SAFI_PRACTICE_SCORES_TYPE));
  for (guint i = 0; i < self->scores->len; i++) {
    const SafiPracticeScore *score = &g_array_index (self->scores, SafiPracticeScore, i);

    g_variant_builder_add (&builder, "(xuuuu)", score->time, score->scams, score->caught,
                           score->real, score->kept);
  }
  return g_variant_builder_end (&builder);
}

GVariant *
safi_practice_record_write_seen (const SafiPracticeRecord *self)
{
  return g_variant_new_strv ((const char *const *) self->seen->pdata, self->seen->len);
}

void
safi_practice_record_add_score (SafiPracticeRecord *self, const SafiPracticeScore *score)
{
  g_array_append_val (self->scores, *score);
  if (self->scores->len > SAFI_PRACTICE_SCORES_MAX)
    g_array_remove_index (self->scores, 0);
}

void
safi_practice_record_add_seen (SafiPracticeRecord *self, const char *id)
{
  const guint place = safi_practice_record_find_seen (self, id);

  if (place > 0)
    g_ptr_array_remove_index (self->seen, place - 1);
  g_ptr_array_add (self->seen, g_strdup (id));
  if (self->seen->len > SAFI_PRACTICE_SEEN_MAX)
    g_ptr_array_remove_index (self->seen, 0);
}

guint
safi_practice_record_find_seen (const SafiPracticeRecord *self, const char *id)
{
  guint place;

  return g_ptr_array_find_with_equal_func (self->seen, id, g_str_equal, &place) ? place + 1 : 0;
}

gboolean
safi_practice_record_fell (const SafiPracticeRecord *self)
{
  const guint n = self->scores->len;
  const SafiPracticeScore *before, *last;

  if (n < 2)
    return FALSE;
  before = &g_array_index (self->scores, SafiPracticeScore, n - 2);
  last = &g_array_index (self->scores, SafiPracticeScore, n - 1);
  return last->kept * before->real < before->kept * last->real;
}

guint
safi_practice_record_get_level (const SafiPracticeRecord *self)
{
  guint level = FIRST_LEVEL;

  for (guint i = 0; i < self->scores->len; i++) {
    const SafiPracticeScore *score = &g_array_index (self->scores, SafiPracticeScore, i);
    const gboolean is_caught = safi_practice_score_get_caught (score) >= SAFI_PRACTICE_GOAL_CAUGHT;
    const gboolean is_kept = safi_practice_score_get_kept (score) >= SAFI_PRACTICE_GOAL_KEPT;

    if (is_caught && is_kept)
      level = MIN (level + 1, SAFI_DIFFICULTY_MAX);
    else if (!is_caught && !is_kept)
      level = MAX (level - 1, 1);
  }
  return level;
}

SafiPracticeScore
safi_practice_record_sum (const SafiPracticeRecord *self, guint n)
{
  SafiPracticeScore sum = { 0 };

  for (guint i = self->scores->len - MIN (n, self->scores->len); i < self->scores->len; i++) {
    const SafiPracticeScore *score = &g_array_index (self->scores, SafiPracticeScore, i);

    sum.time = MAX (sum.time, score->time);
    sum.scams += score->scams;
    sum.caught += score->caught;
    sum.real += score->real;
    sum.kept += score->kept;
  }
  return sum;
}

guint
safi_practice_score_get_caught (const SafiPracticeScore *self)
{
  return self->scams > 0 ? 100 * self->caught / self->scams : 0;
}

guint
safi_practice_score_get_kept (const SafiPracticeScore *self)
{
  return self->real > 0 ? 100 * self->kept / self->real : 0;
}
