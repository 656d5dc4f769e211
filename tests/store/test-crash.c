/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/power-cut.h"
#include "../lib/random.h"
#include "core/base/safi-fail-point.h"
#include "store-fixture.h"

/* This program is its own victim: "--story DIRECTORY" tells the fixture's story once, writing one
 * octet to standard output after each step; "--batches DIRECTORY" writes batches until it is
 * killed, one octet after each. */

#define CRASHES_MAX 200
#define KILLS 20
#define BATCH 50 /* judged messages, each with an action, in one transaction */
#define CUTS 2   /* of each kind after each step */

static const char *program;

static void
say_done (void)
{
  if (write (STDOUT_FILENO, ".", 1) != 1)
    _exit (2);
}

static int
tell_story (const char *directory)
{
  SafiStore *store = store_fixture_open (directory);

  for (guint step = 0; step < STORE_FIXTURE_N_STEPS; step++) {
    g_autoptr (GError) error = NULL;

    store_fixture_run_step (store, step, &error);
    g_assert_no_error (error);
    say_done ();
  }
  safi_store_close (store);
  return EXIT_SUCCESS;
}

G_NORETURN static void
write_batches (const char *directory)
{
  SafiStore *store = store_fixture_open (directory);

  for (guint number = 1;;) {
    g_assert_true (safi_store_begin (store, NULL));
    for (guint i = 0; i < BATCH; i++, number++) {
      g_autoptr (SafiAction) action = store_fixture_new_action (number);

      safi_action_unref (store_fixture_plan (
          store, action, store_fixture_put (store, number, SAFI_DECISION_JUNK)));
    }
    g_assert_true (safi_store_commit (store, NULL));
    say_done ();
  }
}

/* Starts this program again. Returns: its process id; @ret_output: the end to read from. */
static pid_t
start (const char *job, const char *directory, int *ret_output)
{
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0) {
    dup2 (ends[1], STDOUT_FILENO);
    close (ends[0]);
    close (ends[1]);
    execl (program, program, job, directory, NULL);
    _exit (127);
  }
  close (ends[1]);
  *ret_output = ends[0];
  return child;
}

/* Reads at most @max octets. Returns: how many came before the end. */
static guint
count_done (int output, guint max)
{
  guint n = 0;
  char octet;

  while (n < max && read (output, &octet, 1) == 1)
    n++;
  return n;
}

static void
assert_sound (const char *directory)
{
  g_autofree char *integrity = store_fixture_integrity (directory);

  g_assert_cmpstr (integrity, ==, "ok");
}

/* Returns: (transfer full) (element-type utf8): the file before each step and after the last. */
static GPtrArray *
record_story (const char *directory)
{
  GPtrArray *dumps = g_ptr_array_new_with_free_func (g_free);
  SafiStore *store = store_fixture_open (directory);

  g_ptr_array_add (dumps, store_fixture_dump (directory));
  for (guint step = 0; step < STORE_FIXTURE_N_STEPS; step++) {
    g_assert_true (store_fixture_run_step (store, step, NULL));
    g_ptr_array_add (dumps, store_fixture_dump (directory));
  }
  safi_store_close (store);
  return dumps;
}

#ifdef SAFI_FAIL_POINTS

/* Returns: FALSE if the story ended before fail point @n. */
static gboolean
crash_at (guint n, const char *template, GPtrArray *dumps)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *dump = NULL;
  guint done;
  int output, status;
  pid_t child;

  store_fixture_copy (template, directory);
  g_setenv ("SAFI_FAIL_AT", number, TRUE);
  child = start ("--story", directory, &output);
  g_unsetenv ("SAFI_FAIL_AT");
  done = count_done (output, STORE_FIXTURE_N_STEPS);
  close (output);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == SAFI_FAIL_POINT_EXIT);
  assert_sound (directory);
  dump = store_fixture_dump (directory);
  if (!g_str_equal (dump, dumps->pdata[done]))
    g_assert_cmpstr (dump, ==, dumps->pdata[MIN (done + 1, STORE_FIXTURE_N_STEPS)]);
  store_fixture_remove_directory (g_steal_pointer (&directory));
  return WEXITSTATUS (status) != 0;
}

static void
test_crash_at_every_commit_leaves_a_whole_step (void)
{
  g_autofree char *template = store_fixture_make_directory ();
  g_autofree char *recorded = store_fixture_make_directory ();
  g_autoptr (GPtrArray) dumps = NULL;
  guint n = 1;

  safi_store_close (store_fixture_open (template));
  store_fixture_copy (template, recorded);
  dumps = record_story (recorded);
  while (crash_at (n, template, dumps))
    g_assert_cmpuint (++n, <, CRASHES_MAX);
  g_test_message ("%u crashes", n - 1);
  g_assert_cmpuint (n, >, STORE_FIXTURE_N_STEPS);
  store_fixture_remove_directory (g_steal_pointer (&recorded));
  store_fixture_remove_directory (g_steal_pointer (&template));
}

#else

static void
test_crash_at_every_commit_leaves_a_whole_step (void)
{
  g_test_skip ("built without -Dfail_points=true");
}

#endif

/* All files of an open store, between two steps. Returns: (transfer full). */
static char *
copy_open (const char *directory)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  char *copy = store_fixture_make_directory ();

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *from = g_strconcat (directory, "/safibox.db", suffixes[i], NULL);
    g_autofree char *to = g_strconcat (copy, "/safibox.db", suffixes[i], NULL);
    g_autofree char *octets = NULL;
    gsize size;

    g_assert_true (g_file_get_contents (from, &octets, &size, NULL));
    g_assert_true (g_file_set_contents (to, octets, (gssize) size, NULL));
  }
  return copy;
}

/* @done: steps that were committed. A disk that keeps its word keeps them all, any other the first
 * of them. */
static void
open_after (const char *directory, PowerCut cut, GPtrArray *dumps, guint done)
{
  g_autofree char *dump = NULL;
  guint found = cut < POWER_CUT_N_HONEST ? done : 0;

  safi_store_close (store_fixture_open (directory));
  assert_sound (directory);
  dump = store_fixture_dump (directory);
  while (found < done && !g_str_equal (dump, dumps->pdata[found]))
    found++;
  g_assert_cmpstr (dump, ==, dumps->pdata[found]);
}

static void
test_power_cut_leaves_whole_steps (void)
{
  g_autofree char *template = store_fixture_make_directory ();
  g_autofree char *recorded = store_fixture_make_directory ();
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (GPtrArray) dumps = NULL;
  SafiStore *store;

  safi_store_close (store_fixture_open (template));
  store_fixture_copy (template, recorded);
  dumps = record_story (recorded);
  store = store_fixture_open (template);
  for (guint done = 0; done <= STORE_FIXTURE_N_STEPS; done++) {
    for (guint i = 0; i < POWER_CUT_N * CUTS; i++) {
      char *directory = copy_open (template);

      power_cut (directory, i % POWER_CUT_N, random);
      open_after (directory, i % POWER_CUT_N, dumps, done);
      store_fixture_remove_directory (directory);
    }
    if (done < STORE_FIXTURE_N_STEPS)
      g_assert_true (store_fixture_run_step (store, done, NULL));
  }
  safi_store_close (store);
  store_fixture_remove_directory (g_steal_pointer (&recorded));
  store_fixture_remove_directory (g_steal_pointer (&template));
}

/* Every judged message is moving and has its open action; nothing of a torn batch is there. */
static void
assert_batches (const char *directory, guint told)
{
  SafiStore *store = store_fixture_open (directory);
  SafiJudgedQuery all = { .account = ACCOUNT };
  g_autoptr (GPtrArray) judged = safi_store_list_judged (store, &all, NULL);
  g_autoptr (GPtrArray) open = safi_journal_list_open (store, ACCOUNT, NULL);

  g_assert_cmpuint (judged->len % BATCH, ==, 0);
  g_assert_cmpuint (judged->len / BATCH, >=, told);
  g_assert_cmpuint (open->len, ==, judged->len);
  for (guint i = 0; i < judged->len; i++) {
    SafiJudged *row = judged->pdata[judged->len - 1 - i];

    g_assert_cmpint (row->fate, ==, SAFI_FATE_MOVING);
    g_assert_cmpint (row->action, ==, safi_action_get_fields (open->pdata[i])->id);
  }
  safi_store_close (store);
}

static void
test_kill_leaves_whole_batches (void)
{
  for (guint i = 0; i < KILLS; i++) {
    g_autofree char *directory = store_fixture_make_directory ();
    int output, status;
    pid_t child = start ("--batches", directory, &output);
    guint told = count_done (output, i + 1);

    /* Some way into the next batch, another one each time. */
    g_usleep (i * 300);
    g_assert_cmpint (kill (child, SIGKILL), ==, 0);
    g_assert_cmpint (waitpid (child, &status, 0), ==, child);
    g_assert_true (WIFSIGNALED (status));
    close (output);
    assert_sound (directory);
    assert_batches (directory, told);
    store_fixture_remove_directory (g_steal_pointer (&directory));
  }
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--story"))
    return tell_story (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--batches"))
    write_batches (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash/crash-at-every-commit-leaves-a-whole-step",
                   test_crash_at_every_commit_leaves_a_whole_step);
  g_test_add_func ("/crash/kill-leaves-whole-batches", test_kill_leaves_whole_batches);
  g_test_add_func ("/crash/power-cut-leaves-whole-steps", test_power_cut_leaves_whole_steps);
  return g_test_run ();
}
