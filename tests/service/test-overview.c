/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/state/safi-account-state-private.h"
#include "service/state/safi-overview.h"

static SafiAccountState *
add (GListStore *accounts, gint64 paused_until, gboolean is_paused)
{
  g_autoptr (SafiAccount) account = safi_account_new_practice (NULL, "amina@mail.example", "/tmp");
  g_autoptr (SafiAccountState) state = NULL;
  SafiPolicy policy = safi_policy_default ();

  policy.paused = is_paused;
  policy.paused_until = paused_until;
  state = safi_account_state_new (account, &policy);
  g_list_store_append (accounts, state);
  return state;
}

static GListStore *
new_accounts (void)
{
  return g_list_store_new (SAFI_TYPE_ACCOUNT_STATE);
}

static SafiOverview
look (GListStore *accounts)
{
  return safi_overview_of (G_LIST_MODEL (accounts), FALSE);
}

static void
test_nothing_is_an_overview_too (void)
{
  g_autoptr (GListStore) accounts = new_accounts ();

  g_assert_cmpint (look (accounts).mood, ==, SAFI_MOOD_EMPTY);
  g_assert_false (look (accounts).has_pause);
}

static void
test_counts_of_all_mailboxes_are_summed (void)
{
  g_autoptr (GListStore) accounts = new_accounts ();
  const SafiCounts counts = { .judged = 10, .junk = 4, .unsure = 2, .moved = 3, .would_move = 1 };
  const SafiLearning learning = { 0 };
  SafiOverview overview;

  for (guint i = 0; i < 3; i++)
    safi_account_state_set_counts (add (accounts, 0, FALSE), &counts, &learning);
  overview = look (accounts);
  g_assert_cmpuint (overview.judged, ==, 30);
  g_assert_cmpuint (overview.junk, ==, 12);
  g_assert_cmpuint (overview.moved, ==, 9);
  g_assert_cmpuint (overview.would_move, ==, 3);
  g_assert_cmpuint (overview.facts.unsure, ==, 6);
  g_assert_cmpint (overview.mood, ==, SAFI_MOOD_UNSURE);
}

static void
test_the_first_mailbox_with_a_problem_is_named (void)
{
  g_autoptr (GListStore) accounts = new_accounts ();

  add (accounts, 0, FALSE);
  safi_account_state_set_activity (add (accounts, 0, FALSE), SAFI_ACTIVITY_PROBLEM);
  safi_account_state_set_activity (add (accounts, 0, FALSE), SAFI_ACTIVITY_PROBLEM);
  safi_account_state_set_activity (add (accounts, 0, FALSE), SAFI_ACTIVITY_CHECKING);
  g_assert_cmpint (look (accounts).mood, ==, SAFI_MOOD_PROBLEM);
  g_assert_cmpuint (look (accounts).problem, ==, 1);
}

static void
test_progress_is_that_of_checks_and_learning (void)
{
  g_autoptr (GListStore) accounts = new_accounts ();
  SafiAccountState *checking = add (accounts, 0, FALSE);
  SafiAccountState *learning = add (accounts, 0, FALSE);
  SafiAccountState *idle = add (accounts, 0, FALSE);

  safi_account_state_set_progress (idle, 1000, 1000, 0);
  safi_account_state_set_activity (learning, SAFI_ACTIVITY_LEARNING);
  safi_account_state_set_progress (learning, 5, 50, 0);
  g_assert_cmpint (look (accounts).mood, ==, SAFI_MOOD_LEARNING);
  safi_account_state_set_activity (checking, SAFI_ACTIVITY_CHECKING);
  safi_account_state_set_progress (checking, 1, 20, 0);
  g_assert_cmpint (look (accounts).mood, ==, SAFI_MOOD_CHECKING);
  g_assert_cmpuint (look (accounts).done, ==, 6);
  g_assert_cmpuint (look (accounts).total, ==, 70);
}

static void
test_the_first_pause_that_ends_is_told (void)
{
  g_autoptr (GListStore) accounts = new_accounts ();

  add (accounts, 0, FALSE);
  g_assert_false (look (accounts).has_pause);
  add (accounts, 0, TRUE);
  g_assert_true (look (accounts).has_pause);
  g_assert_cmpint (look (accounts).paused_until, ==, 0);
  add (accounts, 900, TRUE);
  add (accounts, 300, TRUE);
  add (accounts, 0, TRUE);
  g_assert_cmpint (look (accounts).paused_until, ==, 300);
  g_assert_cmpint (look (accounts).mood, ==, SAFI_MOOD_QUIET);
}

#define ADD(name, test) g_test_add_func ("/overview/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nothing-is-an-overview-too", test_nothing_is_an_overview_too);
  ADD ("counts-of-all-mailboxes-are-summed", test_counts_of_all_mailboxes_are_summed);
  ADD ("the-first-mailbox-with-a-problem-is-named", test_the_first_mailbox_with_a_problem_is_named);
  ADD ("progress-is-that-of-checks-and-learning", test_progress_is_that_of_checks_and_learning);
  ADD ("the-first-pause-that-ends-is-told", test_the_first_pause_that_ends_is_told);
  return g_test_run ();
}
