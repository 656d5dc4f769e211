/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-filter.h"

#include <math.h>
#include <string.h>

#include "filter-fixture.h"
#include "store/senders/safi-store-auth.h"
#include "store/senders/safi-store-senders.h"
#include "store/training/safi-training.h"

#define TAUGHT 60 /* of each class: enough for the model to speak */

typedef struct {
  SafiStore *store;
  SafiAccount *account;
  SafiFilter *filter;
} Fixture;

static void
teach (Fixture *fixture, const char *text, guint number, SafiClass taught_class)
{
  g_autoptr (SafiMessage) message = filter_fixture_new_message (text, text, number);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      safi_filter_teach (fixture->filter, message, taught_class, SAFI_STRENGTH_STRONG, &error));
  g_assert_no_error (error);
}

static void
teach_both (Fixture *fixture)
{
  for (guint i = 0; i < TAUGHT; i++) {
    teach (fixture, "cheap pills offer today", i, SAFI_CLASS_JUNK);
    teach (fixture, "minutes of the school meeting", 1000 + i, SAFI_CLASS_GOOD);
  }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->store = safi_store_open_memory (safi_clock_get_system (), safi_filter_lookup, &error);
  g_assert_no_error (error);
  fixture->account = safi_account_new_practice (NULL, FILTER_ADDRESS, "/nowhere");
  g_assert_true (safi_store_save_account (fixture->store, fixture->account, &error));
  fixture->filter = safi_filter_new (fixture->store, fixture->account, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  safi_filter_free (fixture->filter);
  safi_account_unref (fixture->account);
  safi_store_close (fixture->store);
}

static SafiVerdict *
judge (Fixture *fixture, SafiMessage *message)
{
  g_autoptr (GError) error = NULL;
  SafiVerdict *verdict = safi_filter_judge (fixture->filter, message, NULL, &error);

  g_assert_no_error (error);
  return verdict;
}

static gboolean
has_code (SafiVerdict *verdict, const char *code)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);

  for (guint i = 0; i < evidence->len; i++)
    if (g_str_equal (safi_evidence_get_finding (g_ptr_array_index (evidence, i))->code, code))
      return TRUE;
  return FALSE;
}

static gboolean
append_cb (const SafiLesson *lesson, gpointer user_data, GError **error)
{
  GString *line = g_string_new (safi_class_to_word (lesson->taught_class));

  g_string_append_printf (line, " %d passes %u", lesson->strength, lesson->passes);
  for (guint i = 0; i < lesson->features->len; i++)
    g_string_append_printf (line, " %" G_GINT64_MODIFIER "x",
                            g_array_index (lesson->features, guint64, i));
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    const SafiGramLesson *grams = &lesson->grams[kind];

    g_string_append_printf (line, " step %d square %u", grams->step, grams->square);
    for (guint i = 0; i < grams->numbers->len; i++)
      g_string_append_printf (line, " %u", g_array_index (grams->numbers, guint32, i));
  }
  g_ptr_array_add (user_data, g_string_free (line, FALSE));
  return TRUE;
}

static gint
compare_text_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All that the store knows of the model, in one order, and the totals of the model in memory. */
static char *
dump (Fixture *fixture)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) findings = NULL;
  GHashTableIter iter;
  gpointer code, counts;
  guint good, junk;
  const char *id = safi_account_get_id (fixture->account);

  g_assert_true (safi_training_load (fixture->store, id, append_cb, lines, NULL));
  findings = safi_training_list_findings (fixture->store, id, NULL);
  g_hash_table_iter_init (&iter, findings);
  while (g_hash_table_iter_next (&iter, &code, &counts))
    g_ptr_array_add (lines,
                     g_strdup_printf ("%s %u %u", (char *) code, ((SafiTotals *) counts)->good,
                                      ((SafiTotals *) counts)->junk));
  g_ptr_array_sort (lines, compare_text_cb);
  safi_filter_get_totals (fixture->filter, &good, &junk);
  g_ptr_array_add (lines, g_strdup_printf ("%u %u", good, junk));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
get_mail_directory (void)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "mail", NULL);
}

/* What the person said of the sender, "rule" in the file beside the sample, goes into the store. */
static void
say_rule (Fixture *fixture, const char *path, SafiMessage *message)
{
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".eml"));
  g_autofree char *auth_path = g_strconcat (base, ".auth", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *word = NULL;
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, auth_path, G_KEY_FILE_NONE, NULL);
  word = g_key_file_get_string (file, "auth", "rule", NULL);
  if (word == NULL)
    return;
  safi_store_set_sender_rule (fixture->store, safi_account_get_id (fixture->account),
                              safi_message_get_from (message)->address,
                              safi_sender_rule_from_word (word), 7, &error);
  g_assert_no_error (error);
}

/* With what was found out about its sender, in the store, where the filter looks for it. */
static SafiMessage *
load_sample (Fixture *fixture, const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *source = NULL;
  gsize length;
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (SafiAuthResult) auth = filter_fixture_load_auth (path);
  SafiMessage *message;

  g_assert_true (g_file_get_contents (path, &source, &length, NULL));
  if (g_str_has_suffix (name, ".sms"))
    return safi_message_new_from_text (source, (gssize) length);
  if (g_str_has_suffix (name, ".tel")) {
    SafiCall call;

    g_assert_true (safi_call_read (source, length, &call, NULL));
    return safi_message_new_from_call (call);
  }
  octets = g_bytes_new (source, length);
  message = safi_message_new (octets, 0);
  if (auth != NULL)
    g_assert_true (safi_store_put_auth (fixture->store, safi_account_get_id (fixture->account),
                                        safi_message_get_identity (message), auth, NULL));
  say_rule (fixture, path, message);
  return message;
}

static gboolean
is_sample (const char *name)
{
  return g_str_has_suffix (name, ".eml") || g_str_has_suffix (name, ".sms") ||
         g_str_has_suffix (name, ".tel");
}

/* Compares one sample with its .expect; adds the codes it expects to @seen. */
static void
check_sample (Fixture *fixture, const char *directory, const char *name, GHashTable *seen)
{
  g_autoptr (SafiMessage) message = load_sample (fixture, directory, name);
  g_autoptr (SafiVerdict) verdict = judge (fixture, message);
  g_autofree char *base = g_strndup (name, strlen (name) - strlen (".eml"));
  g_autofree char *path = g_strconcat (directory, G_DIR_SEPARATOR_S, base, ".expect", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    const gboolean wanted = lines[i][0] != '-';
    const char *code = wanted ? lines[i] : lines[i] + 1;

    if (has_code (verdict, code) != wanted)
      g_error ("%s: %s is %s", name, code, wanted ? "missing" : "there");
    g_assert_nonnull (safi_filter_lookup (code));
    if (wanted)
      g_hash_table_add (seen, g_strdup (code));
  }
}

static void
samples_show_what_they_should (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_mail_directory ();
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_checks;
  const SafiCheck *const *checks = safi_filter_list_checks (&n_checks);
  const char *name;

  teach_both (fixture);
  while ((name = g_dir_read_name (directory)) != NULL)
    if (is_sample (name))
      check_sample (fixture, path, name, seen);
  for (guint i = 0; i < n_checks; i++)
    for (guint k = 0; k < checks[i]->n_findings; k++)
      if (!g_hash_table_contains (seen, checks[i]->findings[k].code))
        g_error ("no sample expects %s", checks[i]->findings[k].code);
}

static void
the_rows_add_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_mail_directory ();
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    if (is_sample (name)) {
      g_autoptr (SafiMessage) message = load_sample (fixture, path, name);
      g_autoptr (SafiVerdict) verdict = judge (fixture, message);
      GPtrArray *evidence = safi_verdict_get_evidence (verdict);
      double sum = safi_verdict_get_prior (verdict);

      for (guint i = 0; i < evidence->len; i++)
        sum += safi_evidence_get_weight (g_ptr_array_index (evidence, i));
      g_assert_cmpfloat (sum, ==, safi_verdict_get_log_odds (verdict));
    }
}

static double
sum_of_words (Fixture *fixture, const char *text)
{
  g_autoptr (SafiMessage) message = filter_fixture_new_message ("Hello", text, 1);
  g_autoptr (SafiVerdict) verdict = judge (fixture, message);

  return safi_verdict_get_log_odds (verdict) - safi_verdict_get_prior (verdict);
}

static void
a_group_says_no_more_than_its_limit (Fixture *fixture, gconstpointer data)
{
  const double limit = safi_group_get_limit (SAFI_GROUP_WORDS);

  safi_filter_set_starter (fixture->filter, NULL);
  g_assert_cmpfloat (sum_of_words (fixture, "Treat this with utmost secrecy."), <, limit);
  g_assert_cmpfloat_with_epsilon (sum_of_words (fixture,
                                                "Treat this with utmost secrecy. Act immediately. "
                                                "You are the lucky winner. Send me your PIN."),
                                  limit, 1e-9);
}

static void
unteaching_leaves_no_trace (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SafiMessage) message =
      filter_fixture_new_message ("Hi", "Treat this with utmost secrecy.", 7);
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiVerdict) first = NULL;
  g_autoptr (SafiVerdict) second = NULL;

  teach_both (fixture);
  before = dump (fixture);
  first = judge (fixture, message);
  g_assert_true (
      safi_filter_teach (fixture->filter, message, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, &error));
  g_assert_true (
      safi_filter_unteach (fixture->filter, safi_message_get_identity (message), &error));
  after = dump (fixture);
  second = judge (fixture, message);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpfloat (safi_verdict_get_log_odds (first), ==, safi_verdict_get_log_odds (second));
}

static void
teaching_twice_counts_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  teach (fixture, "cheap pills", 1, SAFI_CLASS_JUNK);
  once = dump (fixture);
  teach (fixture, "cheap pills", 1, SAFI_CLASS_JUNK);
  twice = dump (fixture);
  g_assert_cmpstr (once, ==, twice);
}

static void
changing_ones_mind_subtracts_first (Fixture *fixture, gconstpointer data)
{
  g_autofree char *straight = NULL;
  g_autofree char *changed = NULL;
  guint good, junk;

  teach (fixture, "cheap pills", 1, SAFI_CLASS_GOOD);
  straight = dump (fixture);
  teach (fixture, "cheap pills", 1, SAFI_CLASS_JUNK);
  teach (fixture, "cheap pills", 1, SAFI_CLASS_GOOD);
  changed = dump (fixture);
  safi_filter_get_totals (fixture->filter, &good, &junk);
  g_assert_cmpstr (straight, ==, changed);
  g_assert_cmpuint (good, ==, 1);
  g_assert_cmpuint (junk, ==, 0);
}

static void
a_model_read_again_judges_the_same (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiMessage) message = filter_fixture_new_message ("Hi", "cheap pills at school", 7);
  g_autoptr (SafiVerdict) first = NULL;
  g_autoptr (SafiVerdict) second = NULL;

  teach_both (fixture);
  first = judge (fixture, message);
  g_assert_true (safi_filter_reload (fixture->filter, NULL));
  second = judge (fixture, message);
  g_assert_true (has_code (first, "bayes.junk-like") || has_code (first, "bayes.good-like"));
  g_assert_cmpfloat (safi_verdict_get_log_odds (first), ==, safi_verdict_get_log_odds (second));
}

static void
teaching_joins_an_open_transaction (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  guint good, junk;

  g_assert_true (safi_store_begin (fixture->store, NULL));
  teach (fixture, "cheap pills", 1, SAFI_CLASS_JUNK);
  safi_store_rollback (fixture->store);
  g_assert_true (safi_filter_reload (fixture->filter, NULL));
  after = dump (fixture);
  safi_filter_get_totals (fixture->filter, &good, &junk);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (junk, ==, 0);
}

static void
a_cancelled_judgement_is_an_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiMessage) message = filter_fixture_new_message ("Hi", "Hello", 7);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (safi_filter_judge (fixture->filter, message, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
texts_without_an_account_are_judged (void)
{
  g_autoptr (SafiFilter) filter = safi_filter_new (NULL, NULL, NULL);
  g_autoptr (SafiMessage) message =
      safi_message_new_from_text ("You are the lucky winner. Send me your PIN.", -1);
  g_autoptr (SafiVerdict) verdict = safi_filter_judge (filter, message, NULL, NULL);

  g_assert_cmpint (safi_verdict_get_decision (verdict), !=, SAFI_DECISION_GOOD);
  g_assert_true (has_code (verdict, "money.ask-code"));
  g_assert_false (has_code (verdict, "sender.no-address"));
}

static void
more_is_wanted_only_where_it_could_change_something (Fixture *fixture, gconstpointer data)
{
  const char *source = "From: Rose <rose@garden.example>\nMessage-ID: <1@garden.example>\n\nHi\n";
  g_autoptr (GBytes) octets = g_bytes_new_static (source, strlen (source));
  g_autoptr (SafiMessage) whole = safi_message_new (octets, 0);
  g_autoptr (SafiMessage) part = safi_message_new (octets, 100000);
  g_autoptr (SafiVerdict) before = judge (fixture, part);
  g_autoptr (SafiVerdict) of_whole = NULL;
  g_autoptr (SafiVerdict) of_part = NULL;
  g_autoptr (SafiVerdict) sure = NULL;
  SafiPolicy policy = safi_policy_default ();

  policy.good_below = safi_verdict_get_log_odds (before) - 1;
  policy.junk_from = safi_verdict_get_log_odds (before) + 1;
  safi_filter_set_policy (fixture->filter, &policy);
  of_whole = judge (fixture, whole);
  of_part = judge (fixture, part);
  g_assert_false (safi_filter_wants_more (fixture->filter, whole, of_whole));
  g_assert_true (safi_filter_wants_more (fixture->filter, part, of_part));
  policy.junk_from = safi_verdict_get_log_odds (before) + 100;
  safi_filter_set_policy (fixture->filter, &policy);
  sure = judge (fixture, part);
  g_assert_false (safi_filter_wants_more (fixture->filter, part, sure));
}

static void
hostile_texts_are_judged_in_time (Fixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = { "your ",      "-",
                                        "a@b.",       "www.a-b-c-d.test ",
                                        "1111111111", "http://xn--a.test/ ",
                                        "的",         "\n____________\n" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (SafiMessage) message = NULL;
    g_autoptr (SafiVerdict) verdict = NULL;

    while (text->len < 200000)
      g_string_append (text, pieces[i]);
    message = filter_fixture_new_message ("Hi", text->str, i);
    verdict = judge (fixture, message);
    g_assert_true (isfinite (safi_verdict_get_log_odds (verdict)));
  }
}

/* Who presses Junk alone must not lose good mail. */
static void
one_class_alone_moves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiMessage) like = filter_fixture_new_message ("Cheap pills", "pills, cheap", 999);
  g_autoptr (SafiVerdict) doubt = NULL;
  g_autoptr (GArray) scores = NULL;

  for (guint i = 0; i < 40; i++) {
    g_autofree char *text = g_strdup_printf ("pills, cheap, offer %u", i);
    g_autoptr (SafiMessage) junk = filter_fixture_new_message ("Cheap pills", text, i);

    g_assert_true (
        safi_filter_teach (fixture->filter, junk, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, NULL));
  }
  doubt = judge (fixture, like);
  g_assert_cmpfloat (safi_verdict_get_log_odds (doubt), >, SAFI_POLICY_JUNK_FROM);
  g_assert_cmpint (safi_verdict_get_decision (doubt), ==, SAFI_DECISION_UNSURE);
  g_assert_true (
      safi_filter_teach (fixture->filter, like, SAFI_CLASS_GOOD, SAFI_STRENGTH_STRONG, NULL));
  scores = safi_training_list_scores (fixture->store, safi_account_get_id (fixture->account),
                                      SAFI_CLASS_GOOD, 1, NULL);
  /* What the decision did not hear lifts no cut later. */
  g_assert_cmpfloat (g_array_index (scores, double, 0), <, SAFI_POLICY_JUNK_FROM);
}

/* The border that the verdict was given counts, not the mailbox's: else every long message would be
 * fetched whole. */
static void
what_is_not_heard_asks_for_no_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiMessage) like = filter_fixture_new_message ("Cheap pills", "pills, cheap", 999);
  g_autoptr (SafiMessage) partial =
      safi_message_new_seen (safi_message_get_octets (like), 100000, SAFI_UNSEEN_TEXT);
  g_autoptr (SafiVerdict) verdict = NULL;

  for (guint i = 0; i < 40; i++) {
    g_autofree char *text = g_strdup_printf ("pills, cheap, offer %u", i);
    g_autoptr (SafiMessage) junk = filter_fixture_new_message ("Cheap pills", text, i);

    g_assert_true (
        safi_filter_teach (fixture->filter, junk, SAFI_CLASS_JUNK, SAFI_STRENGTH_STRONG, NULL));
  }
  verdict = judge (fixture, partial);
  g_assert_cmpfloat (safi_verdict_get_log_odds (verdict), >, SAFI_POLICY_JUNK_FROM);
  g_assert_cmpint (safi_verdict_get_decision (verdict), ==, SAFI_DECISION_UNSURE);
  g_assert_false (safi_filter_wants_more (fixture->filter, partial, verdict));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/filter/samples-show-what-they-should", samples_show_what_they_should },
    { "/filter/the-rows-add-up", the_rows_add_up },
    { "/filter/a-group-says-no-more-than-its-limit", a_group_says_no_more_than_its_limit },
    { "/filter/unteaching-leaves-no-trace", unteaching_leaves_no_trace },
    { "/filter/teaching-twice-counts-once", teaching_twice_counts_once },
    { "/filter/changing-ones-mind-subtracts-first", changing_ones_mind_subtracts_first },
    { "/filter/a-model-read-again-judges-the-same", a_model_read_again_judges_the_same },
    { "/filter/teaching-joins-an-open-transaction", teaching_joins_an_open_transaction },
    { "/filter/a-cancelled-judgement-is-an-error", a_cancelled_judgement_is_an_error },
    { "/filter/more-is-wanted-only-where-it-could-change-something",
      more_is_wanted_only_where_it_could_change_something },
    { "/filter/one-class-alone-moves-nothing", one_class_alone_moves_nothing },
    { "/filter/what-is-not-heard-asks-for-no-more", what_is_not_heard_asks_for_no_more },
    { "/filter/hostile-texts-are-judged-in-time", hostile_texts_are_judged_in_time },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/filter/texts-without-an-account-are-judged",
                   texts_without_an_account_are_judged);
  return g_test_run ();
}
