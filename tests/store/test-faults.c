/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "core/base/safi-error.h"
#include "fault-vfs.h"
#include "store-fixture.h"

#define OPERATIONS_MAX 2000 /* more than the whole story has */

typedef struct {
  const char *name;
  int result;
  gboolean for_good; /* a full disk stays full; a bad sector may be met once */
  SafiError expected;
} Fault;

static const Fault faults[] = {
  { "full-once", SQLITE_FULL, FALSE, SAFI_ERROR_STORE_FULL },
  { "full-for-good", SQLITE_FULL, TRUE, SAFI_ERROR_STORE_FULL },
  { "write-error-once", SQLITE_IOERR_WRITE, FALSE, SAFI_ERROR_STORE_FAILED },
  { "write-error-for-good", SQLITE_IOERR_WRITE, TRUE, SAFI_ERROR_STORE_FAILED },
  { "sync-error-once", SQLITE_IOERR_FSYNC, FALSE, SAFI_ERROR_STORE_FAILED },
};

/* Returns: (transfer full) (element-type utf8): what is in the file before each step and after the
 * last. */
static GPtrArray *
record_story (const char *template)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autoptr (SafiStore) store = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *dumps = g_ptr_array_new_with_free_func (g_free);

  store_fixture_copy (template, directory);
  store = store_fixture_open (directory);
  g_ptr_array_add (dumps, store_fixture_dump (directory));
  for (guint i = 0; i < STORE_FIXTURE_N_STEPS; i++) {
    store_fixture_run_step (store, i, &error);
    g_assert_no_error (error);
    g_ptr_array_add (dumps, store_fixture_dump (directory));
  }
  g_clear_pointer (&store, safi_store_close);
  store_fixture_remove_directory (g_steal_pointer (&directory));
  return dumps;
}

/* Returns: how many steps succeeded before the first that failed. */
static guint
run_until_failure (SafiStore *store, const Fault *fault)
{
  for (guint i = 0; i < STORE_FIXTURE_N_STEPS; i++) {
    g_autoptr (GError) error = NULL;

    if (store_fixture_run_step (store, i, &error))
      continue;
    g_assert_error (error, SAFI_ERROR, (int) fault->expected);
    return i;
  }
  return STORE_FIXTURE_N_STEPS;
}

static void
assert_whole_or_not_at_all (const char *directory, GPtrArray *dumps, guint n_done)
{
  g_autofree char *integrity = store_fixture_integrity (directory);
  g_autofree char *dump = store_fixture_dump (directory);
  gboolean is_before = g_str_equal (dump, dumps->pdata[n_done]);
  gboolean is_after =
      n_done < STORE_FIXTURE_N_STEPS && g_str_equal (dump, dumps->pdata[n_done + 1]);

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_true (is_before || is_after);
}

/* Returns: FALSE if operation @n does not come any more. */
static gboolean
tell_story_with_fault (const char *template, GPtrArray *dumps, const Fault *fault, guint n)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autoptr (SafiStore) store = NULL;
  gboolean has_failed;
  guint n_done;

  store_fixture_copy (template, directory);
  store = store_fixture_open (directory);
  fault_vfs_fail_at (n, fault->result, fault->for_good);
  n_done = run_until_failure (store, fault);
  g_clear_pointer (&store, safi_store_close);
  has_failed = fault_vfs_heal ();
  assert_whole_or_not_at_all (directory, dumps, n_done);
  store_fixture_remove_directory (g_steal_pointer (&directory));
  return has_failed;
}

static void
test_each_call_is_whole_or_not_at_all (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *template = store_fixture_make_directory ();
  g_autoptr (GPtrArray) dumps = NULL;
  guint n = 1;

  safi_store_close (store_fixture_open (template));
  dumps = record_story (template);
  while (tell_story_with_fault (template, dumps, fault, n))
    g_assert_cmpuint (++n, <, OPERATIONS_MAX);
  g_test_message ("%u operations", n - 1);
  /* Each of 14 calls writes and synchronises at least once. */
  g_assert_cmpuint (n, >, 2 * STORE_FIXTURE_N_STEPS);
  store_fixture_remove_directory (g_steal_pointer (&template));
}

/* Returns: FALSE if operation @n does not come any more. */
static gboolean
open_with_fault (const Fault *fault, guint n)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autofree char *integrity = NULL;
  g_autoptr (SafiStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_failed;

  fault_vfs_fail_at (n, fault->result, fault->for_good);
  store = safi_store_open (directory, store_fixture_get_clock (), store_fixture_lookup, &error);
  if (store == NULL)
    g_assert_error (error, SAFI_ERROR, (int) fault->expected);
  g_clear_pointer (&store, safi_store_close);
  has_failed = fault_vfs_heal ();
  store = store_fixture_open (directory);
  store_fixture_put (store, 1, SAFI_DECISION_GOOD);
  g_clear_pointer (&store, safi_store_close);
  integrity = store_fixture_integrity (directory);
  g_assert_cmpstr (integrity, ==, "ok");
  store_fixture_remove_directory (g_steal_pointer (&directory));
  return has_failed;
}

static void
test_interrupted_birth_can_be_repeated (gconstpointer data)
{
  guint n = 1;

  while (open_with_fault (data, n))
    g_assert_cmpuint (++n, <, OPERATIONS_MAX);
  g_assert_cmpuint (n, >, 4);
}

/* A fault inside a batch: either all of it or nothing. */
static gboolean
run_batch_with_fault (const char *template, GPtrArray *dumps, const Fault *fault, guint n)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autoptr (SafiStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  gboolean has_failed, ok;

  store_fixture_copy (template, directory);
  store = store_fixture_open (directory);
  fault_vfs_fail_at (n, fault->result, fault->for_good);
  ok = safi_store_begin (store, &error);
  for (guint i = 0; ok && i < STORE_FIXTURE_N_STEPS - 2; i++)
    ok = store_fixture_run_step (store, i, &error);
  ok = ok && safi_store_commit (store, &error);
  g_clear_pointer (&store, safi_store_close);
  has_failed = fault_vfs_heal ();
  dump = store_fixture_dump (directory);
  if (ok)
    g_assert_cmpstr (dump, ==, dumps->pdata[STORE_FIXTURE_N_STEPS - 2]);
  else if (!g_str_equal (dump, dumps->pdata[STORE_FIXTURE_N_STEPS - 2]))
    g_assert_cmpstr (dump, ==, dumps->pdata[0]);
  store_fixture_remove_directory (g_steal_pointer (&directory));
  return has_failed;
}

static void
test_batch_is_whole_or_not_at_all (gconstpointer data)
{
  g_autofree char *template = store_fixture_make_directory ();
  g_autoptr (GPtrArray) dumps = NULL;
  guint n = 1;

  safi_store_close (store_fixture_open (template));
  dumps = record_story (template);
  while (run_batch_with_fault (template, dumps, data, n))
    g_assert_cmpuint (++n, <, OPERATIONS_MAX);
  g_assert_cmpuint (n, >, 4);
  store_fixture_remove_directory (g_steal_pointer (&template));
}

static void
add_test (const char *name, const Fault *fault, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/faults/%s/%s", name, fault->name);

  g_test_add_data_func (path, fault, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_register ();
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    add_test ("each-call-is-whole-or-not-at-all", &faults[i],
              test_each_call_is_whole_or_not_at_all);
    add_test ("interrupted-birth-can-be-repeated", &faults[i],
              test_interrupted_birth_can_be_repeated);
    add_test ("batch-is-whole-or-not-at-all", &faults[i], test_batch_is_whole_or_not_at_all);
  }
  return g_test_run ();
}
