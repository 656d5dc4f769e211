/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include <gio/gio.h>

#include "filter/safi-filter.h"
#include "words/safi-words.h"

static const SafiFinding named = { "sender.name", 2.0, "The name says {0}, the address {1}.",
                                   "Look.", "sender-name" };
static const SafiFinding learned = { "bayes.junk", 9.0, "It reads like junk.", "",
                                     "learned-words" };
static const SafiFinding good = { "sender.known", -3.0, "You know the sender.", "",
                                  "learned-sender" };

static SafiVerdict *
make_verdict (SafiDecision decision, SafiKind kind)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

  g_ptr_array_add (rows, safi_evidence_new (&learned));
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (rows, safi_evidence_new (&named));
  g_ptr_array_add (rows, safi_evidence_new (&good));
  return safi_verdict_new (decision, kind, 0, 0.5, rows);
}

static void
test_every_error_says_something (void)
{
  for (int code = 0; code <= SAFI_ERROR_STOPPED; code++) {
    g_autoptr (GError) error = g_error_new_literal (SAFI_ERROR, code, "machine text");
    g_autofree char *sentence = safi_words_error (error);

    g_assert_true (g_str_has_suffix (sentence, "."));
    g_assert_null (strstr (sentence, "machine text"));
  }
}

static void
test_errors_a_person_must_act_on_have_a_next_step (void)
{
  for (int code = SAFI_ERROR_NO_TLS; code <= SAFI_ERROR_NO_KEYRING; code++) {
    g_autoptr (GError) error = g_error_new_literal (SAFI_ERROR, code, "");
    g_autofree char *next_step = safi_words_next_step (error);

    g_assert_nonnull (next_step);
  }
}

static void
test_sign_in_failures_are_told_apart (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = SAFI_ERROR_OFFLINE; code <= SAFI_ERROR_NO_PASSWORD; code++) {
    g_autoptr (GError) error = g_error_new_literal (SAFI_ERROR, code, "");

    g_assert_true (g_hash_table_add (sentences, safi_words_error (error)));
    g_assert_true (g_hash_table_add (steps, safi_words_next_step (error)));
  }
}

static void
test_no_verdict_promises_anything (void)
{
  static const char *const forbidden[] = { "safe ", "clean", "protected", "guarantee", "delete" };

  for (int decision = SAFI_DECISION_GOOD; decision <= SAFI_DECISION_JUNK; decision++)
    for (int kind = SAFI_KIND_NONE; kind < SAFI_N_KINDS; kind++) {
      g_autoptr (SafiVerdict) verdict = make_verdict ((SafiDecision) decision, (SafiKind) kind);
      g_autofree char *sentence = safi_words_verdict (verdict);
      g_autofree char *text = safi_words_text_verdict (verdict);
      g_autofree char *both = g_strconcat (sentence, " ", text, NULL);
      g_autofree char *lower = g_ascii_strdown (both, -1);

      g_assert_cmpstr (sentence, !=, "");
      for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
        g_assert_null (strstr (lower, forbidden[i]));
    }
}

static void
test_reasons_are_at_most_three_and_visible_ones_first (void)
{
  g_autoptr (SafiVerdict) verdict = make_verdict (SAFI_DECISION_JUNK, SAFI_KIND_PHISHING);
  g_autoptr (GPtrArray) three = safi_words_pick_reasons (verdict, 3);
  g_autoptr (GPtrArray) all = safi_words_pick_reasons (verdict, 100);

  g_assert_cmpuint (three->len, ==, 3);
  g_assert_cmpuint (all->len, ==, 5);
  g_assert_cmpstr (safi_evidence_get_finding (all->pdata[0])->code, ==, "sender.name");
  g_assert_cmpstr (safi_evidence_get_finding (all->pdata[4])->code, ==, "bayes.junk");
}

static void
test_good_verdict_tells_what_speaks_for_it (void)
{
  g_autoptr (SafiVerdict) verdict = make_verdict (SAFI_DECISION_GOOD, SAFI_KIND_NONE);
  g_autoptr (GPtrArray) reasons = safi_words_pick_reasons (verdict, 3);

  g_assert_cmpuint (reasons->len, ==, 1);
  g_assert_cmpstr (safi_evidence_get_finding (reasons->pdata[0])->code, ==, "sender.known");
}

static void
test_hostile_arguments_are_neutralised (void)
{
  g_autoptr (SafiEvidence) evidence = safi_evidence_new (&named);
  g_autofree char *sentence = NULL;

  safi_evidence_add_arg (evidence, SAFI_ARG_TEXT, "Bank\342\200\256knaB\033[31m {1} %s <b>");
  safi_evidence_add_arg (evidence, SAFI_ARG_ADDRESS, "a@b.example\nX: y");
  sentence = safi_words_evidence (evidence);
  g_assert_null (strstr (sentence, "\342\200\256")); /* U+202E, right-to-left override */
  g_assert_null (strchr (sentence, '\033'));
  g_assert_null (strchr (sentence, '\n'));
  g_assert_nonnull (strstr (sentence, "{1}")); /* of the argument: not filled a second time */
  g_assert_nonnull (strstr (sentence, "\342\201\250")); /* U+2068, isolate */
}

static SafiEvidence *
find (const char *code, const char *first, const char *second)
{
  SafiEvidence *evidence = safi_evidence_new (safi_filter_lookup (code));

  safi_evidence_add_arg (evidence, SAFI_ARG_TEXT, first);
  safi_evidence_add_arg (evidence, SAFI_ARG_TEXT, second);
  return evidence;
}

/* Returns: (transfer full): the sentence about the first @n rows, without marks of direction. */
static char *
say_change (SafiDecision decision, SafiClass toward, GPtrArray *all, guint n)
{
  g_autoptr (SafiVerdict) verdict = make_verdict (decision, SAFI_KIND_NONE);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *sentence = NULL;
  g_autofree char *opened = NULL;
  g_auto (GStrv) pieces = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, all->pdata[i]);
  sentence = safi_words_change (verdict, toward, rows);
  pieces = g_strsplit (sentence, "\342\201\250", -1); /* U+2068 … U+2069 */
  opened = g_strjoinv ("", pieces);
  g_strfreev (pieces);
  pieces = g_strsplit (opened, "\342\201\251", -1);
  return g_strjoinv ("", pieces);
}

static void
test_change_is_said_in_a_sentence (void)
{
  static const struct {
    SafiDecision decision;
    SafiClass toward;
    guint n;
    const char *sentence;
  } cases[] = {
    { SAFI_DECISION_JUNK, SAFI_CLASS_GOOD, 1,
      "Without “wire transfer” Safibox would not call it junk." },
    { SAFI_DECISION_JUNK, SAFI_CLASS_GOOD, 2,
      "Without “wire transfer” and the link to pay.example Safibox would not call it junk." },
    { SAFI_DECISION_UNSURE, SAFI_CLASS_GOOD, 3,
      "Without “wire transfer” and the link to pay.example Safibox would call it good." },
    { SAFI_DECISION_UNSURE, SAFI_CLASS_GOOD, 4,
      "Without “wire transfer”, the link to pay.example and the attachment a.exe Safibox would "
      "call it good." },
    { SAFI_DECISION_JUNK, SAFI_CLASS_GOOD, 5,
      "Many signs speak for junk; none of them decides alone." },
    { SAFI_DECISION_UNSURE, SAFI_CLASS_JUNK, 1,
      "Without “wire transfer” Safibox would call it junk." },
    { SAFI_DECISION_GOOD, SAFI_CLASS_JUNK, 1,
      "Without “wire transfer” Safibox would not call it good." },
    { SAFI_DECISION_GOOD, SAFI_CLASS_JUNK, 5,
      "Many signs speak for good; none of them decides alone." },
  };

  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

  g_ptr_array_add (rows, find ("bayes.junk-like", "wire transfer", ""));
  g_ptr_array_add (rows, find ("links.disguised", "bank.example", "pay.example"));
  g_ptr_array_add (rows, find ("links.bait", "pay.example", "pay")); /* the same link */
  g_ptr_array_add (rows, find ("attachments.program", "a.exe", ""));
  g_ptr_array_add (rows, find ("sender.bounce", "", ""));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *sentence = say_change (cases[i].decision, cases[i].toward, rows, cases[i].n);

    g_assert_cmpstr (sentence, ==, cases[i].sentence);
  }
}

/* A finding without a name in such sentences would be called an older one. */
static void
test_every_finding_has_a_name_in_a_sentence (void)
{
  guint n_checks;
  const SafiCheck *const *checks = safi_filter_list_checks (&n_checks);

  for (guint i = 0; i < n_checks; i++)
    for (guint k = 0; k < checks[i]->n_findings; k++) {
      g_autoptr (SafiEvidence) evidence = find (checks[i]->findings[k].code, "one", "two");
      g_autoptr (GPtrArray) rows = g_ptr_array_new ();
      g_autofree char *sentence = NULL;

      g_ptr_array_add (rows, evidence);
      sentence = say_change (SAFI_DECISION_JUNK, SAFI_CLASS_GOOD, rows, 1);
      if (strstr (sentence, "an older finding") != NULL || strchr (sentence, '{') != NULL)
        g_error (
            "%s: safi-words-change.c has no name for it, or one with a place that it cannot fill: %s",
            checks[i]->findings[k].code, sentence);
    }
}

static void
test_change_by_hostile_words_is_harmless (void)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  g_autoptr (SafiVerdict) verdict = make_verdict (SAFI_DECISION_JUNK, SAFI_KIND_NONE);
  g_autofree char *sentence = NULL;

  g_ptr_array_add (rows, find ("bayes.junk-like", "{1} %s \342\200\256\033[31m\nx", ""));
  g_ptr_array_add (rows, find ("links.short", "s.example", ""));
  sentence = safi_words_change (verdict, SAFI_CLASS_GOOD, rows);
  g_assert_nonnull (strstr (sentence, "{1} %s")); /* not filled a second time */
  g_assert_null (strstr (sentence, "\342\200\256"));
  g_assert_null (strchr (sentence, '\033'));
  g_assert_null (strchr (sentence, '\n'));
}

static void
test_dates_come_nearer (void)
{
  const gint64 now = 1795000000; /* 2026-11-18 11:06 UTC */
  g_autofree char *today = safi_words_date (now - 60, now);
  g_autofree char *yesterday = safi_words_date (now - 86400, now);
  g_autofree char *this_year = safi_words_date (now - 30 * 86400, now);
  g_autofree char *before = safi_words_date (now - 400 * 86400, now);
  g_autofree char *never = safi_words_date (0, now);

  g_assert_cmpstr (today, ==, "11:05");
  g_assert_cmpstr (yesterday, ==, "Yesterday 11:06");
  g_assert_cmpstr (this_year, ==, "19 Oct");
  g_assert_cmpstr (before, ==, "14 Oct 2025");
  g_assert_cmpstr (never, ==, "");
}

static void
test_learning_names_the_class_that_is_missing (void)
{
  static const struct {
    guint good, junk;
    const char *sentence;
  } cases[] = {
    { 0, 0, "Learning: 0 of 20 messages" },
    { 30, 12, "Learning: 12 of 20 junk messages" },
    { 3, 12, "Learning: 3 of 20 good messages" },
    { 20, 19, "Learning: 19 of 20 junk messages" },
    { 20, 20, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *sentence = safi_words_learning (cases[i].good, cases[i].junk, 20);

    g_assert_cmpstr (sentence, ==, cases[i].sentence);
  }
}

static void
test_an_amount_is_told_in_messages_and_data (void)
{
  g_autofree char *one = safi_words_amount (1, 900);
  g_autofree char *many = safi_words_amount (120, 1200000);

  g_assert_true (g_str_has_prefix (one, "About 1 message, 900"));
  g_assert_true (g_str_has_prefix (many, "About 120 messages, 1.2"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/every-error-says-something", test_every_error_says_something);
  g_test_add_func ("/words/errors-a-person-must-act-on-have-a-next-step",
                   test_errors_a_person_must_act_on_have_a_next_step);
  g_test_add_func ("/words/sign-in-failures-are-told-apart", test_sign_in_failures_are_told_apart);
  g_test_add_func ("/words/no-verdict-promises-anything", test_no_verdict_promises_anything);
  g_test_add_func ("/words/reasons-are-at-most-three-and-visible-ones-first",
                   test_reasons_are_at_most_three_and_visible_ones_first);
  g_test_add_func ("/words/good-verdict-tells-what-speaks-for-it",
                   test_good_verdict_tells_what_speaks_for_it);
  g_test_add_func ("/words/hostile-arguments-are-neutralised",
                   test_hostile_arguments_are_neutralised);
  g_test_add_func ("/words/change-is-said-in-a-sentence", test_change_is_said_in_a_sentence);
  g_test_add_func ("/words/every-finding-has-a-name-in-a-sentence",
                   test_every_finding_has_a_name_in_a_sentence);
  g_test_add_func ("/words/change-by-hostile-words-is-harmless",
                   test_change_by_hostile_words_is_harmless);
  g_test_add_func ("/words/dates-come-nearer", test_dates_come_nearer);
  g_test_add_func ("/words/learning-names-the-class-that-is-missing",
                   test_learning_names_the_class_that_is_missing);
  g_test_add_func ("/words/an-amount-is-told-in-messages-and-data",
                   test_an_amount_is_told_in_messages_and_data);
  return g_test_run ();
}
