/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "filter-fixture.h"
#include "filter/model/safi-bayes-model.h"

/* The practice mailbox is taught in its order; what the model says of each message just before it
 * is taught, and after all were, must be what golden-scores.txt says. A change that is meant to
 * move scores renews the file: SAFI_GOLDEN_WRITE=1 ./dev test filter-golden-scores */

#define DECIMALS_EQUAL 1e-6 /* nats */

#define HEAD                                                                                       \
  "# SPDX-FileCopyrightText: The Safibox contributors\n"                                           \
  "# SPDX-License-Identifier: CC0-1.0\n"                                                           \
  "#\n"                                                                                            \
  "# What the model says of each practice message before it is taught and after all were: nats\n"  \
  "# toward junk. Renewed by SAFI_GOLDEN_WRITE=1 ./dev test filter-golden-scores\n"

typedef struct {
  double before;
  double after;
} Scores;

static Scores *
compute (GPtrArray *mails)
{
  g_autoptr (SafiBayesModel) model = safi_bayes_model_new (filter_fixture_key);
  Scores *scores = g_new (Scores, mails->len);

  for (guint i = 0; i < mails->len; i++) {
    FilterMail *mail = mails->pdata[i];
    g_autoptr (SafiLesson) lesson = NULL;

    scores[i].before = safi_bayes_model_score (model, mail->tokens, NULL);
    lesson = safi_bayes_model_learn (model, mail->tokens, mail->truth, SAFI_STRENGTH_STRONG);
    g_assert_nonnull (lesson);
  }
  for (guint i = 0; i < mails->len; i++) {
    FilterMail *mail = mails->pdata[i];

    scores[i].after = safi_bayes_model_score (model, mail->tokens, NULL);
  }
  return scores;
}

static void
write_golden (const char *file, GPtrArray *mails, const Scores *scores)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < mails->len; i++) {
    FilterMail *mail = mails->pdata[i];

    g_string_append_printf (text, "%s %.6f %.6f\n", mail->path, scores[i].before, scores[i].after);
  }
  g_file_set_contents (file, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
}

static void
compare_line (const char *line, const FilterMail *mail, const Scores *scores)
{
  g_auto (GStrv) fields = g_strsplit (line, " ", -1);
  double before, after;

  g_assert_cmpuint (g_strv_length (fields), ==, 3);
  g_assert_cmpstr (fields[0], ==, mail->path);
  before = g_ascii_strtod (fields[1], NULL);
  after = g_ascii_strtod (fields[2], NULL);
  if (fabs (before - scores->before) > DECIMALS_EQUAL ||
      fabs (after - scores->after) > DECIMALS_EQUAL)
    g_error ("%s: %.6f %.6f, and not %s %s", mail->path, scores->before, scores->after, fields[1],
             fields[2]);
}

static void
compare_golden (const char *file, GPtrArray *mails, const Scores *scores)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && **line != '#') {
      g_assert_cmpuint (n, <, mails->len);
      compare_line (*line, mails->pdata[n], &scores[n]);
      n++;
    }
  g_assert_cmpuint (n, ==, mails->len);
}

static void
scores_are_those_of_the_golden_file (void)
{
  g_autofree char *file =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "filter", "golden-scores.txt", NULL);
  g_autoptr (GPtrArray) mails = filter_fixture_load_practice ();
  g_autofree Scores *scores = compute (mails);

  if (g_getenv ("SAFI_GOLDEN_WRITE") != NULL)
    write_golden (file, mails, scores);
  compare_golden (file, mails, scores);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/golden-scores/scores-are-those-of-the-golden-file",
                   scores_are_those_of_the_golden_file);
  return g_test_run ();
}
