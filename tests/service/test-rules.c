/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error-wait.h"
#include "service/engine/safi-watch.h"
#include "service/mailbox/safi-move-rule.h"
#include "service/scan/safi-uid-spans.h"

#define NOW G_GINT64_CONSTANT (1795100000) /* seconds UTC */

static const SafiMoveFacts junk = { .decision = SAFI_DECISION_JUNK,
                                    .mode = SAFI_CHECK_AS_POLICY,
                                    .is_trusted = TRUE,
                                    .moves_left = 1 };

static void
test_junk_is_moved (void)
{
  g_assert_cmpint (safi_move_rule (&junk), ==, SAFI_MOVE_RULE_MOVE);
}

static void
test_only_junk_is_moved (void)
{
  SafiMoveFacts facts = junk;

  facts.mode = SAFI_CHECK_MOVE;
  facts.decision = SAFI_DECISION_UNSURE;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_STAY);
  facts.decision = SAFI_DECISION_GOOD;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_STAY);
}

static void
test_a_person_s_sign_forbids_moving (void)
{
  static const SafiFlags signs[] = { SAFI_FLAG_DELETED, SAFI_FLAG_FLAGGED, SAFI_FLAG_DRAFT,
                                     SAFI_FLAG_ANSWERED };
  static const SafiFlags others[] = { SAFI_FLAG_SEEN, SAFI_FLAG_JUNK, SAFI_FLAG_NOT_JUNK };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++) {
    SafiMoveFacts facts = junk;

    facts.flags = signs[i];
    facts.mode = SAFI_CHECK_MOVE;
    g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_STAY);
  }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    SafiMoveFacts facts = junk;

    facts.flags = others[i];
    g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_MOVE);
  }
}

static void
test_what_the_person_kept_stays (void)
{
  SafiMoveFacts kept = junk;
  SafiMoveFacts taught = junk;

  kept.is_kept = TRUE;
  kept.mode = SAFI_CHECK_MOVE;
  taught.is_taught = TRUE;
  g_assert_cmpint (safi_move_rule (&kept), ==, SAFI_MOVE_RULE_STAY);
  g_assert_cmpint (safi_move_rule (&taught), ==, SAFI_MOVE_RULE_STAY);
}

static void
test_what_was_moved_once_is_not_moved_again (void)
{
  for (int fate = SAFI_FATE_STAYED; fate <= SAFI_FATE_ASK; fate++) {
    SafiMoveFacts facts = junk;
    gboolean is_untouched = fate == SAFI_FATE_STAYED || fate == SAFI_FATE_WOULD_MOVE;

    facts.fate = (SafiFate) fate;
    g_assert_cmpint (safi_move_rule (&facts), ==,
                     is_untouched ? SAFI_MOVE_RULE_MOVE : SAFI_MOVE_RULE_STAY);
  }
}

static void
test_watch_only_holds_back_unless_asked (void)
{
  SafiMoveFacts facts = junk;

  facts.watch_only = TRUE;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_HOLD);
  facts.mode = SAFI_CHECK_MOVE;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_MOVE);
}

static void
test_a_changed_folder_holds_back_unless_asked (void)
{
  SafiMoveFacts facts = junk;

  facts.is_trusted = FALSE;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_HOLD);
  facts.mode = SAFI_CHECK_MOVE;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_MOVE);
}

static void
test_the_limit_holds_back_unless_asked (void)
{
  SafiMoveFacts facts = junk;

  g_assert_false (safi_move_rule_is_at_limit (&facts));
  facts.moves_left = 0;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_HOLD);
  g_assert_true (safi_move_rule_is_at_limit (&facts));
  facts.watch_only = TRUE;
  g_assert_false (safi_move_rule_is_at_limit (&facts));
  facts.watch_only = FALSE;
  facts.mode = SAFI_CHECK_MOVE;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_MOVE);
}

static void
test_a_young_message_waits (void)
{
  SafiMoveFacts facts = junk;

  facts.is_young = TRUE;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_LATER);
  facts.mode = SAFI_CHECK_MOVE;
  g_assert_cmpint (safi_move_rule (&facts), ==, SAFI_MOVE_RULE_LATER);
}

static void
test_age_counts_from_ten_seconds (void)
{
  static const struct {
    gint64 age;
    gboolean is_young;
  } cases[] = {
    { 0, TRUE },  { 9, TRUE },   { 10, FALSE },  { 86400, FALSE },
    { -1, TRUE }, { -60, TRUE }, { -61, FALSE }, /* the clocks differ too much to tell */
  };

  SafiClock *clock = safi_clock_new_fixed (NOW);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (safi_move_rule_is_young (NOW - cases[i].age, clock), ==, cases[i].is_young);
  g_assert_false (safi_move_rule_is_young (0, clock));
  safi_clock_free_fixed (clock);
}

static void
test_a_dead_clock_tells_no_age (void)
{
  SafiClock *clock = safi_clock_new_fixed (1262304000);

  g_assert_false (safi_move_rule_is_young (1262304000, clock));
  safi_clock_free_fixed (clock);
}

static char *
write_spans (SafiUidSpans *spans)
{
  return safi_uid_spans_to_text (spans, 7);
}

static void
test_spans_that_touch_become_one (void)
{
  g_autoptr (GArray) spans = safi_uid_spans_new ();
  g_autofree char *text = NULL;

  safi_uid_spans_add (spans, 10, 20);
  safi_uid_spans_add (spans, 30, 40);
  safi_uid_spans_add (spans, 20, 25);
  safi_uid_spans_add (spans, 28, 35);
  safi_uid_spans_add (spans, 5, 5);
  text = write_spans (spans);
  g_assert_cmpstr (text, ==, "7 10-25 28-40");
}

static void
test_a_span_that_covers_others_takes_them (void)
{
  g_autoptr (GArray) spans = safi_uid_spans_new ();
  g_autofree char *text = NULL;

  safi_uid_spans_add (spans, 10, 12);
  safi_uid_spans_add (spans, 14, 16);
  safi_uid_spans_add (spans, 1, 99);
  text = write_spans (spans);
  g_assert_cmpstr (text, ==, "7 1-99");
}

static void
test_a_uid_taken_out_splits_its_span (void)
{
  g_autoptr (GArray) spans = safi_uid_spans_new ();
  g_autofree char *text = NULL;

  safi_uid_spans_add (spans, 10, 20);
  safi_uid_spans_remove (spans, 15);
  safi_uid_spans_remove (spans, 10);
  safi_uid_spans_remove (spans, 19);
  safi_uid_spans_remove (spans, 99);
  text = write_spans (spans);
  g_assert_cmpstr (text, ==, "7 11-15 16-19");
  g_assert_true (safi_uid_spans_contains (spans, 14));
  g_assert_false (safi_uid_spans_contains (spans, 15));
}

static void
test_the_mark_moves_to_the_first_hole (void)
{
  g_autoptr (GArray) spans = safi_uid_spans_new ();
  g_autofree char *text = NULL;

  safi_uid_spans_add (spans, 5, 10);
  safi_uid_spans_add (spans, 12, 20);
  g_assert_cmpuint (safi_uid_spans_take_below (spans, 3), ==, 3);
  g_assert_cmpuint (safi_uid_spans_take_below (spans, 7), ==, 10);
  text = write_spans (spans);
  g_assert_cmpstr (text, ==, "7 12-20");
}

static void
test_spans_outlive_the_program (void)
{
  g_autoptr (GArray) spans = safi_uid_spans_new_from_text ("7 10-20 30-4294967295", 7);
  g_autofree char *text = write_spans (spans);

  g_assert_cmpstr (text, ==, "7 10-20 30-4294967295");
}

static void
test_spans_of_another_uidvalidity_are_nothing (void)
{
  static const char *const texts[] = { "8 10-20", "", "x", "7 x-y", "7 20-10", "7" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GArray) spans = safi_uid_spans_new_from_text (texts[i], 7);

    g_assert_cmpuint (spans->len, ==, 0);
  }
}

static void
test_too_many_spans_forget_the_oldest (void)
{
  g_autoptr (GArray) spans = safi_uid_spans_new ();

  for (guint i = 0; i < SAFI_UID_SPANS_MAX; i++)
    safi_uid_spans_add (spans, 10 * i + 10, 10 * i + 11);
  g_assert_cmpuint (spans->len, ==, SAFI_UID_SPANS_MAX);
  g_assert_true (safi_uid_spans_contains (spans, 10));
  safi_uid_spans_add (spans, 100000, 100001);
  g_assert_cmpuint (spans->len, ==, SAFI_UID_SPANS_MAX);
  g_assert_false (safi_uid_spans_contains (spans, 10));
  g_assert_true (safi_uid_spans_contains (spans, 100000));
}

static void
test_back_off_doubles_up_to_ten_minutes (void)
{
  static const struct {
    guint n_failures;
    double wait; /* seconds, in the middle of its spread */
  } cases[] = { { 1, 1 }, { 2, 2 }, { 3, 4 }, { 10, 512 }, { 11, 600 }, { 100000, 600 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpfloat (safi_watch_get_wait (cases[i].n_failures, 0.5), ==, cases[i].wait);
    g_assert_cmpfloat (safi_watch_get_wait (cases[i].n_failures, 0), ==, cases[i].wait / 2);
    g_assert_cmpfloat (safi_watch_get_wait (cases[i].n_failures, 1), ==, cases[i].wait * 1.5);
  }
}

static void
test_a_busy_server_is_left_alone (void)
{
  g_assert_cmpfloat (safi_watch_get_busy_wait (1, 0, 0), ==, 300);
  g_assert_cmpfloat (safi_watch_get_busy_wait (2, 0, 0), ==, 600);
  g_assert_cmpfloat (safi_watch_get_busy_wait (3, 0, 1), ==, 1800);
  g_assert_cmpfloat (safi_watch_get_busy_wait (1000, 0, 0), ==, SAFI_ERROR_WAIT_MAX);
  g_assert_cmpfloat (safi_watch_get_busy_wait (1, 40, 0), ==, 40);
  g_assert_cmpfloat (safi_watch_get_busy_wait (9, 40, 1), ==, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/rules/" path, func)
  ADD ("junk-is-moved", test_junk_is_moved);
  ADD ("only-junk-is-moved", test_only_junk_is_moved);
  ADD ("a-person-s-sign-forbids-moving", test_a_person_s_sign_forbids_moving);
  ADD ("what-the-person-kept-stays", test_what_the_person_kept_stays);
  ADD ("what-was-moved-once-is-not-moved-again", test_what_was_moved_once_is_not_moved_again);
  ADD ("watch-only-holds-back-unless-asked", test_watch_only_holds_back_unless_asked);
  ADD ("a-changed-folder-holds-back-unless-asked", test_a_changed_folder_holds_back_unless_asked);
  ADD ("the-limit-holds-back-unless-asked", test_the_limit_holds_back_unless_asked);
  ADD ("a-young-message-waits", test_a_young_message_waits);
  ADD ("age-counts-from-ten-seconds", test_age_counts_from_ten_seconds);
  ADD ("a-dead-clock-tells-no-age", test_a_dead_clock_tells_no_age);
  ADD ("spans-that-touch-become-one", test_spans_that_touch_become_one);
  ADD ("a-span-that-covers-others-takes-them", test_a_span_that_covers_others_takes_them);
  ADD ("a-uid-taken-out-splits-its-span", test_a_uid_taken_out_splits_its_span);
  ADD ("the-mark-moves-to-the-first-hole", test_the_mark_moves_to_the_first_hole);
  ADD ("spans-outlive-the-program", test_spans_outlive_the_program);
  ADD ("spans-of-another-uidvalidity-are-nothing", test_spans_of_another_uidvalidity_are_nothing);
  ADD ("too-many-spans-forget-the-oldest", test_too_many_spans_forget_the_oldest);
  ADD ("back-off-doubles-up-to-ten-minutes", test_back_off_doubles_up_to_ten_minutes);
  ADD ("a-busy-server-is-left-alone", test_a_busy_server_is_left_alone);
#undef ADD
  return g_test_run ();
}
