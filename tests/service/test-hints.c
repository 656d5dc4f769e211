/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* What other programs set on messages. */
#include "engine-fixture.h"

#include "filter/safi-filter.h"
#include "mail/files/safi-folder-index.h"
#include "service/learning/safi-elsewhere.h"
#include "service/learning/safi-hints.h"
#include "service/learning/safi-notice.h"
#include "store/training/safi-training.h"

#define N_MESSAGES 6

/* Checked once, with all of the inbox called @decision. */
static Fixture *
start (guint n_messages, SafiDecision decision)
{
  Fixture *fixture = fixture_new (n_messages);

  fixture_start (fixture);
  fixture_call_all (fixture, decision, TRUE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  return fixture;
}

/* A directory counts no changes, so it is looked at once a day. */
static void
check_a_day_later (Fixture *fixture)
{
  safi_clock_advance (fixture->clock, SAFI_NOTICE_EVERY);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
}

static void
check_taught (Fixture *fixture, SafiStrength strength, guint good, guint junk)
{
  g_autoptr (SafiStore) store =
      safi_store_open_read_only (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  SafiTotals totals;

  g_assert_true (safi_training_count (store, fixture->account, strength, &totals, NULL));
  g_assert_cmpuint (totals.good, ==, good);
  g_assert_cmpuint (totals.junk, ==, junk);
}

/* As another program would, of all messages. */
static void
clear_flags (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->mail, "INBOX", NULL);
  g_autoptr (SafiFolderIndex) index = safi_folder_index_new (path);

  g_assert_true (safi_folder_index_update (index, NULL));
  for (guint i = 0; i < index->entries->len; i++)
    ((SafiFolderEntry *) index->entries->pdata[i])->listed.flags = 0;
  g_assert_true (safi_folder_index_save (index, NULL));
}

static void
test_each_keyword (void)
{
  static const struct {
    SafiFlags keywords;
    guint good;
    guint junk;
  } cases[] = {
    { SAFI_FLAG_JUNK, 0, 1 },
    { SAFI_FLAG_JUNK_WORD, 0, 1 },
    { SAFI_FLAG_NOT_JUNK, 1, 0 },
    { SAFI_FLAG_JUNK | SAFI_FLAG_JUNK_WORD, 0, 1 },
    { SAFI_FLAG_JUNK_WORD | SAFI_FLAG_NOT_JUNK, 0, 0 },
    { SAFI_FLAG_SEEN, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture *fixture = start (N_MESSAGES, SAFI_DECISION_UNSURE);
    g_autoptr (SafiJudged) row = NULL;

    fixture_set_flag (fixture, "INBOX", 2, cases[i].keywords);
    check_a_day_later (fixture);
    check_taught (fixture, SAFI_STRENGTH_MEDIUM, cases[i].good, cases[i].junk);
    check_taught (fixture, SAFI_STRENGTH_STRONG, 0, 0);
    row = fixture_find (fixture, 2);
    g_assert_false (row->is_taught);
    check_a_day_later (fixture);
    check_taught (fixture, SAFI_STRENGTH_MEDIUM, cases[i].good, cases[i].junk);
    fixture_free (fixture);
  }
}

static void
test_what_a_message_came_with_says_nothing (void)
{
  Fixture *fixture = fixture_new (N_MESSAGES);

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_UNSURE, TRUE);
  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_JUNK | SAFI_FLAG_JUNK_WORD);
  fixture_set_flag (fixture, "INBOX", 3, SAFI_FLAG_NOT_JUNK);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  check_a_day_later (fixture);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, 0);
  fixture_free (fixture);
}

/* Moved to Junk, which sets $Junk, and brought back. */
static void
test_own_keywords_say_nothing (void)
{
  Fixture *fixture = fixture_new (N_MESSAGES);
  g_autoptr (GPtrArray) actions = NULL;

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  actions = fixture_list_actions (fixture);
  g_assert_cmpuint (actions->len, ==, N_MESSAGES);
  check_a_day_later (fixture);
  g_assert_cmpint (
      fixture_undo_run (fixture, safi_action_get_fields (actions->pdata[0])->run, NULL), ==,
      N_MESSAGES);
  check_a_day_later (fixture);
  check_a_day_later (fixture);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, 0);
  fixture_free (fixture);
}

static void
test_a_person_is_heard_before_a_program (void)
{
  Fixture *fixture = start (N_MESSAGES, SAFI_DECISION_UNSURE);
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) answered = fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, NULL);

  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_JUNK_WORD);
  check_a_day_later (fixture);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, 0);
  check_taught (fixture, SAFI_STRENGTH_STRONG, 1, 0);
  fixture_free (fixture);
}

static void
test_an_answer_replaces_what_a_program_said (void)
{
  Fixture *fixture = start (N_MESSAGES, SAFI_DECISION_UNSURE);
  g_autoptr (SafiJudged) row = fixture_find (fixture, 2);
  g_autoptr (SafiJudged) answered = NULL;

  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_JUNK_WORD);
  check_a_day_later (fixture);
  answered = fixture_answer (fixture, row->id, SAFI_CLASS_GOOD, NULL);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, 0);
  check_taught (fixture, SAFI_STRENGTH_STRONG, 1, 0);
  fixture_free (fixture);
}

static void
test_a_keyword_that_is_gone_again_is_unlearned (void)
{
  Fixture *fixture = start (N_MESSAGES, SAFI_DECISION_UNSURE);

  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_JUNK_WORD);
  check_a_day_later (fixture);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, 1);
  clear_flags (fixture);
  check_a_day_later (fixture);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, 0);
  fixture_free (fixture);
}

static void
test_a_program_gone_mad_is_heard_so_often_only (void)
{
  Fixture *fixture = start (SAFI_HINTS_FIRST + 5, SAFI_DECISION_UNSURE);

  for (guint i = 0; i < SAFI_HINTS_FIRST + 5; i++)
    fixture_set_flag (fixture, "INBOX", i, SAFI_FLAG_JUNK_WORD);
  check_a_day_later (fixture);
  check_a_day_later (fixture);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, SAFI_HINTS_FIRST);
  fixture_free (fixture);
}

/* Before the day is over nothing is asked where nothing is counted. */
static void
test_one_look_a_day (void)
{
  Fixture *fixture = start (N_MESSAGES, SAFI_DECISION_UNSURE);

  fixture_set_flag (fixture, "INBOX", 2, SAFI_FLAG_JUNK_WORD);
  safi_clock_advance (fixture->clock, SAFI_NOTICE_EVERY - 1);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, 0);
  safi_clock_advance (fixture->clock, 1);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  check_taught (fixture, SAFI_STRENGTH_MEDIUM, 0, 1);
  fixture_free (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hints/each-keyword", test_each_keyword);
  g_test_add_func ("/hints/what-a-message-came-with-says-nothing",
                   test_what_a_message_came_with_says_nothing);
  g_test_add_func ("/hints/own-keywords-say-nothing", test_own_keywords_say_nothing);
  g_test_add_func ("/hints/a-person-is-heard-before-a-program",
                   test_a_person_is_heard_before_a_program);
  g_test_add_func ("/hints/an-answer-replaces-what-a-program-said",
                   test_an_answer_replaces_what_a_program_said);
  g_test_add_func ("/hints/a-keyword-that-is-gone-again-is-unlearned",
                   test_a_keyword_that_is_gone_again_is_unlearned);
  g_test_add_func ("/hints/a-program-gone-mad-is-heard-so-often-only",
                   test_a_program_gone_mad_is_heard_so_often_only);
  g_test_add_func ("/hints/one-look-a-day", test_one_look_a_day);
  return g_test_run ();
}
