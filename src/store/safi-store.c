/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/safi-store.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "core/base/safi-error.h"
#include "core/base/safi-fail-point.h"
#include "store/safi-store-private.h"

#define APPLICATION_ID 0x53616669 /* "Safi"; the same in schema/001.sql */
#define MEMORY ":memory:"

struct _SafiStore {
  SafiSql *sql;
  SafiClock *clock;         /* (transfer none) */
  SafiFindingLookup lookup; /* (nullable) */
  guint depth;              /* of open transactions */
  guint8 key[SAFI_STORE_KEY_OCTETS];
};

/* Number n brings a store from version n to n + 1. */
static const char *const migrations[] = {
  "/io/github/safibox/Safibox/schema/001.sql", "/io/github/safibox/Safibox/schema/002.sql",
  "/io/github/safibox/Safibox/schema/003.sql", "/io/github/safibox/Safibox/schema/004.sql",
  "/io/github/safibox/Safibox/schema/005.sql", "/io/github/safibox/Safibox/schema/006.sql",
  "/io/github/safibox/Safibox/schema/007.sql", "/io/github/safibox/Safibox/schema/008.sql",
  "/io/github/safibox/Safibox/schema/009.sql", "/io/github/safibox/Safibox/schema/010.sql",
  "/io/github/safibox/Safibox/schema/011.sql", "/io/github/safibox/Safibox/schema/012.sql",
  "/io/github/safibox/Safibox/schema/013.sql", "/io/github/safibox/Safibox/schema/014.sql",
  "/io/github/safibox/Safibox/schema/015.sql",
};

/* Makes an empty file that nobody else can read at any time; SQLite gives its companions the same
 * mode. A file that is there is not opened: closing it would drop SQLite's locks. */
static gboolean
make_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0) {
    close (fd);
    return TRUE;
  }
  if (errno == EEXIST)
    return TRUE;
  safi_store_set_file_error (errno, error);
  return FALSE;
}

static gboolean
set_corrupt (const char *what, GError **error)
{
  g_set_error (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "store: %s", what);
  return FALSE;
}

/* Reads only. @ret_version: 0 for an empty file. */
static gboolean
read_version (SafiSql *sql, gint64 *ret_version, GError **error)
{
  gint64 version, application, tables;

  if (!safi_sql_get_int (sql, "PRAGMA user_version", &version, error) ||
      !safi_sql_get_int (sql, "PRAGMA application_id", &application, error) ||
      !safi_sql_get_int (sql, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  if (tables > 0 && (application != APPLICATION_ID || version < 1))
    return set_corrupt ("another program's database", error);
  if (version > (gint64) G_N_ELEMENTS (migrations)) {
    g_set_error (error, SAFI_ERROR, SAFI_ERROR_STORE_TOO_NEW, "store version %" G_GINT64_FORMAT,
                 version);
    return FALSE;
  }
  *ret_version = version;
  return TRUE;
}

static gboolean
check_pages (SafiSql *sql, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (sql, "PRAGMA quick_check(1)", error);
  gboolean row = FALSE;

  if (query == NULL || !safi_query_next (query, &row, error))
    return FALSE;
  if (!row || g_strcmp0 (safi_query_get_text (query, 0), "ok") != 0)
    return set_corrupt ("quick_check found faults", error);
  return TRUE;
}

/* Everything that can be told without writing an octet. All pages are read only after an unclean
 * exit: in other cases SQLite meets the damage when it reads there. */
static gboolean
inspect (SafiSql *sql, gint64 *ret_version, GError **error)
{
  gint64 version = 0;
  gboolean is_unclean = FALSE;

  if (!read_version (sql, &version, error) ||
      (version > 0 && !safi_store_meta_read_mark (sql, &is_unclean, error)) ||
      (is_unclean && !check_pages (sql, error)))
    return FALSE;
  *ret_version = version;
  return TRUE;
}

static gboolean
run_migration (SafiStore *self, gint64 version, GError **error)
{
  g_autoptr (GBytes) script =
      g_resources_lookup_data (migrations[version], G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  /* GResource keeps a NUL after the data. */
  if (script == NULL || !safi_sql_run_script (self->sql, g_bytes_get_data (script, NULL), error))
    return FALSE;
  safi_fail_point ("store.migrated");
  return TRUE;
}

/* All versions in one transaction: where one fails the file stays as it was, and the Safibox that
 * wrote it can still read it. The version is read again inside the transaction: another thread may
 * have been first. */
static gboolean
migrate (SafiStore *self, GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (self, error);
  gint64 version = 0;

  if (transaction == NULL || !read_version (self->sql, &version, error))
    return FALSE;
  while (version < (gint64) G_N_ELEMENTS (migrations))
    if (!run_migration (self, version++, error))
      return FALSE;
  return safi_store_meta_ensure_key (self->sql, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

static SafiStore *
new_store (SafiSql *sql, SafiClock *clock, SafiFindingLookup lookup)
{
  SafiStore *self = g_new0 (SafiStore, 1);

  self->sql = sql;
  self->clock = clock;
  self->lookup = lookup;
  return self;
}

/* FULL: a committed state of the journal must survive a power cut. */
static gboolean
set_up_writing (SafiSql *sql, GError **error)
{
  return safi_sql_run_script (
      sql,
      "PRAGMA cache_size = -512;" /* kilobytes: the system keeps what is read often */
      "PRAGMA secure_delete = ON;"
      "PRAGMA journal_mode = WAL;"
      "PRAGMA journal_size_limit = 8388608;" /* octets */
      "PRAGMA synchronous = FULL;"
      "PRAGMA foreign_keys = ON;"
      "PRAGMA temp_store = MEMORY;"
      "PRAGMA cell_size_check = ON;",
      error);
}

/* Opens a file without writing and looks at it; what is not ours to use is closed as it was. */
static SafiSql *
open_inspected (const char *path, gboolean read_only, gint64 *ret_version, GError **error)
{
  SafiSql *sql = safi_sql_open (path, read_only, error);

  if (sql == NULL)
    return NULL;
  if (read_only ? read_version (sql, ret_version, error) : inspect (sql, ret_version, error))
    return sql;
  safi_sql_close_untouched (sql);
  return NULL;
}

static SafiStore *
open_for_writing (const char *path, SafiClock *clock, SafiFindingLookup lookup, GError **error)
{
  gint64 version = 0;
  SafiSql *sql = open_inspected (path, FALSE, &version, error);
  g_autoptr (SafiStore) self = NULL;

  if (sql == NULL)
    return NULL;
  self = new_store (sql, clock, lookup);
  if (!set_up_writing (sql, error) || !migrate (self, error) ||
      !safi_store_meta_read_key (self->sql, self->key, error))
    return NULL;
  return g_steal_pointer (&self);
}

SafiStore *
safi_store_open (const char *directory, SafiClock *clock, SafiFindingLookup lookup, GError **error)
{
  g_autofree char *path = g_build_filename (directory, SAFI_STORE_FILE, NULL);

  if (!safi_store_make_directory (directory, error) || !make_file (path, error))
    return NULL;
  return open_for_writing (path, clock, lookup, error);
}

SafiStore *
safi_store_open_read_only (const char *directory,
                           SafiClock *clock,
                           SafiFindingLookup lookup,
                           GError **error)
{
  g_autofree char *path = g_build_filename (directory, SAFI_STORE_FILE, NULL);
  g_autoptr (SafiStore) self = NULL;
  gint64 version = 0;
  SafiSql *sql = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    sql = open_inspected (path, TRUE, &version, error);
    if (sql == NULL)
      return NULL;
    self = new_store (sql, clock, lookup);
  }
  /* An older version cannot be read as it is, and must not be changed here. */
  if (version < (gint64) G_N_ELEMENTS (migrations)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no store of this version yet");
    return NULL;
  }
  return safi_store_meta_read_key (self->sql, self->key, error) ? g_steal_pointer (&self) : NULL;
}

SafiStore *
safi_store_open_memory (SafiClock *clock, SafiFindingLookup lookup, GError **error)
{
  return open_for_writing (MEMORY, clock, lookup, error);
}

void
safi_store_close (SafiStore *self)
{
  if (self == NULL)
    return;
  while (self->depth > 0)
    safi_store_rollback (self);
  safi_sql_close (self->sql);
  g_free (self);
}

static void
set_depth (SafiStore *self, guint depth)
{
  self->depth = depth;
  safi_sql_expect_transaction (self->sql, depth > 0);
}

static gboolean
set_lost (GError **error)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_FAILED,
                       "the transaction was rolled back");
  return FALSE;
}

/* Inner levels are savepoints, so that a call that fails inside a batch takes back its own part
 * and the batch can go on. */
gboolean
safi_store_begin (SafiStore *self, GError **error)
{
  const char *script = self->depth == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT inner";

  if (self->depth > 0 && !safi_sql_is_in_transaction (self->sql))
    return set_lost (error);
  if (!safi_sql_run_script (self->sql, script, error))
    return FALSE;
  set_depth (self, self->depth + 1);
  return TRUE;
}

void
safi_store_rollback (SafiStore *self)
{
  const char *script = self->depth == 1 ? "ROLLBACK" : "ROLLBACK TO inner; RELEASE inner";

  if (self->depth == 0)
    return;
  set_depth (self, self->depth - 1);
  /* SQLite may have done it by itself; nothing else can fail here. */
  if (safi_sql_is_in_transaction (self->sql))
    safi_sql_run_script (self->sql, script, NULL);
}

gboolean
safi_store_commit (SafiStore *self, GError **error)
{
  gboolean is_outermost = self->depth == 1;

  /* Rolled back by SQLite, or by one level too many. */
  if (self->depth == 0 || !safi_sql_is_in_transaction (self->sql)) {
    safi_store_rollback (self);
    return set_lost (error);
  }
  if (is_outermost)
    safi_fail_point ("store.before-commit");
  if (!safi_sql_run_script (self->sql, is_outermost ? "COMMIT" : "RELEASE inner", error)) {
    safi_store_rollback (self);
    return FALSE;
  }
  set_depth (self, self->depth - 1);
  if (is_outermost)
    safi_fail_point ("store.after-commit");
  return TRUE;
}

SafiClock *
safi_store_get_clock (SafiStore *self)
{
  return self->clock;
}

const guint8 *
safi_store_get_key (SafiStore *self)
{
  return self->key;
}

SafiSql *
safi_store_get_sql (SafiStore *self)
{
  return self->sql;
}

SafiFindingLookup
safi_store_get_lookup (SafiStore *self)
{
  return self->lookup;
}

SafiTransaction *
safi_transaction_begin (SafiStore *store, GError **error)
{
  return safi_store_begin (store, error) ? store : NULL;
}

gboolean
safi_transaction_commit (SafiTransaction *self, GError **error)
{
  return safi_store_commit (self, error);
}

void
safi_store_wipe_log (SafiStore *self)
{
  if (self->depth == 0)
    safi_sql_run_script (self->sql, "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
}
