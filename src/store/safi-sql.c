/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/safi-sql.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

#include "core/base/safi-error.h"

#define BUSY_MILLISECONDS 10000 /* another thread's batch is shorter than that */

struct _SafiSql {
  sqlite3 *db;
  GHashTable *queries; /* (element-type utf8 SafiQuery): by their text */
  gboolean expects_transaction;
};

struct _SafiQuery {
  SafiSql *sql; /* (transfer none) */
  sqlite3_stmt *statement;
  int n_bound;
  int fault; /* first SQLite code of a bind that failed */
  gboolean is_busy;
};

static int has_met_damage; /* atomic: whether any connection of this process did */

static SafiError
map_system_error (int number)
{
  switch (number) {
  case ENOSPC:
  case EDQUOT:
    return SAFI_ERROR_STORE_FULL;
  case EROFS:
  case EACCES:
  case EPERM:
    return SAFI_ERROR_STORE_READ_ONLY;
  default:
    return SAFI_ERROR_STORE_FAILED;
  }
}

static SafiError
map_result (int result, int system_error)
{
  switch (result & 0xff) {
  case SQLITE_FULL:
    return SAFI_ERROR_STORE_FULL;
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
    return system_error == ENOSPC ? SAFI_ERROR_STORE_FULL : SAFI_ERROR_STORE_READ_ONLY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return SAFI_ERROR_STORE_CORRUPT;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return SAFI_ERROR_STORE_BUSY;
  case SQLITE_IOERR:
    return map_system_error (system_error);
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
    return SAFI_ERROR_INVALID;
  default:
    return SAFI_ERROR_STORE_FAILED;
  }
}

/* The message is SQLite's fixed text for the code: sqlite3_errmsg could quote values. */
static gboolean
fail (SafiSql *self, int result, GError **error)
{
  const SafiError code = map_result (result, sqlite3_system_errno (self->db));

  if (code == SAFI_ERROR_STORE_CORRUPT)
    g_atomic_int_set (&has_met_damage, TRUE);
  g_set_error (error, SAFI_ERROR, (int) code, "SQLite %d: %s", result, sqlite3_errstr (result));
  return FALSE;
}

gboolean
safi_sql_has_met_damage (void)
{
  return g_atomic_int_get (&has_met_damage);
}

void
safi_sql_forget_damage (void)
{
  g_atomic_int_set (&has_met_damage, FALSE);
}

static void
free_query (gpointer data)
{
  SafiQuery *self = data;

  sqlite3_finalize (self->statement);
  g_free (self);
}

/* Guards against a file that somebody prepared: its schema may call nothing with effects. */
static void
harden (SafiSql *self)
{
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_MILLISECONDS);
}

SafiSql *
safi_sql_open (const char *path, gboolean read_only, GError **error)
{
  g_autoptr (SafiSql) self = g_new0 (SafiSql, 1);
  int flags = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
  int result = sqlite3_open_v2 (path, &self->db, flags, NULL);

  self->queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_query);
  if (result != SQLITE_OK) {
    fail (self, result, error);
    return NULL;
  }
  harden (self);
  /* SQLite falls back to reading where it may not write. */
  if (!read_only && sqlite3_db_readonly (self->db, "main") == 1) {
    fail (self, SQLITE_READONLY, error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
safi_sql_close (SafiSql *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->queries, g_hash_table_unref);
  sqlite3_close (self->db);
  g_free (self);
}

void
safi_sql_close_untouched (SafiSql *self)
{
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  safi_sql_close (self);
}

gboolean
safi_sql_run_script (SafiSql *self, const char *script, GError **error)
{
  int result = sqlite3_exec (self->db, script, NULL, NULL, NULL);

  return result == SQLITE_OK || fail (self, result, error);
}

gboolean
safi_sql_is_in_transaction (SafiSql *self)
{
  return !sqlite3_get_autocommit (self->db);
}

void
safi_sql_expect_transaction (SafiSql *self, gboolean expected)
{
  self->expects_transaction = expected;
}

gint64
safi_sql_get_last_id (SafiSql *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

guint
safi_sql_get_n_changed (SafiSql *self)
{
  return (guint) sqlite3_changes (self->db);
}

SafiQuery *
safi_sql_query (SafiSql *self, const char *text, GError **error)
{
  SafiQuery *query = g_hash_table_lookup (self->queries, text);
  sqlite3_stmt *statement = NULL;
  int result;

  if (query != NULL) {
    g_assert (!query->is_busy);
    query->is_busy = TRUE;
    return query;
  }
  result = sqlite3_prepare_v3 (self->db, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK) {
    fail (self, result, error);
    return NULL;
  }
  query = g_new0 (SafiQuery, 1);
  query->sql = self;
  query->statement = statement;
  query->is_busy = TRUE;
  g_hash_table_insert (self->queries, g_strdup (text), query);
  return query;
}

void
safi_query_end (SafiQuery *self)
{
  if (self == NULL)
    return;
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
  self->n_bound = 0;
  self->fault = SQLITE_OK;
  self->is_busy = FALSE;
}

static void
note_bound (SafiQuery *self, int result)
{
  if (self->fault == SQLITE_OK)
    self->fault = result;
}

void
safi_query_bind_int (SafiQuery *self, gint64 value)
{
  note_bound (self, sqlite3_bind_int64 (self->statement, ++self->n_bound, value));
}

void
safi_query_bind_id (SafiQuery *self, gint64 value)
{
  if (value == 0)
    safi_query_bind_null (self);
  else
    safi_query_bind_int (self, value);
}

void
safi_query_bind_double (SafiQuery *self, double value)
{
  note_bound (self, sqlite3_bind_double (self->statement, ++self->n_bound, value));
}

void
safi_query_bind_text (SafiQuery *self, const char *value)
{
  note_bound (self, sqlite3_bind_text (self->statement, ++self->n_bound, value, -1, SQLITE_STATIC));
}

void
safi_query_bind_octets (SafiQuery *self, const char *value)
{
  safi_query_bind_blob (self, value, strlen (value));
}

void
safi_query_bind_blob (SafiQuery *self, gconstpointer data, gsize size)
{
  /* Without an address SQLite would bind NULL instead of no octets. */
  gconstpointer octets = size > 0 ? data : "";

  note_bound (self,
              sqlite3_bind_blob64 (self->statement, ++self->n_bound, octets, size, SQLITE_STATIC));
}

void
safi_query_bind_null (SafiQuery *self)
{
  note_bound (self, sqlite3_bind_null (self->statement, ++self->n_bound));
}

gboolean
safi_query_next (SafiQuery *self, gboolean *ret_row, GError **error)
{
  int result = self->fault;

  if (self->sql->expects_transaction && !safi_sql_is_in_transaction (self->sql))
    return fail (self->sql, SQLITE_ABORT_ROLLBACK, error);
  if (result == SQLITE_OK)
    result = sqlite3_step (self->statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    return fail (self->sql, result, error);
  *ret_row = result == SQLITE_ROW;
  return TRUE;
}

gboolean
safi_query_run (SafiQuery *self, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!safi_query_next (self, &row, error))
      return FALSE;
  return TRUE;
}

gint64
safi_query_get_int (SafiQuery *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

gboolean
safi_query_is_null (SafiQuery *self, int column)
{
  return sqlite3_column_type (self->statement, column) == SQLITE_NULL;
}

double
safi_query_get_double (SafiQuery *self, int column)
{
  return sqlite3_column_double (self->statement, column);
}

const char *
safi_query_get_text (SafiQuery *self, int column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

gconstpointer
safi_query_get_blob (SafiQuery *self, int column, gsize *ret_size)
{
  gconstpointer data = sqlite3_column_blob (self->statement, column);

  *ret_size = (gsize) sqlite3_column_bytes (self->statement, column);
  return data;
}

gboolean
safi_sql_get_int (SafiSql *self, const char *text, gint64 *ret_value, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (self, text, error);
  gboolean row = FALSE;

  if (query == NULL || !safi_query_next (query, &row, error))
    return FALSE;
  *ret_value = row ? safi_query_get_int (query, 0) : 0;
  return TRUE;
}
