/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-filter.h"

#define N_CALLS (1u << SAFI_CALL_N_QUESTIONS)

static SafiVerdict *
judge (SafiCall call)
{
  g_autoptr (SafiFilter) filter = safi_filter_new (NULL, NULL, NULL);
  g_autoptr (SafiMessage) message = safi_message_new_from_call (call);
  SafiVerdict *verdict = safi_filter_judge (filter, message, NULL, NULL);

  g_assert_nonnull (verdict);
  return verdict;
}

static void
assert_said (SafiCall call, SafiDecision decision, SafiKind kind)
{
  g_autoptr (SafiVerdict) verdict = judge (call);

  g_assert_cmpint (safi_verdict_get_decision (verdict), ==, decision);
  g_assert_cmpint (safi_verdict_get_kind (verdict), ==, kind);
}

static void
who_wants_a_code_or_the_screen_is_a_scam (void)
{
  assert_said (SAFI_CALL_SECRET, SAFI_DECISION_JUNK, SAFI_KIND_PHISHING);
  assert_said (SAFI_CALL_SCREEN, SAFI_DECISION_JUNK, SAFI_KIND_PHISHING);
}

static void
money_or_pressure_alone_is_not_sure_and_both_are_a_scam (void)
{
  assert_said (SAFI_CALL_MONEY, SAFI_DECISION_UNSURE, SAFI_KIND_MONEY);
  assert_said (SAFI_CALL_PRESSURE, SAFI_DECISION_UNSURE, SAFI_KIND_THREAT);
  assert_said (SAFI_CALL_MONEY | SAFI_CALL_PRESSURE, SAFI_DECISION_JUNK, SAFI_KIND_THREAT);
}

static void
who_wants_nothing_of_it_is_none (void)
{
  assert_said (0, SAFI_DECISION_GOOD, SAFI_KIND_NONE);
  assert_said (SAFI_CALL_KNOWN, SAFI_DECISION_GOOD, SAFI_KIND_NONE);
}

static void
no_single_thing_is_a_scam_where_the_person_rang (void)
{
  for (guint i = 1; i < SAFI_CALL_N_QUESTIONS; i++) {
    g_autoptr (SafiVerdict) verdict = judge (SAFI_CALL_KNOWN | 1u << i);

    g_assert_cmpint (safi_verdict_get_decision (verdict), !=, SAFI_DECISION_JUNK);
  }
}

/* Each row is one of the answers, or that there are none: no model and no other check speaks. */
static void
only_the_answers_are_heard (void)
{
  for (guint call = 0; call < N_CALLS; call++) {
    g_autoptr (SafiVerdict) verdict = judge (call);
    GPtrArray *rows = safi_verdict_get_evidence (verdict);
    guint n_yes = 0;

    for (guint i = 0; i < SAFI_CALL_N_QUESTIONS; i++)
      n_yes += (call >> i) & 1;
    g_assert_cmpuint (rows->len, ==, n_yes + ((call & ~SAFI_CALL_KNOWN) == 0));
    for (guint i = 0; i < rows->len; i++)
      g_assert_true (g_str_has_prefix (safi_evidence_get_finding (rows->pdata[i])->code, "call."));
  }
}

static void
one_more_thing_that_scams_want_never_speaks_for_a_call (void)
{
  for (guint call = 0; call < N_CALLS; call++)
    for (guint i = 1; i < SAFI_CALL_N_QUESTIONS; i++) {
      g_autoptr (SafiVerdict) less = judge (call & ~(1u << i));
      g_autoptr (SafiVerdict) more = judge (call | 1u << i);

      g_assert_cmpfloat (safi_verdict_get_log_odds (less), <=,
                         safi_verdict_get_log_odds (more) + 1e-9);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-call/who-wants-a-code-or-the-screen-is-a-scam",
                   who_wants_a_code_or_the_screen_is_a_scam);
  g_test_add_func ("/check-call/money-or-pressure-alone-is-not-sure-and-both-are-a-scam",
                   money_or_pressure_alone_is_not_sure_and_both_are_a_scam);
  g_test_add_func ("/check-call/who-wants-nothing-of-it-is-none", who_wants_nothing_of_it_is_none);
  g_test_add_func ("/check-call/no-single-thing-is-a-scam-where-the-person-rang",
                   no_single_thing_is_a_scam_where_the_person_rang);
  g_test_add_func ("/check-call/only-the-answers-are-heard", only_the_answers_are_heard);
  g_test_add_func ("/check-call/one-more-thing-that-scams-want-never-speaks-for-a-call",
                   one_more_thing_that_scams_want_never_speaks_for_a_call);
  return g_test_run ();
}
