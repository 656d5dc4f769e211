/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-bayes-model.h"

#include <string.h>

#include "filter/safi-siphash.h"

static const guint8 key[SAFI_SIPHASH_KEY_OCTETS] = { 0, 1, 2,  3,  4,  5,  6,  7,
                                                     8, 9, 10, 11, 12, 13, 14, 15 };

/* Tokens as a reader of mail would make them, from words apart by spaces. */
static SafiTokens *
make_tokens (const char *text)
{
  SafiTokens *self = g_new (SafiTokens, 1);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  self->tokens = g_array_new (FALSE, FALSE, sizeof (SafiToken));
  self->features = g_array_new (FALSE, FALSE, sizeof (SafiFeature));
  for (guint i = 0; words[i] != NULL; i++) {
    SafiToken token = { .hash = safi_siphash (key, words[i], strlen (words[i])) };
    SafiFeature feature = { .hash = token.hash, .token = i, .region = SAFI_REGION_TEXT };

    g_array_append_val (self->tokens, token);
    g_array_append_val (self->features, feature);
  }
  return self;
}

static guint
learn (SafiBayesModel *model, const char *text, SafiClass taught_class)
{
  SafiTokens *tokens = make_tokens (text);
  const guint passes = safi_bayes_model_learn (model, tokens, taught_class);

  g_array_unref (tokens->tokens);
  g_array_unref (tokens->features);
  g_free (tokens);
  return passes;
}

static void
unlearn (SafiBayesModel *model, const char *text, guint passes, SafiClass taught_class)
{
  SafiTokens *tokens = make_tokens (text);
  g_autoptr (GArray) hashes = safi_bayes_model_list_hashes (tokens);

  safi_bayes_model_unlearn (model, hashes, passes, taught_class);
  g_array_unref (tokens->tokens);
  g_array_unref (tokens->features);
  g_free (tokens);
}

static double
score (SafiBayesModel *model, const char *text)
{
  SafiTokens *tokens = make_tokens (text);
  const double result = safi_bayes_model_score (model, tokens, NULL);

  g_array_unref (tokens->tokens);
  g_array_unref (tokens->features);
  g_free (tokens);
  return result;
}

static void
append_cb (guint64 hash, gint32 good, gint32 junk, gpointer user_data)
{
  g_string_append_printf (user_data, "%" G_GUINT64_FORMAT " %d %d\n", hash, good, junk);
}

static char *
dump (SafiBayesModel *model)
{
  GString *text = g_string_new (NULL);
  guint good, junk;

  safi_bayes_model_get_totals (model, &good, &junk);
  g_string_append_printf (text, "%u %u\n", good, junk);
  safi_bayes_model_foreach (model, append_cb, text);
  return g_string_free (text, FALSE);
}

static void
siphash_is_the_published_one (void)
{
  guint8 data[15];

  /* Appendix A of the SipHash paper. */
  for (guint i = 0; i < sizeof data; i++)
    data[i] = i;
  g_assert_cmphex (safi_siphash (key, data, sizeof data), ==, 0xa129ca6149be45e5);
}

static void
what_was_taught_is_told_apart (void)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (key);

  for (guint i = 0; i < 5; i++) {
    learn (model, "cheap pills offer today", SAFI_CLASS_JUNK);
    learn (model, "meeting minutes of the school", SAFI_CLASS_GOOD);
  }
  g_assert_cmpfloat (score (model, "cheap pills now"), >, 0);
  g_assert_cmpfloat (score (model, "the school meeting"), <, 0);
  g_assert_cmpfloat (score (model, "never seen words"), ==, 0);
}

static void
unlearning_leaves_no_trace (void)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (key);
  g_autofree char *before = NULL;
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  guint passes;

  learn (model, "cheap pills offer today", SAFI_CLASS_JUNK);
  learn (model, "meeting minutes of the school", SAFI_CLASS_GOOD);
  before = dump (model);
  passes = learn (model, "cheap minutes of pills", SAFI_CLASS_GOOD);
  g_assert_cmpuint (passes, >, 0);
  between = dump (model);
  unlearn (model, "cheap minutes of pills", passes, SAFI_CLASS_GOOD);
  after = dump (model);
  g_assert_cmpstr (before, !=, between);
  g_assert_cmpstr (before, ==, after);
}

static void
unlearning_survives_what_came_after (void)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (key);
  g_autofree char *text = NULL;
  guint first, second;

  first = learn (model, "one two three", SAFI_CLASS_JUNK);
  second = learn (model, "two three four", SAFI_CLASS_GOOD);
  unlearn (model, "one two three", first, SAFI_CLASS_JUNK);
  unlearn (model, "two three four", second, SAFI_CLASS_GOOD);
  text = dump (model);
  g_assert_cmpstr (text, ==, "0 0\n");
}

static void
passes_are_limited (void)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (key);

  /* Nothing in it can be learned, so it never gets right. */
  g_assert_cmpuint (learn (model, "", SAFI_CLASS_JUNK), <=, SAFI_BAYES_PASSES_MAX);
  for (guint i = 0; i < 30; i++)
    learn (model, "same words here", SAFI_CLASS_GOOD);
  g_assert_cmpuint (learn (model, "same words here", SAFI_CLASS_JUNK), <=, SAFI_BAYES_PASSES_MAX);
}

static void
one_class_alone_says_nothing (void)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (key);

  for (guint i = 0; i < 100; i++)
    learn (model, "cheap pills offer today", SAFI_CLASS_JUNK);
  g_assert_cmpfloat (safi_bayes_model_weigh (model, score (model, "cheap pills")), ==, 0);
}

static void
a_model_grows_without_losing (void)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (key);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint64 i = 1; i <= 20000; i++)
    safi_bayes_model_add (model, i << 20 | 1, 1, 0);
  for (guint64 i = 1; i <= 20000; i += 2)
    safi_bayes_model_add (model, i << 20 | 1, -1, 0);
  text = dump (model);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 10000 + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/siphash/is-the-published-one", siphash_is_the_published_one);
  g_test_add_func ("/bayes-model/what-was-taught-is-told-apart", what_was_taught_is_told_apart);
  g_test_add_func ("/bayes-model/unlearning-leaves-no-trace", unlearning_leaves_no_trace);
  g_test_add_func ("/bayes-model/unlearning-survives-what-came-after",
                   unlearning_survives_what_came_after);
  g_test_add_func ("/bayes-model/passes-are-limited", passes_are_limited);
  g_test_add_func ("/bayes-model/one-class-alone-says-nothing", one_class_alone_says_nothing);
  g_test_add_func ("/bayes-model/a-model-grows-without-losing", a_model_grows_without_losing);
  return g_test_run ();
}
