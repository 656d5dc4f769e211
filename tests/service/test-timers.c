/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks that begin by themselves, with timers that end sooner (quick-timers.c). */
#include "engine-fixture.h"

#include <glib/gstdio.h>

#include "filter/safi-filter.h"
#include "store/accounts/safi-data-use.h"
#include "store/accounts/safi-letters.h"

static void
until_activity (Fixture *fixture, SafiActivity activity)
{
  SafiAccountState *state = safi_engine_find_account (fixture->engine, fixture->account);

  while (safi_account_state_get_activity (state) != activity)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_what_may_pass_by_itself_is_tried_again (void)
{
  Fixture *fixture = fixture_new (2);
  g_autofree char *junk = g_build_filename (fixture->mail, "Junk", NULL);

  g_setenv ("QUICK_TIMERS", "600", TRUE);
  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  g_assert_cmpint (g_rmdir (junk), ==, 0);
  safi_engine_set_watching (fixture->engine, TRUE);
  until_activity (fixture, SAFI_ACTIVITY_PROBLEM);
  g_assert_cmpint (g_mkdir (junk, 0700), ==, 0); /* by somebody else */
  until_activity (fixture, SAFI_ACTIVITY_IDLE);
  fixture_deliver (fixture, "INBOX", 2, FIXTURE_RECEIVED);
  while (fixture->judged->len < 3)
    g_main_context_iteration (NULL, TRUE);
  g_unsetenv ("QUICK_TIMERS");
  fixture_free (fixture);
}

/* A mailbox whose server nobody plays, after the day's limit, with a weekly letter to be sent. */
static void
save_limited_account (Fixture *fixture)
{
  g_autoptr (SafiAccount) account = safi_account_new_imap (NULL, "amina@practice.example", "amina",
                                                           "127.0.0.1", 1, SAFI_SECURITY_TLS);
  g_autoptr (GBytes) letter = g_bytes_new_static ("Subject: letter\r\n\r\n", 19);
  g_autoptr (SafiStoreClaim) claim = safi_store_claim (fixture->store, NULL);
  g_autoptr (SafiStore) store =
      safi_store_open (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  SafiPolicy policy = safi_policy_default ();

  policy.digest = TRUE;
  policy.day_megabytes = 1;
  policy.waits_at_limit = TRUE;
  fixture->account = g_strdup (safi_account_get_id (account));
  g_assert_true (safi_store_save_account (store, account, NULL));
  g_assert_true (safi_store_set_policy (store, fixture->account, &policy, NULL));
  g_assert_true (
      safi_store_add_data_use (store, fixture->account, FIXTURE_NOW, 2 * 1000 * 1000, NULL));
  g_assert_true (safi_letters_plan (store, fixture->account, "letter", letter, NULL));
}

static void
write_nothing (GPtrArray *rows, char **ret_subject, char **ret_text)
{
  *ret_subject = g_strdup ("");
  *ret_text = g_strdup ("");
}

static void
count_check_cb (SafiAccountState *state, GParamSpec *property, gpointer user_data)
{
  *(guint *) user_data += safi_account_state_get_activity (state) == SAFI_ACTIVITY_CHECKING;
}

static gboolean
passed_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_a_letter_that_cannot_be_sent_makes_no_checks (void)
{
  Fixture *fixture = fixture_new (0);
  gboolean has_passed = FALSE;
  SafiAccountState *state;
  guint n_checks = 0;

  save_limited_account (fixture);
  g_assert_true (fixture_try_start (fixture, FALSE, NULL));
  safi_engine_set_digest_writer (fixture->engine, write_nothing);
  state = safi_engine_find_account (fixture->engine, fixture->account);
  g_signal_connect (state, "notify::activity", G_CALLBACK (count_check_cb), &n_checks);
  safi_engine_set_watching (fixture->engine, TRUE);
  g_timeout_add_seconds (5, passed_cb, &has_passed);
  while (!has_passed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_checks, >, 0);
  g_assert_cmpuint (n_checks, <=, 2);
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timers/what-may-pass-by-itself-is-tried-again",
                   test_what_may_pass_by_itself_is_tried_again);
  g_test_add_func ("/timers/a-letter-that-cannot-be-sent-makes-no-checks",
                   test_a_letter_that_cannot_be_sent_makes_no_checks);
  return g_test_run ();
}
