/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-gram-model.h"

#include <string.h>

typedef struct {
  SafiGramModel *model;
  SafiGramLesson lesson; /* of three grams; nothing learned yet */
} Fixture;

/* Returns: (transfer full): gram 0 and its followers, the last one possible among them. */
static GArray *
make_grams (guint n)
{
  GArray *grams = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < n; i++) {
    const guint32 gram = i == 1 ? (1u << SAFI_GRAM_BITS) - 1 : i;

    g_array_append_val (grams, gram);
  }
  return grams;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->model = safi_gram_model_new ();
  fixture->lesson = (SafiGramLesson){ .numbers = make_grams (3) };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_array_unref (fixture->lesson.numbers);
  safi_gram_model_free (fixture->model);
}

static void
learn_junk (Fixture *fixture)
{
  safi_gram_model_learn (fixture->model, &fixture->lesson, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG);
}

static void
assert_weight (const SafiGramWeight *weight, gint32 sum, guint32 squares)
{
  g_assert_cmpint (weight->sum, ==, sum);
  g_assert_cmpuint (weight->squares, ==, squares);
}

static double
score (Fixture *fixture)
{
  return safi_gram_model_score (fixture->model, fixture->lesson.numbers, NULL);
}

/* Nothing known: the gradient is 1 - 1/2, its square 1/4. Each of three grams and the bias weigh
 * 0.015 * 0.5 / (0.1 + sqrt (0.25)) = 0.0125. */
static void
the_first_step_is_a_half (Fixture *fixture, gconstpointer data)
{
  learn_junk (fixture);
  g_assert_cmpint (fixture->lesson.step, ==, SAFI_LESSON_UNIT / 2);
  g_assert_cmpuint (fixture->lesson.square, ==, SAFI_LESSON_UNIT / 4);
  assert_weight (&fixture->model->weights[0], SAFI_LESSON_UNIT / 2, SAFI_LESSON_UNIT / 4);
  assert_weight (&fixture->model->weights[(1u << SAFI_GRAM_BITS) - 1], SAFI_LESSON_UNIT / 2,
                 SAFI_LESSON_UNIT / 4);
  assert_weight (&fixture->model->bias, SAFI_LESSON_UNIT / 2, SAFI_LESSON_UNIT / 4);
  assert_weight (&fixture->model->weights[1], 0, 0);
  g_assert_cmpfloat_with_epsilon (score (fixture), 4 * 0.0125, 1e-15);
}

/* The sum is 0.05 now: the gradient 1 - 1 / (1 + e^-0.05) = 0.48750260, in units 7987.24, its
 * square 3893.80; and the weights 0.015 * (16179 / 16384) / (0.1 + sqrt (7990 / 16384)). */
static void
the_second_step_is_rounded (Fixture *fixture, gconstpointer data)
{
  learn_junk (fixture);
  learn_junk (fixture);
  assert_weight (&fixture->model->weights[2], 8192 + 7987, 4096 + 3894);
  g_assert_cmpint (fixture->lesson.step, ==, 8192 + 7987);
  g_assert_cmpuint (fixture->lesson.square, ==, 4096 + 3894);
  g_assert_cmpfloat_with_epsilon (score (fixture), 4 * 0.01855402619494787, 1e-15);
}

static void
good_steps_are_the_mirror_image (Fixture *fixture, gconstpointer data)
{
  safi_gram_model_learn (fixture->model, &fixture->lesson, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG);
  safi_gram_model_learn (fixture->model, &fixture->lesson, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG);
  assert_weight (&fixture->model->weights[2], -8192 - 7987, 4096 + 3894);
  g_assert_cmpfloat_with_epsilon (score (fixture), -4 * 0.01855402619494787, 1e-15);
}

/* A quarter of the gradient: 0.125, its square 1/64. */
static void
a_guess_steps_a_quarter (Fixture *fixture, gconstpointer data)
{
  safi_gram_model_learn (fixture->model, &fixture->lesson, SAFI_CLASS_JUNK, SAFI_STRENGTH_WEAK);
  assert_weight (&fixture->model->weights[2], SAFI_LESSON_UNIT / 8, SAFI_LESSON_UNIT / 64);
  g_assert_cmpfloat_with_epsilon (score (fixture), 4 * 0.015 * 0.125 / (0.1 + 0.125), 1e-15);
}

/* 0.0125 each: 319 grams and the bias say 4 nats, one fewer says less. */
static void
what_is_right_and_sure_is_not_trained (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint n;
    gboolean is_trained;
  } cases[] = { { 318, TRUE }, { 320, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiGramModel) model = safi_gram_model_new ();
    SafiGramLesson lesson = { .numbers = make_grams (cases[i].n) };
    gint32 before;

    safi_gram_model_learn (model, &lesson, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG);
    before = lesson.step;
    safi_gram_model_learn (model, &lesson, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG);
    g_assert_cmpint (lesson.step != before, ==, cases[i].is_trained);
    /* Sure, but wrong. */
    safi_gram_model_learn (model, &lesson, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG);
    g_assert_cmpint (lesson.step, <, before);
    g_array_unref (lesson.numbers);
  }
}

static void
the_parts_and_the_bias_add_up (Fixture *fixture, gconstpointer data)
{
  double parts[3];

  learn_junk (fixture);
  g_assert_cmpfloat (safi_gram_model_score (fixture->model, fixture->lesson.numbers, parts), ==,
                     score (fixture));
  g_assert_cmpfloat_with_epsilon (parts[0] + parts[1] + parts[2] + 0.0125, score (fixture), 1e-15);
}

/* 1,999 grams and the bias want to say 25 nats. */
static void
the_score_is_limited_and_its_parts_with_it (Fixture *fixture, gconstpointer data)
{
  SafiGramLesson lesson = { .numbers = make_grams (1999) };
  double parts[1999];
  double sum = 0;

  safi_gram_model_learn (fixture->model, &lesson, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG);
  g_assert_cmpfloat (safi_gram_model_score (fixture->model, lesson.numbers, parts), ==, -12);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    sum += parts[i];
  g_assert_cmpfloat_with_epsilon (sum, -12 * 1999.0 / 2000, 1e-9);
  g_array_unref (lesson.numbers);
}

static void
a_lesson_is_taken_back_exactly (Fixture *fixture, gconstpointer data)
{
  SafiGramLesson other = { .numbers = make_grams (500) };
  g_autofree SafiGramModel *before = NULL;

  for (guint i = 0; i < 20; i++)
    safi_gram_model_learn (fixture->model, &other, i % 2 == 0 ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD,
                           SAFI_STRENGTH_STRONG);
  before = g_memdup2 (fixture->model, sizeof *before);
  for (guint i = 0; i < 7; i++)
    learn_junk (fixture);
  g_assert_true (memcmp (before, fixture->model, sizeof *before) != 0);
  safi_gram_model_apply (fixture->model, &fixture->lesson, -1);
  g_assert_true (memcmp (before, fixture->model, sizeof *before) == 0);
  g_array_unref (other.numbers);
}

static void
a_lesson_applied_is_a_lesson_learned (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiGramModel) loaded = safi_gram_model_new ();

  for (guint i = 0; i < 5; i++)
    learn_junk (fixture);
  safi_gram_model_apply (loaded, &fixture->lesson, 1);
  g_assert_cmpmem (loaded, sizeof *loaded, fixture->model, sizeof *loaded);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/gram-model/the-first-step-is-a-half", the_first_step_is_a_half },
    { "/gram-model/the-second-step-is-rounded", the_second_step_is_rounded },
    { "/gram-model/good-steps-are-the-mirror-image", good_steps_are_the_mirror_image },
    { "/gram-model/a-guess-steps-a-quarter", a_guess_steps_a_quarter },
    { "/gram-model/what-is-right-and-sure-is-not-trained", what_is_right_and_sure_is_not_trained },
    { "/gram-model/the-parts-and-the-bias-add-up", the_parts_and_the_bias_add_up },
    { "/gram-model/the-score-is-limited-and-its-parts-with-it",
      the_score_is_limited_and_its_parts_with_it },
    { "/gram-model/a-lesson-is-taken-back-exactly", a_lesson_is_taken_back_exactly },
    { "/gram-model/a-lesson-applied-is-a-lesson-learned", a_lesson_applied_is_a_lesson_learned },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
