/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/checks/safi-check.h"

#include <math.h>
#include <string.h>

#include "filter/model/safi-bayes-model.h"
#include "filter/tokens/safi-phrase.h"
#include "filter/tokens/safi-siphash.h"

#define TAUGHT 30 /* of each class */

static const guint8 key[SAFI_SIPHASH_KEY_OCTETS] = { 1 };

static SafiMessage *
make_message (const char *header, const char *text)
{
  g_autofree char *source = g_strdup_printf ("From: Rose <rose@garden.example>\n%s"
                                             "Content-Type: text/plain; charset=utf-8\n\n%s\n",
                                             header, text);
  g_autoptr (GBytes) octets = g_bytes_new (source, strlen (source));

  return safi_message_new (octets, 0);
}

static void
teach (SafiBayesModel *model, const char *header, const char *text, SafiClass taught_class)
{
  g_autoptr (SafiMessage) message = make_message (header, text);
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, key);
  g_autoptr (SafiLesson) lesson =
      safi_bayes_model_learn (model, tokens, taught_class, SAFI_STRENGTH_STRONG);

  g_assert_nonnull (lesson);
}

/* A model of two kinds of mail that have every other word in common. */
static SafiBayesModel *
make_model (const char *junk, const char *good)
{
  SafiBayesModel *model = safi_bayes_model_new (key);

  for (guint i = 0; i < TAUGHT; i++) {
    teach (model, "", junk, SAFI_CLASS_JUNK);
    teach (model, "", good, SAFI_CLASS_GOOD);
  }
  return model;
}

/* Returns: (transfer full) (element-type SafiEvidence): the rows of the check. */
static GPtrArray *
run (SafiBayesModel *model, SafiMessage *message, SafiTokens *tokens)
{
  const SafiCheckContext context = { .model = model, .tokens = tokens };
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

  g_assert_true (safi_check_bayes.run (message, &context, rows, NULL, NULL));
  return rows;
}

/* Returns: (transfer full): the words of the row of @code, "" if there is none. */
static char *
explain (SafiBayesModel *model, const char *header, const char *text, const char *code)
{
  g_autoptr (SafiMessage) message = make_message (header, text);
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, key);
  g_autoptr (GPtrArray) rows = run (model, message, tokens);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (safi_evidence_get_finding (rows->pdata[i])->code, code))
      return g_strdup (safi_evidence_get_arg (rows->pdata[i], 0));
  return g_strdup ("");
}

static void
check_sum (SafiBayesModel *model, const char *path)
{
  g_autofree char *source = NULL;
  gsize length;
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiTokens) tokens = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  double sum = 0;

  g_assert_true (g_file_get_contents (path, &source, &length, NULL));
  octets = g_bytes_new (source, length);
  message = safi_message_new (octets, 0);
  tokens = safi_tokens_new (message, key);
  rows = run (model, message, tokens);
  for (guint i = 0; i < rows->len; i++)
    sum += safi_evidence_get_weight (rows->pdata[i]);
  g_assert_cmpfloat_with_epsilon (sum, safi_bayes_model_score (model, tokens, NULL), 1e-9);
}

static void
test_rows_add_up_to_the_score (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "mail", NULL);
  g_autoptr (SafiBayesModel) model =
      make_model ("please send the wire transfer to the bank today",
                  "please send the minutes of the school meeting today");
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  guint n = 0;
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (!g_str_has_suffix (name, ".eml"))
      continue;
    check_sum (model, file);
    n++;
  }
  g_assert_cmpuint (n, >, 50);
}

/* What the tokens said that stand among @words ("winner, hello") and point the same way. */
static double
add_up (SafiTokens *tokens, const double *by_token, const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, ", ", -1);
  double sum = 0;

  for (guint i = 0; i < tokens->tokens->len; i++) {
    const SafiToken *token = &g_array_index (tokens->tokens, SafiToken, i);
    g_autofree char *word = g_strndup (token->start, token->length);

    if (word != NULL && g_strv_contains ((const char *const *) each, word))
      sum += by_token[i];
  }
  return sum;
}

static void
test_words_weigh_what_they_said (void)
{
  g_autoptr (SafiBayesModel) model = make_model ("hello, dear, winner", "hello, dear, teacher");
  g_autoptr (SafiMessage) message = make_message ("", "hello, winner");
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, key);
  g_autoptr (GPtrArray) rows = run (model, message, tokens);
  g_autofree double *by_token = g_new (double, tokens->tokens->len);
  SafiEvidence *row = NULL;

  safi_bayes_model_score (model, tokens, by_token);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (safi_evidence_get_finding (rows->pdata[i])->code, "bayes.junk-like"))
      row = rows->pdata[i];
  g_assert_nonnull (row);
  g_assert_true (g_str_has_prefix (safi_evidence_get_arg (row, 0), "winner"));
  g_assert_cmpfloat_with_epsilon (safi_evidence_get_weight (row),
                                  add_up (tokens, by_token, safi_evidence_get_arg (row, 0)), 0.005);
}

static void
test_neighbours_are_one_phrase (void)
{
  g_autoptr (SafiBayesModel) model = make_model ("hello friend, wire transfer waits, good day",
                                                 "hello friend, school meeting waits, good day");
  g_autofree char *junk =
      explain (model, "", "hello friend, wire\n transfer waits, good day", "bayes.junk-like");
  g_autofree char *good =
      explain (model, "", "hello friend, school meeting waits, good day", "bayes.good-like");

  g_assert_nonnull (strstr (junk, "wire transfer"));
  g_assert_nonnull (strstr (good, "school meeting"));
}

static void
test_a_sentence_ends_a_phrase (void)
{
  g_autoptr (SafiBayesModel) model = make_model ("hello wire. Transfer now", "hello dear friend");
  g_autofree char *words = explain (model, "", "hello (wire. \"Transfer!", "bayes.junk-like");

  g_assert_null (strstr (words, "wire. "));
  g_assert_nonnull (strstr (words, "wire"));
  g_assert_nonnull (strstr (words, "Transfer"));
  g_assert_null (strpbrk (words, ".!(\""));
}

static void
test_addresses_come_after_words (void)
{
  g_autoptr (SafiBayesModel) model =
      make_model ("hello https://pay.example/aa1?x=2 pills", "hello https://school.example/ books");
  g_autofree char *with_word =
      explain (model, "", "hello https://pay.example/aa1?x=2 pills", "bayes.junk-like");
  g_autofree char *without = explain (model, "", "https://pay.example/aa1?x=2", "bayes.junk-like");

  g_test_message ("%s; %s", with_word, without);
  g_assert_cmpstr (with_word, ==, "pills");
  g_assert_cmpstr (without, ==, "https://pay.example/aa1?x=2");
}

static void
test_header_lines_come_last (void)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (key);
  g_autofree char *words = NULL;

  for (guint i = 0; i < TAUGHT; i++) {
    teach (model, "X-Mailer: Bulkomat\n", "hello dear friend", SAFI_CLASS_JUNK);
    teach (model, "X-Mailer: Pigeon\n", "hello dear friend", SAFI_CLASS_GOOD);
  }
  words = explain (model, "X-Mailer: Bulkomat\n", "never seen", "bayes.junk-like");
  g_assert_true (g_str_has_prefix (words, "Bulkomat"));
}

static void
test_scripts_without_spaces_show_words (void)
{
  static const struct {
    const char *junk;
    const char *good;
    const char *word;
  } cases[] = {
    { "您好。恭喜中奖。谢谢", "您好。明天开会。谢谢", "中奖" },
    { "สวัสดีครับ รางวัลใหญ่ ขอบคุณ", "สวัสดีครับ ประชุมพรุ่งนี้ ขอบคุณ", "รางวัล" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiBayesModel) model = make_model (cases[i].junk, cases[i].good);
    g_autofree char *words = explain (model, "", cases[i].junk, "bayes.junk-like");
    g_auto (GStrv) each = g_strsplit (words, ", ", -1);

    g_test_message ("%s", words);
    g_assert_nonnull (strstr (words, cases[i].word));
    for (guint k = 0; each[k] != NULL; k++)
      g_assert_cmpint (g_utf8_strlen (each[k], -1), >=, 2);
  }
}

static void
test_an_untaught_model_says_nothing (void)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (key);
  g_autoptr (SafiMessage) message = make_message ("", "hello winner");
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, key);
  g_autoptr (GPtrArray) rows = run (model, message, tokens);

  g_assert_cmpuint (rows->len, ==, 0);
}

/* Hundreds of words that all speak, and texts of one endless run. */
static void
test_hostile_texts_are_explained (void)
{
  static const char *const pieces[] = { "winner ", "中", "ก", "a@b.", "...", "\xcc\x81", "wire\n" };
  g_autoptr (SafiBayesModel) model = make_model ("hello winner 中奖 wire", "hello teacher 开会");

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autofree char *words = NULL;

    while (text->len < 20000)
      g_string_append (text, pieces[i]);
    words = explain (model, "", text->str, "bayes.junk-like");
    g_assert_true (g_utf8_validate (words, -1, NULL));
    g_assert_cmpuint (strlen (words), <=, SAFI_EVIDENCE_ARG_OCTETS_MAX);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-bayes/rows-add-up-to-the-score", test_rows_add_up_to_the_score);
  g_test_add_func ("/check-bayes/words-weigh-what-they-said", test_words_weigh_what_they_said);
  g_test_add_func ("/check-bayes/neighbours-are-one-phrase", test_neighbours_are_one_phrase);
  g_test_add_func ("/check-bayes/a-sentence-ends-a-phrase", test_a_sentence_ends_a_phrase);
  g_test_add_func ("/check-bayes/addresses-come-after-words", test_addresses_come_after_words);
  g_test_add_func ("/check-bayes/header-lines-come-last", test_header_lines_come_last);
  g_test_add_func ("/check-bayes/scripts-without-spaces-show-words",
                   test_scripts_without_spaces_show_words);
  g_test_add_func ("/check-bayes/an-untaught-model-says-nothing",
                   test_an_untaught_model_says_nothing);
  g_test_add_func ("/check-bayes/hostile-texts-are-explained", test_hostile_texts_are_explained);
  return g_test_run ();
}
