/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Kills the engine at every fail point, goes on, and compares with the run that nobody disturbed.
 * The same program is the one that is killed: test-crash --work DIRECTORY. */
#include "engine-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/safi-fail-point.h"

#define N_MESSAGES 3
#define POINTS_MAX 2000

static Fixture *
adopt (const char *root)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->root = g_strdup (root);
  fixture->store = g_build_filename (root, "store", NULL);
  fixture->mail = g_build_filename (root, "mail", NULL);
  fixture->clock = safi_clock_new_fixed (FIXTURE_NOW);
  fixture->judged = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  fixture->notices = g_ptr_array_new_with_free_func (g_free);
  return fixture;
}

/* Everything that moves: a check, an undo, and answers both ways. Each step is one that may be
 * repeated. */
static int
work (const char *root)
{
  Fixture *fixture = adopt (root);
  g_autoptr (SafiJudged) first = NULL;
  g_autoptr (SafiJudged) second = NULL;
  g_autoptr (SafiJudged) answered = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  g_autoptr (GError) error = NULL;

  fixture_start (fixture);
  fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
  fixture_must_check (fixture, SAFI_CHECK_AS_POLICY);
  first = fixture_find (fixture, 0);
  actions = fixture_list_actions (fixture);
  for (guint i = 0; i < actions->len; i++) {
    SafiAction *action = actions->pdata[i];
    const char *identity = safi_message_ref_get_identity (safi_action_get_from (action));

    if (safi_action_get_fields (action)->undoes == 0 &&
        g_str_equal (identity, safi_message_ref_get_identity (first->ref)))
      g_assert_cmpint (fixture_undo (fixture, safi_action_get_fields (action)->id, NULL), >=, 0);
  }
  second = fixture_find (fixture, 1);
  answered = fixture_answer (fixture, second->id, SAFI_CLASS_GOOD, &error);
  g_assert_no_error (error);
  fixture_leave (fixture);
  return 0;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Folders with flags, rows, and the settled moves. Returns: (transfer full). */
static char *
describe (const char *root)
{
  Fixture *fixture = adopt (root);
  g_autofree char *mail = fixture_snapshot (fixture);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) actions = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  fixture_try_start (fixture, TRUE, &error);
  g_assert_no_error (error);
  actions = fixture_list_actions (fixture);
  rows = fixture_list (fixture, SAFI_JUDGED_ALL);
  for (guint i = 0; i < rows->len; i++) {
    SafiJudged *row = rows->pdata[i];

    g_ptr_array_add (lines,
                     g_strdup_printf ("row %s %s in %s, taught %d", row->subject,
                                      safi_fate_to_word (row->fate),
                                      safi_message_ref_get_folder (row->ref), row->is_taught));
  }
  for (guint i = 0; i < actions->len; i++) {
    SafiAction *action = actions->pdata[i];
    SafiMessageRef *from = safi_action_get_from (action);
    const SafiActionFields *fields = safi_action_get_fields (action);

    g_ptr_array_add (
        lines, g_strdup_printf ("move %s to %s %s, undo %d", safi_message_ref_get_identity (from),
                                safi_action_get_to_folder (action),
                                safi_move_state_to_word (fields->state), fields->undoes != 0));
  }
  fixture_leave (fixture);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, g_steal_pointer (&mail));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Returns: the exit code of the work in @root, killed at point @n (0: not). */
static int
run_worker (const char *program, const char *root, guint n)
{
  const char *argv[] = { program, "--work", root, NULL };
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autoptr (GError) error = NULL;
  int status;

  environment = n > 0 ? g_environ_setenv (environment, "SAFI_FAIL_AT", number, TRUE)
                      : g_environ_unsetenv (environment, "SAFI_FAIL_AT");
  g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  if (g_spawn_check_wait_status (status, &error))
    return 0;
  g_assert_true (error->domain == G_SPAWN_EXIT_ERROR);
  return error->code;
}

static void
test_no_crash_makes_a_difference (gconstpointer data)
{
  const char *program = data;
  Fixture *undisturbed = fixture_new (N_MESSAGES);
  g_autofree char *expected = NULL;
  guint n = 0;
  int code;

  g_assert_cmpint (run_worker (program, undisturbed->root, 0), ==, 0);
  expected = describe (undisturbed->root);
  fixture_free (undisturbed);
  do {
    Fixture *fixture = fixture_new (N_MESSAGES);
    g_autofree char *found = NULL;

    code = run_worker (program, fixture->root, ++n);
    if (code != 0) {
      g_assert_cmpint (code, ==, SAFI_FAIL_POINT_EXIT);
      g_assert_cmpint (run_worker (program, fixture->root, 0), ==, 0);
    }
    found = describe (fixture->root);
    if (!g_str_equal (found, expected))
      g_test_message ("after a crash at point %u:\n%s", n, found);
    g_assert_cmpstr (found, ==, expected);
    fixture_free (fixture);
  } while (code != 0 && n < POINTS_MAX);
  g_test_message ("%u points", n - 1);
  g_assert_cmpuint (n, >, 30);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--work"))
    return work (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/crash/no-crash-makes-a-difference", argv[0],
                        test_no_crash_makes_a_difference);
  return g_test_run ();
}
