/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Kills the engine at every fail point, goes on, and compares with the run that nobody disturbed.
 * The same program is the one that is killed: test-crash --work STORY DIRECTORY. */
#include "engine-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/safi-fail-point.h"
#include "filter/safi-filter.h"
#include "service/safi-seed-batch.h"
#include "store/safi-store-learning.h"
#include "store/safi-training.h"

#define N_MESSAGES 3
#define N_LEARNED 30 /* of each class: more than a batch */
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
move_work (const char *root)
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
describe_moves (const char *root)
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

/* Mail that was answered, mail in Junk, and whom the person wrote to. */
static void
prepare_learning (Fixture *fixture)
{
  for (guint i = 0; i < N_LEARNED; i++) {
    fixture_deliver (fixture, "INBOX", i, FIXTURE_RECEIVED + i);
    fixture_set_flag (fixture, "INBOX", i, SAFI_FLAG_ANSWERED);
    fixture_deliver (fixture, "Junk", 100 + i, FIXTURE_RECEIVED + i);
  }
  fixture_deliver (fixture, "INBOX", 50, FIXTURE_RECEIVED);
  fixture_deliver (fixture, "Sent", 200, FIXTURE_RECEIVED);
}

static int
learn_work (const char *root)
{
  Fixture *fixture = adopt (root);
  SafiLearnReport report;
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  fixture_start (fixture);
  safi_engine_learn_async (fixture->engine, fixture->account, NULL, fixture_ready_cb, &wait);
  safi_engine_learn_finish (fixture->engine, fixture_wait (&wait), &report, &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
  fixture_leave (fixture);
  return 0;
}

/* What each message was taught, whom the person wrote to, and what is still to be done. Returns:
 * (transfer full). */
static char *
describe_learning (const char *root)
{
  Fixture *fixture = adopt (root);
  g_autoptr (SafiStore) store =
      safi_store_open_read_only (fixture->store, fixture->clock, safi_filter_lookup, NULL);
  g_autoptr (GPtrArray) accounts = safi_store_list_accounts (store, NULL);
  const char *account = safi_account_get_id (accounts->pdata[0]);
  g_autoptr (GPtrArray) lines = safi_training_list (store, account, NULL);
  g_autofree char *note = safi_store_get_note (store, account, SAFI_SEED_NOTE_PASSES, NULL);
  guint count = 0;

  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *identity = lines->pdata[i];
    g_autoptr (SafiTaught) taught = safi_training_get (store, account, identity, NULL);

    lines->pdata[i] =
        g_strdup_printf ("%s %s", identity, safi_class_to_word (taught->lesson->taught_class));
  }
  g_ptr_array_sort (lines, compare_lines);
  safi_store_count_correspondents (store, account, &count, NULL);
  g_ptr_array_add (lines, g_strdup_printf ("%u correspondents, passes %s", count, note));
  g_ptr_array_add (lines, fixture_snapshot (fixture));
  g_ptr_array_add (lines, NULL);
  g_clear_pointer (&store, safi_store_close);
  fixture_leave (fixture);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
prepare_moves (Fixture *fixture)
{
  for (guint i = 0; i < N_MESSAGES; i++)
    fixture_deliver (fixture, "INBOX", i, FIXTURE_RECEIVED + i);
}

typedef struct {
  const char *name;
  void (*prepare) (Fixture *fixture);
  int (*work) (const char *root);
  char *(*describe) (const char *root);
  guint points_min; /* fail points that the work must pass at least */
} Story;

static const Story stories[] = {
  { "moving", prepare_moves, move_work, describe_moves, 30 },
  { "learning", prepare_learning, learn_work, describe_learning, 20 },
};

typedef struct {
  const char *program;
  const Story *story;
} Test;

/* Returns: the exit code of the work in @root, killed at point @n (0: not). */
static int
run_worker (const Test *test, const char *root, guint n)
{
  const char *argv[] = { test->program, "--work", test->story->name, root, NULL };
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

static Fixture *
prepare (const Test *test)
{
  Fixture *fixture = fixture_new (0);

  test->story->prepare (fixture);
  return fixture;
}

static void
test_no_crash_makes_a_difference (gconstpointer data)
{
  const Test *test = data;
  Fixture *undisturbed = prepare (test);
  g_autofree char *expected = NULL;
  guint n = 0;
  int code;

  g_assert_cmpint (run_worker (test, undisturbed->root, 0), ==, 0);
  expected = test->story->describe (undisturbed->root);
  fixture_free (undisturbed);
  do {
    Fixture *fixture = prepare (test);
    g_autofree char *found = NULL;

    code = run_worker (test, fixture->root, ++n);
    if (code != 0) {
      g_assert_cmpint (code, ==, SAFI_FAIL_POINT_EXIT);
      g_assert_cmpint (run_worker (test, fixture->root, 0), ==, 0);
    }
    found = test->story->describe (fixture->root);
    if (!g_str_equal (found, expected))
      g_test_message ("after a crash at point %u:\n%s", n, found);
    g_assert_cmpstr (found, ==, expected);
    fixture_free (fixture);
  } while (code != 0 && n < POINTS_MAX);
  g_test_message ("%u points", n - 1);
  g_assert_cmpuint (n, >, test->story->points_min);
}

int
main (int argc, char **argv)
{
  static Test tests[G_N_ELEMENTS (stories)];

  if (argc == 4 && g_str_equal (argv[1], "--work"))
    for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
      if (g_str_equal (argv[2], stories[i].name))
        return stories[i].work (argv[3]);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++) {
    g_autofree char *path =
        g_strdup_printf ("/crash/no-crash-while-%s-makes-a-difference", stories[i].name);

    tests[i] = (Test){ argv[0], &stories[i] };
    g_test_add_data_func (path, &tests[i], test_no_crash_makes_a_difference);
  }
  return g_test_run ();
}
