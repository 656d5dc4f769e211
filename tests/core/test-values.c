/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <gio/gio.h>

#include "core/base/safi-clock.h"
#include "core/base/safi-error.h"
#include "core/judgement/safi-verdict.h"
#include "core/mailbox/safi-action.h"

static const SafiFinding finding = { "test.finding", 1.5, "Title {0}", "Advice", "tip" };

static void
test_words_round_trip (void)
{
  for (guint i = 0; i < SAFI_N_KINDS; i++) {
    SafiKind kind = SAFI_KIND_NONE;

    g_assert_true (safi_kind_from_word (safi_kind_to_word ((SafiKind) i), &kind));
    g_assert_cmpint (kind, ==, i);
  }
  for (guint i = 0; i <= SAFI_MOVE_ASK; i++) {
    SafiMoveState state = SAFI_MOVE_PLANNED;

    g_assert_true (safi_move_state_from_word (safi_move_state_to_word ((SafiMoveState) i), &state));
    g_assert_cmpint (state, ==, i);
  }
}

static void
test_unknown_word_leaves_value (void)
{
  SafiKind kind = SAFI_KIND_THREAT;

  g_assert_false (safi_kind_from_word ("nonsense", &kind));
  g_assert_false (safi_kind_from_word (NULL, &kind));
  g_assert_cmpint (kind, ==, SAFI_KIND_THREAT);
}

static void
test_verdict_sum_is_exact (void)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  g_autoptr (SafiVerdict) verdict = NULL;
  double sum = -0.25;

  for (guint i = 0; i < 7; i++) {
    SafiEvidence *row = safi_evidence_new (&finding);

    safi_evidence_set_weight (row, 0.1 * i);
    sum += 0.1 * i;
    g_ptr_array_add (rows, row);
  }
  verdict = safi_verdict_new (SAFI_DECISION_UNSURE, SAFI_KIND_OTHER, -0.25, 0.5, rows);
  g_assert_cmpfloat (safi_verdict_get_log_odds (verdict), ==, sum);
}

static void
test_borders_are_added_to_a_verdict (void)
{
  const SafiBorders borders = { .good_below = -0.5, .junk_from = 3.25 };
  g_autoptr (SafiEvidence) row = safi_evidence_new (&finding);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (SafiVerdict) plain = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;

  g_ptr_array_add (rows, row);
  plain = safi_verdict_new (SAFI_DECISION_UNSURE, SAFI_KIND_OTHER, -0.25, 0.5, rows);
  verdict = safi_verdict_with_borders (plain, &borders);
  g_assert_null (safi_verdict_get_borders (plain));
  g_clear_pointer (&plain, safi_verdict_unref);
  g_assert_cmpfloat (safi_verdict_get_borders (verdict)->junk_from, ==, 3.25);
  g_assert_cmpfloat (safi_verdict_get_borders (verdict)->good_below, ==, -0.5);
  g_assert_cmpint (safi_verdict_get_decision (verdict), ==, SAFI_DECISION_UNSURE);
  g_assert_cmpfloat (safi_verdict_get_log_odds (verdict), ==, finding.weight - 0.25);
  g_assert_true (safi_verdict_get_evidence (verdict)->pdata[0] == row);
}

static void
test_evidence_cuts_long_arguments (void)
{
  g_autoptr (SafiEvidence) evidence = safi_evidence_new (&finding);
  g_autofree char *at = g_strnfill (SAFI_EVIDENCE_ARG_OCTETS_MAX, 'a');
  g_autofree char *beyond = g_strconcat (at + 1, "\303\251", NULL); /* é across the limit */

  safi_evidence_add_arg (evidence, SAFI_ARG_TEXT, at);
  safi_evidence_add_arg (evidence, SAFI_ARG_TEXT, beyond);
  g_assert_cmpstr (safi_evidence_get_arg (evidence, 0), ==, at);
  g_assert_cmpuint (strlen (safi_evidence_get_arg (evidence, 1)), ==,
                    SAFI_EVIDENCE_ARG_OCTETS_MAX - 1);
}

static void
test_every_error_has_a_word (void)
{
  for (guint i = 0; i <= SAFI_ERROR_STOPPED; i++)
    g_assert_nonnull (safi_error_to_word ((SafiError) i));
}

static void
test_cancel_needs_no_remedy (void)
{
  g_autoptr (GError) cancelled =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_autoptr (GError) offline = g_error_new_literal (SAFI_ERROR, SAFI_ERROR_OFFLINE, "offline");

  g_assert_cmpint (safi_error_get_remedy (cancelled), ==, SAFI_REMEDY_NONE);
  g_assert_cmpint (safi_error_get_remedy (offline), ==, SAFI_REMEDY_TRY_LATER);
}

static void
test_clock_of_2010_is_implausible (void)
{
  SafiClock *clock = safi_clock_new_fixed (1262304000); /* 2010-01-01 */

  g_assert_false (safi_clock_is_plausible (clock));
  safi_clock_advance (clock, 17 * G_GINT64_CONSTANT (31557600));
  g_assert_true (safi_clock_is_plausible (clock));
  safi_clock_free_fixed (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/values/words-round-trip", test_words_round_trip);
  g_test_add_func ("/values/unknown-word-leaves-value", test_unknown_word_leaves_value);
  g_test_add_func ("/values/verdict-sum-is-exact", test_verdict_sum_is_exact);
  g_test_add_func ("/values/borders-are-added-to-a-verdict", test_borders_are_added_to_a_verdict);
  g_test_add_func ("/values/evidence-cuts-long-arguments", test_evidence_cuts_long_arguments);
  g_test_add_func ("/values/every-error-has-a-word", test_every_error_has_a_word);
  g_test_add_func ("/values/cancel-needs-no-remedy", test_cancel_needs_no_remedy);
  g_test_add_func ("/values/clock-of-2010-is-implausible", test_clock_of_2010_is_implausible);
  return g_test_run ();
}
