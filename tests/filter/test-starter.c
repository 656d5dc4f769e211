/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/base/safi-error.h"
#include "filter/model/safi-starter.h"
#include "filter/safi-filter.h"

#define ADDRESS "amina@practice.example"
#define STEP 1000000 /* one nat for a weight of 1 */

/* A file as the starter reads it, all weights alike. Returns: (transfer full). */
static GBytes *
make_file (gint8 weight)
{
  guint8 *octets = g_malloc (SAFI_STARTER_OCTETS (SAFI_STARTER_BITS));
  SafiStarterHeader header = { .version = GUINT32_TO_LE (SAFI_STARTER_VERSION),
                               .bits = GUINT32_TO_LE (SAFI_STARTER_BITS),
                               .step = GUINT32_TO_LE (STEP) };

  memcpy (header.magic, SAFI_STARTER_MAGIC, sizeof header.magic);
  memcpy (octets, &header, sizeof header);
  memset (octets + sizeof header, weight, SAFI_STARTER_OCTETS (SAFI_STARTER_BITS) - sizeof header);
  return g_bytes_new_take (octets, SAFI_STARTER_OCTETS (SAFI_STARTER_BITS));
}

static SafiStarter *
make_starter (gint8 weight)
{
  g_autoptr (GBytes) file = make_file (weight);
  g_autoptr (GError) error = NULL;
  SafiStarter *starter = safi_starter_new (file, &error);

  g_assert_no_error (error);
  return starter;
}

static SafiMessage *
make_message (const char *text, guint number)
{
  g_autofree char *source = g_strdup_printf ("From: Rose <rose@garden.example>\n"
                                             "To: " ADDRESS "\n"
                                             "Message-ID: <%u@garden.example>\n"
                                             "Content-Type: text/plain; charset=utf-8\n\n%s\n",
                                             number, text);
  g_autoptr (GBytes) octets = g_bytes_new (source, strlen (source));

  return safi_message_new (octets, 0);
}

static SafiStarterWords *
read_words (SafiMessage *message)
{
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, SAFI_STARTER_KEY);

  return safi_starter_words_new (message, tokens, SAFI_STARTER_BITS);
}

static SafiStarterWords *
read_text (const char *text)
{
  g_autoptr (SafiMessage) message = make_message (text, 1);

  return read_words (message);
}

static void
assert_same (const char *one, const char *other, gboolean same)
{
  g_autoptr (SafiStarterWords) left = read_text (one);
  g_autoptr (SafiStarterWords) right = read_text (other);
  const gboolean is_same = left->features->len == right->features->len &&
                           memcmp (left->features->data, right->features->data,
                                   left->features->len * sizeof (guint64)) == 0;

  g_assert_cmpint (is_same, ==, same);
}

static void
assert_refused (GBytes *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (safi_starter_new (file, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
}

/* What the rows of one check weigh together. */
static double
sum_rows (SafiVerdict *verdict, const char *prefix)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  double sum = 0;

  for (guint i = 0; i < evidence->len; i++)
    if (g_str_has_prefix (safi_evidence_get_finding (g_ptr_array_index (evidence, i))->code,
                          prefix))
      sum += safi_evidence_get_weight (g_ptr_array_index (evidence, i));
  return sum;
}

static SafiVerdict *
judge_text (SafiFilter *filter, const char *text)
{
  g_autoptr (SafiMessage) message = make_message (text, 999);

  return safi_filter_judge (filter, message, NULL, NULL);
}

static void
other_files_are_refused (void)
{
  g_autoptr (GBytes) good = make_file (1);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) cut =
      g_bytes_new_from_bytes (good, 0, SAFI_STARTER_OCTETS (SAFI_STARTER_BITS) - 1);
  g_autoptr (GBytes) longer = NULL;
  gsize length;
  const guint8 *octets = g_bytes_get_data (good, &length);
  g_autofree guint8 *more = g_malloc0 (length + 1);

  memcpy (more, octets, length);
  longer = g_bytes_new (more, length + 1);
  assert_refused (empty);
  assert_refused (cut);
  assert_refused (longer);
  for (guint i = 0; i < G_STRUCT_OFFSET (SafiStarterHeader, step); i++) {
    g_autoptr (GBytes) changed = NULL;

    memcpy (more, octets, length);
    more[i] ^= 1; /* magic, version, bits */
    changed = g_bytes_new (more, length);
    assert_refused (changed);
  }
}

static void
without_a_starter_the_filter_works_and_says_nothing_of_it (void)
{
  g_autoptr (SafiFilter) filter = safi_filter_new (NULL, NULL, NULL);
  g_autoptr (SafiVerdict) verdict = NULL;

  safi_filter_set_starter (filter, NULL);
  verdict = judge_text (filter, "Click here for your free offer, order now");
  g_assert_nonnull (verdict);
  g_assert_cmpfloat (sum_rows (verdict, "starter."), ==, 0);
}

static void
the_shipped_one_is_there_and_tells_both_sides (void)
{
  g_autoptr (SafiStarterWords) junk =
      read_text ("Click here to order now, free trial, this offer is for a limited time only, save "
                 "up to 70 percent, no obligation");
  g_autoptr (SafiStarterWords) good = read_text (
      "I think that was the problem with the old version when I tried to build it, maybe "
      "we could talk about it on Thursday");
  SafiStarter *shipped = safi_starter_get_shipped ();

  g_assert_nonnull (shipped);
  g_assert_cmpfloat (safi_starter_score (shipped, junk, NULL), >, 0.5);
  g_assert_cmpfloat (safi_starter_score (shipped, good, NULL), <, -0.5);
}

static void
alone_it_never_moves_a_message (void)
{
  g_autoptr (SafiStarter) loud = make_starter (127);
  g_autoptr (SafiFilter) filter = safi_filter_new (NULL, NULL, NULL);
  g_autoptr (SafiVerdict) verdict = NULL;

  safi_filter_set_starter (filter, loud);
  verdict = judge_text (filter, "the quick brown fox jumps over the lazy dog");
  g_assert_cmpfloat_with_epsilon (sum_rows (verdict, "starter."), SAFI_STARTER_MAX, 1e-9);
  g_assert_cmpint (safi_verdict_get_decision (verdict), !=, SAFI_DECISION_JUNK);
}

static void
both_sides_have_the_same_limit (void)
{
  g_autoptr (SafiStarter) loud = make_starter (127);
  g_autoptr (SafiStarter) soft = make_starter (-127);
  g_autoptr (SafiStarterWords) words = read_text ("the quick brown fox");

  g_assert_cmpfloat (safi_starter_score (loud, words, NULL), ==, SAFI_STARTER_MAX);
  g_assert_cmpfloat (safi_starter_score (soft, words, NULL), ==, -SAFI_STARTER_MAX);
}

static void
what_is_not_clear_is_not_said (void)
{
  g_autoptr (SafiStarter) nothing = make_starter (0);
  g_autoptr (SafiStarterWords) words = read_text ("the quick brown fox");
  g_autoptr (SafiStarterWords) none = read_text ("");
  g_autoptr (SafiStarter) loud = make_starter (127);

  g_assert_cmpfloat (safi_starter_score (nothing, words, NULL), ==, 0);
  g_assert_cmpfloat (safi_starter_score (loud, none, NULL), ==, 0);
}

static void
the_words_add_up (void)
{
  SafiStarter *shipped = safi_starter_get_shipped ();
  g_autoptr (SafiStarterWords) words =
      read_text ("Click here to order now, free trial, this offer is for a limited time only");
  g_autofree double *by_token = g_new (double, words->n_tokens);
  const double sum = safi_starter_sum (shipped, words, by_token);
  double parts = 0;

  for (guint i = 0; i < words->n_tokens; i++)
    parts += by_token[i];
  g_assert_cmpfloat_with_epsilon (parts, sum, 1e-9);
  parts = -safi_starter_score (shipped, words, by_token);
  for (guint i = 0; i < words->n_tokens; i++)
    parts += by_token[i];
  g_assert_cmpfloat_with_epsilon (parts, 0, 1e-9);
}

static void
it_fades_with_what_a_mailbox_teaches (void)
{
  g_assert_cmpfloat (safi_starter_get_share (0), ==, 1);
  g_assert_cmpfloat (safi_starter_get_share (50), ==, 0.5);
  g_assert_cmpfloat (safi_starter_get_share (1000), <, 0.05);
}

static void
form_and_writing_do_not_matter (void)
{
  assert_same ("Order 12 now", "ORDER 7,500 now!!!", TRUE);
  assert_same ("Write to a@b.example", "write to c.d@e.test", TRUE);
  assert_same ("See https://a.example/x", "see http://b.test", TRUE);
  assert_same ("\xd0\xb0pple pie", "apple tart", FALSE);
}

static void
place_people_faith_and_names_are_left_out (void)
{
  assert_same ("He lives in Nairobi today", "He lives in Lagos today", TRUE);
  assert_same ("Send 500 shillings today", "Send 500 naira today", TRUE);
  assert_same ("May God be with you", "May Allah be with you", TRUE);
  assert_same (
      "\xe4\xbb\x96\xe5\x9c\xa8\xe5\xb0\xbc\xe6\x97\xa5\xe5\x88\xa9\xe4\xba\x9a\xe3\x80\x82",
      "\xe4\xbb\x96\xe5\x9c\xa8\xe8\x82\xaf\xe5\xb0\xbc\xe4\xba\x9a\xe3\x80\x82", TRUE);
  assert_same ("He lives in peace today", "He lives in Lagos today", FALSE);
}

static void
header_fields_do_not_matter (void)
{
  const char *source = "From: Somebody <else@other.test>\nX-Mailer: Other\nSubject: Win\n"
                       "Content-Type: text/plain; charset=utf-8\n\nthe quick brown fox\n";
  g_autoptr (GBytes) octets = g_bytes_new_static (source, strlen (source));
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  g_autoptr (SafiStarterWords) other = read_words (message);
  g_autoptr (SafiStarterWords) words = read_text ("the quick brown fox");

  g_assert_cmpmem (words->features->data, words->features->len * sizeof (guint64),
                   other->features->data, other->features->len * sizeof (guint64));
}

static void
with_the_mailboxs_own_model_it_stays_within_the_groups_limit (void)
{
  g_autoptr (SafiStarter) loud = make_starter (127);
  g_autoptr (SafiAccount) account = safi_account_new_practice (NULL, ADDRESS, "/nowhere");
  g_autoptr (SafiStore) store =
      safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, NULL);
  g_autoptr (SafiFilter) filter = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  double sum;

  g_assert_true (safi_store_save_account (store, account, NULL));
  filter = safi_filter_new (store, account, NULL);
  safi_filter_set_starter (filter, loud);
  for (guint i = 0; i < 30; i++) {
    g_autoptr (SafiMessage) junk = make_message ("cheap pills offer today", i);
    g_autoptr (SafiMessage) good = make_message ("minutes of the school meeting", 100 + i);

    g_assert_true (safi_filter_teach (filter, junk, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, NULL));
    g_assert_true (safi_filter_teach (filter, good, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, NULL));
  }
  verdict = judge_text (filter, "cheap pills offer today");
  sum = sum_rows (verdict, "starter.") + sum_rows (verdict, "bayes.");
  g_assert_cmpfloat (sum_rows (verdict, "bayes."), >, 0);
  g_assert_cmpfloat (sum_rows (verdict, "starter."), <=,
                     SAFI_STARTER_MAX * safi_starter_get_share (60) + 1e-9);
  g_assert_cmpfloat (sum, <=, safi_group_get_limit (SAFI_GROUP_MODEL) + 1e-9);
}

/* It has little else that speaks: any sum says something, up to a limit of its own. */
static void
of_a_text_any_sum_says_something (void)
{
  g_autoptr (SafiStarterWords) words = read_text ("Send me the code that came to you.");
  g_autoptr (SafiStarter) quiet = make_starter (1);
  g_autoptr (SafiStarter) loud = make_starter (127);
  g_autoptr (SafiStarter) against = make_starter (-127);
  g_autofree double *by_token = g_new (double, words->n_tokens);
  const double sum = safi_starter_sum (loud, words, NULL);
  double told = 0;

  g_assert_cmpfloat (safi_starter_score_text (quiet, words, NULL), >, 0);
  g_assert_cmpfloat (sum, >, SAFI_STARTER_TEXT_MAX);
  g_assert_cmpfloat (safi_starter_score_text (loud, words, by_token), ==, SAFI_STARTER_TEXT_MAX);
  for (guint i = 0; i < words->n_tokens; i++)
    told += by_token[i];
  g_assert_cmpfloat_with_epsilon (told, SAFI_STARTER_TEXT_MAX, 1e-9);
  g_assert_cmpfloat (safi_starter_score_text (against, words, NULL), ==, -SAFI_STARTER_TEXT_MAX);
}

/* A text is short, so more is read of each word: "abcdef " has five strings of three letters, four
 * of four and three of five. */
static void
texts_are_read_in_more_strings_of_letters (void)
{
  g_autoptr (SafiMessage) message = safi_message_new_from_text ("abcdef", -1);
  g_autoptr (SafiTokens) tokens = safi_tokens_new (message, SAFI_STARTER_KEY);
  g_autoptr (SafiStarterWords) as_mail =
      safi_starter_words_new (message, tokens, SAFI_STARTER_BITS);
  g_autoptr (SafiStarterWords) as_text =
      safi_starter_words_new (message, tokens, SAFI_STARTER_TEXT_BITS);

  g_assert_cmpuint (as_mail->features->len, ==, 1 + 4);
  g_assert_cmpuint (as_text->features->len, ==, 1 + 5 + 4 + 3);
}

/* Texts and mail each have their own: neither speaks of the other. */
static void
texts_are_told_by_what_was_learned_from_texts (void)
{
  const char *words = "Hi mum, I lost my phone. Text me here and send the money today.";
  g_autoptr (SafiFilter) filter = safi_filter_new (NULL, NULL, NULL);
  g_autoptr (SafiMessage) text = safi_message_new_from_text (words, -1);
  g_autoptr (SafiVerdict) of_text = safi_filter_judge (filter, text, NULL, NULL);
  g_autoptr (SafiVerdict) of_mail = judge_text (filter, words);

  g_assert_nonnull (safi_starter_get_shipped_for_texts ());
  g_assert_true (safi_starter_get_shipped_for_texts () != safi_starter_get_shipped ());
  g_assert_cmpfloat (sum_rows (of_text, "starter.scam-"), >, 0.5);
  g_assert_cmpfloat (sum_rows (of_text, "starter.junk-"), ==, 0);
  g_assert_cmpfloat (sum_rows (of_text, "starter.good-"), ==, 0);
  g_assert_cmpfloat (sum_rows (of_mail, "starter.scam-"), ==, 0);
  g_assert_cmpfloat (sum_rows (of_mail, "starter.real-"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/starter/other-files-are-refused", other_files_are_refused);
  g_test_add_func ("/starter/without-a-starter-the-filter-works-and-says-nothing-of-it",
                   without_a_starter_the_filter_works_and_says_nothing_of_it);
  g_test_add_func ("/starter/the-shipped-one-is-there-and-tells-both-sides",
                   the_shipped_one_is_there_and_tells_both_sides);
  g_test_add_func ("/starter/alone-it-never-moves-a-message", alone_it_never_moves_a_message);
  g_test_add_func ("/starter/both-sides-have-the-same-limit", both_sides_have_the_same_limit);
  g_test_add_func ("/starter/of-a-text-any-sum-says-something", of_a_text_any_sum_says_something);
  g_test_add_func ("/starter/texts-are-read-in-more-strings-of-letters",
                   texts_are_read_in_more_strings_of_letters);
  g_test_add_func ("/starter/texts-are-told-by-what-was-learned-from-texts",
                   texts_are_told_by_what_was_learned_from_texts);
  g_test_add_func ("/starter/what-is-not-clear-is-not-said", what_is_not_clear_is_not_said);
  g_test_add_func ("/starter/the-words-add-up", the_words_add_up);
  g_test_add_func ("/starter/it-fades-with-what-a-mailbox-teaches",
                   it_fades_with_what_a_mailbox_teaches);
  g_test_add_func ("/starter/form-and-writing-do-not-matter", form_and_writing_do_not_matter);
  g_test_add_func ("/starter/place-people-faith-and-names-are-left-out",
                   place_people_faith_and_names_are_left_out);
  g_test_add_func ("/starter/header-fields-do-not-matter", header_fields_do_not_matter);
  g_test_add_func ("/starter/with-the-mailboxs-own-model-it-stays-within-the-groups-limit",
                   with_the_mailboxs_own_model_it_stays_within_the_groups_limit);
  return g_test_run ();
}
