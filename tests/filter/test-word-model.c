/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-word-model.h"

#include <math.h>

#include "filter/tokens/safi-tokens.h"

#define WEAK SAFI_STRENGTH_WEAK
#define STRONG SAFI_STRENGTH_STRONG

static void
set_up (SafiWordModel *model, gconstpointer data)
{
  *model = (SafiWordModel){ .counts = safi_count_table_new () };
}

static void
tear_down (SafiWordModel *model, gconstpointer data)
{
  safi_count_table_free (model->counts);
}

static guint64
make_feature (guint number, guint distance)
{
  const guint64 hash = (number + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return hash >> (64 - SAFI_FEATURE_BITS + SAFI_FEATURE_DISTANCE_BITS)
                     << SAFI_FEATURE_DISTANCE_BITS |
         distance;
}

static guint64
get_hash (guint64 feature)
{
  return feature >> SAFI_FEATURE_DISTANCE_BITS;
}

/* Returns: (transfer full): @n features from number @first on. */
static GArray *
make_features (guint first, guint n)
{
  GArray *features = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = first; i < first + n; i++) {
    const guint64 feature = make_feature (i, 0);

    g_array_append_val (features, feature);
  }
  return features;
}

/* Returns: (transfer full): nothing added yet; the model knows of the message. */
static SafiLesson *
new_lesson (SafiWordModel *model, SafiClass taught_class, SafiStrength strength, guint n)
{
  g_autoptr (GArray) features = make_features (0, n);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *grams[SAFI_N_GRAM_KINDS] = { none, none };

  model->taught[taught_class] += strength;
  return safi_lesson_new (taught_class, strength, features, grams);
}

static void
count (SafiWordModel *model, guint64 feature, gint good, gint junk)
{
  g_assert_true (safi_count_table_add (model->counts, get_hash (feature), good * (gint) STRONG,
                                       junk * (gint) STRONG));
}

static void
set_taught (SafiWordModel *model, guint good, guint junk)
{
  model->taught[SAFI_CLASS_GOOD] = good * STRONG;
  model->taught[SAFI_CLASS_JUNK] = junk * STRONG;
}

static double
score_one (SafiWordModel *model, guint64 feature)
{
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_array_append_val (features, feature);
  return safi_word_model_score (model, features, NULL);
}

/* A feature of one junk message of two taught: the frequencies are 1 and 0, their difference is
 * certain but for K1 = 0.25 of a message:
 *   share = 1 - 0.25 = 0.75, confidence = 0.9 * 0.75^2 / (1 + 8 / weight of the distance),
 *   ratio = ln ((0.5 + confidence / 2) / (0.5 - confidence / 2)), times 0.08. */
static void
a_ratio_is_the_one_computed_by_hand (SafiWordModel *model, gconstpointer data)
{
  static const double ratios[] = { 1.0169342576538425, /* ln (47 / 17) */
                                   1.1118758081471292, 1.0745147370890493 /* ln (41 / 14) */ };

  set_taught (model, 1, 1);
  for (guint distance = 0; distance <= SAFI_FEATURE_DISTANCE_MAX; distance++) {
    const guint64 feature = make_feature (distance, distance);

    count (model, feature, 0, 1);
    g_assert_cmpfloat_with_epsilon (score_one (model, feature), 0.08 * ratios[distance], 1e-12);
  }
}

static void
ratios_of_unlike_classes_are_those_computed_by_hand (SafiWordModel *model, gconstpointer data)
{
  /* 3 of 10 junk messages, 1 of 10 good ones. */
  set_taught (model, 10, 10);
  count (model, make_feature (1, 0), 1, 3);
  g_assert_cmpfloat_with_epsilon (score_one (model, make_feature (1, 0)),
                                  0.08 * 0.02462843971118722, 1e-12);
  /* 2 of 20 good messages, none of 4 junk ones. */
  set_taught (model, 20, 4);
  count (model, make_feature (2, 1), 2, 0);
  g_assert_cmpfloat_with_epsilon (score_one (model, make_feature (2, 1)),
                                  0.08 * -1.3834441212552397, 1e-12);
  /* As often in 10 good as in 40 junk ones: four times as frequent in the good. */
  set_taught (model, 40, 10);
  count (model, make_feature (3, 2), 5, 5);
  g_assert_cmpfloat_with_epsilon (score_one (model, make_feature (3, 2)),
                                  0.08 * 0.10189504373438717, 1e-12);
}

static void
what_both_classes_share_says_nothing (SafiWordModel *model, gconstpointer data)
{
  set_taught (model, 10, 5);
  count (model, make_feature (1, 1), 4, 2);
  g_assert_cmpfloat (score_one (model, make_feature (1, 1)), ==, 0);
}

/* One of four features is known: ((1 + 1) / (4 + 1)) to the power of 0.7. */
static void
what_is_little_known_is_drawn_to_nothing (SafiWordModel *model, gconstpointer data)
{
  g_autoptr (GArray) features = make_features (0, 4);

  set_taught (model, 1, 1);
  count (model, make_feature (0, 0), 0, 1);
  g_assert_cmpfloat_with_epsilon (safi_word_model_score (model, features, NULL),
                                  0.08 * 1.0169342576538425 * pow (0.4, 0.7), 1e-12);
}

static void
the_score_is_limited (SafiWordModel *model, gconstpointer data)
{
  g_autoptr (GArray) features = make_features (0, 1000);

  set_taught (model, 1, 1);
  for (guint i = 0; i < 1000; i++)
    count (model, make_feature (i, 0), 1, 0);
  g_assert_cmpfloat (safi_word_model_score (model, features, NULL), ==, -12);
}

static void
the_parts_add_up (SafiWordModel *model, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  double parts[1000];

  set_taught (model, 20, 30);
  for (guint i = 0; i < 800; i++)
    count (model, make_feature (i, 0), g_rand_int_range (random, 0, 10),
           g_rand_int_range (random, 0, 10));
  for (guint n = 1; n <= G_N_ELEMENTS (parts); n += 37) {
    g_autoptr (GArray) features = make_features (1000 - n, n);
    const double result = safi_word_model_score (model, features, parts);
    double sum = 0;

    for (guint i = 0; i < n; i++)
      sum += parts[i];
    g_assert_cmpfloat_with_epsilon (sum, result, 1e-9);
  }
}

static void
a_guess_counts_a_quarter (SafiWordModel *model, gconstpointer data)
{
  g_autoptr (SafiLesson) answer = new_lesson (model, SAFI_CLASS_GOOD, STRONG, 3);
  g_autoptr (SafiLesson) guess = new_lesson (model, SAFI_CLASS_JUNK, WEAK, 3);
  SafiCounts counts;

  g_assert_true (safi_word_model_learn (model, answer));
  g_assert_true (safi_word_model_learn (model, guess));
  counts = safi_count_table_get (model->counts, get_hash (make_feature (2, 0)));
  g_assert_cmpuint (answer->passes, ==, 1);
  g_assert_cmpuint (guess->passes, ==, 1);
  g_assert_cmpuint (counts.good, ==, 4);
  g_assert_cmpuint (counts.junk, ==, 1);
}

/* 80 features at ln (47 / 17) are more than 64 nats, 60 are fewer. */
static void
what_is_right_and_sure_is_not_trained (SafiWordModel *model, gconstpointer data)
{
  static const struct {
    guint n;
    guint passes;
  } cases[] = { { 60, 1 }, { 80, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiWordModel fresh = { .counts = safi_count_table_new () };
    g_autoptr (SafiLesson) first = new_lesson (&fresh, SAFI_CLASS_JUNK, STRONG, cases[i].n);
    g_autoptr (SafiLesson) second = NULL;

    set_taught (&fresh, 1, 1);
    g_assert_true (safi_word_model_learn (&fresh, first));
    second = new_lesson (&fresh, SAFI_CLASS_JUNK, STRONG, cases[i].n);
    set_taught (&fresh, 1, 1);
    g_assert_true (safi_word_model_learn (&fresh, second));
    g_assert_cmpuint (first->passes, ==, 1);
    g_assert_cmpuint (second->passes, ==, cases[i].passes);
    safi_count_table_free (fresh.counts);
  }
}

static void
what_is_wrong_is_trained_until_it_is_right (SafiWordModel *model, gconstpointer data)
{
  g_autoptr (SafiLesson) lesson = NULL;

  set_taught (model, 10, 10);
  for (guint i = 0; i < 50; i++)
    count (model, make_feature (i, 0), 5, 0);
  lesson = new_lesson (model, SAFI_CLASS_JUNK, STRONG, 50);
  g_assert_true (safi_word_model_learn (model, lesson));
  g_assert_cmpuint (lesson->passes, >, 1);
  g_assert_cmpuint (lesson->passes, <, SAFI_WORD_PASSES_MAX);
  g_assert_cmpfloat (safi_word_model_score (model, lesson->features, NULL), >, 0);
}

static void
passes_are_limited (SafiWordModel *model, gconstpointer data)
{
  g_autoptr (SafiLesson) lesson = NULL;
  g_autoptr (SafiLesson) guess = NULL;

  set_taught (model, 1000, 1000);
  for (guint i = 0; i < 50; i++)
    count (model, make_feature (i, 0), 1000, 0);
  lesson = new_lesson (model, SAFI_CLASS_JUNK, STRONG, 50);
  g_assert_true (safi_word_model_learn (model, lesson));
  g_assert_cmpuint (lesson->passes, ==, SAFI_WORD_PASSES_MAX);
  guess = new_lesson (model, SAFI_CLASS_JUNK, WEAK, 50);
  g_assert_true (safi_word_model_learn (model, guess));
  g_assert_cmpuint (guess->passes, ==, 1);
}

static void
a_lesson_is_added_and_taken_back (SafiWordModel *model, gconstpointer data)
{
  g_autoptr (SafiLesson) lesson = new_lesson (model, SAFI_CLASS_JUNK, STRONG, 5);
  SafiCounts counts;

  lesson->passes = 3;
  g_assert_true (safi_word_model_apply (model, lesson, 1));
  counts = safi_count_table_get (model->counts, get_hash (make_feature (4, 0)));
  g_assert_cmpuint (counts.good, ==, 0);
  g_assert_cmpuint (counts.junk, ==, 3 * STRONG);
  g_assert_true (safi_word_model_apply (model, lesson, -1));
  g_assert_cmpuint (safi_count_table_get_used (model->counts), ==, 0);
}

/* The last of its features is at the largest count. */
static void
a_lesson_is_added_whole_or_not_at_all (SafiWordModel *model, gconstpointer data)
{
  g_autoptr (SafiLesson) lesson = new_lesson (model, SAFI_CLASS_JUNK, STRONG, 5);

  g_assert_true (
      safi_count_table_add (model->counts, get_hash (make_feature (4, 0)), 0, SAFI_COUNT_MAX));
  lesson->passes = 1;
  g_assert_false (safi_word_model_apply (model, lesson, 1));
  g_assert_cmpuint (safi_count_table_get_used (model->counts), ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (SafiWordModel *, gconstpointer);
  } tests[] = {
    { "/word-model/a-ratio-is-the-one-computed-by-hand", a_ratio_is_the_one_computed_by_hand },
    { "/word-model/ratios-of-unlike-classes-are-those-computed-by-hand",
      ratios_of_unlike_classes_are_those_computed_by_hand },
    { "/word-model/what-both-classes-share-says-nothing", what_both_classes_share_says_nothing },
    { "/word-model/what-is-little-known-is-drawn-to-nothing",
      what_is_little_known_is_drawn_to_nothing },
    { "/word-model/the-score-is-limited", the_score_is_limited },
    { "/word-model/the-parts-add-up", the_parts_add_up },
    { "/word-model/a-guess-counts-a-quarter", a_guess_counts_a_quarter },
    { "/word-model/what-is-right-and-sure-is-not-trained", what_is_right_and_sure_is_not_trained },
    { "/word-model/what-is-wrong-is-trained-until-it-is-right",
      what_is_wrong_is_trained_until_it_is_right },
    { "/word-model/passes-are-limited", passes_are_limited },
    { "/word-model/a-lesson-is-added-and-taken-back", a_lesson_is_added_and_taken_back },
    { "/word-model/a-lesson-is-added-whole-or-not-at-all", a_lesson_is_added_whole_or_not_at_all },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SafiWordModel, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
