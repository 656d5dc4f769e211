/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks that begin by themselves, with timers that end sooner (quick-timers.c). */
#include "engine-fixture.h"

#include <glib/gstdio.h>

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
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_setenv ("QUICK_TIMERS", "600", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timers/what-may-pass-by-itself-is-tried-again",
                   test_what_may_pass_by_itself_is_tried_again);
  return g_test_run ();
}
