/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/* Kills the engine at every fail point, with and without the machine, goes on, and compares with
 * the run that nobody disturbed.
 * The same program is the one that is killed: test-crash --work STORY DIRECTORY. */
#include "engine-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "../lib/power-cut.h"
#include "../lib/random.h"
#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "filter/safi-filter.h"
#include "service/learning/safi-seed-batch.h"
#include "store/accounts/safi-store-learning.h"
#include "store/training/safi-training.h"

#define N_MESSAGES 3
#define N_LEARNED 30 /* of each class: more than a batch */
#define POINTS_MAX 2000
#define CUT_STEP 3  /* a power cut at every so many points … */
#define LOSS_STEP 7 /* … and one of a disk that had lied */

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
  gboolean has_power_cut; /* the machine ends with the process, each time in another way */
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

/* The work is killed at point @n, and @cut happens to its store; it goes on afterwards. @ret_code:
 * 0 if it ended before that point. Returns: (transfer full): what it led to. */
static char *
describe_after (const Test *test, guint n, PowerCut cut, GRand *random, int *ret_code)
{
  Fixture *fixture = prepare (test);
  char *found;

  *ret_code = run_worker (test, fixture->root, n);
  if (*ret_code != 0) {
    g_assert_cmpint (*ret_code, ==, SAFI_FAIL_POINT_EXIT);
    power_cut (fixture->store, cut, random);
    g_assert_cmpint (run_worker (test, fixture->root, 0), ==, 0);
  }
  found = test->story->describe (fixture->root);
  fixture_free (fixture);
  return found;
}

static void
test_no_crash_makes_a_difference (gconstpointer data)
{
  const Test *test = data;
  Fixture *undisturbed = prepare (test);
  g_autoptr (GRand) random = test_random_new ();
  g_autofree char *expected = NULL;
  guint n;
  int code = 1;

  g_assert_cmpint (run_worker (test, undisturbed->root, 0), ==, 0);
  expected = test->story->describe (undisturbed->root);
  fixture_free (undisturbed);
  for (n = 1; code != 0 && n < POINTS_MAX; n += test->has_power_cut ? CUT_STEP : 1) {
    const PowerCut cut = test->has_power_cut ? n % POWER_CUT_N_HONEST : POWER_CUT_NONE;
    g_autofree char *found = describe_after (test, n, cut, random, &code);

    if (!g_str_equal (found, expected))
      g_test_message ("after a crash at point %u, cut %u:\n%s", n, cut, found);
    g_assert_cmpstr (found, ==, expected);
  }
  g_test_message ("up to point %u", n - 1);
  g_assert_cmpuint (n, >, test->story->points_min);
}

/* Whatever the store has forgotten. */
static void
assert_all_mail_is_there_once (Fixture *fixture)
{
  for (guint i = 0; i < N_MESSAGES; i++)
    g_assert_true (fixture_is_in (fixture, "INBOX", i) != fixture_is_in (fixture, "Junk", i));
}

/* Checks until the store is one to work with. Damage that was met in mid-work is dealt with at the
 * next start. Returns: whether a damaged store was set aside. */
static gboolean
check_anew (Fixture *fixture)
{
  gboolean is_aside = FALSE;
  gboolean is_done = FALSE;

  for (guint i = 0; i < 3 && !is_done; i++) {
    g_autoptr (GError) error = NULL;

    if (fixture_try_start (fixture, FALSE, &error)) {
      fixture_stop (fixture);
      fixture_start (fixture);
      fixture_call_all (fixture, SAFI_DECISION_JUNK, FALSE);
      is_done = fixture_check (fixture, SAFI_CHECK_AS_POLICY, NULL, &error);
    }
    if (!is_done)
      g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT);
    fixture_stop (fixture);
    for (guint j = 0; j < fixture->notices->len; j++)
      is_aside |= g_str_equal (fixture->notices->pdata[j], "store-set-aside");
  }
  g_assert_true (is_done);
  return is_aside;
}

static char *
read_kept (Fixture *fixture, const char *name, gsize *ret_size)
{
  g_autofree char *path = g_build_filename (fixture->store, name, NULL);
  char *octets = NULL;

  g_file_get_contents (path, &octets, ret_size, NULL);
  return octets;
}

/* The disk had lied about the newest steps, or lost the file itself. */
static void
test_lost_steps_lose_no_mail (gconstpointer data)
{
  const Test *test = data;
  g_autoptr (GRand) random = test_random_new ();
  int code = 1;

  for (guint n = 1; code != 0 && n < POINTS_MAX; n += LOSS_STEP) {
    Fixture *fixture = prepare (test);

    code = run_worker (test, fixture->root, n);
    power_cut (fixture->store,
               (PowerCut) g_rand_int_range (random, POWER_CUT_N_HONEST, POWER_CUT_N), random);
    check_anew (fixture);
    assert_all_mail_is_there_once (fixture);
    fixture_free (fixture);
  }
}

static void
test_ruined_store_is_kept_and_loses_no_mail (gconstpointer data)
{
  const Test *test = data;
  g_autoptr (GRand) random = test_random_new ();
  int code = 1;

  for (guint n = 1; code != 0 && n < POINTS_MAX; n += LOSS_STEP) {
    Fixture *fixture = prepare (test);
    g_autofree char *ruined = NULL;
    g_autofree char *kept = NULL;
    gsize size = 0;
    gsize kept_size = 0;

    fixture_start (fixture);
    fixture_stop (fixture);
    code = run_worker (test, fixture->root, n);
    power_cut_ruin (fixture->store, random);
    ruined = read_kept (fixture, "safibox.db", &size);
    g_assert_true (check_anew (fixture));
    kept = read_kept (fixture, "safibox-damaged-1.db", &kept_size);
    g_assert_cmpmem (kept, kept_size, ruined, size);
    assert_all_mail_is_there_once (fixture);
    fixture_free (fixture);
  }
}

static void
add_test (const char *word, const Test *test)
{
  g_autofree char *path =
      g_strdup_printf ("/crash/no-%s-while-%s-makes-a-difference", word, test->story->name);

  g_test_add_data_func (path, test, test_no_crash_makes_a_difference);
}

int
main (int argc, char **argv)
{
  static Test tests[G_N_ELEMENTS (stories)];
  static Test cut_tests[G_N_ELEMENTS (stories)];

  if (argc == 4 && g_str_equal (argv[1], "--work"))
    for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
      if (g_str_equal (argv[2], stories[i].name))
        return stories[i].work (argv[3]);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++) {
    tests[i] = (Test){ argv[0], &stories[i], FALSE };
    cut_tests[i] = (Test){ argv[0], &stories[i], TRUE };
    add_test ("crash", &tests[i]);
    add_test ("power-cut", &cut_tests[i]);
  }
  g_test_add_data_func ("/crash/lost-steps-lose-no-mail", &tests[0], test_lost_steps_lose_no_mail);
  g_test_add_data_func ("/crash/ruined-store-is-kept-and-loses-no-mail", &tests[0],
                        test_ruined_store_is_kept_and_loses_no_mail);
  return g_test_run ();
}
