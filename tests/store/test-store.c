/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/safi-error.h"
#include "store-fixture.h"
#include "store/safi-store-private.h"

#define CHILD_SKIPPED 77 /* exit code: this computer does not allow the test */

static void
test_files_are_private (StoreFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "safibox.db", "safibox.db-wal", "safibox.db-shm" };

  store_fixture_put (fixture->store, 1, SAFI_DECISION_GOOD);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->directory, names[i], NULL);
    GStatBuf status;

    g_assert_cmpint (g_stat (path, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  }
}

static void
test_new_directory_is_private (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (fixture->directory, "inner", NULL);
  mode_t old = umask (0);
  GStatBuf status;

  safi_store_close (store_fixture_open (inner));
  umask (old);
  g_assert_cmpint (g_stat (inner, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  store_fixture_remove_directory (g_steal_pointer (&inner));
}

static void
test_key_stays_and_is_its_own (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SafiStore) other = store_fixture_open_memory ();
  guint8 key[16];

  memcpy (key, safi_store_get_key (fixture->store), sizeof key);
  g_assert_true (memcmp (key, safi_store_get_key (other), sizeof key) != 0);
  store_fixture_close (fixture);
  fixture->store = store_fixture_open (fixture->directory);
  g_assert_cmpmem (safi_store_get_key (fixture->store), 16, key, 16);
}

static void
test_read_only_store_reads_and_does_not_write (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SafiStore) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) judged = NULL;
  gint64 id = store_fixture_put (fixture->store, 1, SAFI_DECISION_GOOD);

  reader = safi_store_open_read_only (fixture->directory, store_fixture_get_clock (),
                                      store_fixture_lookup, &error);
  g_assert_no_error (error);
  judged = safi_store_get_judged (reader, id, &error);
  g_assert_nonnull (judged);
  g_assert_false (safi_store_set_fate (reader, id, SAFI_FATE_GONE, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_READ_ONLY);
}

static void
test_reading_makes_no_store (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = store_fixture_get_path (fixture);
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_null (safi_store_open_read_only (fixture->directory, store_fixture_get_clock (),
                                            store_fixture_lookup, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Runs @func in a process of its own. Returns: its exit code, 128 + n after signal n. */
static int
run_in_child (int (*func) (StoreFixture *), StoreFixture *fixture)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    _exit (func (fixture));
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}

static int
claim_in_child (StoreFixture *fixture)
{
  g_autoptr (SafiStoreClaim) claim = NULL;
  g_autoptr (GError) error = NULL;

  claim = safi_store_claim (fixture->directory, &error);
  if (claim != NULL)
    return 0;
  return g_error_matches (error, SAFI_ERROR, SAFI_ERROR_STORE_BUSY) ? 1 : 2;
}

static void
test_one_process_owns_the_store (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiStoreClaim) claim = safi_store_claim (fixture->directory, &error);

  g_assert_no_error (error);
  g_assert_cmpint (run_in_child (claim_in_child, fixture), ==, 1);
  g_clear_pointer (&claim, safi_store_release);
  g_assert_cmpint (run_in_child (claim_in_child, fixture), ==, 0);
  claim = safi_store_claim (fixture->directory, &error);
  g_assert_no_error (error);
}

static void
test_mark_tells_an_unclean_exit (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean was_unclean = TRUE;

  g_assert_true (safi_store_mark_running (fixture->store, &was_unclean, &error));
  g_assert_false (was_unclean);
  g_assert_true (safi_store_mark_running (fixture->store, &was_unclean, &error));
  g_assert_false (was_unclean); /* another thread of the same process */
  store_fixture_run_sql (fixture->directory,
                         "UPDATE meta SET value = 'another process' WHERE name = 'running'");
  g_assert_true (safi_store_mark_running (fixture->store, &was_unclean, &error));
  g_assert_true (was_unclean);
  g_assert_true (safi_store_mark_stopped (fixture->store, &error));
  g_assert_true (safi_store_mark_running (fixture->store, &was_unclean, &error));
  g_assert_false (was_unclean);
}

static void
test_only_the_outermost_commits (StoreFixture *fixture, gconstpointer data)
{
  SafiJudgedQuery all = { .account = NULL };
  g_autoptr (SafiStore) other = store_fixture_open (fixture->directory);
  g_autoptr (GError) error = NULL;
  guint count = 0;

  g_assert_true (safi_store_begin (fixture->store, &error));
  g_assert_true (safi_store_begin (fixture->store, &error));
  store_fixture_put (fixture->store, 1, SAFI_DECISION_GOOD);
  g_assert_true (safi_store_commit (fixture->store, &error));
  g_assert_true (safi_store_count_judged (other, &all, &count, &error));
  g_assert_cmpuint (count, ==, 0);
  g_assert_true (safi_store_begin (fixture->store, &error));
  store_fixture_put (fixture->store, 2, SAFI_DECISION_GOOD);
  safi_store_rollback (fixture->store);
  g_assert_true (safi_store_commit (fixture->store, &error));
  g_assert_true (safi_store_count_judged (other, &all, &count, &error));
  g_assert_cmpuint (count, ==, 1);
  safi_store_rollback (fixture->store); /* nothing is open: nothing happens */
}

/* An inner level that is rolled back twice takes the batch with it, and the batch is told. */
static void
test_lost_batch_does_not_commit (StoreFixture *fixture, gconstpointer data)
{
  SafiJudgedQuery all = { .account = NULL };
  g_autoptr (GError) error = NULL;
  guint count = 1;

  g_assert_true (safi_store_begin (fixture->store, &error));
  store_fixture_put (fixture->store, 1, SAFI_DECISION_GOOD);
  safi_store_rollback (fixture->store);
  g_assert_false (safi_store_commit (fixture->store, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_FAILED);
  g_clear_error (&error);
  g_assert_true (safi_store_count_judged (fixture->store, &all, &count, &error));
  g_assert_cmpuint (count, ==, 0);
}

/* SQLite itself rolls back when the disk is full: the rest of the batch must not slip in alone. */
static void
test_rest_of_a_lost_batch_is_refused (StoreFixture *fixture, gconstpointer data)
{
  SafiSql *sql = safi_store_get_sql (fixture->store);
  SafiJudgedQuery all = { .account = NULL };
  g_autoptr (SafiJudged) judged = store_fixture_new_judged (1, SAFI_DECISION_GOOD, "x");
  g_autoptr (GError) error = NULL;
  guint count = 1;

  g_assert_true (safi_store_begin (fixture->store, &error));
  g_assert_true (safi_sql_run_script (sql, "ROLLBACK", &error));
  g_assert_cmpint (safi_store_put_judged (fixture->store, judged, &error), ==, -1);
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_FAILED);
  g_clear_error (&error);
  g_assert_false (safi_store_commit (fixture->store, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STORE_FAILED);
  g_clear_error (&error);
  g_assert_true (safi_store_count_judged (fixture->store, &all, &count, &error));
  g_assert_cmpuint (count, ==, 0);
}

static void
test_versions_are_remembered (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint version = 0;

  g_assert_true (safi_store_get_version (fixture->store, SAFI_STORE_TOKENISER, &version, &error));
  g_assert_cmpuint (version, ==, 2);
  g_assert_true (safi_store_get_version (fixture->store, SAFI_STORE_MODEL, &version, &error));
  g_assert_cmpuint (version, ==, 2);
}

static gpointer
write_many_cb (gpointer data)
{
  StoreFixture *fixture = data;
  g_autoptr (SafiStore) store = store_fixture_open (fixture->directory);

  for (guint i = 0; i < 100; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (safi_store_begin (store, &error));
    store_fixture_put (store, i, SAFI_DECISION_GOOD);
    g_assert_true (safi_store_commit (store, &error));
  }
  return NULL;
}

static void
test_threads_take_turns (StoreFixture *fixture, gconstpointer data)
{
  SafiJudgedQuery all = { .account = NULL };
  g_autoptr (GError) error = NULL;
  GThread *threads[4];
  guint count = 0;

  store_fixture_close (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_many_cb, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  fixture->store = store_fixture_open (fixture->directory);
  g_assert_true (safi_store_count_judged (fixture->store, &all, &count, &error));
  g_assert_cmpuint (count, ==, 100);
}

/* FALSE: there is no such file, or it does not take @text. */
static gboolean
write_map (const char *path, const char *text)
{
  const int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean is_written;

  if (fd < 0)
    return FALSE;
  is_written = write (fd, text, strlen (text)) == (ssize_t) strlen (text);
  close (fd);
  return is_written;
}

/* Who is not root gets a namespace of users, in which nobody owns anything before it is said who
 * is who. */
static gboolean
unshare_mounts (void)
{
  g_autofree char *users = g_strdup_printf ("%u %u 1\n", geteuid (), geteuid ());
  g_autofree char *groups = g_strdup_printf ("%u %u 1\n", getegid (), getegid ());

  if (unshare (CLONE_NEWNS) == 0)
    return TRUE;
  return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_map ("/proc/self/setgroups", "deny") &&
         write_map ("/proc/self/uid_map", users) && write_map ("/proc/self/gid_map", groups);
}

/* Gives the process mounts of its own over the fixture's directory. */
static gboolean
mount_privately (StoreFixture *fixture, const char *type, unsigned long flags, const char *options)
{
  if (!unshare_mounts ())
    return FALSE;
  if (mount ("none", "/", "none", MS_REC | MS_PRIVATE, NULL) != 0)
    return FALSE;
  if (type != NULL)
    return mount ("none", fixture->directory, type, flags, options) == 0;
  return mount (fixture->directory, fixture->directory, "none", MS_BIND, NULL) == 0 &&
         mount ("none", fixture->directory, "none", MS_BIND | MS_REMOUNT | flags, NULL) == 0;
}

static int
open_read_only_disk (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  if (!mount_privately (fixture, NULL, MS_RDONLY, NULL))
    return CHILD_SKIPPED;
  if (safi_store_open (fixture->directory, store_fixture_get_clock (), store_fixture_lookup,
                       &error) != NULL)
    return 1;
  return g_error_matches (error, SAFI_ERROR, SAFI_ERROR_STORE_READ_ONLY) ? 0 : 2;
}

/* Fills a disk of 512 kB with judgements, each a commit of its own. */
static int
fill_small_disk (StoreFixture *fixture)
{
  SafiJudgedQuery all = { .account = NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiStore) store = NULL;
  g_autofree char *integrity = NULL;
  guint n = 0;
  guint count = 0;

  if (!mount_privately (fixture, "tmpfs", 0, "size=512k"))
    return CHILD_SKIPPED;
  store = store_fixture_open (fixture->directory);
  while (error == NULL) {
    g_autoptr (SafiJudged) judged = store_fixture_new_judged (n, SAFI_DECISION_JUNK, "Parcel");

    if (safi_store_put_judged (store, judged, &error) > 0)
      n++;
  }
  if (!g_error_matches (error, SAFI_ERROR, SAFI_ERROR_STORE_FULL))
    return 1;
  if (!safi_store_count_judged (store, &all, &count, NULL) || count != n || n == 0)
    return 2;
  g_clear_pointer (&store, safi_store_close);
  integrity = store_fixture_integrity (fixture->directory);
  return g_str_equal (integrity, "ok") ? 0 : 3;
}

static void
test_in_mounts (StoreFixture *fixture, int (*func) (StoreFixture *))
{
  int code;

  store_fixture_close (fixture);
  code = run_in_child (func, fixture);
  if (code == CHILD_SKIPPED)
    g_test_skip ("this computer lets tests mount nothing");
  else
    g_assert_cmpint (code, ==, 0);
}

static void
test_read_only_disk_is_told (StoreFixture *fixture, gconstpointer data)
{
  test_in_mounts (fixture, open_read_only_disk);
}

static void
test_full_disk_keeps_what_was_there (StoreFixture *fixture, gconstpointer data)
{
  test_in_mounts (fixture, fill_small_disk);
}

/* Forgotten texts must not stand anywhere in the directory. */
static void
test_removed_account_leaves_no_text (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAccount) account =
      safi_account_new_imap (ACCOUNT, "a@b.example", "a", "h.example", 993, SAFI_SECURITY_TLS);
  g_autoptr (SafiJudged) judged =
      store_fixture_new_judged (1, SAFI_DECISION_GOOD, "VerySecretSubject");
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_true (safi_store_save_account (fixture->store, account, &error));
  g_assert_cmpint (safi_store_put_judged (fixture->store, judged, &error), >, 0);
  g_assert_true (safi_store_remove_account (fixture->store, ACCOUNT, &error));
  dir = g_dir_open (fixture->directory, 0, &error);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
    g_autofree char *octets = NULL;
    gsize size;

    g_assert_true (g_file_get_contents (path, &octets, &size, &error));
    g_assert_null (memmem (octets, size, "VerySecretSubject", 17));
  }
}

static void
add_test (const char *path, void (*func) (StoreFixture *, gconstpointer))
{
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/store/files-are-private", test_files_are_private);
  add_test ("/store/new-directory-is-private", test_new_directory_is_private);
  add_test ("/store/key-stays-and-is-its-own", test_key_stays_and_is_its_own);
  add_test ("/store/read-only-store-reads-and-does-not-write",
            test_read_only_store_reads_and_does_not_write);
  add_test ("/store/reading-makes-no-store", test_reading_makes_no_store);
  add_test ("/store/one-process-owns-the-store", test_one_process_owns_the_store);
  add_test ("/store/mark-tells-an-unclean-exit", test_mark_tells_an_unclean_exit);
  add_test ("/store/only-the-outermost-commits", test_only_the_outermost_commits);
  add_test ("/store/lost-batch-does-not-commit", test_lost_batch_does_not_commit);
  add_test ("/store/rest-of-a-lost-batch-is-refused", test_rest_of_a_lost_batch_is_refused);
  add_test ("/store/versions-are-remembered", test_versions_are_remembered);
  add_test ("/store/threads-take-turns", test_threads_take_turns);
  add_test ("/store/read-only-disk-is-told", test_read_only_disk_is_told);
  add_test ("/store/full-disk-keeps-what-was-there", test_full_disk_keeps_what_was_there);
  add_test ("/store/removed-account-leaves-no-text", test_removed_account_leaves_no_text);
  return g_test_run ();
}
