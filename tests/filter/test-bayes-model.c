/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-bayes-model.h"

#include <string.h>

#include "filter-fixture.h"
#include "filter/model/safi-count-table.h"

#define TAUGHT 20 /* of the practice mailbox, in order */

typedef struct {
  GPtrArray *mails; /* (element-type FilterMail) */
  SafiBayesModel *model;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->mails = filter_fixture_load_practice ();
  fixture->model = safi_bayes_model_new (filter_fixture_key);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_bayes_model_free (fixture->model);
  g_ptr_array_unref (fixture->mails);
}

/* Returns: (transfer full). */
static SafiLesson *
learn (Fixture *fixture, guint number)
{
  FilterMail *mail = fixture->mails->pdata[number];
  SafiLesson *lesson =
      safi_bayes_model_learn (fixture->model, mail->tokens, mail->truth, SAFI_STRENGTH_STRONG);

  g_assert_nonnull (lesson);
  return lesson;
}

/* Returns: (transfer full) (element-type SafiLesson): of the first @n messages. */
static GPtrArray *
learn_many (Fixture *fixture, guint n)
{
  GPtrArray *lessons = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_lesson_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lessons, learn (fixture, i));
  return lessons;
}

static void
take_back (Fixture *fixture, const SafiLesson *lesson)
{
  g_assert_true (safi_bayes_model_apply (fixture->model, lesson, -1));
}

static double
score (Fixture *fixture, guint number)
{
  FilterMail *mail = fixture->mails->pdata[number];

  return safi_bayes_model_score (fixture->model, mail->tokens, NULL);
}

/* All that can be seen of the model: how many messages it was taught, and every octet of what each
 * word of each message says. Returns: (transfer full). */
static GBytes *
look (Fixture *fixture)
{
  g_autoptr (GByteArray) seen = g_byte_array_new ();
  guint totals[2];

  safi_bayes_model_get_totals (fixture->model, &totals[0], &totals[1]);
  g_byte_array_append (seen, (const guint8 *) totals, sizeof totals);
  for (guint i = 0; i < fixture->mails->len; i++) {
    FilterMail *mail = fixture->mails->pdata[i];
    g_autofree double *parts = g_new (double, mail->tokens->tokens->len);
    const double sum = safi_bayes_model_score (fixture->model, mail->tokens, parts);

    g_byte_array_append (seen, (const guint8 *) &sum, sizeof sum);
    g_byte_array_append (seen, (const guint8 *) parts, sizeof *parts * mail->tokens->tokens->len);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&seen));
}

static void
assert_same (GBytes *a, GBytes *b)
{
  g_assert_true (g_bytes_equal (a, b));
}

static void
siphash_is_the_published_one (void)
{
  guint8 data[15];

  /* Appendix A of the SipHash paper. */
  for (guint i = 0; i < sizeof data; i++)
    data[i] = i;
  g_assert_cmphex (safi_siphash (filter_fixture_key, data, sizeof data), ==, 0xa129ca6149be45e5);
}

static void
what_was_taught_is_told_apart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lessons = learn_many (fixture, TAUGHT);

  for (guint i = 0; i < TAUGHT; i++) {
    FilterMail *mail = fixture->mails->pdata[i];

    if (mail->truth == SAFI_CLASS_JUNK)
      g_assert_cmpfloat (score (fixture, i), >, 0);
    else
      g_assert_cmpfloat (score (fixture, i), <, 0);
  }
}

static void
an_empty_model_says_nothing (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < fixture->mails->len; i++)
    g_assert_cmpfloat (score (fixture, i), ==, 0);
}

/* A message without a word: what the model says of it is its bias. */
static double
get_bias (Fixture *fixture)
{
  SafiTokens *tokens = g_new0 (SafiTokens, 1);
  double bias;

  tokens->tokens = g_array_new (FALSE, FALSE, sizeof (SafiToken));
  tokens->features = g_array_new (FALSE, FALSE, sizeof (guint64));
  tokens->feature_tokens = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    tokens->grams[kind] = g_array_new (FALSE, FALSE, sizeof (guint32));
    tokens->gram_tokens[kind] = g_array_new (FALSE, FALSE, sizeof (guint32));
  }
  bias = safi_bayes_model_score (fixture->model, tokens, NULL);
  safi_tokens_free (tokens);
  return bias;
}

static void
the_parts_and_the_bias_add_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lessons = learn_many (fixture, TAUGHT);
  const double bias = get_bias (fixture);

  g_assert_cmpfloat (bias, !=, 0);
  for (guint i = 0; i < fixture->mails->len; i++) {
    FilterMail *mail = fixture->mails->pdata[i];
    g_autofree double *parts = g_new (double, mail->tokens->tokens->len);
    const double result = safi_bayes_model_score (fixture->model, mail->tokens, parts);
    double sum = bias;

    for (guint k = 0; k < mail->tokens->tokens->len; k++)
      sum += parts[k];
    g_assert_cmpfloat_with_epsilon (sum, result, 1e-9);
    g_assert_cmpfloat (result, ==, score (fixture, i));
  }
}

static void
unlearning_leaves_no_trace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lessons = learn_many (fixture, TAUGHT);
  g_autoptr (GBytes) before = look (fixture);

  for (guint i = TAUGHT; i < fixture->mails->len; i += 7) {
    g_autoptr (SafiLesson) lesson = learn (fixture, i);
    g_autoptr (GBytes) between = look (fixture);
    g_autoptr (GBytes) after = NULL;

    g_assert_false (g_bytes_equal (before, between));
    take_back (fixture, lesson);
    after = look (fixture);
    assert_same (before, after);
  }
}

static void
the_order_of_unlearning_does_not_matter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) forward = NULL;
  g_autoptr (GBytes) backward = NULL;
  g_autoptr (GPtrArray) lessons = learn_many (fixture, TAUGHT);

  for (guint i = 0; i < TAUGHT; i += 2)
    take_back (fixture, lessons->pdata[i]);
  forward = look (fixture);
  for (guint i = 0; i < TAUGHT; i += 2)
    g_assert_true (safi_bayes_model_apply (fixture->model, lessons->pdata[i], 1));
  for (guint i = TAUGHT; i > 0; i -= 2)
    take_back (fixture, lessons->pdata[i - 2]);
  backward = look (fixture);
  assert_same (forward, backward);
}

static void
what_all_is_taken_back_from_is_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = look (fixture);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GPtrArray) lessons = learn_many (fixture, fixture->mails->len);

  for (guint i = 0; i < lessons->len; i++)
    take_back (fixture, lessons->pdata[(i * 31) % lessons->len]);
  after = look (fixture);
  assert_same (before, after);
}

static void
the_lessons_alone_make_the_model (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lessons = learn_many (fixture, fixture->mails->len);
  g_autoptr (GBytes) taught = look (fixture);
  g_autoptr (GBytes) loaded = NULL;

  safi_bayes_model_free (fixture->model);
  fixture->model = safi_bayes_model_new (filter_fixture_key);
  for (guint i = lessons->len; i > 0; i--)
    g_assert_true (safi_bayes_model_apply (fixture->model, lessons->pdata[i - 1], 1));
  loaded = look (fixture);
  assert_same (taught, loaded);
}

static void
what_is_rehearsed_is_taken_back_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = look (fixture);
  g_autoptr (GBytes) taught = NULL;
  g_autoptr (GBytes) rehearsed = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GPtrArray) lessons = learn_many (fixture, TAUGHT);

  taught = look (fixture);
  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < lessons->len; i++)
      g_assert_true (safi_bayes_model_rehearse (fixture->model, lessons->pdata[i]));
  rehearsed = look (fixture);
  g_assert_false (g_bytes_equal (taught, rehearsed));
  for (guint i = 0; i < lessons->len; i++)
    take_back (fixture, lessons->pdata[i]);
  after = look (fixture);
  assert_same (before, after);
}

static void
what_is_trimmed_is_taken_back_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) known_1 = learn_many (fixture, TAUGHT);
  g_autoptr (GPtrArray) known_2 = learn_many (fixture, TAUGHT);
  g_autoptr (GBytes) before = look (fixture);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GPtrArray) lessons = learn_many (fixture, TAUGHT);
  guint n_empty = 0;

  for (guint i = 0; i < lessons->len; i++) {
    SafiLesson *lesson = lessons->pdata[i];

    safi_lesson_trim (lesson);
    g_assert_cmpint (lesson->features->len > 0, ==, lesson->passes > 0);
    for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
      n_empty += lesson->grams[kind].numbers->len == 0;
    g_assert_true (safi_bayes_model_rehearse (fixture->model, lesson));
    g_assert_cmpint (lesson->features->len > 0, ==, lesson->passes > 0);
  }
  g_assert_cmpuint (n_empty, >, 0);
  for (guint i = 0; i < lessons->len; i++)
    take_back (fixture, lessons->pdata[i]);
  after = look (fixture);
  assert_same (before, after);
}

/* Returns: (transfer full): a lesson without grams that adds @features @passes times. */
static SafiLesson *
new_lesson (SafiClass taught_class, GArray *features, guint passes)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *grams[SAFI_N_GRAM_KINDS] = { none, none };
  SafiLesson *lesson = safi_lesson_new (taught_class, SAFI_STRENGTH_STRONG, features, grams);

  lesson->passes = passes;
  return lesson;
}

/* Takes all places of the table but @n_left. Returns: (transfer full): what to take back. */
static SafiLesson *
fill (Fixture *fixture, guint n_left)
{
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  SafiLesson *lesson;

  while (features->len < SAFI_COUNT_TABLE_MAX - n_left) {
    const guint64 hash =
        ((guint64) g_rand_int_range (random, 0, 2048) << 32 | g_rand_int (random)) &
        ~G_GUINT64_CONSTANT (3);

    g_array_append_val (features, hash);
  }
  lesson = new_lesson (SAFI_CLASS_GOOD, features, 1);
  g_assert_true (safi_bayes_model_apply (fixture->model, lesson, 1));
  return lesson;
}

static void
without_room_nothing_is_learned (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lessons = learn_many (fixture, 4);
  g_autoptr (SafiLesson) filling = NULL;
  g_autoptr (SafiLesson) refilling = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  filling = fill (fixture, 10000);
  before = look (fixture);
  for (guint i = 4; i < fixture->mails->len; i++) {
    FilterMail *mail = fixture->mails->pdata[i];
    SafiLesson *lesson =
        safi_bayes_model_learn (fixture->model, mail->tokens, mail->truth, SAFI_STRENGTH_STRONG);

    if (lesson == NULL)
      break;
    g_ptr_array_add (lessons, lesson);
    g_clear_pointer (&before, g_bytes_unref);
    before = look (fixture);
  }
  g_assert_cmpuint (lessons->len, <, fixture->mails->len);
  after = look (fixture);
  assert_same (before, after);
}

static void
what_is_forgotten_makes_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiLesson) filling = NULL;
  g_autoptr (SafiLesson) lesson = learn (fixture, 0);
  g_autoptr (SafiLesson) again = NULL;
  FilterMail *mail = fixture->mails->pdata[0];

  filling = fill (fixture, lesson->features->len);
  take_back (fixture, lesson);
  again = safi_bayes_model_learn (fixture->model, mail->tokens, mail->truth, SAFI_STRENGTH_STRONG);
  g_assert_nonnull (again);
}

/* At the largest count, in both classes alike, so that the model would like to learn more. */
static void
without_room_nothing_is_rehearsed (Fixture *fixture, gconstpointer data)
{
  FilterMail *mail = fixture->mails->pdata[1];
  g_autoptr (SafiLesson) lesson = learn (fixture, 1);
  g_autoptr (SafiLesson) good = NULL;
  g_autoptr (SafiLesson) junk = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  const guint passes = lesson->passes;
  const guint passes_max = SAFI_COUNT_MAX / SAFI_STRENGTH_STRONG;
  const gint32 step = lesson->grams[SAFI_GRAMS_WHOLE].step;

  g_assert_cmpint (mail->truth, ==, SAFI_CLASS_JUNK);
  good = new_lesson (SAFI_CLASS_GOOD, mail->tokens->features, passes_max);
  junk = new_lesson (SAFI_CLASS_JUNK, mail->tokens->features, passes_max - passes);
  g_assert_true (safi_bayes_model_apply (fixture->model, good, 1));
  g_assert_true (safi_bayes_model_apply (fixture->model, junk, 1));
  before = look (fixture);
  g_assert_false (safi_bayes_model_rehearse (fixture->model, lesson));
  after = look (fixture);
  assert_same (before, after);
  g_assert_cmpuint (lesson->passes, ==, passes);
  g_assert_cmpint (lesson->grams[SAFI_GRAMS_WHOLE].step, ==, step);
}

static void
what_was_not_learned_cannot_be_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lessons = learn_many (fixture, 4);
  g_autoptr (GBytes) before = look (fixture);
  g_autoptr (GBytes) after = NULL;
  FilterMail *mail = fixture->mails->pdata[60];
  g_autoptr (SafiLesson) strange = new_lesson (mail->truth, mail->tokens->features, 1);

  g_assert_false (safi_bayes_model_apply (fixture->model, strange, -1));
  after = look (fixture);
  assert_same (before, after);
}

/* Messages that add nothing but their number. */
static void
the_voice_grows_with_what_was_taught (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (SafiLesson) lesson = learn (fixture, 1);
  g_autoptr (SafiLesson) silent = new_lesson (SAFI_CLASS_GOOD, none, 0);
  const double bias = get_bias (fixture);

  g_assert_cmpfloat (bias, !=, 0);
  for (guint n = 2; n <= 60; n++) {
    g_assert_true (safi_bayes_model_apply (fixture->model, silent, 1));
    g_assert_cmpfloat_with_epsilon (get_bias (fixture), bias * MIN (n, 40), 1e-12);
  }
}

static void
messages_are_counted_by_class (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lessons = learn_many (fixture, TAUGHT);
  guint n_junk = 0;
  guint good, junk;

  for (guint i = 0; i < TAUGHT; i++)
    n_junk += ((FilterMail *) fixture->mails->pdata[i])->truth == SAFI_CLASS_JUNK;
  safi_bayes_model_get_totals (fixture->model, &good, &junk);
  g_assert_cmpuint (junk, ==, n_junk);
  g_assert_cmpuint (good, ==, TAUGHT - n_junk);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/bayes-model/what-was-taught-is-told-apart", what_was_taught_is_told_apart },
    { "/bayes-model/an-empty-model-says-nothing", an_empty_model_says_nothing },
    { "/bayes-model/the-parts-and-the-bias-add-up", the_parts_and_the_bias_add_up },
    { "/bayes-model/unlearning-leaves-no-trace", unlearning_leaves_no_trace },
    { "/bayes-model/the-order-of-unlearning-does-not-matter",
      the_order_of_unlearning_does_not_matter },
    { "/bayes-model/what-all-is-taken-back-from-is-new", what_all_is_taken_back_from_is_new },
    { "/bayes-model/the-lessons-alone-make-the-model", the_lessons_alone_make_the_model },
    { "/bayes-model/what-is-rehearsed-is-taken-back-whole", what_is_rehearsed_is_taken_back_whole },
    { "/bayes-model/what-is-trimmed-is-taken-back-whole", what_is_trimmed_is_taken_back_whole },
    { "/bayes-model/without-room-nothing-is-learned", without_room_nothing_is_learned },
    { "/bayes-model/what-is-forgotten-makes-room", what_is_forgotten_makes_room },
    { "/bayes-model/without-room-nothing-is-rehearsed", without_room_nothing_is_rehearsed },
    { "/bayes-model/what-was-not-learned-cannot-be-taken-back",
      what_was_not_learned_cannot_be_taken_back },
    { "/bayes-model/the-voice-grows-with-what-was-taught", the_voice_grows_with_what_was_taught },
    { "/bayes-model/messages-are-counted-by-class", messages_are_counted_by_class },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/siphash/is-the-published-one", siphash_is_the_published_one);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
