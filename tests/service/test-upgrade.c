/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include <glib/gstdio.h>

#include "../store/old-store.h"

/* A mailbox goes on with the store of each older version, as if that version had moved its mail. */

#define N_MESSAGES 3

/* Mail was moved; the person took one back. Returns: (transfer full): the stopped mailbox. */
static Fixture *
move_mail (void)
{
  Fixture *fixture = fixture_new (N_MESSAGES);
  g_autoptr (SafiJudged) first = NULL;
  g_autoptr (GError) error = NULL;

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  first = fixture_find (fixture, 0);
  fixture_undo (fixture, first->action, &error);
  g_assert_no_error (error);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  fixture_stop (fixture);
  return fixture;
}

static void
make_older (Fixture *fixture, guint version)
{
  g_autofree char *newer = g_build_filename (fixture->root, "newer", NULL);

  g_assert_cmpint (g_rename (fixture->store, newer), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->store, 0700), ==, 0);
  old_store_write_like (fixture->store, version, newer);
}

static void
test_old_moves_can_be_undone (void)
{
  for (guint version = 1; version < old_store_get_newest (); version++) {
    Fixture *fixture = move_mail ();
    g_autoptr (SafiJudged) second = NULL;
    g_autoptr (GError) error = NULL;

    make_older (fixture, version);
    fixture_start (fixture);
    second = fixture_find (fixture, 1);
    g_assert_cmpint (second->fate, ==, SAFI_FATE_MOVED);
    fixture_undo (fixture, second->action, &error);
    g_assert_no_error (error);
    fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
    /* What was taken back stays, before the upgrade and after; the rest stays moved. */
    g_assert_true (fixture_is_in (fixture, "INBOX", 0));
    g_assert_true (fixture_is_in (fixture, "INBOX", 1));
    g_assert_true (fixture_is_in (fixture, "Junk", 2));
    fixture_free (fixture);
  }
}

static void
test_new_mail_is_judged_as_before (void)
{
  for (guint version = 1; version < old_store_get_newest (); version++) {
    Fixture *fixture = move_mail ();
    SafiCheckReport report;

    make_older (fixture, version);
    fixture_deliver (fixture, "INBOX", 10, FIXTURE_RECEIVED + 10);
    fixture_start (fixture);
    report = fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
    /* The mark and the limits of the old version hold: nothing is judged twice. */
    g_assert_cmpuint (report.listed, ==, 1);
    g_assert_true (fixture_is_in (fixture, "Junk", 10));
    fixture_free (fixture);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/upgrade/old-moves-can-be-undone", test_old_moves_can_be_undone);
  g_test_add_func ("/upgrade/new-mail-is-judged-as-before", test_new_mail_is_judged_as_before);
  return g_test_run ();
}
